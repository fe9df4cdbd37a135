import { cardinal } from './numbers.ts'
import type { Scope } from './scope.ts'

/** Nouns that may stand before a number or a title without saying more. */
export const articles = new Set([
  'the',
  'task',
  'tasks',
  'our',
  'my',
  'your',
  'number',
  'numbers',
  'no',
  'nr',
  'item',
  'items',
  'step',
  'steps',
  'called',
  'named',
  'titled',
  'one',
  'a',
  'milestone',
  'milestones',
  'subtask',
  'subtasks',
  'sub-task',
  'sub-tasks',
  'both',
  'either',
  'points',
  'point',
  'phase',
  'ticket',
  'tickets',
  '#',
  'entitled',
])

const numberForm = /^#?(\d{1,5}(?:\.\d{1,5}){0,5})\.?$/

/** "2", "#2.1", "task 2", "number two", "3 to 5", "2.1-2.3", "from 3 through 5". */
export function readNumbers(scope: Scope, keys: readonly string[]): { readonly ids: readonly string[]; readonly generic: boolean } | undefined {
  let at = 0
  if (keys[at] === 'from' || keys[at] === 'between') at += 1
  let nouned = false
  while (at < keys.length - 1 && articles.has(keys[at] ?? '')) {
    nouned ||= keys[at] !== 'the'
    at += 1
  }
  const rest = keys.slice(at)
  if (rest.length > 1 && rest.every((key) => numberForm.test(key))) {
    const listed = rest.map((key) => scope.catalogue.byNumber(numberForm.exec(key)?.[1] ?? ''))
    return { ids: listed.every((id) => id !== undefined && scope.find(id)) ? listed.filter((id) => id !== undefined) : [], generic: true }
  }
  const generic = keys.slice(0, at).every((key) => !['phase', 'step', 'milestone', 'point'].includes(key))
  if (rest.length === 1) {
    const glued = /^#?(\d{1,5}(?:\.\d{1,5}){0,5})-#?(\d{1,5}(?:\.\d{1,5}){0,5})$/.exec(rest[0] ?? '')
    if (glued) return { ids: range(scope, glued[1] ?? '', glued[2] ?? ''), generic: true }
    const plain = numberForm.exec(rest[0] ?? '')?.[1] ?? (nouned ? numberWord(rest[0] ?? '') : undefined)
    if (plain === undefined) return undefined
    const id = scope.catalogue.byNumber(plain)
    return { ids: id === undefined || !scope.find(id) ? [] : [id], generic }
  }
  const joins = ['to', '-', 'through', 'thru', 'until', 'till', 'and', '–', 'up']
  const joint = rest[1] ?? ''
  if (!joins.includes(joint)) return undefined
  if (joint === 'and' && keys[0] !== 'between') return undefined
  let second = joint === 'up' && rest[2] === 'to' ? 3 : 2
  while (second < rest.length - 1 && articles.has(rest[second] ?? '')) second += 1
  const [first, last] = [
    numberForm.exec(rest[0] ?? '')?.[1] ?? numberWord(rest[0] ?? ''),
    numberForm.exec(rest[second] ?? '')?.[1] ?? numberWord(rest[second] ?? ''),
  ]
  if (first === undefined || last === undefined || second !== rest.length - 1) return undefined
  return { ids: range(scope, first, last), generic: true }
}

const numberWord = (key: string): string | undefined => {
  const value = /^\d/.test(key) ? undefined : cardinal(key)
  return value === undefined || value === 0 ? undefined : String(value)
}

function range(scope: Scope, first: string, last: string): readonly string[] {
  const a = first.split('.')
  // "2.1-3" means 2.1 to 2.3.
  const b = last.includes('.') || a.length === 1 ? last.split('.') : [...a.slice(0, -1), last]
  if (a.length !== b.length || a.slice(0, -1).join('.') !== b.slice(0, -1).join('.')) return []
  const [from, to] = [Number(a.at(-1)), Number(b.at(-1))].sort((x, y) => x - y)
  if (from === undefined || to === undefined || to - from > 2000) return []
  const ids: string[] = []
  for (let position = from; position <= to; position += 1) {
    const id = scope.catalogue.byNumber([...a.slice(0, -1), String(position)].join('.'))
    if (id === undefined || !scope.find(id)) return []
    ids.push(id)
  }
  return ids
}
