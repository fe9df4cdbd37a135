import type { ModelSettings } from '../../../config/providers.ts'
import type { ModelClient, ModelRef, ModelRequest, TurnKind } from '../../../ports/language-model.ts'
import type { PricedModel } from '../prices/prices.ts'

/** A model that can be asked: its settings, the client of its provider, and its names in the price table. */
export interface Candidate {
  readonly ref: ModelRef
  readonly settings: ModelSettings
  readonly client: ModelClient
  readonly priced: PricedModel
  /** A server of one's own, which may cut prompts without a word. */
  readonly local: boolean
}

/** What people call a model: `provider/model`. */
export const nameOf = ({ provider, model }: ModelRef): string => `${provider}/${model}`

export type Lists = Readonly<Record<TurnKind, readonly Candidate[]>>

/**
 * The models for a request, in the order in which they are asked. `only` is that model alone; what the person prefers
 * (a provider, or one model of it) goes first, also where the list does not name it. Empty where nothing matches.
 */
export function choose(request: Pick<ModelRequest, 'kind' | 'prefer' | 'only'>, lists: Lists, all: readonly Candidate[]): readonly Candidate[] {
  const { only, prefer } = request
  if (only) return all.filter(({ ref }) => ref.provider === only.provider && ref.model === only.model)
  const list = lists[request.kind]
  if (prefer === null) return list
  const wanted = ({ ref }: Candidate): boolean => ref.provider === prefer || nameOf(ref) === prefer
  const first = list.some(wanted) ? list.filter(wanted) : all.filter(wanted).slice(0, 1)
  return first.length === 0 ? [] : [...first, ...list.filter((candidate) => !first.includes(candidate))]
}

/** The fewest tokens that are worth asking for. */
const leastAnswer = 256

/** How long the answer may be at most, within what was asked for, what the model gives and what the prompt leaves. */
export function answerRoom({ settings }: Candidate, asked: number, promptTokens: number): number | null {
  const room = Math.min(asked, settings.outputTokens, settings.contextTokens - promptTokens)
  return room < Math.min(leastAnswer, asked) ? null : room
}
