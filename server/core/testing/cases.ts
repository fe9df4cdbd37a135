import { diff } from '../patch/diff.ts'
import type { Draft } from '../patch/draft.ts'
import type { Operation, OperationId, PatchOperation } from '../patch/operation.ts'
import type { Plan } from '../plan/plan.ts'
import { choicesOf } from './choices.ts'
import { smallDraft } from './drafts.ts'
import { edited } from './edits.ts'
import { emptyPlan, smallPlan } from './small-plan.ts'

/** One case of a law. What a law does not ask for is not made. */
export interface Case {
  /** A plan. */
  readonly s: Plan
  /** The plans that `p`, `q` and `r` lead to. */
  readonly afterP: Plan
  readonly afterQ: Plan
  readonly afterR: Plan
  /** Canonical patches: `p` and `q` on `s`, `r` on the plan after `p`. */
  readonly p: readonly Operation[]
  readonly q: readonly Operation[]
  readonly r: readonly Operation[]
  /** A plan that has nothing to do with `s` but its ids. */
  readonly other: Plan
  readonly draft: Draft
  /** Plans one after another, from the empty one. */
  readonly history: readonly Plan[]
  /** A part of a list. */
  choose<Item>(items: readonly Item[]): readonly Item[]
}

/** How many bytes a case is read from, in four parts, so that a change of one leaves the others. */
export const caseBytes = [72, 48, 48, 32] as const

/** The case that the bytes stand for. Patches are made by the reference `diff`, whatever is being tested. */
export function caseOf([a, b, c, d]: readonly [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>, ArrayLike<number>]): Case {
  const lazily = <Value>(make: () => Value): (() => Value) => {
    let made: { readonly value: Value } | undefined
    return () => (made ??= { value: make() }).value
  }
  const few = (plan: Plan, bytes: ArrayLike<number>): Plan => {
    const choices = choicesOf(bytes)
    return edited(plan, 1 + choices.below(6), choices)
  }
  const s = lazily(() => smallPlan(choicesOf(a)))
  const afterP = lazily(() => few(s(), b))
  const afterQ = lazily(() => few(s(), c))
  const afterR = lazily(() => few(afterP(), c))
  const p = lazily(() => diff(s(), afterP()))
  const q = lazily(() => diff(s(), afterQ()))
  const r = lazily(() => diff(afterP(), afterR()))
  const other = lazily(() => smallPlan(choicesOf(c)))
  const draft = lazily(() => smallDraft(s(), choicesOf([...Array.from(b), ...Array.from(c)])))
  const history = lazily(() => {
    const plans = [emptyPlan]
    for (const bytes of [a, b, c, d]) plans.push(few(plans.at(-1) as Plan, bytes))
    return plans
  })
  const choices = choicesOf(d)
  return {
    get s() {
      return s()
    },
    get afterP() {
      return afterP()
    },
    get afterQ() {
      return afterQ()
    },
    get afterR() {
      return afterR()
    },
    get p() {
      return p()
    },
    get q() {
      return q()
    },
    get r() {
      return r()
    },
    get other() {
      return other()
    },
    get draft() {
      return draft()
    },
    get history() {
      return history()
    },
    choose: (items) => items.filter(() => choices.chance(0.4)),
  }
}

/** Operations under ids of their own: "o0", "o1", … */
export const numbered = (operations: readonly Operation[], prefix = 'o'): readonly PatchOperation[] =>
  operations.map((operation, index) => ({ id: `${prefix}${index}` as OperationId, operation, rationale: null }))

export const plain = (operations: readonly PatchOperation[]): readonly Operation[] => operations.map((item) => item.operation)
