import { formatDuration } from '../../../core/plan/duration.ts'
import type { Project } from '../../../core/plan/project.ts'
import type { Task } from '../../../core/plan/task.ts'
import type { Handles } from '../../wire/handles.ts'
import { indented, onLine } from '../fence.ts'

/** How much a line says of a task: `lean` is the name, state and order; `full` adds who, when, how long and tags. */
export type Detail = 'lean' | 'full'

/**
 * `t12|review|high|t3,t4 Title`: handle, status, priority, what it waits for. Nothing stands for to do and for no priority,
 * and empty columns at the end go. In full detail there follows ` |2d @Anna #api due 2026-12-01` where there is anything.
 */
export function taskLine(task: Task, handles: Handles, detail: Detail, longestTitle = 160): string {
  const columns = [
    handles.handleOf(task.id),
    task.status === 'todo' ? '' : task.status,
    task.priority === 'none' ? '' : task.priority,
    task.dependsOn.map((id) => handles.handleOf(id)).join(','),
  ]
  while (columns.at(-1) === '') columns.pop()
  const line = `${columns.join('|')} ${onLine(task.title, longestTitle)}`
  const more = detail === 'full' ? moreOf(task) : ''
  return more === '' ? line : `${line} |${more}`
}

const moreOf = ({ estimateMinutes, assignee, tags, startDate, dueDate }: Task): string =>
  [
    estimateMinutes === null ? '' : formatDuration(estimateMinutes),
    assignee === null ? '' : `@${onLine(assignee.name, 60)}`,
    ...tags.map((tag) => `#${onLine(tag)}`),
    startDate === null ? '' : `starts ${startDate}`,
    dueDate === null ? '' : `due ${dueDate}`,
  ]
    .filter((part) => part !== '')
    .join(' ')

/** A task with all that it says, several lines. Long texts are cut, and say so. */
export function taskInFull(task: Task, handles: Handles, most = { description: 800, criteria: 20 }): string {
  const { description, acceptanceCriteria: criteria, assignee } = task
  const facts = [
    ['under', task.parentId === null ? 'root' : handles.handleOf(task.parentId)],
    ['estimate', task.estimateMinutes === null ? '' : formatDuration(task.estimateMinutes)],
    ['spent', task.spentMinutes === 0 ? '' : formatDuration(task.spentMinutes)],
    ['start', task.startDate ?? ''],
    ['due', task.dueDate ?? ''],
    ['assignee', assignee === null ? '' : `${assignee.kind === 'agent' ? 'agent:' : ''}${onLine(assignee.name, 100)}`],
    ['tags', task.tags.map((tag) => onLine(tag)).join(', ')],
  ].flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`]))
  return [
    taskLine(task, handles, 'lean', 320),
    ...(facts.length > 0 ? [` ${facts.join('; ')}`] : []),
    ...(description.trim() === '' ? [] : [' description:', indented(description.trim(), most.description)]),
    ...(criteria.length === 0
      ? []
      : [' criteria:', ...criteria.slice(0, most.criteria).map(({ text, done }) => `  [${done ? 'x' : ' '}] ${onLine(text, 300)}`)]),
    ...(criteria.length > most.criteria ? [`  and ${criteria.length - most.criteria} more`] : []),
  ].join('\n')
}

/** What the project says of itself, on a line or two. */
export function projectLines(project: Project): string {
  const facts = [
    project.status,
    project.priority === 'none' ? '' : `priority ${project.priority}`,
    ...project.tags.map((tag) => `#${onLine(tag)}`),
    project.startDate === null ? '' : `starts ${project.startDate}`,
    project.dueDate === null ? '' : `due ${project.dueDate}`,
  ].filter((fact) => fact !== '')
  const head = `project|${facts.join(' ')}|${onLine(project.title, 320)}`
  return project.summary.trim() === '' ? head : `${head}\n summary: ${onLine(project.summary, 400)}`
}
