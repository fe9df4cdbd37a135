import type { ModelError, ModelErrorKind, ModelRef } from '../../../ports/language-model.ts'
import type { ModelHealth } from '../../../ports/models.ts'
import { policies } from './policy.ts'

export interface BreakerSettings {
  /** Failures in a row after which a model rests. */
  readonly restAfter: number
  readonly restForMs: number
}

/** A call may be made, and how it ended must be told: null where it went well. Only the first telling counts. */
export interface Admitted {
  readonly kind: 'admitted'
  settle(error: Pick<ModelError, 'kind' | 'message' | 'retryAfterMs'> | null): void
}

export type Admission = Admitted | { readonly kind: 'resting'; readonly until: number; readonly lastError: ModelErrorKind }

/**
 * A circuit breaker for each model (Nygard, "Release It!"): closed while it answers, open after failures in a row, and
 * half open when the rest is over: then one call is let through to find out, and the rest doubles where that fails.
 */
export interface Breakers {
  admit(model: ModelRef): Admission
  /** Lets a call through also while the model rests: a person asked for it. */
  admitAnyway(model: ModelRef): Admitted
  /** When it may be asked again; 0 where it may be now. */
  restsUntil(model: ModelRef): number
  health(model: ModelRef): ModelHealth
}

/** A rest is never longer than this, however often a model fails. */
const longestRestMs = 5 * 60_000

interface State {
  failures: number
  rests: number
  /** Until when it rests; once that is over it stays set, half open, until a call went well. */
  restsUntil: number | null
  /** Until when the provider itself asked to be left alone. */
  busyUntil: number
  probing: boolean
  lastError: { kind: ModelErrorKind; message: string; at: number } | null
  lastSuccess: number | null
}

export function breakers({ restAfter, restForMs }: BreakerSettings, now: () => number): Breakers {
  const states = new Map<string, State>()
  const stateOf = ({ provider, model }: ModelRef): State => {
    const key = `${provider}/${model}`
    const state = states.get(key) ?? { failures: 0, rests: 0, restsUntil: null, busyUntil: 0, probing: false, lastError: null, lastSuccess: null }
    states.set(key, state)
    return state
  }

  const admitted = (state: State): Admitted => {
    const probe = state.restsUntil !== null && now() >= state.restsUntil
    if (probe) state.probing = true
    let settled = false
    return {
      kind: 'admitted',
      settle(error) {
        if (settled) return
        settled = true
        if (probe) state.probing = false
        const verdict = error ? policies[error.kind].verdict : 'success'
        if (error && verdict !== 'nothing') state.lastError = { kind: error.kind, message: error.message, at: now() }
        if (verdict === 'nothing') return
        if (verdict === 'success' || verdict === 'alive') {
          Object.assign(state, { failures: 0, rests: 0, restsUntil: null, busyUntil: 0, probing: false })
          if (verdict === 'success') state.lastSuccess = now()
          return
        }
        state.failures += 1
        if (error?.retryAfterMs) state.busyUntil = Math.max(state.busyUntil, now() + error.retryAfterMs)
        const closed = state.restsUntil === null
        if (closed ? verdict === 'hopeless' || state.failures >= restAfter : probe) {
          state.restsUntil = now() + Math.min(longestRestMs, restForMs * 2 ** state.rests)
          state.rests += 1
        }
      },
    }
  }

  return {
    admit(model) {
      const state = stateOf(model)
      const until = Math.max(state.restsUntil ?? 0, state.busyUntil)
      if (now() < until || state.probing) return { kind: 'resting', until, lastError: state.lastError?.kind ?? 'server' }
      return admitted(state)
    },
    admitAnyway: (model) => admitted(stateOf(model)),
    restsUntil(model) {
      const { restsUntil, busyUntil } = stateOf(model)
      const until = Math.max(restsUntil ?? 0, busyUntil)
      return now() < until ? until : 0
    },
    health(model) {
      const { restsUntil, busyUntil, failures, lastError, lastSuccess } = stateOf(model)
      const until = Math.max(restsUntil ?? 0, busyUntil)
      const answered = lastSuccess !== null || lastError !== null
      return {
        state: now() < until ? 'resting' : failures > 0 ? 'failing' : answered ? 'ok' : 'untried',
        lastError: lastError && { kind: lastError.kind, message: lastError.message, at: iso(lastError.at) },
        lastSuccessAt: lastSuccess === null ? null : iso(lastSuccess),
        restsUntil: now() < until ? iso(until) : null,
      }
    },
  }
}

const iso = (time: number): string => new Date(time).toISOString()
