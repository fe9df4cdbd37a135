import type { Assignee, CalendarDate, Priority, TaskStatus } from '../../../core/plan/task.ts'
import { readDate } from '../language/dates.ts'
import { readDuration, readShift, type Shift } from '../language/durations.ts'
import type { Span } from '../language/grammar.ts'
import { cardinal, ordinal } from '../language/numbers.ts'
import { readReferences, type References, type Scope } from '../language/references.ts'
import { textOf, type Token } from '../language/tokens.ts'
import { priorityOf, readPerson, statusOf } from '../language/vocabulary.ts'
import { fold } from '../language/words.ts'
import type { Change } from './changes.ts'

/** Two or more meanings of one phrase: a question, and what to put in the phrase's place for each answer. */
export interface Doubt {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly options: readonly { readonly label: string; readonly replacement: string }[]
}

/** What a slot of a pattern turned out to hold. */
export interface Value {
  readonly refs?: References
  readonly text?: string
  readonly minutes?: number
  readonly amounts?: readonly number[]
  readonly shift?: Shift
  readonly date?: CalendarDate
  readonly status?: TaskStatus
  readonly priority?: Priority
  readonly person?: Assignee | null
  readonly list?: readonly string[]
  readonly number?: number
  readonly changes?: readonly Change[]
  readonly confidence: number
  readonly doubt?: Doubt
  /** What is missing to understand it, in words. */
  readonly missing?: string
  readonly from: number
  readonly to: number
}

type Bare = Omit<Value, 'from' | 'to'>
type Reader = (scope: Scope, tokens: readonly Token[], from: number, to: number) => Bare | undefined

const keysOf = (tokens: readonly Token[], from: number, to: number): readonly string[] => tokens.slice(from, to).map((token) => token.key)

const readers: Readonly<Record<string, Reader>> = {
  refs: (scope, tokens, from, to) => {
    const refs = readReferences(scope, tokens, from, to)
    return refs && { refs, confidence: refs.confidence }
  },
  ref: (scope, tokens, from, to) => {
    const refs = readReferences(scope, tokens, from, to)
    return refs && (refs.ids.length === 1 || refs.confidence === 0) && !refs.group ? { refs, confidence: refs.confidence } : undefined
  },
  // "describe 4.2 as: …": the colon is no part of the text.
  text: (scope, tokens, from, to) =>
    to - from === 1 && tokens[from]?.kind === 'mark'
      ? undefined
      : freeText(textOf(scope.message, tokens, tokens[from]?.key === ':' && to - from > 1 ? from + 1 : from, to)),
  title: (scope, tokens, from, to) =>
    (tokens[from]?.kind === 'mark' && tokens[from]?.key !== '(') ||
    (to - from === 1 && noTitle.test(tokens[from]?.key ?? '') && !/^[A-Z]$/.test(tokens[from]?.text ?? '')) ||
    (tokens[from]?.kind === 'word' && /^(and|or|to|as|into)$/.test(tokens[from]?.key ?? ''))
      ? undefined
      : freeText(textOf(scope.message, tokens, from, to)),
  quoted: (_, tokens, from, to) => (to - from === 1 && tokens[from]?.kind === 'quoted' ? { text: tokens[from].text, confidence: 1 } : undefined),
  duration: (_, tokens, from, to) => {
    const minutes = to - from > 9 ? undefined : readDuration(keysOf(tokens, from, to))
    return minutes === undefined ? undefined : { minutes, confidence: 1 }
  },
  /** As many amounts as a list has, in its order. */
  durations: (_, tokens, from, to) => {
    const amounts = to - from > 30 ? [] : splitTokens(tokens, from, to).map(([start, end]) => readDuration(keysOf(tokens, start, end)))
    const known = amounts.filter((amount) => amount !== undefined)
    return known.length > 1 && known.length === amounts.length ? { amounts: known, confidence: 1 } : undefined
  },
  percent: (_, tokens, from, to) => {
    const [, number] = /^(\d{1,3}) ?(?:%|percent)$/.exec(keysOf(tokens, from, to).join(' ')) ?? []
    return to - from > 2 || number === undefined || Number(number) > 500 ? undefined : { number: Number(number), confidence: 1 }
  },
  shift: (_, tokens, from, to) => {
    const shift = to - from > 5 ? undefined : readShift(keysOf(tokens, from, to))
    return shift && { shift, confidence: 1 }
  },
  date: (scope, tokens, from, to) => {
    if (to - from > 8) return undefined
    const phrase = textOf(scope.message, tokens, from, to)
    const read = readDate(phrase, scope.today)
    if (!read) return undefined
    if ('date' in read) return { date: read.date, confidence: 1 }
    return {
      date: read.either[0],
      confidence: 0.85,
      doubt: {
        text: `Which day is ${phrase}?`,
        start: tokens[from]?.start ?? 0,
        end: tokens[to - 1]?.end ?? 0,
        options: read.either.map((date) => ({ label: date, replacement: date })),
      },
    }
  },
  status: (_, tokens, from, to) => {
    const status = to - from > 5 ? undefined : statusOf(keysOf(tokens, from, to))
    return status && { status, confidence: 1 }
  },
  priority: (_, tokens, from, to) => {
    const priority = to - from > 6 ? undefined : priorityOf(keysOf(tokens, from, to))
    return priority && { priority, confidence: 1 }
  },
  person: (scope, tokens, from, to) => {
    if (to - from > 5) return undefined
    const phrase = textOf(scope.message, tokens, from, to)
    const read = readPerson(phrase, scope.catalogue, scope.user)
    if (!read) return undefined
    if ('assignee' in read) return { person: read.assignee, confidence: 0.95 }
    if ('missing' in read) return { person: null, confidence: 0.9, missing: 'I do not know your name: say for example “assign 1 to Anna”' }
    return {
      person: read.either[0] ?? null,
      confidence: 0.85,
      doubt: {
        text: `Which ${phrase}?`,
        start: tokens[from]?.start ?? 0,
        end: tokens[to - 1]?.end ?? 0,
        options: read.either.map(({ name }) => ({ label: name, replacement: `"${name}"` })),
      },
    }
  },
  known: (scope, tokens, from, to) => {
    const value = to - from > 3 ? undefined : readers.person?.(scope, tokens, from, to)
    const name = value?.person?.name
    return name !== undefined && (name === scope.user || scope.catalogue.people.some((person) => person.name === name)) ? value : undefined
  },
  mention: (scope, tokens, from, to) =>
    to - from === 1 && tokens[from]?.text.startsWith('@') ? readers.person?.(scope, tokens, from, to) : undefined,
  tags: (scope, tokens, from, to) => {
    const list = readTags(scope, tokens, from, to)
    return list && { list, confidence: 0.95 }
  },
  hashtag: (scope, tokens, from, to) =>
    to - from === 1 && /^#\p{L}[\p{L}\p{N}_-]*$/u.test(tokens[from]?.text ?? '') ? readers.tags?.(scope, tokens, from, to) : undefined,
  list: (scope, tokens, from, to) => {
    const list = splitList(scope.message, tokens, from, to)
    return list.length > 0 ? { list, confidence: 0.9 } : undefined
  },
  nth: (_, tokens, from, to) => {
    const number = to - from === 1 && /^\p{L}+$|\d(st|nd|rd|th)$/u.test(tokens[from]?.key ?? '') ? ordinal(tokens[from]?.key ?? '') : undefined
    return number === undefined || number < 1 ? undefined : { number, confidence: 1 }
  },
  number: (_, tokens, from, to) => {
    const key = tokens[from]?.key ?? ''
    const number = to - from === 1 ? (cardinal(key) ?? ordinal(key)) : undefined
    return number === undefined ? undefined : { number, confidence: 1 }
  },
}

/** A word that joins and names nothing: whoever ends on it has not finished. */
const noTitle = /^(to|as|into|the|a|an|of|under|with|and|or|for|in|on|it|that|this|is|be)$/

const freeText = (text: string): Bare | undefined => (text === '' ? undefined : { text, confidence: 0.9 })

/** Reads what a pattern captured. Undefined where the words do not mean a thing of that kind. */
export function readValue(scope: Scope, tokens: readonly Token[], span: Span): Value | undefined {
  const reader = readers[span.reads]
  if (!reader) throw new Error(`no reader for ${span.reads}`)
  const value = reader(scope, tokens, span.from, span.to)
  return value && { ...value, from: span.from, to: span.to }
}

/** Tags in a list. A tag is one word, or a few joined by hyphens, or quoted. */
function readTags(scope: Scope, tokens: readonly Token[], from: number, to: number): readonly string[] | undefined {
  const tags: string[] = []
  for (const part of splitTokens(tokens, from, to)) {
    let [start, end] = part
    while (start < end - 1 && ['tag', 'tags', 'label', 'labels', 'the', 'both', 'a', 'as', ':'].includes(tokens[start]?.key ?? '')) start += 1
    while (end > start + 1 && ['tag', 'tags', 'label', 'labels'].includes(tokens[end - 1]?.key ?? '')) end -= 1
    const text = textOf(scope.message, tokens, start, end).replace(/^#/, '')
    const known = scope.catalogue.tags.get(fold(text))
    if (known !== undefined) tags.push(known)
    else if (end - start === 1 && text !== '' && !/^[.,:;!?()]$/.test(text) && !scope.catalogue.byNumber(text))
      tags.push(tokens[start]?.kind === 'quoted' ? text : fold(text))
    else if (end - start === 1 && tokens[start]?.text.startsWith('#')) tags.push(fold(text))
    else return undefined
  }
  return tags.length > 0 ? [...new Set(tags)] : undefined
}

const listMarks = new Set([',', 'and', '&', '+', 'plus'])

/** The members of a list: between line breaks where it has some, else between commas and a last "and". */
export function splitTokens(tokens: readonly Token[], from: number, to: number): readonly (readonly [number, number])[] {
  const lines = tokens.slice(from, to).some((token) => token.key === '\n' || token.key === ';')
  const parts: (readonly [number, number])[] = []
  let start = from
  const push = (end: number): void => {
    let [a, b] = [start, end]
    while (a < b && (['-', '*', '•', ':', ',', '\n'].includes(tokens[a]?.key ?? '') || (a === start && tokens[a]?.key === 'and' && parts.length > 0)))
      a += 1
    while (b > a && ['.', ',', ';', '\n'].includes(tokens[b - 1]?.key ?? '') && tokens[b - 1]?.kind === 'mark') b -= 1
    if (b > a) parts.push([a, b])
    start = end + 1
  }
  let depth = 0
  for (let at = from; at < to; at += 1) {
    const token = tokens[at]
    if (!token || token.kind === 'quoted') continue
    if (token.key === '(') depth += 1
    if (token.key === ')') depth = Math.max(0, depth - 1)
    if (depth > 0) continue
    if (lines ? token.key === '\n' || token.key === ';' : listMarks.has(token.key)) push(at)
  }
  push(to)
  return parts
}

export const splitList = (message: string, tokens: readonly Token[], from: number, to: number): readonly string[] =>
  splitTokens(tokens, from, to).map(([start, end]) => textOf(message, tokens, start, end))

/** The values of one reading, by slot name. */
export class Slots {
  private readonly values: ReadonlyMap<string, Value>

  constructor(values: ReadonlyMap<string, Value>) {
    this.values = values
  }

  has(name: string): boolean {
    return this.values.has(name)
  }

  value(name: string): Value {
    const value = this.values.get(name)
    if (!value) throw new Error(`the pattern has no slot ${name}`)
    return value
  }

  refs(name = 'a'): References {
    return this.need(this.value(name).refs, name)
  }

  ids(name = 'a'): readonly string[] {
    return this.refs(name).ids
  }

  id(name = 'a'): string {
    return this.need(this.refs(name).ids[0], name)
  }

  text(name = 'text'): string {
    return this.need(this.value(name).text, name)
  }

  minutes(name = 'time'): number {
    return this.need(this.value(name).minutes, name)
  }

  amounts(name = 'times'): readonly number[] {
    return this.need(this.value(name).amounts, name)
  }

  shift(name = 'shift'): Shift {
    return this.need(this.value(name).shift, name)
  }

  date(name = 'date'): CalendarDate {
    return this.need(this.value(name).date, name)
  }

  status(name = 'status'): TaskStatus {
    return this.need(this.value(name).status, name)
  }

  priority(name = 'priority'): Priority {
    return this.need(this.value(name).priority, name)
  }

  person(name = 'person'): Assignee | null {
    const { person } = this.value(name)
    if (person === undefined) throw new Error(`slot ${name} holds no person`)
    return person
  }

  list(name = 'list'): readonly string[] {
    return this.need(this.value(name).list, name)
  }

  number(name = 'number'): number {
    return this.need(this.value(name).number, name)
  }

  changes(name = 'predicate'): readonly Change[] {
    return this.need(this.value(name).changes, name)
  }

  private need<Kind>(value: Kind | undefined, name: string): Kind {
    if (value === undefined) throw new Error(`slot ${name} holds something else`)
    return value
  }
}
