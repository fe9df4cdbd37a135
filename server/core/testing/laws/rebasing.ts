import { sameJson } from '../../json.ts'
import type { Operation } from '../../patch/operation.ts'
import type { Plan } from '../../plan/plan.ts'
import { samePlan } from '../compare.ts'
import { applied, idsOf, type Implementation, type Law, numbered, plain, rebasedOnto } from './law.ts'

export const law6: Law = {
  id: 'L6',
  promise: 'a rebase onto its own base changes nothing; what survives applies; kept, dropped and conflicting are all of it',
  least: { conflicts: 0.3, drops: 0.1, kept: 0.3 },
  check(core, { s, p, afterQ, other }, tell) {
    const patch = numbered(p)
    const same = core.rebase(patch, s)
    if (!sameJson(same.operations, patch) || same.conflicts.length + same.dropped.length > 0) return 'rebase(p, s) is not p'
    for (const head of [afterQ, other]) {
      const { operations, conflicts, dropped } = core.rebase(patch, head)
      if (conflicts.length > 0) tell('conflicts')
      if (dropped.length > 0) tell('drops')
      if (operations.length > 0) tell('kept')
      applied(core, plain(operations), head, 'what survives a rebase')
      const conflicting = new Set(conflicts.map(({ operationId }) => operationId))
      const all = [...idsOf(operations), ...dropped, ...conflicting]
      if (new Set(all).size !== all.length || !sameJson([...all].sort(), [...idsOf(patch)].sort()))
        return 'kept, dropped and conflicting are not all of p, each once'
    }
    return undefined
  },
}

export const law7: Law = {
  id: 'L7',
  promise: 'without conflict, the order of two patches does not matter; and conflict is symmetric',
  least: { conflict: 0.2, 'no conflict': 0.2, 'one field merged': 0.004 },
  check(core, { s, p, q }, tell) {
    const said = (label: string): void => {
      tell(label)
      if (label === 'no conflict' && haveFieldsInCommon(p, q)) tell('one field merged')
    }
    return confluent(core, s, p, q, said)
  },
}

/** Whether both change a set or the criteria of one task, which then merge. */
const haveFieldsInCommon = (p: readonly Operation[], q: readonly Operation[]): boolean => {
  const touched = new Set(p.flatMap(touches))
  return q.flatMap(touches).some((what) => touched.has(what) && /tags|dependsOn|acceptanceCriteria/.test(what))
}

function confluent(
  core: Implementation,
  s: Plan,
  p: readonly Operation[],
  q: readonly Operation[],
  tell: (label: string) => void,
): string | undefined {
  const first = rebasedOnto(core, numbered(q), applied(core, p, s))
  const second = rebasedOnto(core, numbered(p), applied(core, q, s))
  if (first.conflicts > 0 !== second.conflicts > 0) return 'one order conflicts, the other does not'
  if (first.conflicts > 0) {
    tell('conflict')
    return undefined
  }
  if (p.length > 0 && q.length > 0) tell('no conflict')
  return samePlan(first.plan, second.plan) ? undefined : 'the two orders lead to different plans'
}

export const law8: Law = {
  id: 'L8',
  promise: 'resubmission is harmless; undo at once restores; undo later leaves disjoint edits alone',
  least: { 'undone later': 0.15 },
  check(core, { s, p, r, afterP }, tell) {
    const again = core.rebase(numbered(p), applied(core, p, s))
    if (again.operations.length + again.conflicts.length > 0) return 'a patch that is there already is not dropped'
    const back = core.invert(p)
    const undone = rebasedOnto(core, numbered(back), applied(core, p, s))
    if (undone.conflicts > 0 || !samePlan(undone.plan, s)) return 'undo at once does not restore the plan'
    const later = confluent(core, afterP, back, r, (label) => label === 'no conflict' && tell('undone later'))
    if (later) return `undo later: ${later}`
    return touchesTheSame(p, r) ? undefined : disjointStays(core, { back, r, afterP })
  },
}

/** Whether two patches touch a field, or the place or being of a task, that is the same. */
function touchesTheSame(p: readonly Operation[], q: readonly Operation[]): boolean {
  const touched = new Set(p.flatMap(touches))
  return q.flatMap(touches).some((what) => touched.has(what))
}

function touches(operation: Operation): readonly string[] {
  if (operation.kind === 'create' || operation.kind === 'delete') return []
  const id = operation.kind === 'project' ? '' : operation.taskId
  return operation.kind === 'move' ? [`${id} place`] : Object.keys(operation.after).map((field) => `${id} ${field}`)
}

/** Fields changed since are what they were changed to, after an undo of other fields. */
function disjointStays(
  core: Implementation,
  { back, r, afterP }: { back: readonly Operation[]; r: readonly Operation[]; afterP: Plan },
): string | undefined {
  const head = applied(core, r, afterP)
  const { plan } = rebasedOnto(core, numbered(back), head)
  for (const operation of r) {
    if (operation.kind !== 'update') continue
    const [was, is] = [head.tasks.get(operation.taskId), plan.tasks.get(operation.taskId)]
    if (is && Object.keys(operation.after).some((field) => !sameJson(was?.[field as 'title'], is[field as 'title'])))
      return 'an undo later changed a field that it does not touch'
  }
  return undefined
}
