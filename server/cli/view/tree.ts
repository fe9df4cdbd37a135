import { formatDuration } from '../../core/plan/duration.ts'
import type { ProjectWire } from '../../contract/project.ts'
import type { TaskWire } from '../../contract/task.ts'
import { numbersOf, type PlanWire } from '../find.ts'
import { oneLine, type Paint } from '../output.ts'

const marks: Readonly<Record<TaskWire['status'], string>> = { todo: '○', in_progress: '◐', blocked: '✗', review: '◎', done: '●', cancelled: '–' }

/** A plan as a tree of lines: number, status, title, and what is set of the rest. */
export function treeOf(plan: PlanWire, paint: Paint, depth = Infinity): string {
  const numbers = numbersOf(plan.tasks)
  const shown = plan.tasks.filter((task) => task.depth < depth)
  const lines = shown.map((task) => `${'  '.repeat(task.depth)}${paint.dim(numbers.get(task.id) ?? '')} ${taskLine(task, paint)}`)
  return [projectLine(plan.project, paint), '', ...(lines.length > 0 ? lines : [paint.dim('no tasks yet')])].join('\n')
}

export const projectLine = (project: ProjectWire, paint: Paint): string =>
  [
    paint.bold(oneLine(project.title)),
    paint.dim(`version ${project.version}`),
    paint.dim(project.status),
    ...(project.priority === 'none' ? [] : [paint.yellow(project.priority)]),
    ...(project.dueDate === null ? [] : [paint.dim(`due ${project.dueDate}`)]),
    paint.dim(project.id),
  ].join('  ')

/** A task on one line, as it stands in trees and lists. */
export function taskLine(task: TaskWire, paint: Paint): string {
  const { status, title, priority, assignee, dueDate, tags, progress, estimateMinutes } = task
  const isHeading = progress.total > 1
  const minutes = isHeading ? progress.estimateMinutes : (estimateMinutes ?? 0)
  const name = oneLine(title)
  return [
    marks[status],
    status === 'done' || status === 'cancelled' ? paint.dim(name) : isHeading ? paint.bold(name) : name,
    ...(isHeading ? [paint.dim(`${progress.done}/${progress.total}`)] : []),
    ...(minutes > 0 ? [paint.dim(`(${formatDuration(minutes)})`)] : []),
    ...(priority === 'none' ? [] : [priority === 'urgent' || priority === 'high' ? paint.yellow(`[${priority}]`) : paint.dim(`[${priority}]`)]),
    ...(assignee === null ? [] : [paint.blue(`@${oneLine(assignee.name)}`)]),
    ...tags.map((tag) => paint.dim(`#${oneLine(tag)}`)),
    ...(dueDate === null ? [] : [paint.dim(`due ${dueDate}`)]),
  ].join(' ')
}
