import { readReferences, type Scope } from '../language/references.ts'
import { textOf, type Token } from '../language/tokens.ts'
import { readAdding } from './adding/adding.ts'
import { bare, isSecondPerson } from './bare.ts'
import { outcome, type Desk, type Outcome } from './desk.ts'
import { readPhrases } from './phrases.ts'
import { withoutPleasantries } from '../language/politeness.ts'
import { readBy, type Reading } from './reading.ts'
import type { Doubt } from './slots.ts'
import { rules } from './rules/index.ts'
import { mendVerb } from './typos.ts'
import { variantsOf } from './variants.ts'

/** One part of a message, and what became of it. */
export type Clause =
  | {
      readonly kind: 'read'
      readonly text: string
      readonly outcome: Outcome
      readonly doubt?: Doubt
      readonly confidence: number
      readonly elliptic: boolean
    }
  | { readonly kind: 'left'; readonly text: string; readonly reason: string; readonly restricts?: boolean }

interface Solution {
  readonly clauses: readonly Clause[]
  readonly desk: Desk
  /** How many tokens were left without a meaning. */
  readonly left: number
}

interface Cut {
  readonly end: number
  readonly next: number
  /** "and also", "then": what follows is another instruction, whether it is understood or not. */
  readonly strong: boolean
}

const joints = new Set(', and then but & plus also afterwards + after finally next additionally while furthermore moreover whereas n'.split(' '))
const ends = new Set(['.', '!', '?', '\n', ';'])
const conditions = new Set(['if', 'when', 'whenever', 'unless', 'once', 'assuming', 'provided', 'suppose', 'supposing', 'in case'])

const ownVerbs =
  /^(delete|remove|rename|move|mark|assign|give|make|set|put|tag|finish|start|merge|combine|swap|push|postpone|drop|cancel|close|group|split|add|create|nest|place|insert)$/

/** How many readings one sentence may try, and how many sentences one message may have. */
const triesPerSentence = 90
const mostSentences = 120
const longestSentence = 400

/** Reads a message sentence by sentence; later ones build on what earlier ones changed. */
export function readClauses(desk: Desk, tokens: readonly Token[]): { readonly clauses: readonly Clause[]; readonly desk: Desk } {
  let current = desk
  const clauses: Clause[] = []
  const sentences = sentencesOf(tokens)
  for (const [index, { from, to }] of sentences.entries()) {
    if (index >= mostSentences || to - from > longestSentence) {
      clauses.push({ kind: 'left', text: textOf(desk.message, tokens, from, to).slice(0, 200), reason: 'it is more than I read at once' })
      continue
    }
    const condition = tokens[from]?.key ?? ''
    if (conditions.has(condition) || (condition === 'in' && tokens[from + 1]?.key === 'case')) {
      clauses.push({ kind: 'left', text: textOf(desk.message, tokens, from, to), reason: 'I cannot act on a condition' })
      continue
    }
    const solved = new Sentence(tokens, to).solve(current, from)
    clauses.push(...solved.clauses)
    current = solved.desk
  }
  return { clauses, desk: current }
}

/** Sentences end at full stops, semicolons and line breaks; a list after a colon belongs to its sentence. */
function sentencesOf(tokens: readonly Token[]): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = []
  let from = 0
  let inList = false
  let inCriteria = false
  for (let at = 0; at <= tokens.length; at += 1) {
    const token = tokens[at]
    if (token?.key === ':' && /^(criteria|criterion|ac|acs|tasks|sub-tasks|subtasks|items|steps)$/.test(tokens[at - 1]?.key ?? '')) inCriteria = true
    if (token?.key === ':' && tokens.slice(from, at).some(({ kind, key }) => kind === 'word' && /^(criteria|acs)$/.test(key))) inCriteria = true
    const isEnd = !token || (token.kind === 'mark' && ends.has(token.key) && !(token.key === ';' && inCriteria))
    if (!isEnd) continue
    if (token?.key === '\n') {
      if (tokens[at - 1]?.key === ':') inList = true
      const bullet = bulletAt(tokens, at + 1)
      if (inList && (bullet || tokens[at - 1]?.key === ':')) continue
      inList = false
      inCriteria = false
    } else if (token?.key === '.' && inList && /^\d+$/.test(tokens[at - 1]?.key ?? '')) continue
    else if (token?.key === '.' && /^\d+$/.test(tokens[at - 1]?.key ?? '') && at - 1 === from && tokens[at + 1] && tokens[at + 1]?.key !== '\n') {
      // "1. rename …": the number of the instruction, not a task.
      from = at + 1
      continue
    }
    let start = from
    while (start < at && ['-', '*', '•', ',', 'and'].includes(tokens[start]?.key ?? '')) start += 1
    if (at > start) found.push({ from: start, to: at })
    from = at + 1
  }
  return found
}

const smallTalk =
  /^(thanks|thank you|thx|cheers|great|ok|okay|please|yes|no|hi|hello|hey|good morning|good|fine|perfect|nice|i have been thinking|i've been thinking|that is all|that 's all|that's all|i think|sorry|bye|well|so|now|one more thing|many thanks|best|regards|oh|hm|hmm|right|alright|looks good|nice work|well done|good job|let 's see|here we go|for now|by the way|hey team|team|hi there|thanks a lot|much appreciated|you know|as discussed|as agreed|a few changes|some changes|a couple of changes|changes|two things|three things|a few things|some updates|updates|update|todo|to do|next|first|second|third|finally|also|estimates|priorities|status|dates|owners|deadlines)$/

/** Words that ask for nothing. */
const isSmallTalk = (tokens: readonly Token[], from: number, to: number): boolean =>
  to - from <= 6 &&
  smallTalk.test(
    tokens
      .slice(from, to)
      .filter(({ kind, key }) => kind === 'word' || key === "'")
      .map(({ key }) => key)
      .join(' '),
  )

const bulletAt = (tokens: readonly Token[], at: number): boolean =>
  ['-', '*', '•'].includes(tokens[at]?.key ?? '') || (/^\d{1,2}$/.test(tokens[at]?.key ?? '') && ['.', ')'].includes(tokens[at + 1]?.key ?? ''))

class Sentence {
  private tries = 0
  private readonly alone = new Map<Desk, Map<string, Reading | undefined>>()
  private readonly cuts: readonly Cut[]

  private readonly tokens: readonly Token[]
  private readonly to: number

  constructor(tokens: readonly Token[], to: number) {
    this.tokens = tokens
    this.to = to
    this.cuts = this.findCuts()
  }

  private findCuts(): readonly Cut[] {
    const cuts: Cut[] = []
    let depth = 0
    for (let at = 0; at < this.to; at += 1) {
      const token = this.tokens[at]
      if (token?.key === '(') depth += 1
      if (token?.key === ')') depth = Math.max(0, depth - 1)
      if (!token || token.kind === 'quoted' || depth > 0 || !joints.has(token.key)) continue
      if ((token.key === 'after' || token.key === 'next') && this.tokens[at + 1]?.key !== 'that' && this.tokens[at - 1]?.key !== ',') continue
      let next = at + 1
      while (
        next < this.to &&
        (joints.has(this.tokens[next]?.key ?? '') ||
          (['that', 'after'].includes(this.tokens[next]?.key ?? '') && this.tokens[next - 1]?.key === 'after')) &&
        this.tokens[next]?.key !== 'after'
      )
        next += 1
      const joined = this.tokens.slice(at, next).map(({ key }) => key)
      if (next < this.to)
        cuts.push({ end: at, next, strong: joined.length > 1 && joined.some((key) => key === 'also' || key === 'then' || key === 'afterwards') })
      at = next - 1
    }
    return cuts
  }

  /** The first division of the rest, nearest cut first, in which everything means something; else the one that leaves least. */
  solve(desk: Desk, from: number, before?: { readonly from: number; readonly open: boolean }): Solution {
    const { tokens, to } = this
    let best: Solution | undefined
    let borrowed: Solution | undefined
    const ahead = this.cuts.filter((cut) => cut.end > from)
    for (const cut of [...ahead, { end: to, next: to, strong: false }]) {
      if (this.tries >= triesPerSentence) break
      this.tries += 1
      const reading = this.read(desk, from, cut.end, before)
      if (!reading || reading.unknown !== undefined) continue
      const next = desk.copy()
      const done = reading.doubt ? outcome({}) : reading.perform(next)
      if (done.about.length > 0) next.last = done.about
      if (done.about.length === 1) next.recent = [...desk.recent, ...done.about]
      const clause: Clause = {
        kind: 'read',
        text: textOf(desk.message, tokens, from, cut.end),
        outcome: done,
        confidence: reading.confidence,
        elliptic: reading.elliptic ?? false,
        ...(reading.doubt ? { doubt: reading.doubt } : {}),
      }
      // The verb served two parts: where one longer part means something whole, that is what was said.
      if (borrowed && reading.open) continue
      const rest =
        cut.next >= to
          ? { clauses: [], desk: next, left: 0 }
          : this.solve(next, cut.next, { from: reading.elliptic && before ? before.from : from, open: reading.open })
      const [following] = rest.clauses
      // Free words may go on after "and": what follows is an instruction only if it is one beyond doubt.
      if (reading.open && following && (following.kind === 'left' || following.doubt || following.confidence < 0.84)) {
        const split = { clauses: [clause, ...rest.clauses], desk: rest.desk, left: rest.left + 0.5 }
        if (cut.strong) return split
        if (!best || rest.left < best.left) best = split
        continue
      }
      const solution = { clauses: [clause, ...rest.clauses], desk: rest.desk, left: rest.left }
      if (rest.left === 0) {
        if (following?.kind !== 'read' || !following.elliptic) return solution
        borrowed ??= solution
      }
      if (!best || solution.left < best.left) best = solution
    }
    return borrowed ?? best ?? this.leave(desk, from)
  }

  /** Nothing that begins here means anything: say so, and go on behind the next cut. */
  private leave(desk: Desk, from: number): Solution {
    const cut = this.cuts.find(({ end }) => end > from) ?? { end: this.to, next: this.to, strong: false }
    const unknown = this.read(desk, from, cut.end)?.unknown ?? this.read(desk, from, this.to)?.unknown
    const next = desk.copy()
    const isLast = cut.next >= this.to || this.tries >= triesPerSentence
    const spoken = isLast ? undefined : this.spokenOf(desk, from, cut.end)
    if (spoken !== undefined) next.last = [spoken]
    const rest = isLast ? { clauses: [], desk, left: 0 } : this.solve(next, cut.next)
    const end = rest.clauses.some(({ kind }) => kind === 'read') ? cut.end : this.to
    const kept = end === this.to ? { clauses: [], desk, left: 0 } : rest
    const clause: Clause = {
      kind: 'left',
      text: textOf(desk.message, this.tokens, from, end),
      reason: unknown === undefined ? 'I did not understand it' : `I find no task “${unknown}” in this plan`,
      restricts: this.restricts(from),
    }
    if (isSmallTalk(this.tokens, from, end)) return { clauses: kept.clauses, desk: kept.desk, left: kept.left }
    return { clauses: [clause, ...kept.clauses], desk: kept.desk, left: kept.left + (end - from) }
  }

  /** "but …", "keep …", "except …": words that narrow what was said before, and must not be passed over. */
  private restricts(from: number): boolean {
    return (
      (/^(its|their)$/.test(this.tokens[from]?.key ?? '') &&
        /^(dependents|dependants|followers|successors)$/.test(this.tokens[from + 1]?.key ?? '')) ||
      ['but', 'except', 'unless', 'without'].includes(this.tokens[from - 1]?.key ?? '') ||
      /^(keep|leave|leaving|keeping|except|unless|if|only|without|not|provided|but|as|unlike|excluding|save|preserve|retain)$/.test(
        this.tokens[from]?.key ?? '',
      )
    )
  }

  /** The one task that words without a meaning name surely: what "it" will be in the clause that follows. */
  private spokenOf(desk: Desk, from: number, end: number): string | undefined {
    const scope = desk.scope()
    for (let length = Math.min(8, end - from); length > 0; length -= 1) {
      for (let at = end - length; at >= Math.max(from, end - 20); at -= 1) {
        // A bare number may be an amount of anything.
        if (length === 1 && /^\d+$/.test(this.tokens[at]?.key ?? '')) continue
        const refs = readReferences(scope, this.tokens, at, at + length)
        if (refs && refs.confidence >= 0.9 && refs.either.length === 0 && refs.ids.length === 1 && !refs.group) return refs.ids[0]
      }
    }
    return undefined
  }

  private read(desk: Desk, from: number, end: number, before?: { readonly from: number; readonly open: boolean }): Reading | undefined {
    const span = withoutPleasantries(this.tokens, from, end)
    const own = this.readAlone(desk, span.from, span.to)
    if (own && own.unknown === undefined) return own
    if (!before) return this.sharing(desk, span.from, span.to) ?? own
    if (isSecondPerson(desk, this.tokens, span.from, span.to)) return own
    return (
      this.elliptic(desk, span.from, span.to, before) ?? this.sharing(desk, span.from, span.to) ?? bare(desk, this.tokens, span.from, span.to) ?? own
    )
  }

  /** A part by itself. What leaves no reading is asked for again to say why, so it is kept. */
  private readAlone(desk: Desk, from: number, end: number): Reading | undefined {
    const known = this.alone.get(desk) ?? new Map<string, Reading | undefined>()
    this.alone.set(desk, known)
    const key = `${from}-${end}`
    if (!known.has(key)) known.set(key, readClause(desk, this.tokens, from, end))
    return known.get(key)
  }

  /** "remove the due date and the assignee of 2.4": the last words serve this clause, too. */
  private sharing(desk: Desk, from: number, end: number): Reading | undefined {
    if (end >= this.to) return undefined
    for (let at = this.to - 2; at > end && at > this.to - 8; at -= 1) {
      if (!['of', 'from', 'for', 'on', 'to'].includes(this.tokens[at]?.key ?? '') || this.tokens[at]?.kind !== 'word') continue
      const refs = readReferences(desk.scope(), this.tokens, at + 1, this.to)
      if (!refs || refs.confidence < 0.9 || refs.ids.length === 0) continue
      const tokens = [...this.tokens.slice(from, end), ...this.tokens.slice(at, this.to)]
      const reading = readClause(desk, tokens, 0, tokens.length, true)
      if (reading && reading.unknown === undefined && !reading.doubt && !reading.open && reading.confidence >= 0.84) return reading
    }
    return undefined
  }

  /** "assign 2 to Anna and 3 to Bob": the verb of the clause before serves this one, too. */
  private elliptic(desk: Desk, from: number, end: number, before: { readonly from: number; readonly open: boolean }): Reading | undefined {
    // Whoever brings a verb needs none.
    if (this.tokens[from]?.kind === 'word' && ownVerbs.test(this.tokens[from]?.key ?? '')) return undefined
    const start = withoutPleasantries(this.tokens, before.from, this.to).from
    if (
      before.open &&
      desk.catalogue.byNumber((this.tokens[from]?.key ?? '').replace(/^#/, '')) === undefined &&
      this.tokens[from]?.kind !== 'quoted'
    )
      return undefined
    let best: Reading | undefined
    const only = readPhrases(desk.scope(), this.tokens, from, end, 'loose') !== undefined
    // "add X, 2 days": a value alone says something of X, whatever the verb was.
    if (only && bare(desk, this.tokens, from, end)) return undefined
    for (let length = 1; length <= 5 && start + length < from; length += 1) {
      // A verb serves twice, a title given in quotes does not.
      if (this.tokens[start + length - 1]?.kind === 'quoted') break
      // A number names what the value before was for, and not this one.
      if (only && desk.catalogue.byNumber((this.tokens[start + length - 1]?.key ?? '').replace(/^#/, '')) !== undefined) break
      const tokens = [...this.tokens.slice(start, start + length), ...this.tokens.slice(from, end)]
      const reading = readClause(desk, tokens, 0, tokens.length, before.open)
      if (reading && reading.unknown === undefined && !reading.doubt && reading.confidence >= 0.84 && (!best || reading.score > best.score))
        best = { ...reading, elliptic: true }
    }
    return best
  }
}

/** The best reading of one clause, as it stands or, where that means nothing, put more plainly. */
export function readClause(desk: Desk, tokens: readonly Token[], from: number, to: number, withoutAdding = false): Reading | undefined {
  const own = readAsIs(desk, tokens, from, to, withoutAdding)
  if (own && own.unknown === undefined && !own.doubt) return own
  const topical = withTopic(desk, tokens, from, to)
  if (topical) return topical
  for (const variant of variantsOf(tokens.slice(from, to))) {
    const span = withoutPleasantries(variant, 0, variant.length)
    const other = readAsIs(desk, variant, span.from, span.to, true)
    if (other && other.unknown === undefined && !other.doubt && other.confidence >= 0.83) return other
  }
  const mended = mendVerb(desk, tokens, from)
  const meant = mended && readClause(desk, mended.tokens, from, to, withoutAdding)
  if (mended && meant && meant.unknown === undefined) return mended.doubt ? { ...meant, doubt: mended.doubt } : meant
  return own
}

/** "for the mobile app, change the estimate to 4 weeks": first what it is about, then what to do. */
function withTopic(desk: Desk, tokens: readonly Token[], from: number, to: number): Reading | undefined {
  const words = ['for', 'on', 'in', 'regarding', 'concerning', 'about', 'with', 'as'].includes(tokens[from]?.key ?? '')
    ? tokens[from + 1]?.key === 'for' || tokens[from + 1]?.key === 'to'
      ? 2
      : 1
    : 0
  // "deployment: add a criterion …" names what it is about by a colon alone.
  const comma = tokens.findIndex(({ key }, index) => index > from + words && index < to && ((words > 0 && key === ',') || key === ':'))
  if (comma < 0 || (words === 0 && comma > from + 10)) return undefined
  const refs = readReferences(desk.scope(), tokens, from + words, comma)
  if (!refs || refs.ids.length === 0 || refs.confidence < 0.86) return undefined
  const about = desk.copy()
  about.last = refs.ids
  const reading = readClause(about, tokens, comma + 1, to, true)
  return reading && reading.unknown === undefined && !reading.doubt ? reading : undefined
}

function readAsIs(desk: Desk, tokens: readonly Token[], from: number, to: number, withoutAdding: boolean): Reading | undefined {
  if (to <= from) return undefined
  const scope = desk.scope()
  const byRule = readBy(rules, desk, scope, tokens, from, to)
  const adding = withoutAdding ? undefined : readAdding(desk, scope, tokens, from, to)
  const best = adding && (!byRule || adding.score > byRule.score || (byRule.unknown !== undefined && adding.score > 0.65)) ? adding : byRule
  if (best && best.unknown === undefined) return best
  return withException(desk, scope, tokens, from, to) ?? best
}

/** "mark everything as done except 3": the exception comes after the verb's own words. */
function withException(desk: Desk, scope: Scope, tokens: readonly Token[], from: number, to: number): Reading | undefined {
  for (let at = from + 2; at < to - 1; at += 1) {
    const [key, next] = [tokens[at]?.key, tokens[at + 1]?.key]
    const length =
      key === 'except' || key === 'excluding' || key === 'besides'
        ? next === 'for'
          ? 2
          : 1
        : (key === 'but' && (next === 'not' || next === 'for')) ||
            (key === 'apart' && next === 'from') ||
            (key === 'other' && next === 'than') ||
            (key === 'aside' && next === 'from')
          ? 2
          : 0
    if (length === 0) continue
    const not = readReferences(scope, tokens, at + length, to)
    if (!not || not.confidence < 0.84 || not.ids.length === 0) continue
    const cut = tokens[at - 1]?.key === ',' ? at - 1 : at
    for (let end = from + 2; end < cut; end += 1) {
      const moved = [...tokens.slice(from, end), ...tokens.slice(at, to), ...tokens.slice(end, cut)]
      const reading = readBy(rules, desk, { ...scope, memo: new Map() }, moved, 0, moved.length)
      if (reading && reading.unknown === undefined && !reading.doubt) return reading
    }
  }
  return undefined
}
