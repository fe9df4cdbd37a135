import { estimateTokens } from '../../../core/tokens.ts'
import type { ModelRequest } from '../../../ports/language-model.ts'

/** About how many tokens all is that is sent: instructions, messages, schema and tools. */
export function estimatePrompt(request: ModelRequest): number {
  const schema = request.output ? estimateTokens(JSON.stringify(request.output.schema)) : 0
  return estimatePrefix({ ...request, stableMessages: request.messages.length }) + schema
}

/** About how many tokens stay the same within a conversation, and so may come from a cache. */
export function estimatePrefix({ system, tools, messages, stableMessages }: Omit<ModelRequest, 'output'>): number {
  const stable = messages.slice(0, stableMessages)
  const texts = [
    system,
    tools.length > 0 ? JSON.stringify(tools) : '',
    ...stable.map((message) => (message.role === 'assistant' ? message.text + JSON.stringify(message.toolCalls) : message.text)),
  ]
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0) + 4 * (stable.length + 1)
}

/** The estimate with room for tokenizers that need more: what a prompt may cost at worst. */
export const worstPrompt = (estimate: number): number => Math.ceil(estimate * 1.35)

/**
 * Whether a server read much less than it was sent: Ollama cuts a prompt that is too long from the front and says
 * nothing. A small count may also be a server that leaves cached tokens out, so it does not speak for a cut; a context
 * that cuts has at least 2,048 tokens.
 */
export const wasCut = (estimate: number, reported: number): boolean => reported >= 1500 && reported < 0.7 * estimate && estimate - reported > 500
