import { compile, fit, wordsPresent, type Pattern, type Span } from '../language/grammar.ts'
import type { References, Scope } from '../language/references.ts'
import type { Token } from '../language/tokens.ts'
import { stopWords, taskNouns, wordsOf } from '../language/words.ts'
import { outcome, type Desk, type Outcome } from './desk.ts'
import { groups } from './groups.ts'
import { readSlot } from './phrases.ts'
import { Slots, type Doubt, type Value } from './slots.ts'

export type Action = (desk: Desk) => Outcome

/** How one kind of sentence is understood. */
export interface Rule {
  readonly pattern: Pattern
  readonly act: (slots: Slots, desk: Desk) => Action | undefined
  /** Takes something away for good: then a reference must be certain. */
  readonly destroys: boolean
  /** Ends in free words that may swallow what follows. */
  readonly open: boolean
  readonly weight: number
  /** Hardly a sentence by itself: a longer reading of the same words goes first. */
  readonly elliptic: boolean
}

export interface RuleOptions {
  readonly destroys?: boolean
  readonly open?: boolean
  readonly weight?: number
  readonly elliptic?: boolean
}

/** A list of rules and the function that adds to it. */
export function ruleBook(): {
  readonly rules: readonly Rule[]
  readonly rule: (patterns: readonly string[], act: Rule['act'], options?: RuleOptions) => void
} {
  const rules: Rule[] = []
  return {
    rules,
    rule: (patterns, act, options = {}) => {
      for (const source of patterns)
        rules.push({
          pattern: compile(source, groups),
          act,
          destroys: options.destroys ?? false,
          open: options.open ?? false,
          weight: options.weight ?? 0,
          elliptic: options.elliptic ?? false,
        })
    },
  }
}

/** One way to understand a clause. */
export interface Reading {
  readonly score: number
  readonly confidence: number
  readonly perform: Action
  readonly open: boolean
  readonly doubt?: Doubt
  /** The verb was taken from the clause before. */
  readonly elliptic?: boolean
  /** A phrase that should name a task and names none. */
  readonly unknown?: string
}

/** A reference below this is asked about. */
const sure = { plain: 0.6, destroying: 0.84 } as const

/** The best reading of a clause by these rules. */
export function readBy(rules: readonly Rule[], desk: Desk, scope: Scope, tokens: readonly Token[], from: number, to: number): Reading | undefined {
  let best: Reading | undefined
  const present = wordsPresent(tokens, from, to)
  for (const rule of rules) {
    fit(
      rule.pattern,
      tokens,
      from,
      to,
      ({ spans, literal }) => {
        const reading = readFit(rule, desk, scope, tokens, spans, literal)
        if (reading && (!best || reading.score > best.score)) best = reading
      },
      present,
    )
  }
  return best
}

function readFit(rule: Rule, desk: Desk, scope: Scope, tokens: readonly Token[], spans: readonly Span[], literal: number): Reading | undefined {
  const values = new Map<string, Value>()
  let confidence = 1
  let free = 0
  for (const span of spans) {
    const value = readSlot(scope, tokens, span)
    if (!value) return undefined
    values.set(span.name, value)
    confidence = Math.min(confidence, value.confidence)
    if (value.text !== undefined) free += span.to - span.from
  }
  const score = confidence + literal * 0.012 - free * 0.004 + rule.weight
  const unknown = [...values.values()].find(({ refs }) => refs && refs.confidence === 0)?.refs
  if (unknown) return { score: score - 1, confidence: 0, perform: () => outcome({}), open: rule.open, unknown: unknown.phrase }
  const missing = [...values.values()].find((value) => value.missing !== undefined)?.missing
  if (missing !== undefined) return { score, confidence, perform: () => outcome({ refused: [missing] }), open: false }
  if (rule.destroys && hedge.test(desk.message))
    return { score, confidence, perform: () => outcome({ refused: ['that sounds unsure: say it plainly, and I propose it'] }), open: false }
  const doubt = doubtOf(rule, desk, values)
  const perform = rule.act(new Slots(values), desk)
  if (!perform) return undefined
  return { score, confidence, perform, open: rule.open, ...(rule.elliptic ? { elliptic: true } : {}), ...(doubt ? { doubt } : {}) }
}

function doubtOf(rule: Rule, desk: Desk, values: ReadonlyMap<string, Value>): Doubt | undefined {
  for (const value of values.values()) {
    if (value.doubt) return value.doubt
    const { refs } = value
    if (!refs) continue
    const doubt = doubtAbout(desk, refs, rule.destroys)
    if (doubt) return doubt
  }
  return undefined
}

/** Nothing is taken away on a "maybe". */
const hedge =
  /^\W*(?:maybe|perhaps|possibly|probably|might|should we|shall we maybe)\b|\b(?:maybe|perhaps) (?:we should |also )?(?:delete|remove|drop|merge|kill)\b/i

/** Whether a phrase has so few of a title's words that it may mean something else: "the customers" for "Interview ten customers". */
function isThin(desk: Desk, refs: References): boolean {
  const [only] = refs.ids
  if (only === undefined || refs.ids.length > 1 || refs.group || refs.confidence >= 0.95) return false
  const said = wordsOf(refs.phrase).filter((word) => !stopWords.has(word) && !taskNouns.has(word))
  const title = wordsOf(desk.working.find(only)?.title ?? '').filter((word) => !stopWords.has(word))
  return said.length * 3 <= title.length
}

/** The question behind an unsure reference; undefined where it is sure enough for what is to be done. */
export function doubtAbout(desk: Desk, refs: References, destroys: boolean): Doubt | undefined {
  if (refs.readings)
    return {
      text: `Which ones do you mean by “${refs.phrase}”?`,
      start: refs.start,
      end: refs.end,
      options: refs.readings.map((plain) => ({ label: plain, replacement: plain })),
    }
  if (refs.ids.length === 0) return undefined
  const unsure = refs.confidence < (destroys ? sure.destroying : sure.plain) || (destroys && isThin(desk, refs))
  const candidates = refs.either.length > 1 ? refs.either : unsure ? refs.ids : []
  if (candidates.length === 0) return undefined
  const options = candidates.slice(0, 6).map((id) => ({ label: desk.name(id).replace(/[*\\]/g, ''), replacement: replacementFor(desk, id) }))
  const text = candidates.length > 1 ? `Which one do you mean by “${refs.phrase}”?` : `By “${refs.phrase}”, do you mean ${desk.names(candidates)}?`
  return { text, start: refs.start, end: refs.end, options }
}

const replacementFor = (desk: Desk, id: string): string => {
  const number = desk.catalogue.numberOf(id)
  return number === undefined ? `"${desk.working.find(id)?.title ?? ''}"` : `task ${number}`
}
