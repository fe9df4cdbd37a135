import type { Content, GenerateContentConfig, Part } from '@google/genai'
import type { ModelCall, ModelMessage, ToolCall } from '../../../ports/language-model.ts'
import { kept } from '../opaque.ts'
import { systemOf } from '../structure.ts'

/** Ids of calls that we made up because the provider gave none; it does not get them back. */
export const madeUp = 'made-up-'

/**
 * What Google says to send where a call was another model's, and so has no signature of its own: without one the newer
 * models refuse the conversation.
 */
const foreignSignature = 'skip_thought_signature_validator'

export function contentsOf(messages: readonly ModelMessage[]): Content[] {
  const turns: { role: 'user' | 'model'; parts: Part[] }[] = []
  for (const message of messages) {
    const role = message.role === 'assistant' ? 'model' : 'user'
    const parts = partsOf(message)
    const last = turns.at(-1)
    // All results of one turn's calls stand in one turn.
    if (last?.role === role) last.parts.push(...parts)
    else if (parts.length > 0) turns.push({ role, parts })
  }
  return turns
}

function partsOf(message: ModelMessage): Part[] {
  const text: Part[] = message.text ? [{ text: message.text }] : []
  switch (message.role) {
    case 'user':
      return text
    case 'assistant': {
      const foreign = message.toolCalls.length > 0 && message.toolCalls.every(({ opaque }) => kept('gemini', opaque) === null)
      return [...text, ...message.toolCalls.map((call, index) => callPart(call, foreign && index === 0))]
    }
    case 'tool':
      return [{ functionResponse: { ...idOf(message.callId), name: message.name, response: { output: message.text } } }]
  }
}

function callPart({ id, name, input, opaque }: ToolCall, foreign: boolean): Part {
  const signature = foreign ? foreignSignature : kept('gemini', opaque)
  return { functionCall: { ...idOf(id), name, args: objectOf(input) }, ...(signature ? { thoughtSignature: signature } : {}) }
}

const idOf = (id: string): { id?: string } => (id.startsWith(madeUp) ? {} : { id })

/** Input must be an object here; what did not parse is handed back within one. */
const objectOf = (input: unknown): Record<string, unknown> =>
  typeof input === 'object' && input !== null && !Array.isArray(input) ? (input as Record<string, unknown>) : { input }

/**
 * What stands beside the contents. A schema is a schema here, strict or not; below that it is told in the prompt too.
 * Most models take a schema or tools and refuse both at once, so with tools every rung but the first does without.
 */
export function configOf(call: ModelCall): GenerateContentConfig {
  const { request, structure, temperature } = call
  const withTools = request.tools.length > 0
  const asked = request.output && (structure === 'strict' || (!withTools && structure !== 'text'))
  const system = systemOf(call, withTools ? ['schema', 'json', 'text'] : ['json', 'text'])
  return {
    maxOutputTokens: call.maxOutputTokens,
    ...(system ? { systemInstruction: system } : {}),
    ...(temperature === null ? {} : { temperature }),
    ...(asked ? { responseMimeType: 'application/json', ...(structure === 'json' ? {} : { responseJsonSchema: request.output.schema }) } : {}),
    ...(withTools
      ? {
          tools: [
            { functionDeclarations: request.tools.map(({ name, description, schema }) => ({ name, description, parametersJsonSchema: schema })) },
          ],
        }
      : {}),
    // The SDK would call tools, and ask again after a cut, by itself.
    automaticFunctionCalling: { disable: true },
    automaticContinuation: false,
  }
}
