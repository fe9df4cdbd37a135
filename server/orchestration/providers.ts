import { problem, type Problem } from '../contract/problem.ts'
import type { ProvidersWire, TestResultWire } from '../contract/providers.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { ModelRef } from '../ports/language-model.ts'
import type { ModelsStatus, NotTested } from '../ports/models.ts'
import type { Deps } from './deps.ts'
import { costOf } from './turn-usage.ts'

/** What answers where no model does. */
const offline = 'offline'

/** What is configured, what is used for what, and how it fares. Never a key: the port does not know one. */
export const showProviders = (deps: Pick<Deps, 'models'>) => async (): Promise<ProvidersWire> => {
  const { profile, profiles, fastPath, budgets, providers, uses } = await deps.models.status()
  return {
    profile,
    profiles: [...profiles],
    fastPath,
    budgets: { turnMicros: budgets.turnMicros, projectMicros: budgets.projectMicros, dayMicros: budgets.dayMicros },
    providers: providers.map(providerToWire),
    uses: { plan: names(uses.plan), decompose: names(uses.decompose), edit: names(uses.edit), route: names(uses.route), ask: names(uses.ask) },
  }
}

/** Asks one model for one word, and keeps the account of it: it was paid for. */
export const testProvider =
  (deps: Pick<Deps, 'models' | 'storage' | 'log'>) =>
  async (input: { readonly provider: string; readonly model: string | null }, signal: AbortSignal): Promise<Result<TestResultWire, Problem>> => {
    const tested = await deps.models.test(input.provider, input.model, signal)
    if ('kind' in tested) return fail(notTested(tested))
    const { record, ...told } = tested
    await deps.storage.write((session) => session.addTries([{ turnId: null, projectId: null, costMicros: costOf(record), record }]))
    if (tested.error) deps.log.warn('the test of a connection failed', { provider: tested.provider, model: tested.model, error: tested.error })
    return ok({ ...told, usage: told.usage && { ...told.usage }, error: told.error && { ...told.error } })
  }

function notTested(reason: NotTested): Problem {
  if (reason.kind === 'too-many')
    return problem('rate-limited', `${reason.message} Try again later.`, { retryAfterSeconds: Math.ceil(reason.retryAfterMs / 1000) })
  const pointer = reason.kind === 'unknown-model' ? '/model' : '/provider'
  return problem('validation', reason.message, { errors: [{ pointer, detail: reason.message }] })
}

function providerToWire(provider: ModelsStatus['providers'][number]): ProvidersWire['providers'][number] {
  const { models, ...rest } = provider
  return {
    ...rest,
    models: models.map(({ model, contextTokens, outputTokens, structure, tags, price, health }) => ({
      name: model,
      contextTokens,
      outputTokens,
      structure,
      tags: [...tags],
      price: price && { ...price },
      health: { ...health, lastError: health.lastError && { ...health.lastError } },
    })),
  }
}

const names = (refs: readonly ModelRef[]): string[] => (refs.length === 0 ? [offline] : refs.map(({ provider, model }) => `${provider}/${model}`))
