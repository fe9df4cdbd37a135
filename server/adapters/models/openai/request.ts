import type { ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import type { ModelCall, ModelMessage, StructureRung } from '../../../ports/language-model.ts'
import { systemOf } from '../structure.ts'

/** What differs between servers that speak the chat completions of OpenAI. */
export interface OpenaiHabits {
  /** OpenAI's newer models refuse `max_tokens`; several local servers know no other name. */
  readonly limitName: 'max_completion_tokens' | 'max_tokens'
  /** Rungs on which the schema stands in the prompt too: a local model held to a grammar it was never shown writes nonsense. */
  readonly told: readonly StructureRung[]
  /**
   * How the cache is told which conversation it is: a field of the body for OpenAI, a header for xAI. Null for the
   * others: several refuse a request with a field that they do not know.
   */
  readonly cacheKey: 'field' | 'header' | null
}

/** The header by which xAI sends a conversation to the machine that has it in its cache. */
export function headersOf({ request, cache }: ModelCall, { cacheKey }: OpenaiHabits): Record<string, string> {
  return cacheKey === 'header' && cache !== 'none' ? { 'x-grok-conv-id': request.cacheKey } : {}
}

/** The body of one call. */
export function bodyOf(call: ModelCall, { limitName, told, cacheKey }: OpenaiHabits): ChatCompletionCreateParamsStreaming {
  const { request, structure, temperature, cache } = call
  const format = formatOf(call)
  return {
    model: call.model,
    messages: [{ role: 'system', content: systemOf(call, told) }, ...request.messages.map(messageOf)],
    [limitName]: call.maxOutputTokens,
    stream: true,
    ...(call.streamUsage ? { stream_options: { include_usage: true } } : {}),
    ...(temperature === null ? {} : { temperature }),
    ...(format === null ? {} : { response_format: format }),
    ...(cacheKey === 'field' && cache !== 'none' ? { prompt_cache_key: request.cacheKey } : {}),
    ...(request.tools.length === 0
      ? {}
      : {
          tools: request.tools.map(({ name, description, schema }) => ({
            type: 'function',
            function: { name, description, parameters: schema, ...(structure === 'strict' ? { strict: true } : {}) },
          })),
        }),
  }
}

function formatOf({ request: { output }, structure }: ModelCall): NonNullable<ChatCompletionCreateParamsStreaming['response_format']> | null {
  if (!output || structure === 'text') return null
  if (structure === 'json') return { type: 'json_object' }
  return { type: 'json_schema', json_schema: { name: output.name, schema: output.schema, strict: structure === 'strict' } }
}

function messageOf(message: ModelMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: message.text }
    case 'assistant':
      return message.toolCalls.length === 0
        ? { role: 'assistant', content: message.text }
        : {
            role: 'assistant',
            content: message.text || null,
            tool_calls: message.toolCalls.map(({ id, name, input }) => ({ id, type: 'function', function: { name, arguments: argumentsOf(input) } })),
          }
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text }
  }
}

/** Input that did not parse goes back as it came, so that the model sees its own mistake. */
const argumentsOf = (input: unknown): string => (typeof input === 'string' ? input : JSON.stringify(input))
