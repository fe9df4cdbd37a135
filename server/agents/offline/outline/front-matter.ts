import { readField } from './hints.ts'
import type { Hints } from './outline.ts'

const longest = 300

/** The block between two `---` at the top of a file: title and known fields, and what else stood there as it was. */
export function readFrontMatter(lines: readonly string[]): {
  readonly title: string | null
  readonly hints: Hints
  readonly rest: readonly string[]
  readonly lines: readonly string[]
  /** How many lines were taken. */
  readonly offset: number
} {
  const nothing = { title: null, hints: {}, rest: [], lines, offset: 0 }
  if (lines[0]?.trim() !== '---') return nothing
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === '---')
  const block = lines.slice(1, end)
  if (end < 2 || end > longest || !block.some((line) => /^[A-Za-z][\w-]*:/.test(line))) return nothing
  let title: string | null = null
  const hints: Hints = {}
  const rest: string[] = []
  for (let index = 0; index < block.length; index += 1) {
    const line = block[index] ?? ''
    const match = /^([A-Za-z][\w -]{0,40}):(.*)$/.exec(line)
    const members: string[] = []
    while (match && /^\s+-\s/.test(block[index + 1 + members.length] ?? ''))
      members.push((block[index + 1 + members.length] ?? '').replace(/^\s+-\s+/, ''))
    const folded: string[] = []
    if (/^\s*[>|][+-]?\s*$/.test(match?.[2] ?? ''))
      while (/^\s+\S/.test(block[index + 1 + folded.length] ?? '')) folded.push((block[index + 1 + folded.length] ?? '').trim())
    const name = (match?.[1] ?? '').toLowerCase().replaceAll('_', ' ')
    const value = folded.length > 0 ? folded.join(' ') : unquoted((match?.[2] ?? '').trim())
    if (name === 'title' && value !== '') title = value
    else if (!match || !takeField(name, value, members, hints)) rest.push(line, ...block.slice(index + 1, index + 1 + members.length + folded.length))
    index += members.length + folded.length
  }
  const kept = rest.filter((line) => line.trim() !== '')
  return { title, hints, rest: kept.length > 0 ? ['```yaml', ...kept, '```'] : [], lines: lines.slice(end + 1), offset: end + 1 }
}

function takeField(name: string, value: string, members: readonly string[], hints: Hints): boolean {
  if (value === '[]' || (value === '' && members.length === 0)) return false
  const all =
    members.length > 0
      ? members.map(unquoted)
      : value.startsWith('[')
        ? value
            .slice(1, -1)
            .split(',')
            .map((member) => unquoted(member.trim()))
        : [value]
  if (name === 'assignee' && all.length > 1) return false
  return readField(name, all.join(', '), hints)
}

const unquoted = (text: string): string => /^(['"])(.*)\1$/.exec(text)?.[2]?.replaceAll("''", "'") ?? text
