import type { ModelErrorKind } from '../../../ports/language-model.ts'

/**
 * What follows an error of one try.
 * `again`: the same model, after a pause. `next`: the next model of the list. `larger`: the next one that takes longer
 * prompts. `end`: nobody else is asked.
 */
export type Remedy = 'again' | 'next' | 'larger' | 'end'

/**
 * What an error says of the model's health. `failure`: one of a row that ends in a rest. `hopeless`: rest at once, as
 * the next call would fail alike. `alive`: it answered, only not as hoped. `nothing`: it was not asked, or we hung up.
 */
export type Verdict = 'failure' | 'hopeless' | 'alive' | 'nothing'

export interface Policy {
  readonly remedy: Remedy
  readonly verdict: Verdict
}

/** From kind of error to policy: the one table. docs/models.md tells it to people. */
export const policies: Readonly<Record<ModelErrorKind, Policy>> = {
  rate_limited: { remedy: 'again', verdict: 'failure' },
  quota_exhausted: { remedy: 'next', verdict: 'hopeless' },
  overloaded: { remedy: 'again', verdict: 'failure' },
  server: { remedy: 'again', verdict: 'failure' },
  network: { remedy: 'again', verdict: 'failure' },
  timeout: { remedy: 'next', verdict: 'failure' },
  aborted: { remedy: 'end', verdict: 'nothing' },
  auth: { remedy: 'next', verdict: 'hopeless' },
  model_not_found: { remedy: 'next', verdict: 'hopeless' },
  bad_request: { remedy: 'end', verdict: 'alive' },
  context_overflow: { remedy: 'larger', verdict: 'alive' },
  truncated: { remedy: 'end', verdict: 'alive' },
  refused: { remedy: 'end', verdict: 'alive' },
  invalid_json: { remedy: 'end', verdict: 'alive' },
  schema_mismatch: { remedy: 'end', verdict: 'alive' },
  semantic_invalid: { remedy: 'end', verdict: 'alive' },
  budget_exhausted: { remedy: 'end', verdict: 'nothing' },
  not_configured: { remedy: 'next', verdict: 'nothing' },
}

/** Rather than wait longer than this for a busy model, another one is asked where there is one. */
export const switchRatherThanWaitMs = 2000

/**
 * The pause before try number `tried + 1` of a model: full jitter over 0.5 s · 2ⁿ, at most 20 s ("Exponential Backoff
 * And Jitter", AWS architecture blog), and never less than the provider asks for.
 * @param random 0 ≤ random < 1
 */
export function pauseMs(tried: number, retryAfterMs: number | null, random: number): number {
  const longest = Math.min(20_000, 500 * 2 ** Math.max(0, tried - 1))
  const jittered = Math.round(random * longest)
  return retryAfterMs === null ? jittered : Math.max(retryAfterMs, jittered)
}
