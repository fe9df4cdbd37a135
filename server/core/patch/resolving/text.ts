import { bad, good, type Reading } from './reading.ts'

export interface TextRule {
  /** What the text is, for the complaint: "The title". */
  readonly what: string
  readonly max: number
  /** Spaces around it are taken off, and nothing left is refused. */
  readonly trimmed?: boolean
}

const control = /(?![\n\t])\p{Cc}/u
const loneSurrogate = /\p{Cs}/u

/** Checks a text: its length, no control characters but newline and tab, no half of a surrogate pair. Line ends become `\n`. */
export function readText(value: unknown, { what, max, trimmed = false }: TextRule): Reading<string> {
  if (typeof value !== 'string') return bad('wrong-type', `${what} must be text.`)
  const lines = value.replace(/\r\n?/g, '\n')
  const text = trimmed ? lines.trim() : lines
  const complaint = complaintOf(text)
  if (complaint) return bad('invalid-text', `${what} ${complaint}`)
  if (trimmed && text === '') return bad('empty', `${what} must not be empty.`)
  if (text.length > max) return bad('too-long', `${what} has ${text.length} characters; at most ${max} are kept. Shorten it.`)
  return good(text)
}

/** Why no text may look like this; undefined where it may. */
export function complaintOf(text: string): string | undefined {
  if (loneSurrogate.test(text)) return 'holds half of a surrogate pair; send it as valid Unicode.'
  if (control.test(text)) return 'holds a control character; only newline and tab are allowed.'
  return undefined
}

/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
  }
  return bytes
}
