import { toSet } from '../plan/order.ts'
import { type Plan, planOf } from '../plan/plan.ts'
import { rankBetween } from '../plan/rank.ts'
import { type Task, taskStatuses, type TaskId } from '../plan/task.ts'
import { ancestorsOf, subtreeOf } from '../plan/tree.ts'
import { broken } from '../patch/rules.ts'
import { alphabet, change, someOf } from './alphabet.ts'
import type { Random } from './random.ts'
import { taskUnder } from './small-plan.ts'

/** The plan after some random edits. Sound again: an edit that would break a rule, or the tree, is not made. */
export function edited(plan: Plan, edits: number, random: Random): Plan {
  let current = plan
  for (let edit = 0; edit < edits; edit += 1) {
    const next = editedOnce(current, random)
    if (isTree(next) && !broken(next)) current = next
  }
  return current
}

/** Whether every parent is there and no task stands below itself. */
export function isTree(plan: Plan): boolean {
  for (const task of plan.tasks.values()) {
    const above = ancestorsOf(plan, task.id)
    const top = plan.tasks.get(above.at(-1) ?? task.id)
    if (!top || top.parentId !== null) return false
  }
  return true
}

function editedOnce(plan: Plan, random: Random): Plan {
  const ids = [...plan.tasks.keys()]
  const what = random.below(18)
  const id = ids.length > 0 ? random.pick(ids) : undefined
  const task = id === undefined ? undefined : plan.tasks.get(id)
  if (what === 15) return editedProject(plan, random)
  if (!task || what <= 1) return created(plan, ids, random)
  if (what <= 5) return what <= 3 ? moved(plan, task, ids, random) : shuffled(plan, ids, random)
  if (what <= 7) return without(plan, task, random)
  return replaced(plan, editedTask(task, what, ids, random))
}

const rebuilt = (plan: Plan, tasks: Iterable<Task>): Plan => planOf(plan.project, tasks, plan.version)
const replaced = (plan: Plan, ...tasks: readonly Task[]): Plan =>
  rebuilt(plan, new Map([...plan.tasks, ...tasks.map((task) => [task.id, task] as const)]).values())

function created(plan: Plan, ids: readonly TaskId[], random: Random): Plan {
  const id = random.pick(alphabet.ids)
  return plan.tasks.has(id) ? plan : replaced(plan, taskUnder([null, ...ids][random.below(ids.length + 1)] ?? null, id, ids, random))
}

function moved(plan: Plan, task: Task, ids: readonly TaskId[], random: Random): Plan {
  const parentId = [null, ...ids][random.below(ids.length + 1)] ?? null
  const rank = random.chance(0.2) ? rankBetween(task.rank, null) : random.pick(alphabet.ranks)
  return replaced(plan, { ...task, parentId, rank })
}

/** Several tasks go elsewhere at once: what no single move could do, such as two that change places. */
function shuffled(plan: Plan, ids: readonly TaskId[], random: Random): Plan {
  const tasks = ids
    .filter(() => random.chance(0.6))
    .map((id) => ({ ...(plan.tasks.get(id) as Task), parentId: [null, ...ids][random.below(ids.length + 1)] ?? null }))
  return replaced(plan, ...tasks)
}

/** Without a task: with its subtree, or with its children in its place. Nobody depends on what is gone. */
function without(plan: Plan, { id, parentId }: Task, random: Random): Plan {
  const promote = random.chance(0.5)
  const gone = new Set(promote ? [id] : subtreeOf(plan, id))
  const rest = [...plan.tasks.values()].filter((task) => !gone.has(task.id))
  return rebuilt(
    plan,
    rest.map((task) => ({
      ...task,
      parentId: task.parentId === id ? parentId : task.parentId,
      dependsOn: task.dependsOn.filter((needed) => !gone.has(needed)),
    })),
  )
}

function editedTask(task: Task, what: number, ids: readonly TaskId[], random: Random): Task {
  switch (what) {
    case 8:
      return { ...task, title: random.pick(alphabet.titles) }
    case 9:
      return { ...task, status: random.pick(taskStatuses), priority: random.chance(0.5) ? 'high' : task.priority }
    case 10:
      return { ...task, tags: someOf(alphabet.tags, random) }
    case 11:
      return { ...task, acceptanceCriteria: change(task.acceptanceCriteria, 1 + random.below(3), random) }
    case 12:
      return { ...task, startDate: random.pick(alphabet.dates), assignee: random.pick(alphabet.assignees) }
    case 13:
      return { ...task, dueDate: random.pick(alphabet.dates), metadata: { seen: random.below(2) } }
    default:
      return {
        ...task,
        dependsOn: toSet(ids.filter((id) => id !== task.id && (task.dependsOn.includes(id) ? random.chance(0.5) : random.chance(0.3)))),
      }
  }
}

function editedProject(plan: Plan, random: Random): Plan {
  const project = { ...plan.project, title: random.pick(alphabet.titles), tags: someOf(alphabet.tags, random), dueDate: random.pick(alphabet.dates) }
  return planOf(random.chance(0.5) ? { ...project, startDate: random.pick(alphabet.dates) } : project, plan.tasks.values(), plan.version)
}
