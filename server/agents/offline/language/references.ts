export type { References, Scope } from './scope.ts'
import type { References, Scope } from './scope.ts'
import { byTitle, fromTitle, readTitle, separators } from './read-title.ts'
import { ordinalList } from './ordinal-list.ts'
import { readFilter, type FilterScope } from './filters.ts'
import { ordinalHead } from './ordinals.ts'
import { readNumbers } from './outline-numbers.ts'
import { readPronoun } from './pronouns.ts'
import { textOf, type Token } from './tokens.ts'
import { taskNouns } from './words.ts'

const longestPhrase = 45

/** Reads a whole span as references. Undefined where it can mean nothing; confidence 0 where it names a task that is not there. */
export function readReferences(scope: Scope, tokens: readonly Token[], from: number, to: number): References | undefined {
  if (to <= from || to - from > longestPhrase) return undefined
  const key = spanKey(tokens, from, to)
  if (scope.memo.has(key)) return scope.memo.get(key)
  scope.memo.set(key, undefined)
  const found = readList(scope, tokens, from, to)
  scope.memo.set(key, found)
  return found
}

/** A span by its place and its words: the same place may be read without its fillers. */
export function spanKey(tokens: readonly Token[], from: number, to: number): string {
  let key = `${tokens[from]?.start}`
  for (let at = from; at < to; at += 1) key += ` ${tokens[at]?.key}`
  return `${key} ${tokens[to - 1]?.end}`
}

const textAt = (scope: Scope, tokens: readonly Token[], from: number, to: number): string => textOf(scope.message, tokens, from, to)

function build(
  scope: Scope,
  tokens: readonly Token[],
  from: number,
  to: number,
  part: Partial<References> & { readonly ids: readonly string[] },
): References {
  return {
    phrase: textAt(scope, tokens, from, to),
    start: tokens[from]?.start ?? 0,
    end: tokens[to - 1]?.end ?? 0,
    confidence: 1,
    either: [],
    group: false,
    ...part,
  }
}

function readList(scope: Scope, tokens: readonly Token[], from: number, to: number): References | undefined {
  const single = readOne(scope, tokens, from, to)
  if (single && single.confidence >= 0.84) return single
  const except = exceptAt(tokens, from, to)
  if (except) {
    const some = readReferences(scope, tokens, from, except.at)
    const not = some && readReferences(scope, tokens, except.after, to)
    if (some && not && some.ids.length > 1 && not.confidence > 0 && some.confidence > 0) {
      const below = (id: string): readonly string[] => [id, ...scope.children(id).flatMap(below)]
      const spared = new Set(not.ids.flatMap(below))
      return build(scope, tokens, from, to, {
        ids: some.ids.filter((id) => !spared.has(id)),
        confidence: Math.min(some.confidence, not.confidence),
        either: not.either,
        group: some.group,
      })
    }
  }
  const places = ordinalList(tokens, from, to)?.map((phrase) => readReferences({ ...scope, memo: new Map() }, phrase, 0, phrase.length))
  if (places && places.every((place) => place !== undefined && place.confidence > 0))
    return build(scope, tokens, from, to, {
      ids: [...new Set(places.flatMap((place) => place?.ids ?? []))],
      confidence: Math.min(...places.map((place) => place?.confidence ?? 0)),
      group: true,
    })
  let best: References | undefined
  for (let at = from + 1; at < to - 1; at += 1) {
    const token = tokens[at]
    if (!token || token.kind === 'quoted' || !separators.has(token.key)) continue
    let after = at + 1
    while (after < to && separators.has(tokens[after]?.key ?? '')) after += 1
    const left = readOne(scope, tokens, from, at)
    if (!left || left.confidence === 0) continue
    const right = readReferences({ ...scope, last: left.ids, memo: new Map() }, tokens, after, to)
    if (!right || (right.confidence === 0 && left.confidence < 0.84)) continue
    const confidence = Math.min(left.confidence, right.confidence)
    if (best && best.confidence >= confidence) continue
    best = build(scope, tokens, from, to, {
      ids: [...new Set([...left.ids, ...right.ids])],
      confidence,
      // "2.1 or 2.2": one of them, and nobody said which.
      either: left.either.length > 0 ? left.either : token.key === 'or' ? [...new Set([...left.ids, ...right.ids])] : right.either,
      ...(left.either.length > 0
        ? { start: left.start, end: left.end, phrase: left.phrase }
        : right.either.length > 0 || right.confidence === 0
          ? { start: right.start, end: right.end, phrase: right.phrase }
          : {}),
      group: left.group || right.group,
      ...unclear([left, right]),
    })
  }
  if (!best || best.confidence === 0) return single && single.confidence > 0 ? single : (best ?? single)
  return single && single.confidence >= best.confidence ? single : best
}

/** What must be asked about the members of a list. */
function unclear(members: readonly References[]): Partial<References> {
  const one = members.find(({ readings }) => readings !== undefined)
  return one?.readings ? { readings: one.readings, start: one.start, end: one.end, phrase: one.phrase } : {}
}

function exceptAt(tokens: readonly Token[], from: number, to: number): { readonly at: number; readonly after: number } | undefined {
  for (let at = from + 1; at < to - 1; at += 1) {
    const key = tokens[at]?.key
    const next = tokens[at + 1]?.key
    const start = key === ',' ? at + 1 : at
    const word = tokens[start]?.key
    const after = tokens[start + 1]?.key
    if (word === 'except' || word === 'excluding' || word === 'besides' || word === 'minus')
      return { at, after: after === 'for' ? start + 2 : start + 1 }
    if (
      (word === 'but' && after === 'not') ||
      (word === 'but' && after === 'for') ||
      (word === 'apart' && after === 'from') ||
      (word === 'other' && after === 'than') ||
      (word === 'aside' && after === 'from')
    )
      return { at, after: start + 2 }
    if (key === 'but' && next !== undefined && at > from && ['everything', 'all', 'tasks'].includes(tokens[at - 1]?.key ?? ''))
      return { at, after: at + 1 }
  }
  return undefined
}

/** One phrase that is no list: a number, an ordinal, a range, a pronoun, a group or a title. */
function readOne(scope: Scope, tokens: readonly Token[], from: number, to: number): References | undefined {
  const make = (ids: readonly string[], part: Partial<References> = {}): References => build(scope, tokens, from, to, { ids, ...part })
  const keys = tokens.slice(from, to).map((token) => (token.kind === 'quoted' ? '"' : token.key))
  const numbers = readNumbers(scope, keys)
  if (numbers) {
    if (numbers.ids.length > 0 && keys.length > 1 && !numbers.generic) {
      const titled = byTitle(scope, textAt(scope, tokens, from, to))
      if (titled?.tier === 'exact') return fromTitle(make, titled)
    }
    return numbers.ids.length === 0 ? make([], { confidence: 0 }) : make(numbers.ids, { group: numbers.ids.length > 1 })
  }
  const pronoun = readPronoun(scope, keys)
  if (pronoun) return pronoun.length > 0 ? make(pronoun, { confidence: 0.95 }) : make([], { confidence: 0 })
  const exact = keys.includes('"') ? undefined : byTitle(scope, textAt(scope, tokens, from, to))
  if (exact?.tier === 'exact') return fromTitle(make, exact)
  const place = readOrdinal(scope, tokens, from, to, keys)
  // Behind an addition "the last one" is what was added; without one it is only probably the last of the list.
  if (place && /^(the )?last one$/.test(keys.join(' '))) return { ...place, confidence: Math.min(place.confidence, 0.7) }
  if (place) return place
  const group = readGroup(scope, tokens, from, to)
  if (group) return make(group.ids, { ...group, group: true })
  return readTitle(scope, tokens, from, to, make)
}

/** "the second", "the last two tasks", "the first three sub-tasks of 2", "second last". */
function readOrdinal(scope: Scope, tokens: readonly Token[], from: number, to: number, keys: readonly string[]): References | undefined {
  let at = 0
  while (keys[at] === 'the' || keys[at] === 'our' || keys[at] === 'my' || keys[at] === 'its') at += 1
  const its = keys[0] === 'its'
  const rest = keys.slice(at)
  const spot = ordinalHead(rest)
  if (!spot) return undefined
  let next = spot.length
  const noun = rest[next]
  const isTop = noun === 'root' || noun === 'top-level'
  if (isTop) next += 1
  const nouned = taskNouns.has(rest[next] ?? '')
  const child = /^sub-?tasks?$|^child(ren)?$/.test(rest[next] ?? '')
  if (nouned || child) next += 1
  let parent: string | null | undefined =
    scope.inFocus && scope.focus !== null && scope.children(scope.focus).length > 0 && !isTop ? scope.focus : null
  let confidence = 1
  let either: readonly string[] = []
  if (next < rest.length) {
    if (!['of', 'under', 'in', 'below', 'inside', 'from', 'within'].includes(rest[next] ?? '')) return undefined
    const whole = rest.slice(next + 1).join(' ')
    if (/^(the )?(plan|list|project|tree|outline|all)$/.test(whole)) parent = null
    else {
      const above = readReferences(scope, tokens, from + at + next + 1, to)
      if (!above || above.ids.length !== 1) return undefined
      parent = above.ids[0]
      confidence = above.confidence
      either = above.either
    }
  } else if (its || child) {
    const owner = scope.last.length === 1 ? scope.last[0] : (scope.focus ?? undefined)
    if (owner !== undefined) parent = owner
    else if (child) return undefined
  }
  if (parent === undefined) return undefined
  const siblings = scope.children(parent)
  const ids = spot.pick(siblings)
  if (ids.length < spot.wanted) return build(scope, tokens, from, to, { ids: [], confidence: 0 })
  return build(scope, tokens, from, to, { ids, confidence, either, group: ids.length > 1 })
}

interface Group {
  readonly ids: readonly string[]
  readonly confidence: number
  readonly either: readonly string[]
  readonly readings?: readonly string[]
}

const whole = /^(sub-?tasks?|children|steps|tasks|items|descendants|sub-?items|kids)$/

function readGroup(scope: Scope, tokens: readonly Token[], from: number, to: number): Group | undefined {
  const keys = tokens.slice(from, to).map((token) => (token.kind === 'quoted' ? '"' : token.key))
  const joined = keys.join(' ')
  const everything = (): readonly string[] => scope.catalogue.rows.map(({ task }) => task.id as string).filter((id) => scope.find(id))
  if (
    /^(everything|all|all (of )?(the |our |my )?(tasks|items|steps)|every (single )?(task|item)|each (task|item)|all of (it|them)|everything in (the|this) (plan|project)|the whole (plan|project|list)|the entire (plan|project)|all (of )?(the )?tasks (in|of) (the|this) (plan|project)|every task (in|of) (the|this) (plan|project)|the rest|all of the plan)$/.test(
      joined,
    )
  ) {
    if (joined === 'all of them' && scope.last.length > 1) return { ids: scope.last, confidence: 0.95, either: [] }
    if (joined === 'the rest') return undefined
    return { ids: everything(), confidence: 1, either: [] }
  }
  if (
    /^(all )?(the |of the )?(root|top-level|top level)( level)? (tasks|items|ones)$/.test(joined) ||
    /^(all )?(the |of the )?(milestones|roots)$/.test(joined)
  )
    return { ids: scope.children(null), confidence: 1, either: [] }
  return subtreeGroup(scope, tokens, from, to, keys) ?? filterGroup(scope, tokens, from, to, everything)
}

/** "everything under Launch", "the sub-tasks of 2", "2's children", "Launch and all its sub-tasks", "2 and below". */
function subtreeGroup(scope: Scope, tokens: readonly Token[], from: number, to: number, keys: readonly string[]): Group | undefined {
  const below = (id: string): readonly string[] => scope.children(id).flatMap((child) => [child, ...below(child)])
  const read = (start: number, end: number, pick: (id: string) => readonly string[]): Group | undefined => {
    const above = readReferences(scope, tokens, start, end)
    if (!above || above.ids.length === 0 || above.confidence < 0.3) return undefined
    return { ids: [...new Set(above.ids.flatMap(pick))].filter((id) => scope.find(id)), confidence: above.confidence, either: above.either }
  }
  let at = 0
  const quantified = ['all', 'every', 'everything', 'each', 'any', 'anything'].includes(keys[0] ?? '')
  while (
    [
      'all',
      'every',
      'each',
      'any',
      'of',
      'the',
      'everything',
      'anything',
      'its',
      'direct',
      'immediate',
      'that',
      'is',
      'which',
      'are',
      'stuff',
      'things',
      'single',
      'two',
      'three',
      'four',
      'five',
    ].includes(keys[at] ?? '')
  )
    at += 1
  // "all of Testing": Testing with what stands below it.
  if (keys[0] === 'all' && keys[1] === 'of' && keys.length > 2) {
    const above = readReferences(scope, tokens, from + 2, to)
    const [only] = above?.ids ?? []
    if (above && above.ids.length === 1 && only !== undefined && !above.group && above.confidence >= 0.84 && scope.children(only).length > 0)
      return { ids: [only, ...below(only)], confidence: above.confidence, either: above.either }
  }
  const noun = keys[at] ?? ''
  const nouned = whole.test(noun) || noun === 'task' || noun === 'child' || noun === 'item' || noun === 'work'
  if (nouned) at += 1
  while (['that', 'is', 'are', 'which', 'belonging', 'nested'].includes(keys[at] ?? '')) at += 1
  const link = keys[at] ?? ''
  const direct = /^(sub-?tasks?|child|children|kids)$/.test(noun)
  const pick = direct ? (id: string) => scope.children(id) : below
  if (
    at > 0 &&
    at < keys.length - 1 &&
    ['under', 'below', 'beneath', 'of', 'in', 'inside', 'within', 'underneath', 'from', 'to', 'for'].includes(link)
  ) {
    const linked =
      link === 'of' || link === 'from' || link === 'to'
        ? direct || (quantified && (nouned || link === 'from') && link !== 'to')
        : link === 'for'
          ? quantified
          : quantified || nouned
    if (linked) {
      const found = read(from + at + 1, to, pick)
      if (found) return found
    }
    if (keys[0] === 'all' && keys[1] === 'of') {
      const found = read(from + 2, to, (id) => [id, ...below(id)])
      if (found) return found
    }
  }
  if (direct && at === keys.length) {
    const owner = scope.last.length > 0 ? scope.last : scope.focus !== null ? [scope.focus] : []
    return owner.length > 0 && (keys.includes('its') || scope.focus !== null)
      ? { ids: owner.flatMap((id) => scope.children(id)), confidence: 0.95, either: [] }
      : undefined
  }
  // "2's sub-tasks"
  for (let cut = 1; cut < keys.length - 1; cut += 1) {
    if (keys[cut] !== "'s") continue
    const tail = keys.slice(cut + 1).join(' ')
    if (/^(direct )?(sub-?tasks|children|kids)$/.test(tail)) return read(from, from + cut, (id) => scope.children(id))
    if (/^(whole )?(subtree|branch)$/.test(tail)) return read(from, from + cut, (id) => [id, ...below(id)])
  }
  // "Launch and all its sub-tasks"
  for (let cut = 1; cut < keys.length - 1; cut += 1) {
    if (!['and', 'with', 'plus', 'including', 'together', 'along', '&', '+', ','].includes(keys[cut] ?? '')) continue
    const tail = keys.slice(cut + 1).join(' ')
    if (
      /^((with|and|including|plus) )?((all|everything|every thing|all of|whatever|anything|what|the)( of)? )?((its|their|the|that|it's|is|'s) )*((sub-?tasks|children|descendants|subtree|sub-?items|tasks|steps)( (under|below|of|in|inside|beneath) (it|that|them))?|(under|below|beneath|in|inside|underneath)( (it|that|them))?|it all|has under it|it contains|it has|below)$/.test(
        tail,
      )
    ) {
      return read(from, from + cut, (id) => [id, ...below(id)])
    }
  }
  // "the Launch branch", "the whole of Launch", "the entire Launch"
  if (/^(subtree|branch|section)$/.test(keys.at(-1) ?? '')) return read(from, to - 1, (id) => [id, ...below(id)])
  if (keys[0] === 'the' && (keys[1] === 'whole' || keys[1] === 'entire'))
    return read(from + (keys[2] === 'of' ? 3 : 2), to, (id) => [id, ...below(id)])
  return undefined
}

function filterGroup(scope: Scope, tokens: readonly Token[], from: number, to: number, everything: () => readonly string[]): Group | undefined {
  const filterScope: FilterScope = {
    scope,
    reference: (start, end) => readReferences(scope, tokens, start, end),
    text: (start, end) => textAt(scope, tokens, start, end),
  }
  const filter = readFilter(filterScope, tokens, from, to)
  if (!filter) return undefined
  const ids = (filter.within ?? everything()).filter((id) => {
    const task = scope.find(id)
    return task !== undefined && filter.test(id)
  })
  return { ids, confidence: filter.confidence, either: filter.either, ...(filter.readings ? { readings: filter.readings } : {}) }
}
