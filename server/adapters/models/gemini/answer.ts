import { randomUUID } from 'node:crypto'
import type { GenerateContentResponse } from '@google/genai'
import type { FinishReason, TokenUsage, ToolCall } from '../../../ports/language-model.ts'
import { keep } from '../opaque.ts'
import type { AnswerReader, Ending } from '../run-call.ts'
import { tokens } from '../tokens.ts'
import { madeUp } from './request.ts'

/** Google ends with STOP also where tools are asked for; servers that speak its dialect say so. What would go on in another call is too long for one. */
const finishes: Readonly<Record<string, FinishReason>> = { STOP: 'stop', MAX_TOKENS: 'length', CONTINUATION: 'length', FUNCTION_CALL: 'tool-calls' }

const refusals: readonly string[] = [
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
]

/** Reads the chunks of generated content. The shorthands of the SDK warn on the console, so the parts are read themselves. */
export function geminiReader(): AnswerReader<GenerateContentResponse> {
  const calls: ToolCall[] = []
  let finish: string | null = null
  let blocked = false
  let usage: TokenUsage | null = null
  let answeredBy: string | null = null
  let answerId: string | null = null

  return {
    read(chunk) {
      answeredBy = chunk.modelVersion ?? answeredBy
      answerId = chunk.responseId ?? answerId
      if (chunk.usageMetadata) usage = usageOf(chunk.usageMetadata)
      if (chunk.promptFeedback?.blockReason) blocked = true
      const candidate = chunk.candidates?.[0]
      if (!candidate) return null
      const parts = candidate.content?.parts ?? []
      for (const { functionCall, thoughtSignature } of parts) {
        if (!functionCall) continue
        calls.push({
          id: functionCall.id ?? `${madeUp}${randomUUID()}`,
          name: functionCall.name ?? '',
          input: functionCall.args ?? {},
          // Kept also where it is empty: that tells our own calls from those of another provider.
          opaque: keep('gemini', thoughtSignature ?? ''),
        })
      }
      const text = parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join('')
      const thinks = parts.some(({ thought, functionCall }) => thought || functionCall)
      // Some models say STOP on every chunk: only what stands behind the last of the answer counts.
      finish = candidate.finishReason ?? (text || thinks ? null : finish)
      return text || (thinks ? '' : null)
    },
    usage: () => usage,
    ending: (): Ending | null => {
      if (blocked) return { error: 'refused' }
      if (finish === null) return null
      if (refusals.includes(finish)) return { error: 'refused' }
      const reason = finishes[finish]
      if (!reason) return { error: 'server' }
      return { finish: reason === 'length' ? reason : calls.length > 0 ? 'tool-calls' : 'stop', calls, answeredBy, answerId }
    },
  }
}

/** Cached tokens are within the prompt; thoughts are counted beside the candidates, and input of tools beside the prompt. */
function usageOf(usage: NonNullable<GenerateContentResponse['usageMetadata']>): TokenUsage {
  const reasoningTokens = tokens(usage.thoughtsTokenCount)
  return {
    inputTokens: tokens(usage.promptTokenCount) + tokens(usage.toolUsePromptTokenCount),
    cachedTokens: tokens(usage.cachedContentTokenCount),
    cacheWriteTokens: 0,
    outputTokens: tokens(usage.candidatesTokenCount) + reasoningTokens,
    reasoningTokens,
  }
}
