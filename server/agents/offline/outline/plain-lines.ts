import type { CalendarDate } from '../../../core/plan/task.ts'
import { emptyNode, nodeOf, type Building } from './builder.ts'
import type { Line } from './lines.ts'
import { isIntroduction } from './names.ts'
import { deepest } from './read-lines.ts'

const longestItem = 120

/**
 * Reads lines without any marks as an outline: by their indentation where some are indented, else one task a line.
 * Null where they read as prose.
 */
export function plainLines(lines: readonly Line[], today?: CalendarDate): Pick<Building, 'title' | 'text' | 'children'> | null {
  const filled = lines.filter((line) => line.what.kind === 'text')
  if (filled.length < 2 || lines.some((line) => line.what.kind !== 'text' && line.what.kind !== 'blank')) return null
  const first = filled[0]
  const words = (line: Line): string => line.raw.trim()
  const isIndented = filled.some((line) => line.indent >= 2 && line.indent > (first?.indent ?? 0))
  const introduced = first !== undefined && !isIndentedAfter(filled) && (words(first).endsWith(':') || namesList.test(words(first)))
  const items = introduced ? filled.slice(1) : filled
  if (items.length < (isIndented || introduced ? 2 : 3) || items.some((line) => isProse(words(line)))) return null
  const document = { title: '', text: [] as string[], children: [] as Building[] }
  if (introduced && first) {
    if (isIntroduction(words(first))) document.text.push(words(first))
    else document.title = words(first).replace(/\s*:$/, '')
  }
  const stack: { indent: number; node: Building }[] = []
  const top: Building = { ...emptyNode(0), children: document.children }
  for (const line of items) {
    while (stack.length > 0 && (stack.at(-1)?.indent ?? 0) >= line.indent) stack.pop()
    stack.length = Math.min(stack.length, deepest)
    const node = nodeOf({ text: words(line), line: line.number, number: null, level: null, raw: line.raw, today })
    ;(stack.at(-1)?.node ?? top).children.push(node)
    stack.push({ indent: line.indent, node })
  }
  return document
}

const isIndentedAfter = (lines: readonly Line[]): boolean => (lines[1]?.indent ?? 0) > (lines[0]?.indent ?? 0)

/** "Sprint 12 goals" above lines says what they are. */
const namesList =
  /^(?!.*\b(?:write|make|create|update|review|check|send|share)\b).{0,60}\b(?:goals|tasks|plan|list|to-?dos?|backlog|ideas|checklist|steps|agenda|roadmap)$/i

const isProse = (words: string): boolean => words.length > longestItem || /[.?!…]["”’)]?$/.test(words) || /[.?!]\s+\p{Lu}/u.test(words)

/** "1. Design 2. Build 3. Launch" in one line becomes a list of lines. Only where the numbers count up from 1. */
export function spreadInline(text: string): string {
  if (text.length > 4000 || text.includes('```') || text.trim().split('\n').length > 2) return text
  const marks = [...text.matchAll(/(?:^|[\s:;,])\(?(\d{1,2})[.)]\s+(?=\p{L})/gu)]
  if (marks.length < 2 || marks.some((mark, index) => Number(mark[1]) !== index + 1)) return text
  const first = marks[0]?.index ?? 0
  const items = marks.map((mark, index) => {
    const end = marks[index + 1]?.index ?? text.length
    return `${index + 1}. ${text
      .slice(mark.index + mark[0].length, end)
      .trim()
      .replace(/[;,]$/, '')}`
  })
  const before = text.slice(0, first + (/[:;,]/.test(text[first] ?? '') ? 1 : 0)).trim()
  return [...(before === '' ? [] : [before, '']), ...items].join('\n')
}
