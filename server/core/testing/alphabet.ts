import { toSet } from '../plan/order.ts'
import type { Assignee, Criterion, CriterionId, TaskId } from '../plan/task.ts'
import type { Random } from './random.ts'

/** Few of everything, so that cases meet: the same title, the same rank, the same criterion on both sides. */
export const alphabet = {
  ids: ['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7'] as unknown as readonly TaskId[],
  /** Ranks that are often equal. */
  ranks: ['a0', 'a1', 'a1', 'a2', 'a1V'],
  titles: ['A', 'B', 'C'],
  tags: ['x', 'y', 'z'],
  criteria: ['c0', 'c1', 'c2', 'c3'] as unknown as readonly CriterionId[],
  texts: ['one', 'two', 'three'],
  dates: [null, '2026-01-01', '2026-02-01', '2026-03-01'],
  assignees: [null, { kind: 'person', name: 'Ada' }, { kind: 'agent', name: 'Bot' }] as readonly (Assignee | null)[],
} as const

export const someOf = <Value extends string>(values: readonly Value[], random: Random): readonly Value[] =>
  toSet(values.filter(() => random.chance(0.35)))

/** A list of criteria in some order, mostly few. */
export function someCriteria(random: Random): readonly Criterion[] {
  return change([], random.below(4), random)
}

/** The list after some edits, each of one criterion: text, tick, removal, insertion, or its place. */
export function change(criteria: readonly Criterion[], edits: number, random: Random): readonly Criterion[] {
  const list = [...criteria]
  for (let edit = 0; edit < edits; edit += 1) {
    const at = random.below(list.length + 1)
    const there = list[at]
    const what = random.below(5)
    if (!there || what === 4) {
      const id = random.pick(alphabet.criteria)
      if (!list.some((criterion) => criterion.id === id)) list.splice(at, 0, { id, text: random.pick(alphabet.texts), done: false })
    } else if (what === 0) list[at] = { ...there, text: random.pick(alphabet.texts) }
    else if (what === 1) list[at] = { ...there, done: !there.done }
    else if (what === 2) list.splice(at, 1)
    else list.splice(random.below(list.length), 0, ...list.splice(at, 1))
  }
  return list
}
