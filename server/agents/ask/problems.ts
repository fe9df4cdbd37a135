import { problem, type Problem, type ProblemKind } from '../../contract/problem.ts'
import type { ModelError, ModelErrorKind, TryRecord } from '../../ports/language-model.ts'

/** What a call that failed is to a person: the kind of problem, what happened and what to do. */
interface Told {
  readonly kind: ProblemKind
  readonly detail: string
  /** Whether what the error says itself helps. */
  readonly withMessage?: true
}

const kept = 'Your message is kept and the plan is as it was'

const told: Readonly<Record<ModelErrorKind, Told>> = {
  rate_limited: { kind: 'model-failed', detail: `The provider takes no more requests just now. ${kept}; wait a little and send it again.` },
  quota_exhausted: { kind: 'model-failed', detail: `The account at the provider has no credit left. ${kept}; top it up or choose another model.` },
  overloaded: { kind: 'model-failed', detail: `The model is overloaded. ${kept}; try again in a few minutes or choose another model.` },
  server: { kind: 'model-failed', detail: `The provider had an error of its own. ${kept}; try again.` },
  network: { kind: 'model-failed', detail: `The connection to the provider failed or broke off. ${kept}; check the network and try again.` },
  timeout: { kind: 'model-timeout', detail: `The model took too long to answer. ${kept}; try again, or ask for a smaller part.` },
  aborted: { kind: 'model-failed', detail: `The turn was stopped before it had an answer. ${kept}.` },
  auth: { kind: 'model-failed', detail: `The provider did not accept the key. ${kept}; set a key that is valid and start again.` },
  model_not_found: { kind: 'model-failed', detail: `The provider does not know the model. ${kept}; choose another one.`, withMessage: true },
  bad_request: { kind: 'model-failed', detail: `The provider refused the request. ${kept}; choose another model.`, withMessage: true },
  context_overflow: {
    kind: 'model-failed',
    detail: `The plan and the conversation are too long for the model. ${kept}; choose a model with a larger context, or ask about one task.`,
  },
  truncated: { kind: 'model-failed', detail: `The answer was cut off before its end, so nothing of it was used. ${kept}; ask for a smaller part.` },
  refused: { kind: 'model-failed', detail: `The model refused to answer this. ${kept}; say it another way or choose another model.` },
  invalid_json: {
    kind: 'model-failed',
    detail: `The model did not answer in the form it was asked for. ${kept}; try again or choose another model.`,
  },
  schema_mismatch: {
    kind: 'model-failed',
    detail: `The model did not answer in the form it was asked for. ${kept}; try again or choose another model.`,
  },
  semantic_invalid: { kind: 'model-failed', detail: `Nothing in the model's answer fits this plan. ${kept}; try again or say it another way.` },
  budget_exhausted: { kind: 'budget-exhausted', detail: `${kept}.`, withMessage: true },
  not_configured: { kind: 'model-failed', detail: `No model is set up for this. ${kept}; set a key for one, or use the rules.`, withMessage: true },
}

/** A call that failed, as it is told to a person. `tries` lists the calls that were made. */
export function problemOf(error: Pick<ModelError, 'kind' | 'message'>, tries: readonly TryRecord[]): Problem {
  const { kind, detail, withMessage } = told[error.kind]
  const message = error.message.trim()
  return problem(kind, withMessage && message !== '' ? `${/[.!?]$/.test(message) ? message : `${message}.`} ${detail}` : detail, {
    tries: tries.map(tryTold),
  })
}

const tryTold = ({ n, provider, model, finish, error, totalMs }: TryRecord): object => ({ n, provider, model, finish, error, totalMs })
