import { sameJson } from '../../json.ts'
import { flatten, unflatten } from '../../patch/flat.ts'
import type { Operation } from '../../patch/operation.ts'
import { isIndexed, photograph, samePlan } from '../compare.ts'
import { emptyPlan } from '../small-plan.ts'
import { applied, type Law } from './law.ts'

const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value
const isMixed = (operations: readonly Operation[]): boolean => new Set(operations.map(({ kind }) => kind)).size > 1

export const law1: Law = {
  id: 'L1',
  promise: 'nothing applied is nothing changed; apply never mutates; a patch survives JSON',
  least: { changes: 0.7 },
  check(core, { s, p }, tell) {
    if (p.length > 0) tell('changes')
    const before = photograph(s)
    const patch = JSON.stringify(p)
    if (!samePlan(applied(core, [], s), s)) return 'apply([], s) is not s'
    const after = applied(core, p, s)
    if (photograph(s) !== before || JSON.stringify(p) !== patch) return 'apply changed what it was given'
    if (after.version !== s.version) return 'apply changed the version'
    if (!isIndexed(after)) return 'the indexes of the result are wrong'
    const read = throughJson(p.map(flatten)).map(unflatten)
    return sameJson(read, p) && samePlan(applied(core, read, s), after) ? undefined : 'parse(serialise(p)) is not p'
  },
}

export const law2: Law = {
  id: 'L2',
  promise: 'the inverse takes a patch back, and its inverse is the patch',
  least: { mixed: 0.3 },
  check(core, { s, p }, tell) {
    if (isMixed(p)) tell('mixed')
    if (!samePlan(applied(core, core.invert(p), applied(core, p, s), 'the inverse'), s)) return 'apply(invert(p), apply(p, s)) is not s'
    return sameJson(core.invert(core.invert(p)), p) ? undefined : 'invert(invert(p)) is not p'
  },
}

export const law3: Law = {
  id: 'L3',
  promise: 'two patches at once are one after the other',
  least: { both: 0.5 },
  check(core, { s, p, r }, tell) {
    if (p.length > 0 && r.length > 0) tell('both')
    return samePlan(applied(core, [...p, ...r], s), applied(core, r, applied(core, p, s)))
      ? undefined
      : 'apply(p · q, s) is not apply(q, apply(p, s))'
  },
}

export const law4: Law = {
  id: 'L4',
  promise: 'diff leads from one plan to the other, says nothing of nothing, is canonical, and squashes',
  least: { unrelated: 0.5, mixed: 0.3 },
  check(core, { s, p, r, other, afterR }, tell) {
    if (!sameJson([...s.tasks.keys()], [...other.tasks.keys()])) tell('unrelated')
    if (core.diff(s, s).length > 0) return 'diff(a, a) is not empty'
    if (!samePlan(applied(core, core.diff(s, other), s, 'diff(a, b)'), other)) return 'apply(diff(a, b), a) is not b'
    const squashed = core.diff(s, applied(core, [...p, ...r], s))
    if (isMixed(squashed)) tell('mixed')
    if (!isCanonical(squashed)) return 'diff is not canonical'
    return samePlan(applied(core, squashed, s, 'the squashed patch'), afterR) ? undefined : 'the squashed patch leads elsewhere'
  },
}

/** Per task at most one create, or one delete, or one move and one update; at most one update of the project. */
export function isCanonical(operations: readonly Operation[]): boolean {
  const kinds = new Map<string, string[]>()
  for (const operation of operations) {
    const id = operation.kind === 'project' ? '' : 'task' in operation ? operation.task.id : operation.taskId
    kinds.set(id, [...(kinds.get(id) ?? []), operation.kind])
  }
  return [...kinds.values()].every((of) => of.length === 1 || (of.length === 2 && of.includes('move') && of.includes('update')))
}

export const law10: Law = {
  id: 'L10',
  promise: 'the log, replayed from the empty project, gives the head',
  least: { 'four commits': 0.3 },
  check(core, { history }, tell) {
    const commits = history.slice(1).map((plan, index) => core.diff(history[index] ?? emptyPlan, plan))
    if (commits.every((operations) => operations.length > 0)) tell('four commits')
    const stored = throughJson(commits)
    const head = stored.reduce((plan, operations) => applied(core, operations, plan, 'a commit'), emptyPlan)
    return samePlan(head, history.at(-1) ?? emptyPlan) && isIndexed(head) ? undefined : 'the replayed head is another'
  },
}
