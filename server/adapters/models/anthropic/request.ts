import type { ContentBlockParam, MessageCreateParamsStreaming, MessageParam, TextBlockParam, Tool } from '@anthropic-ai/sdk/resources/messages'
import type { ModelCall, ModelMessage } from '../../../ports/language-model.ts'
import { kept } from '../opaque.ts'
import { systemOf } from '../structure.ts'

const mark = { cache_control: { type: 'ephemeral' } } as const

/**
 * The body of one call. It knows strict schemas or none, so every rung below the first tells the schema in the prompt.
 * No temperature: the API no longer takes one.
 */
export function bodyOf(call: ModelCall): MessageCreateParamsStreaming {
  const { request, structure } = call
  const cached = call.cache !== 'none'
  const system: TextBlockParam = { type: 'text', text: systemOf(call, ['schema', 'json', 'text']), ...(cached ? mark : {}) }
  return {
    model: call.model,
    max_tokens: call.maxOutputTokens,
    stream: true,
    // An empty block is refused.
    ...(system.text ? { system: [system] } : {}),
    messages: messagesOf(request.messages, cached ? request.stableMessages : 0),
    ...(request.output && structure === 'strict' ? { output_config: { format: { type: 'json_schema', schema: request.output.schema } } } : {}),
    ...(request.tools.length === 0
      ? {}
      : {
          tools: request.tools.map(({ name, description, schema }) => ({
            name,
            description,
            // Schemas of tools are objects: `ToolSpec` asks for it.
            input_schema: schema as Tool.InputSchema,
            ...(structure === 'strict' ? { strict: true } : {}),
          })),
        }),
  }
}

/**
 * Turns alternate, and all results of tools stand in the turn right behind the one that asked: so neighbours of one role
 * are one turn. The mark of the cache stands at the end of the stable part.
 */
function messagesOf(messages: readonly ModelMessage[], stable: number): MessageParam[] {
  const turns: { role: 'user' | 'assistant'; content: ContentBlockParam[] }[] = []
  messages.forEach((message, index) => {
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const blocks = blocksOf(message)
    const last = turns.at(-1)
    if (last?.role === role) last.content.push(...blocks)
    else if (blocks.length > 0) turns.push({ role, content: blocks })
    if (index === stable - 1) markLast(turns.at(-1)?.content)
  })
  return turns
}

function markLast(blocks: ContentBlockParam[] | undefined): void {
  const last = blocks?.at(-1)
  if (blocks && last && last.type !== 'thinking' && last.type !== 'redacted_thinking')
    blocks[blocks.length - 1] = { ...last, ...mark } as ContentBlockParam
}

function blocksOf(message: ModelMessage): ContentBlockParam[] {
  const text: ContentBlockParam[] = message.text ? [{ type: 'text', text: message.text }] : []
  switch (message.role) {
    case 'user':
      return text
    case 'assistant':
      return [
        ...message.toolCalls.flatMap(({ opaque }) => thoughtsIn(opaque)),
        ...text,
        ...message.toolCalls.map(({ id, name, input }): ContentBlockParam => ({ type: 'tool_use', id, name, input: objectOf(input) })),
      ]
    case 'tool':
      return [{ type: 'tool_result', tool_use_id: message.callId, content: message.text }]
  }
}

/** What it thought before it asked for a tool; it wants that back unchanged. We wrote it, so it is what it was. */
function thoughtsIn(opaque: string | null): ContentBlockParam[] {
  const json = kept('anthropic', opaque)
  return json === null ? [] : (JSON.parse(json) as ContentBlockParam[])
}

/** Input must be an object here; what did not parse is handed back within one. */
const objectOf = (input: unknown): unknown => (typeof input === 'object' && input !== null && !Array.isArray(input) ? input : { input })
