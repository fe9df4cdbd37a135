import { findCycles } from '../plan/cycle.ts'
import { limits } from '../plan/limits.ts'
import { childrenOf, type Plan, type PlanView } from '../plan/plan.ts'
import type { Task, TaskId } from '../plan/task.ts'
import { ancestorsOf, isBelow } from '../plan/tree.ts'
import type { BrokenRule, RuleName } from './conflict.ts'
import type { Operation } from './operation.ts'

/** The first rule that a plan breaks, or undefined. Looks at all of it. */
export function broken(plan: Plan): BrokenRule | undefined {
  const operations: Operation[] = [{ kind: 'project', before: {}, after: plan.project }]
  for (const task of plan.tasks.values()) operations.push({ kind: 'create', task })
  return findBroken(operations, plan)[0]
}

/**
 * The rules that a state breaks, looking only at what these operations could have broken when they led to it from a
 * sound one. Empty exactly when the whole state is sound; not every breach is listed, but at least one of any kind.
 */
export function findBroken(operations: Iterable<Operation>, state: PlanView): readonly BrokenRule[] {
  const found: BrokenRule[] = []
  const waiting = new Set<TaskId>()
  for (const operation of operations) {
    if (operation.kind === 'project') found.push(...brokenFields(state.project, []))
    else if (operation.kind === 'delete') found.push(...brokenByDelete(operation.task.id, state))
    else found.push(...brokenByChange(operation, state, waiting))
  }
  for (const tasks of findCycles(waiting, (id) => knownDependencies(id, state))) found.push({ rule: 'dependency-cycle', tasks })
  return found
}

function brokenByChange(
  operation: Extract<Operation, { kind: 'create' | 'update' | 'move' }>,
  state: PlanView,
  waiting: Set<TaskId>,
): readonly BrokenRule[] {
  const id = operation.kind === 'create' ? operation.task.id : operation.taskId
  const task = state.tasks.get(id)
  if (!task) return []
  if (operation.kind === 'move') return brokenByMove(task, state)
  const fields = brokenFields(task, [id])
  const { dependsOn } = operation.kind === 'create' ? operation.task : operation.after
  if (dependsOn && dependsOn.length > 0) {
    waiting.add(id)
    fields.push(...brokenDependencies(task, state))
  }
  return operation.kind === 'create' ? [...fields, ...tooDeep(task, state)] : fields
}

function brokenFields(fields: Pick<Task, 'title' | 'startDate' | 'dueDate'>, tasks: readonly TaskId[]): BrokenRule[] {
  const found: BrokenRule[] = []
  if (fields.title.trim() === '') found.push({ rule: 'title-empty', tasks })
  if (fields.startDate !== null && fields.dueDate !== null && fields.dueDate < fields.startDate) found.push({ rule: 'due-before-start', tasks })
  return found
}

function brokenDependencies(task: Task, state: PlanView): readonly BrokenRule[] {
  return task.dependsOn.flatMap((needed) => {
    if (needed === task.id) return [{ rule: 'dependency-cycle', tasks: [needed] } as const]
    if (!state.tasks.has(needed)) return [{ rule: 'dependency-unknown', tasks: [task.id, needed] } as const]
    return ancestry(task.id, needed, state)
  })
}

/** A dependency between a task and its ancestor, either way round, with the whole path between them. */
function ancestry(a: TaskId, b: TaskId, state: PlanView): readonly BrokenRule[] {
  const [lower, upper] = isBelow(state, a, b) ? [a, b] : isBelow(state, b, a) ? [b, a] : []
  if (!lower || !upper) return []
  const path = ancestorsOf(state, lower)
  return [{ rule: 'dependency-ancestor', tasks: [lower, ...path.slice(0, path.indexOf(upper) + 1)] }]
}

function brokenByDelete(id: TaskId, state: PlanView): readonly BrokenRule[] {
  if (state.tasks.has(id)) return []
  return [...(state.dependants.get(id) ?? [])].map((dependant) => ({ rule: 'dependency-unknown', tasks: [dependant, id] }) as const)
}

/** A move takes a subtree along: it may have become too deep, and each of its tasks has new ancestors. */
function brokenByMove(task: Task, state: PlanView): readonly BrokenRule[] {
  const found: BrokenRule[] = [...tooDeep(task, state)]
  for (const above of ancestorsOf(state, task.id)) {
    for (const dependant of state.dependants.get(above) ?? []) found.push(...ancestry(dependant, above, state))
    for (const needed of state.tasks.get(above)?.dependsOn ?? []) found.push(...ancestry(above, needed, state))
  }
  return found
}

/** The path to the first task of the subtree that stands too deep. */
function tooDeep(task: Task, state: PlanView): readonly BrokenRule[] {
  const above = ancestorsOf(state, task.id)
  const path = [...above].reverse()
  const visit = (id: TaskId): boolean => {
    path.push(id)
    if (path.length > limits.depth + 1 || childrenOf(state, id).some(visit)) return true
    path.pop()
    return false
  }
  return visit(task.id) ? [{ rule: 'depth', tasks: path }] : []
}

const knownDependencies = (id: TaskId, state: PlanView): readonly TaskId[] => state.tasks.get(id)?.dependsOn ?? []

/** Whether an operation touches what a broken rule names, in a way that bears on that rule. */
export function bearsOn(operation: Operation, { rule, tasks }: BrokenRule): boolean {
  if (operation.kind === 'project') return tasks.length === 0
  const id = operation.kind === 'create' || operation.kind === 'delete' ? operation.task.id : operation.taskId
  return tasks.includes(id) && bearing[rule](operation)
}

const isStructural = ({ kind }: Operation): boolean => kind !== 'update' && kind !== 'project'
const changes = (operation: Operation, ...fields: readonly string[]): boolean =>
  operation.kind !== 'update' || fields.some((field) => Object.hasOwn(operation.after, field))

/** For each rule, the operations on its tasks that bear on it. */
const bearing: Record<RuleName, (operation: Operation) => boolean> = {
  depth: isStructural,
  'dependency-unknown': (operation) => operation.kind !== 'move' && changes(operation, 'dependsOn'),
  'dependency-cycle': (operation) => operation.kind !== 'move' && changes(operation, 'dependsOn'),
  'dependency-ancestor': (operation) => changes(operation, 'dependsOn'),
  'title-empty': (operation) => operation.kind !== 'move' && changes(operation, 'title'),
  'due-before-start': (operation) => operation.kind !== 'move' && changes(operation, 'startDate', 'dueDate'),
}
