import { fold } from './words.ts'

/** A piece of a message: a word, a quotation (without its quotes), or a mark such as a comma or a line break. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'mark'
  /** As written. */
  readonly text: string
  /** Folded for comparison. A quotation has none, so that no word inside it is ever read as an instruction. */
  readonly key: string
  readonly start: number
  readonly end: number
}

const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”"', '„': '“”"', '«': '»', '`': '`', '‘': '’', "'": "'’" }
const marks = new Set([
  ',',
  ';',
  ':',
  '!',
  '?',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '.',
  '=',
  '→',
  '…',
  '"',
  '“',
  '”',
  '„',
  '«',
  '»',
  '`',
  '&',
  '|',
  '*',
  '•',
])
/** No title is longer, so a quote that is not closed by then is no quote. Keeps reading linear. */
const longestQuote = 320

const isSpace = (char: string): boolean =>
  char <= ' ' || char === '\u00a0' || char === '\u007f' || (char >= '\u2000' && char <= '\u200f') || char === '\ufeff'
const isWordChar = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char)

/** Reads a message into tokens in one pass. Control characters count as spaces. */
export function tokenise(message: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < message.length) {
    const char = message[at] ?? ''
    if (char === '\n') {
      if (tokens.length > 0 && tokens.at(-1)?.key !== '\n') tokens.push({ kind: 'mark', text: '\n', key: '\n', start: at, end: at + 1 })
      at += 1
    } else if (isSpace(char)) {
      at += 1
    } else {
      const token = quotationAt(message, at) ?? markAt(message, at) ?? wordAt(message, at)
      if (token.kind === 'word') pushWord(tokens, token)
      else tokens.push(token)
      at = token.kind === 'quoted' ? token.end : Math.max(token.end, at + 1)
    }
  }
  return tokens
}

function quotationAt(message: string, at: number): Token | undefined {
  const open = message[at] ?? ''
  const closers = closing[open]
  if (closers === undefined) return undefined
  const apostrophe = open === "'" || open === '‘'
  if (apostrophe && at > 0 && isWordChar(message[at - 1])) return undefined
  const last = Math.min(message.length, at + longestQuote)
  for (let end = at + 1; end < last; end += 1) {
    const char = message[end] ?? ''
    if (char === '\n') return undefined
    if (!closers.includes(char)) continue
    if (apostrophe && (isWordChar(message[end + 1]) || isSpace(message[end - 1] ?? ' '))) continue
    const text = message.slice(at + 1, end).trim()
    return text === '' ? undefined : { kind: 'quoted', text, key: '', start: at, end: end + 1 }
  }
  return undefined
}

function markAt(message: string, at: number): Token | undefined {
  const char = message[at] ?? ''
  const two = message.slice(at, at + 2)
  if (two === '->' || two === '=>') return { kind: 'mark', text: two, key: '->', start: at, end: at + 2 }
  const alone = isSpace(message[at + 1] ?? ' ')
  if (marks.has(char) || ((char === '-' || char === '–' || char === '—' || char === '+' || char === '/') && alone)) {
    const key = char === '→' ? '->' : char === '–' || char === '—' ? '-' : char
    return { kind: 'mark', text: char, key, start: at, end: at + 1 }
  }
  return undefined
}

function wordAt(message: string, at: number): Token {
  let end = at + 1
  while (end < message.length) {
    const char = message[end] ?? ''
    if (isSpace(char) || char === '\n') break
    if (char === '.' || char === ':') {
      const between = isWordChar(message[end - 1]) && isWordChar(message[end + 1])
      if (!between || (char === ':' && !/\d/.test(message[end + 1] ?? ''))) {
        if (!(char === ':' && message.startsWith('://', end))) break
      }
    } else if (char === ',' && /\d/.test(message[end - 1] ?? '') && /^\d{3}(?!\d)/.test(message.slice(end + 1, end + 5))) {
      // "10,000" is one number; "2,3" is a list.
    } else if (marks.has(char)) break
    end += 1
  }
  let text = message.slice(at, end)
  while (text.length > 1 && /['’\-–—]$/.test(text)) text = text.slice(0, -1)
  return { kind: 'word', text, key: fold(text), start: at, end: at + text.length }
}

/** "Anna's" becomes "Anna" and "'s", so that an owner can be told from what is owned. */
function pushWord(tokens: Token[], token: Token): void {
  if (token.key.length > 2 && token.key.endsWith("'s")) {
    const cut = token.text.length - 2
    tokens.push({ kind: 'word', text: token.text.slice(0, cut), key: token.key.slice(0, -2), start: token.start, end: token.start + cut })
    tokens.push({ kind: 'word', text: token.text.slice(cut), key: "'s", start: token.start + cut, end: token.end })
  } else tokens.push(token)
}

/** The words of a span as the person wrote them, on one line. */
export function textOf(message: string, tokens: readonly Token[], from = 0, to = tokens.length): string {
  const first = tokens[from]
  const last = tokens[to - 1]
  if (!first || !last || to <= from) return ''
  if (to - from === 1) return first.text
  return clean(message.slice(first.start, last.end))
}

/** Without control characters and runs of spaces. */
export function clean(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is removed
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\ufeff\s]+/g, ' ').trim()
}
