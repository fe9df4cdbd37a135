import { limits } from '../plan/limits.ts'
import { type Plan, planOf } from '../plan/plan.ts'
import { type Project, projectDefaults } from '../plan/project.ts'
import { type ProjectId, type Task, taskDefaults, type TaskId, taskStatuses } from '../plan/task.ts'
import { alphabet, someCriteria, someOf } from './alphabet.ts'
import type { Random } from './random.ts'

export const emptyProject: Project = { ...projectDefaults, id: 'p' as ProjectId, title: 'Plan' }
export const emptyPlan: Plan = planOf(emptyProject, [])

/** A sound plan of up to seven tasks, often deep, with equal ranks, dependencies, tags and criteria. */
export function smallPlan(random: Random): Plan {
  const tasks: Task[] = []
  const above = new Map<TaskId, readonly TaskId[]>()
  const count = 1 + random.below(7)
  for (const id of alphabet.ids.slice(0, count)) {
    const parent = tasks[random.chance(0.6) ? tasks.length - 1 : random.below(tasks.length + 1)] ?? null
    const path = parent ? [parent.id, ...(above.get(parent.id) ?? [])] : []
    if (path.length > limits.depth) continue
    above.set(id, path)
    tasks.push(
      taskUnder(
        parent?.id ?? null,
        id,
        tasks.map((task) => task.id).filter((other) => !path.includes(other)),
        random,
      ),
    )
  }
  return planOf(emptyProject, tasks, random.below(3))
}

/** A task that may depend on these. */
export function taskUnder(parentId: TaskId | null, id: TaskId, others: readonly TaskId[], random: Random): Task {
  return {
    ...taskDefaults,
    id,
    parentId,
    rank: random.pick(alphabet.ranks),
    title: random.pick(alphabet.titles),
    status: taskStatuses[random.below(3)] ?? 'todo',
    startDate: random.chance(0.2) ? '2026-01-01' : null,
    dueDate: random.chance(0.2) ? '2026-03-01' : null,
    tags: random.chance(0.4) ? someOf(alphabet.tags, random) : [],
    acceptanceCriteria: random.chance(0.5) ? someCriteria(random) : [],
    dependsOn: random.chance(0.5) ? someOf(others, random) : [],
  }
}
