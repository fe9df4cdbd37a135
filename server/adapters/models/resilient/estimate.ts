import type { ModelRequest } from '../../../ports/language-model.ts'

/**
 * About how many tokens a text has: near enough to see that a prompt does not fit, without the tables of a tokenizer,
 * which differ between models anyway. Words count by their length, digits in threes, other signs one by one where they
 * stand alone, and letters of scripts without spaces one each.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  for (const { groups } of text.matchAll(runs)) {
    const { latin, digits, signs, dense, other } = groups ?? {}
    if (latin) tokens += latin.length <= 7 ? 1 : Math.ceil(latin.length / 6)
    else if (digits) tokens += Math.ceil(digits.length / 3)
    else if (signs) tokens += Math.ceil(signs.length / 2.5)
    else if (dense) tokens += dense.length * 0.85
    else tokens += Math.ceil((other?.length ?? 1) / 6)
  }
  return Math.ceil(tokens)
}

/** As `estimateTokens`, of all that is sent: instructions, messages, schema and tools. */
export function estimatePrompt(request: ModelRequest): number {
  const texts = [
    request.system,
    ...request.messages.map((message) => (message.role === 'assistant' ? message.text + JSON.stringify(message.toolCalls) : message.text)),
    request.output ? JSON.stringify(request.output.schema) : '',
    request.tools.length > 0 ? JSON.stringify(request.tools) : '',
  ]
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0) + 4 * (request.messages.length + 1)
}

/** The estimate with room for tokenizers that need more: what a prompt may cost at worst. */
export const worstPrompt = (estimate: number): number => Math.ceil(estimate * 1.35)

/**
 * Whether a server read much less than it was sent: Ollama cuts a prompt that is too long from the front and says
 * nothing. A small count may also be a server that leaves cached tokens out, so it does not speak for a cut; a context
 * that cuts has at least 2,048 tokens.
 */
export const wasCut = (estimate: number, reported: number): boolean => reported >= 1500 && reported < 0.7 * estimate && estimate - reported > 500

/** Words, numbers, signs, scripts without spaces (and emoji), words of other alphabets, indentation. */
const runs =
  /(?<latin>[A-Za-z\u00c0-\u024f]+)|(?<digits>\d+)|(?<signs>[^\sA-Za-z\d\u0080-\uffff]+)|(?<dense>[\u0e00-\u0eff\u2e80-\u9fff\uac00-\uffff]+)|(?<other>[\u0080-\u0dff\u0f00-\u2e7f\ua000-\uabff]+)|\n[ \t]*/g
