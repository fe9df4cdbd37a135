import { levels, type Line } from './lines.ts'

/** Lines inside of a fence that closes are code, whatever they look like. */
export function withCode(lines: readonly Line[]): readonly Line[] {
  const result = [...lines]
  for (let index = 0; index < lines.length; index += 1) {
    const { what } = lines[index] as Line
    if (what.kind !== 'fence') continue
    const end = endOfFence(lines, index, what.marker)
    for (let at = index + 1; at < end; at += 1) {
      const line = lines[at] as Line
      result[at] = { ...line, what: line.raw.trim() === '' ? { kind: 'blank' } : { kind: 'text', text: line.raw.trim() } }
    }
    index = end
  }
  return result
}

/** The line that closes a fence; its own where none does, since it would swallow the whole document. */
export function endOfFence(lines: readonly Line[], start: number, marker: string): number {
  const last = lastFence(lines, marker)
  for (let end = start + 1; end <= last; end += 1) if (closes(lines[end] as Line, marker)) return end
  return start
}

const closes = (line: Line, marker: string): boolean => line.raw.trim().startsWith(marker)

const lastFences = new WeakMap<readonly Line[], Map<string, number>>()

/** The last line that could close a fence: without it, many that never close would each be searched for to the end. */
function lastFence(lines: readonly Line[], marker: string): number {
  const known = lastFences.get(lines) ?? new Map<string, number>()
  lastFences.set(lines, known)
  const last = known.get(marker) ?? lines.findLastIndex((line) => closes(line, marker))
  known.set(marker, last)
  return last
}

const identifier = /^(?:\*\*|__)?([A-Z]{1,6})-?(\d{1,4}(?:\.\d{1,3})*)(?:\*\*|__)?(?:\s*[:.)]|\s[–—-])?(?:\*\*|__)?\s+(?=\S)/

/**
 * "FR-4: Export" as a line of its own is a requirement like its sisters, however those are marked: an item where they
 * are items, a head where they are heads.
 */
export function withIdentifiers(lines: readonly Line[]): readonly Line[] {
  const seen = new Map<string, { ids: Set<string>; kind: 'bullet' | 'letter' | number; text: number[] }>()
  let codeUntil = -1
  for (const [index, line] of lines.entries()) {
    const { what } = line
    if (what.kind === 'fence' && index > codeUntil) codeUntil = endOfFence(lines, index, what.marker)
    if (index <= codeUntil || !(what.kind === 'text' || what.kind === 'item' || what.kind === 'heading')) continue
    const match = identifier.exec(what.text.slice(0, 80))
    if (!match || (what.kind === 'text' && line.indent > 0)) continue
    const [prefix, id] = [match[1] ?? '', match[2] ?? '']
    const group = seen.get(prefix) ?? { ids: new Set<string>(), kind: 'letter', text: [] }
    if (group.ids.has(id)) continue
    group.ids.add(id)
    if (what.kind === 'text') group.text.push(index)
    else group.kind = what.kind === 'item' ? 'bullet' : what.level
    seen.set(prefix, group)
  }
  const result = [...lines]
  for (const { ids, kind, text } of seen.values()) {
    if (ids.size < 2) continue
    for (const index of text) {
      const line = lines[index] as Line
      if (line.what.kind !== 'text') continue
      const words = line.what.text
      const match = identifier.exec(words)
      const number = match ? `${match[1]}-${match[2]}` : null
      result[index] =
        typeof kind === 'number'
          ? { ...line, what: { kind: 'heading', level: kind === levels.bold ? levels.bold : kind, text: words, number } }
          : { ...line, what: { kind: 'item', family: kind, text: words, number, box: null } }
    }
  }
  return result
}
