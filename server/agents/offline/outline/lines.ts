import type { RowFields } from './tables.ts'

/** What one line of a text is, seen by itself. */
export type LineKind =
  | { readonly kind: 'blank' }
  | { readonly kind: 'fence'; readonly marker: string }
  | { readonly kind: 'rule' }
  /** A head: `level` 1 to 6 is Markdown's, larger ones are labels that only look like heads. */
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly number: string | null }
  | {
      readonly kind: 'item'
      readonly family: 'bullet' | 'number' | 'letter'
      readonly text: string
      readonly number: string | null
      readonly box: string | null
      /** What the other cells say, where it is a row of a table. */
      readonly fields?: RowFields
    }
  /** The head of a table whose rows are items. */
  | { readonly kind: 'table-head' }
  | { readonly kind: 'text'; readonly text: string }

export interface Line {
  /** Counted from 1. */
  readonly number: number
  readonly raw: string
  /** Columns before the first character; a tab goes to the next multiple of four. */
  readonly indent: number
  readonly what: LineKind
}

export const levels = { capitals: 7, phase: 8, bold: 9, label: 10 } as const

/** Markers are short: of a longer line only the beginning is looked at. */
const longestHead = 200

export function readLine(raw: string, number: number): Line {
  let indent = 0
  let start = 0
  for (; start < raw.length; start += 1) {
    const character = raw[start]
    if (character === ' ' || character === '\u00a0' || character === '\u3000') indent += 1
    else if (character === '\t') indent += 4 - (indent % 4)
    else break
  }
  return { number, raw, indent, what: kindOf(raw.slice(start).trimEnd(), indent) }
}

function kindOf(text: string, indent: number): LineKind {
  if (text === '') return { kind: 'blank' }
  if (text.startsWith('```') || text.startsWith('~~~')) return { kind: 'fence', marker: text.slice(0, 3) }
  if (isRule(text)) return { kind: 'rule' }
  const hashes = /^#{1,6}(?=\s)/.exec(text)
  if (hashes && indent < 4) return heading(hashes[0].length, stripHashes(text.slice(hashes[0].length)))
  const item = readItem(text)
  if (item) return item.kind === 'item' && /^(?:```|~~~)/.test(item.text) ? { kind: 'fence', marker: item.text.slice(0, 3) } : item
  if (indent === 0 && text.length <= longestHead) {
    const bold = /^(?:\*\*([^*]+)\*\*|__([^_]+)__):?$/.exec(text)
    if (bold) return heading(levels.bold, (bold[1] ?? bold[2] ?? '').replace(/:$/, ''))
    if (/^(?:phase|step|milestone|stage|week|day|sprint|part|module|epic|chapter|workstream)\s[\divxIVX]{1,4}(?:\s?[:.)–—-]\s*\S|$)/i.test(text))
      return heading(levels.phase, text.replace(/:$/, ''))
  }
  return { kind: 'text', text }
}

function heading(level: number, text: string): LineKind {
  const plain = text.trim().replace(/^\*\*([^*]+)\*\*$/, '$1')
  const numbered = /^(?:(\d{1,3}(?:\.\d{1,3}){0,5})[.)]?|([ivxIVX]{1,5}|[A-Z])[.)])\s+(?=\S)/.exec(plain)
  if (!numbered || (numbered[1] !== undefined && !/[.)]\s/.test(numbered[0]) && !numbered[1].includes('.') && !/^\d{1,2}$/.test(numbered[1])))
    return { kind: 'heading', level, text: plain, number: null }
  return { kind: 'heading', level, text: plain.slice(numbered[0].length), number: numbered[1] ?? numbered[2] ?? null }
}

function stripHashes(text: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === '#') end -= 1
  return end === 0 || /\s/.test(text[end - 1] ?? '') ? text.slice(0, end).trim() : text.trim()
}

function isRule(text: string): boolean {
  const mark = text[0] ?? ''
  if (!'-*_='.includes(mark) || text.length < 3 || text.length > 400) return false
  for (const character of text) if (character !== mark && character !== ' ') return false
  return true
}

const bullet = /^[-*+•‣◦▪▫●○■□–—·➤→](?=\s)\s+/
const numeral = /^(?:\((\d{1,3})\)|(\d{1,3})[.)]|(\d{1,3}(?:\.\d{1,3}){1,5})[.)]?)\s+(?=\S)/
const letter = /^(?:\(?([a-z]|[ivx]{2,5})\))\s+(?=\S)|^([a-h])\.\s+(?=\S)/
const checkbox = /^\[([ xX~/\-✓✔])\]\s+/
const boxSigns: Readonly<Record<string, string>> = { '☐': ' ', '☑': 'x', '✅': 'x', '✔': 'x', '✓': 'x', '⬜': ' ' }

/** A list item: bullet, number or letter, each with a checkbox perhaps, or a checkbox alone. */
function readItem(text: string): LineKind | null {
  let rest = text
  let family: 'bullet' | 'number' | 'letter' | null = null
  let number: string | null = null
  const bulleted = bullet.exec(rest)
  if (bulleted) {
    family = 'bullet'
    rest = rest.slice(bulleted[0].length)
  } else {
    const numbered = numeral.exec(rest)
    const lettered = numbered ? null : letter.exec(rest)
    const marker = numbered ?? lettered
    if (marker) {
      family = numbered ? 'number' : 'letter'
      number = marker[1] ?? marker[2] ?? marker[3] ?? null
      rest = rest.slice(marker[0].length)
    }
  }
  let box: string | null = null
  const boxed = checkbox.exec(rest)
  const sign = /^(☐|☑|✅|✔|✓|⬜)\uFE0F?\s*/u.exec(rest)
  if (boxed) {
    box = (boxed[1] ?? ' ').toLowerCase()
    rest = rest.slice(boxed[0].length)
  } else if (sign) {
    box = boxSigns[sign[1] ?? ''] ?? null
    rest = rest.slice(sign[0].length)
  }
  if (family === null && box === null) return null
  if (family !== 'number') {
    // "- [ ] 1.1 Add …": the number is a number, not a word of the title.
    const inner = /^(\d{1,3}(?:\.\d{1,3}){1,5})[.)]?\s+(?=\S)|^(\d{1,3})[.)]\s+(?=\S)/.exec(rest)
    if (inner) {
      number = inner[1] ?? inner[2] ?? null
      rest = rest.slice(inner[0].length)
    }
  }
  if (rest.trim() === '') return null
  return { kind: 'item', family: family ?? 'bullet', text: rest.trim(), number, box: box === '✓' || box === '✔' ? 'x' : box }
}
