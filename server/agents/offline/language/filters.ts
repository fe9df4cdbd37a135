export type { Filter, FilterScope } from './filter-pieces.ts'
import { on, ownedBy, type Filter, type FilterScope, type Found, type Piece } from './filter-pieces.ts'
import { readDue } from './filter-dates.ts'
import { readState } from './filter-states.ts'
import type { Scope } from './scope.ts'
import type { Token } from './tokens.ts'
import { priorityOf, readPerson } from './vocabulary.ts'
import { fold } from './words.ts'

/** Reads a whole phrase such as "all done tasks", "everything tagged api under Launch", "Anna's overdue tasks". */
export function readFilter(filters: FilterScope, tokens: readonly Token[], from: number, to: number): Filter | undefined {
  const pieces: Piece[] = []
  let at = from
  let readings: readonly string[] = []
  while (at < to) {
    const piece = readPiece(filters, tokens, at, to, pieces)
    if (!piece) return undefined
    pieces.push(piece)
    if (piece.rivals) {
      const [head, rest] = [filters.text(from, at), filters.text(at + piece.length, to)]
      readings = piece.rivals.map((plain) => `${head} ${rest} ${plain}`.trim())
    }
    at += piece.length
  }
  const noun = pieces.some((piece) => piece.noun)
  const quantifier = pieces.some((piece) => piece.quantifier)
  const tests = pieces.flatMap((piece) => piece.test ?? [])
  const within = pieces.flatMap((piece) => (piece.within ? [piece.within] : []))
  if (!noun || (tests.length === 0 && within.length === 0) || (!quantifier && tests.length === 0)) return undefined
  return {
    test: (id) => tests.every((test) => test(id)),
    ...(within[0] ? { within: within.slice(1).reduce<readonly string[]>((some, more) => some.filter((id) => more.includes(id)), within[0]) } : {}),
    confidence: Math.min(1, ...pieces.map((piece) => piece.confidence ?? 1)),
    either: pieces.find((piece) => (piece.either?.length ?? 0) > 0)?.either ?? [],
    ...(readings.length > 0 ? { readings } : {}),
  }
}

const nouns = new Set([
  'tasks',
  'task',
  'items',
  'item',
  'ones',
  'things',
  'work',
  'stuff',
  'todos',
  'tickets',
  'cards',
  'steps',
  'everything',
  'anything',
  'sub-tasks',
  'subtasks',
  'jobs',
  'stories',
])

function readPiece(filters: FilterScope, tokens: readonly Token[], at: number, to: number, before: readonly Piece[]): Piece | undefined {
  const { scope } = filters
  const key = tokens[at]?.key ?? ''
  const has = before.some((piece) => piece.noun)
  const next = tokens[at + 1]?.key ?? ''
  if (['all', 'every', 'each', 'any', 'the', 'of', 'our', 'those', 'these', 'single', 'other'].includes(key) && !has)
    return { length: 1, quantifier: key !== 'the' && key !== 'of' && key !== 'our' }
  if (
    has &&
    [
      'that',
      'which',
      'who',
      'is',
      'are',
      'be',
      'being',
      'has',
      'have',
      'and',
      'still',
      'currently',
      'already',
      'been',
      'marked',
      'as',
      'but',
      ',',
      "'s",
      'whose',
      'status',
      'not yet',
      'a',
      'at',
      'set',
      'all',
      'it',
      'were',
      'was',
    ].includes(key) &&
    at + 1 < to
  ) {
    if (key === 'has' || key === 'have') {
      const lacking = next === 'no' ? readLack(filters, tokens, at + 2, to) : undefined
      if (lacking) return { ...lacking, length: lacking.length + 2 }
      const holding = readHolding(filters, tokens, at + 1, to)
      if (holding) return { ...holding, length: holding.length + 1 }
    }
    return { length: 1 }
  }
  if (nouns.has(key)) return { length: 1, noun: true, quantifier: key === 'everything' || key === 'anything' }
  return (
    readOwner(filters, tokens, at, to) ??
    readState(scope, tokens, at, to) ??
    (has ? readTail(filters, tokens, at, to) : readWord(filters, tokens, at, to, before))
  )
}

/** "Anna's", "my". */
function readOwner({ scope, text }: FilterScope, tokens: readonly Token[], at: number, to: number): Piece | undefined {
  if (tokens[at]?.key === 'my' && scope.user !== null) return { length: 1, test: ownedBy(scope, scope.user), quantifier: true }
  for (let end = at + 1; end < Math.min(to, at + 4); end += 1) {
    if (tokens[end]?.key !== "'s" && !(end === at + 1 && tokens[at]?.text.endsWith("s'"))) continue
    const person = knownPerson(scope, text(at, end))
    if (person !== undefined) return { length: end - at + 1, test: ownedBy(scope, person), quantifier: true }
  }
  return undefined
}

const knownPerson = (scope: Scope, text: string): string | undefined => {
  const read = readPerson(text, scope.catalogue, scope.user)
  if (!read || !('assignee' in read) || !read.assignee) return undefined
  const name = read.assignee.name
  return scope.catalogue.people.some((person) => person.name === name) || name === scope.user ? name : undefined
}

/** A tag in front of the noun: "all api tasks". Only tags that are in use, so that no title is taken for one. */
function readTagWord(scope: Scope, tokens: readonly Token[], at: number): Piece | undefined {
  const token = tokens[at]
  const tag = token && scope.catalogue.tags.get(fold(token.text).replace(/^#/, ''))
  return tag === undefined ? undefined : { length: 1, test: on(scope, (task) => task.tags.includes(tag)) }
}

/** A word in front of the noun: a tag or a heading. Where it is both and they have other tasks, somebody has to ask. */
function readWord(filters: FilterScope, tokens: readonly Token[], at: number, to: number, before: readonly Piece[]): Piece | undefined {
  const tagged = readTagWord(filters.scope, tokens, at)
  if (!tagged) return readHeading(filters, tokens, at, to, before)
  const heading = readHeading(filters, tokens, at, to, [{ length: 0, quantifier: true }])
  const rows = filters.scope.catalogue.rows.map(({ task }) => task.id as string).filter((id) => tagged.test?.(id))
  if (!heading?.within || heading.length > 1 || rows.every((id) => heading.within?.includes(id))) return tagged
  return { ...tagged, rivals: [`tagged ${filters.text(at, at + 1)}`, `under ${filters.text(at, at + 1)}`] }
}

/** A heading in front of the noun: "all backend tasks" are the tasks below Backend. */
function readHeading(filters: FilterScope, tokens: readonly Token[], at: number, to: number, before: readonly Piece[]): Piece | undefined {
  if (!before.some((piece) => piece.quantifier) && tokens[at - 1]?.key !== 'the') return undefined
  for (let end = Math.min(to - 1, at + 6); end > at; end -= 1) {
    if (!nouns.has(tokens[end]?.key ?? '')) continue
    const above = filters.reference(at, end)
    if (!above || above.ids.length !== 1 || above.confidence < 0.86 || above.group) continue
    const [id = ''] = above.ids
    const below = (one: string): readonly string[] => filters.scope.children(one).flatMap((child) => [child, ...below(child)])
    if (filters.scope.children(id).length > 0) return { length: end - at, within: below(id), confidence: above.confidence, either: above.either }
  }
  return undefined
}

/** What follows the noun: "tagged api", "without an estimate", "assigned to Anna", "under Launch", "due this week". */
function readTail(filters: FilterScope, tokens: readonly Token[], at: number, to: number): Piece | undefined {
  const { scope } = filters
  const keys = tokens.slice(at, to).map((token) => token.key)
  const [first = '', second = '', third = ''] = keys
  if (first === 'tagged' || first === 'labelled' || first === 'labeled')
    return readTagList(filters, tokens, at + (['with', 'as'].includes(second) ? 2 : 1), to, at)
  if (
    ['without', 'no', 'missing', 'lacking', 'lack', 'lacks', 'miss', 'misses'].includes(first) ||
    (first === 'with' && (second === 'no' || second === 'out'))
  ) {
    const skip = first === 'with' ? 2 : 1
    const lack = readLack(filters, tokens, at + skip, to)
    return lack && { ...lack, length: lack.length + skip }
  }
  // "everything Anna owns"
  for (let end = at + 1; end < Math.min(to, at + 4); end += 1) {
    if (!['owns', 'has', 'does', 'holds'].includes(tokens[end]?.key ?? '')) continue
    const person = knownPerson(scope, filters.text(at, end))
    if (person !== undefined) return { length: end - at + 1, test: ownedBy(scope, person), quantifier: true }
  }
  if (first === 'with') {
    const holding = readHolding(filters, tokens, at + 1, to)
    return holding && { ...holding, length: holding.length + 1 }
  }
  if (first === 'assigned' || first === 'owned' || first === 'belonging' || first === 'given') return readWho(filters, tokens, at + 2, to, at)
  if (first === 'of' || first === 'by' || first === 'from') return readWho(filters, tokens, at + 1, to, at)
  if (['under', 'below', 'beneath', 'in', 'inside', 'within', 'underneath'].includes(first)) {
    const below = (id: string): readonly string[] => scope.children(id).flatMap((child) => [child, ...below(child)])
    for (let end = to; end > at + 1; end -= 1) {
      const above = filters.reference(at + 1, end)
      if (!above || above.confidence < 0.6 || above.ids.length === 0) continue
      return { length: end - at, within: above.ids.flatMap(below), confidence: above.confidence, either: above.either }
    }
    return undefined
  }
  if ((first === 'for' || first === 'in' || first === 'during') && (second === 'this' || second === 'next' || second === 'the'))
    return readDue(filters, tokens, at, to)
  if (first === 'due' || first === 'ending') return readDue(filters, tokens, at, to)
  if (first === 'depending' || first === 'depend' || first === 'depends') return readNeeds(filters, tokens, at, to, second === 'on' ? 2 : 1)
  if (first === 'waiting' || first === 'wait') return readNeeds(filters, tokens, at, to, second === 'for' || second === 'on' ? 2 : 1)
  return third === '' && second === '' ? undefined : undefined
}

function readNeeds(filters: FilterScope, tokens: readonly Token[], at: number, to: number, skip: number): Piece | undefined {
  const needed = filters.reference(at + skip, to)
  if (!needed || needed.confidence < 0.6 || needed.ids.length === 0) return undefined
  return {
    length: to - at,
    test: on(filters.scope, (task) => task.dependsOn.some((id) => needed.ids.includes(id))),
    confidence: needed.confidence,
    either: needed.either,
  }
}

function readWho({ scope, text }: FilterScope, tokens: readonly Token[], at: number, to: number, start: number): Piece | undefined {
  for (let end = Math.min(to, at + 4); end > at; end -= 1) {
    const read = readPerson(text(at, end), scope.catalogue, scope.user)
    if (read && 'assignee' in read && read.assignee === null) return { length: end - start, test: on(scope, (task) => task.assignee === null) }
    const person = knownPerson(scope, text(at, end))
    if (person !== undefined) return { length: end - start, test: ownedBy(scope, person) }
  }
  return undefined
}

function readTagList({ scope }: FilterScope, tokens: readonly Token[], at: number, to: number, start: number): Piece | undefined {
  const tags: string[] = []
  let end = at
  let any = false
  while (end < to) {
    const token = tokens[end]
    const key = token?.key ?? ''
    if (token && tags.length > 0 && (key === ',' || key === 'and' || key === 'or')) {
      const after = tokens[end + 1]
      if (!after || !(scope.catalogue.tags.has(fold(after.text).replace(/^#/, '')) || key === 'or')) break
      any ||= key === 'or'
      end += 1
      continue
    }
    if (!token || (tags.length > 0 && tokens[end - 1]?.key !== ',' && tokens[end - 1]?.key !== 'and' && tokens[end - 1]?.key !== 'or')) break
    const folded = fold(token.text).replace(/^#/, '')
    tags.push(scope.catalogue.tags.get(folded) ?? folded)
    end += 1
  }
  if (tags.length === 0) return undefined
  const test = any
    ? on(scope, (task) => tags.some((tag) => task.tags.includes(tag)))
    : on(scope, (task) => tags.every((tag) => task.tags.includes(tag)))
  return { length: end - start, test }
}

const lacks: readonly (readonly [RegExp, (task: Found) => boolean])[] = [
  [/^((time )?estimates?|estimation|effort)$/, (task) => task.estimateMinutes === null],
  [/^(assignees?|owners?|person|anyone|anybody|one|responsible)$/, (task) => task.assignee === null],
  [/^((due )?dates?|deadlines?)$/, (task) => task.dueDate === null],
  [/^(start dates?)$/, (task) => task.startDate === null],
  [/^((acceptance )?criteria|(acceptance )?criterion|definition of done|acceptance)$/, (task) => task.acceptanceCriteria.length === 0],
  [/^(tags?|labels?)$/, (task) => task.tags.length === 0],
  [/^(descriptions?|details|notes?|text)$/, (task) => task.description === ''],
  [/^(priority|priorities)$/, (task) => task.priority === 'none'],
  [/^(dependencies|dependency)$/, (task) => task.dependsOn.length === 0],
]

function readField(
  tokens: readonly Token[],
  at: number,
  to: number,
): { readonly length: number; readonly lack: (task: Found) => boolean } | undefined {
  let start = at
  while (['a', 'an', 'any', 'the', 'no', 'some'].includes(tokens[start]?.key ?? '')) start += 1
  for (let end = Math.min(to, start + 3); end > start; end -= 1) {
    const phrase = tokens
      .slice(start, end)
      .map((token) => token.key)
      .join(' ')
    const lack = lacks.find(([form]) => form.test(phrase))
    if (lack) return { length: end - at, lack: lack[1] }
  }
  return undefined
}

function readLack({ scope }: FilterScope, tokens: readonly Token[], at: number, to: number): Piece | undefined {
  const field = readField(tokens, at, to)
  return field && { length: field.length, test: on(scope, field.lack) }
}

function readHolding(filters: FilterScope, tokens: readonly Token[], at: number, to: number): Piece | undefined {
  const { scope } = filters
  const keys = tokens.slice(at, to).map((token) => token.key)
  let skip = 0
  while (['a', 'an', 'the'].includes(keys[skip] ?? '')) skip += 1
  if (['tag', 'tags', 'label'].includes(keys[skip] ?? '')) {
    if (at + skip + 1 < to) return addLength(readTagList(filters, tokens, at + skip + 1, to, at), 0)
  }
  const tagged = tokens[at + skip]
  if (tagged && ['tag', 'label'].includes(keys[skip + 1] ?? '')) {
    const tag = scope.catalogue.tags.get(fold(tagged.text).replace(/^#/, '')) ?? fold(tagged.text)
    return { length: skip + 2, test: on(scope, (task) => task.tags.includes(tag)) }
  }
  if (keys[skip] === 'status') {
    const state = readState(scope, tokens, at + skip + 1, to)
    return addLength(state, skip + 1)
  }
  if (keys[skip] === 'priority') {
    for (let end = Math.min(to, at + skip + 4); end > at + skip + 1; end -= 1) {
      const priority = priorityOf(tokens.slice(at + skip + 1, end).map((token) => token.key))
      if (priority) return { length: end - at, test: on(scope, (task) => task.priority === priority) }
    }
  }
  const state = readState(scope, tokens, at + skip, to)
  if (state && state.length > 0) return addLength(state, skip)
  const field = readField(tokens, at, to)
  return field && { length: field.length, test: on(scope, (task) => !field.lack(task)) }
}

const addLength = (piece: Piece | undefined, more: number): Piece | undefined => piece && { ...piece, length: piece.length + more }
