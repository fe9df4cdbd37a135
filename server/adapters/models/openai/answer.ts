import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import type { FinishReason, TokenUsage } from '../../../ports/language-model.ts'
import type { AnswerReader, Ending } from '../run-call.ts'
import { inputOf } from '../structure.ts'
import { tokens } from '../tokens.ts'

/** What servers call the end of an answer; local ones hand through what their engine says. */
const finishes: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  end_turn: 'stop',
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
}
const refusals: readonly string[] = ['content_filter', 'safety', 'refusal', 'sensitive']

/** Where servers put what the model thinks; it is no part of the answer. */
interface Thinking {
  readonly reasoning_content?: unknown
  readonly reasoning?: unknown
}

/** Reads chat completion chunks. */
export function openaiReader(): AnswerReader<ChatCompletionChunk> {
  const calls: { id: string; name: string; text: string }[] = []
  const places = new Map<number, number>()
  let finish: string | null = null
  let refusal = ''
  let usage: TokenUsage | null = null
  let answeredBy: string | null = null
  let answerId: string | null = null

  return {
    read(chunk) {
      answeredBy = chunk.model || answeredBy
      answerId = chunk.id || answerId
      if (chunk.usage) usage = usageOf(chunk.usage)
      const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0)
      if (!choice) return null
      const delta: typeof choice.delta & Thinking = choice.delta ?? {}
      for (const { index, id, function: part } of delta.tool_calls ?? []) {
        // Some servers send whole calls that all say index 0, each with an id of its own.
        const known = places.get(index)
        if (known === undefined || (id && calls[known]?.id && calls[known].id !== id)) {
          places.set(index, calls.length)
          calls.push({ id: id ?? '', name: part?.name ?? '', text: part?.arguments ?? '' })
        } else {
          const call = calls[known]
          if (call) calls[known] = { id: call.id || (id ?? ''), name: call.name || (part?.name ?? ''), text: call.text + (part?.arguments ?? '') }
        }
      }
      if (delta.refusal) refusal += delta.refusal
      const says = Boolean(delta.content || delta.tool_calls?.length)
      // An end that is followed by more was none.
      finish = choice.finish_reason ?? (says ? null : finish)
      if (typeof delta.content === 'string' && delta.content) return delta.content
      return delta.reasoning_content || delta.reasoning || delta.tool_calls?.length ? '' : null
    },
    usage: () => usage,
    ending: (): Ending | null => {
      if (finish === null) return null
      if (refusal || refusals.includes(finish)) return { error: 'refused' }
      const reason = finishes[finish]
      if (!reason) return { error: 'server' }
      return {
        finish: reason === 'length' ? reason : calls.length > 0 ? 'tool-calls' : 'stop',
        calls: calls.map(({ id, name, text }, index) => ({ id: id || `call_${answerId ?? 'x'}_${index}`, name, input: inputOf(text), opaque: null })),
        answeredBy,
        answerId: null,
      }
    },
  }
}

/** Cached tokens are within the prompt, and reasoning is within the completion. */
function usageOf(usage: NonNullable<ChatCompletionChunk['usage']>): TokenUsage {
  const input = tokens(usage.prompt_tokens)
  const completion = tokens(usage.completion_tokens)
  const reasoning = tokens(usage.completion_tokens_details?.reasoning_tokens)
  const prompt: { cached_tokens?: number | null; cache_write_tokens?: number | null } = usage.prompt_tokens_details ?? {}
  // xAI counts reasoning beside the completion; the total tells.
  const outside = reasoning > 0 && usage.total_tokens === input + completion + reasoning
  return {
    inputTokens: input,
    cachedTokens: tokens(prompt.cached_tokens),
    cacheWriteTokens: tokens(prompt.cache_write_tokens),
    outputTokens: outside ? completion + reasoning : completion,
    reasoningTokens: reasoning,
  }
}
