/** How an agent that asks models goes about it; `fastPath` of `configs/providers.yaml`. */
export interface ModelAgentSettings {
  /** Whether what the rules understand without doubt is answered by them, without a model. */
  readonly fastPath: boolean
}

/** Earlier turns take at most a fourth of a model's context and never more tokens than these; older ones are summarised. */
export const mostHistoryTokens = 6_000

/** Of what a model takes a share is kept back: tokens are estimated, and other tokenizers count more. */
export const usableContext = 0.8
