import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import type { FinishReason, ModelErrorKind, TokenUsage } from '../../../ports/language-model.ts'
import { keep } from '../opaque.ts'
import type { AnswerReader, Ending } from '../run-call.ts'
import { inputOf } from '../structure.ts'
import { tokens } from '../tokens.ts'

const finishes: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool-calls',
  max_tokens: 'length',
}
const failures: Readonly<Record<string, ModelErrorKind>> = { refusal: 'refused', model_context_window_exceeded: 'context_overflow' }

/** What usage says, at the start and cumulatively at the end. */
interface Counts {
  readonly input_tokens?: number | null
  readonly cache_read_input_tokens?: number | null
  readonly cache_creation_input_tokens?: number | null
  readonly output_tokens?: number | null
  readonly output_tokens_details?: { readonly thinking_tokens?: number | null } | null
}

type Thought = { type: 'thinking'; thinking: string; signature: string } | { type: 'redacted_thinking'; data: string }

/** Reads the events of a message. */
export function anthropicReader(): AnswerReader<RawMessageStreamEvent> {
  const calls = new Map<number, { readonly id: string; readonly name: string; text: string; given: unknown }>()
  const thoughts = new Map<number, Thought>()
  let stop: string | null = null
  let counts: Counts | null = null
  let answeredBy: string | null = null
  let answerId: string | null = null
  const count = (more: Counts | null | undefined): void => {
    if (!more) return
    // What the end leaves out, or gives as null, was said at the start.
    counts = { ...counts, ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== null && value !== undefined)) }
  }

  return {
    read(event) {
      switch (event.type) {
        case 'message_start':
          answeredBy = event.message?.model ?? null
          answerId = event.message?.id ?? null
          count(event.message?.usage)
          return null
        case 'content_block_start': {
          const block = event.content_block
          if (block.type === 'tool_use') calls.set(event.index, { id: block.id, name: block.name, text: '', given: block.input })
          if (block.type === 'thinking') thoughts.set(event.index, { type: 'thinking', thinking: block.thinking, signature: block.signature })
          if (block.type === 'redacted_thinking') thoughts.set(event.index, { type: 'redacted_thinking', data: block.data })
          // The start of a thought is no sign of life: it may be long and tell nothing of itself, so the wait for the first word goes on.
          return (block.type === 'text' && block.text) || null
        }
        case 'content_block_delta': {
          const { delta, index } = event
          if (delta.type === 'text_delta') return delta.text
          const call = calls.get(index)
          const thought = thoughts.get(index)
          if (delta.type === 'input_json_delta' && call) call.text += delta.partial_json
          if (delta.type === 'thinking_delta' && thought?.type === 'thinking') thought.thinking += delta.thinking
          if (delta.type === 'signature_delta' && thought?.type === 'thinking') thought.signature += delta.signature
          return ''
        }
        case 'message_delta':
          stop = event.delta?.stop_reason ?? stop
          count(event.usage)
          return null
        default:
          return null
      }
    },
    usage: () => (counts ? usageOf(counts) : null),
    ending: (): Ending | null => {
      if (stop === null) return null
      const failure = failures[stop]
      if (failure) return { error: failure }
      const reason = finishes[stop]
      if (!reason) return { error: 'server' }
      const opaque = thoughts.size > 0 ? keep('anthropic', JSON.stringify([...thoughts.values()])) : null
      return {
        finish: reason === 'tool-calls' && calls.size === 0 ? 'stop' : reason,
        calls: [...calls.values()].map(({ id, name, text, given }, index) => ({
          id,
          name,
          input: text ? inputOf(text) : (given ?? {}),
          opaque: index === 0 ? opaque : null,
        })),
        answeredBy,
        answerId,
      }
    },
  }
}

/** Tokens that were read from the cache or written to it are counted beside the input here. */
function usageOf(counts: Counts): TokenUsage {
  const cachedTokens = tokens(counts.cache_read_input_tokens)
  const cacheWriteTokens = tokens(counts.cache_creation_input_tokens)
  return {
    inputTokens: tokens(counts.input_tokens) + cachedTokens + cacheWriteTokens,
    cachedTokens,
    cacheWriteTokens,
    outputTokens: tokens(counts.output_tokens),
    reasoningTokens: tokens(counts.output_tokens_details?.thinking_tokens),
  }
}
