import type { TaskWire } from '../../contract/task.ts'
import { formatDuration } from '../../core/plan/duration.ts'
import { numbersOf, type PlanWire } from '../find.ts'
import { oneLine } from '../output.ts'

/** A plan as one line for each task: `2.1 [todo] Title (2d) high @Ada id=…`, short enough for an agent to read it whole. */
export function planLines({ tasks }: PlanWire, depth = Infinity): readonly string[] {
  const numbers = numbersOf(tasks)
  return tasks.filter((task) => task.depth < depth).map((task) => `${'  '.repeat(task.depth)}${numbers.get(task.id) ?? ''} ${line(task)}`)
}

export function line({ id, title, status, priority, estimateMinutes, assignee, dueDate, progress }: TaskWire): string {
  return [
    `[${status}]`,
    oneLine(title),
    ...(progress.total > 1 ? [`${progress.done}/${progress.total}`] : []),
    ...(estimateMinutes === null || estimateMinutes === 0 ? [] : [`(${formatDuration(estimateMinutes)})`]),
    ...(priority === 'none' ? [] : [priority]),
    ...(assignee === null ? [] : [`@${oneLine(assignee.name)}`]),
    ...(dueDate === null ? [] : [`due ${dueDate}`]),
    `id=${id}`,
  ].join(' ')
}

/** A task with everything that whoever works on it needs. */
export function taskText(task: TaskWire, { path, children, dependants }: Surroundings): string {
  const parts = [
    line(task),
    ...(path.length === 0 ? [] : [`in: ${path.map(({ title }) => oneLine(title)).join(' › ')}`]),
    ...(task.description === '' ? [] : ['', task.description]),
    ...(task.acceptanceCriteria.length === 0 ? [] : ['', 'Acceptance criteria:']),
    ...task.acceptanceCriteria.map(({ text, done }) => `- [${done ? 'x' : ' '}] ${oneLine(text)}`),
    ...(task.dependsOn.length === 0 ? [] : ['', `depends on: ${task.dependsOn.join(', ')}`]),
    ...(dependants.length === 0 ? [] : [`waited for by: ${dependants.map(({ title }) => oneLine(title)).join(', ')}`]),
    ...(task.focusFiles.length === 0 ? [] : [`files: ${task.focusFiles.join(', ')}`]),
    ...(children.length === 0 ? [] : ['', 'Sub-tasks:']),
    ...children.map((child) => `- ${line(child)}`),
  ]
  return parts.join('\n')
}

export interface Surroundings {
  readonly path: readonly { readonly title: string }[]
  readonly children: readonly TaskWire[]
  readonly dependants: readonly { readonly title: string }[]
}
