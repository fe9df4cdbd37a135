import { limits } from '../../../core/plan/limits.ts'
import { toSet } from '../../../core/plan/order.ts'
import { priorities, type Assignee, type TaskStatus } from '../../../core/plan/task.ts'
import { sameWords } from '../language/titles.ts'
import { fold } from '../language/words.ts'
import { escape } from './desk.ts'
import type { WorkingFields } from './working.ts'

/** One task out of several, and in words what was chosen where they differed. */
export interface Merged {
  readonly fields: Omit<WorkingFields, 'title'>
  readonly chosen: readonly string[]
}

/** What several tasks are together: nothing that one of them says is lost, nor its title where that of another is kept. */
export function mergedOf(tasks: readonly WorkingFields[], title: string | undefined): Merged {
  const [first] = tasks
  const estimates = tasks.flatMap((task) => task.estimateMinutes ?? [])
  const texts = new Set<string>()
  const acceptanceCriteria = tasks.flatMap((task, index) =>
    task.acceptanceCriteria.flatMap((one) => {
      if (texts.has(one.text)) return []
      texts.add(one.text)
      return [index === 0 ? one : { text: one.text, done: one.done }]
    }),
  )
  const titles =
    title === undefined ? [] : tasks.map((task) => task.title).filter((one) => !sameWords(one, title) && !fold(title).includes(fold(one)))
  const descriptions = [...new Set(tasks.map((task) => task.description.trim()).filter((text) => text !== ''))]
  const people = tasks.flatMap(({ assignee }) => (assignee ? [assignee] : []))
  const [who = null] = people
  const others = [...new Set(people.filter((one) => !isSame(one, who)).map(({ name }) => name))]
  const notes = [
    ...(titles.length > 0 ? [`Merged from: ${[...new Set(titles)].join('; ')}`] : []),
    ...(others.length > 0 ? [`Was also assigned to: ${others.join(', ')}`] : []),
  ]
  const status = statusOfAll(tasks.map((task) => task.status))
  const priority = priorities[Math.max(...tasks.map((task) => priorities.indexOf(task.priority)))] ?? 'none'
  const startDate = tasks.flatMap((task) => task.startDate ?? []).sort()[0] ?? null
  const dueDate =
    tasks
      .flatMap((task) => task.dueDate ?? [])
      .sort()
      .at(-1) ?? null
  const differ = (values: readonly unknown[]): boolean => new Set(values).size > 1
  return {
    fields: {
      description: [...descriptions, ...notes].join('\n\n').slice(0, limits.description),
      status,
      priority,
      estimateMinutes: estimates.length > 0 ? sum(estimates) : null,
      spentMinutes: sum(tasks.map((task) => task.spentMinutes)),
      startDate,
      dueDate,
      assignee: who,
      tags: toSet(tasks.flatMap((task) => task.tags)).slice(0, limits.tags),
      acceptanceCriteria: acceptanceCriteria.slice(0, limits.criteria),
      dependsOn: toSet(tasks.flatMap((task) => task.dependsOn)),
    },
    chosen: [
      ...(differ(tasks.map((task) => task.status)) ? [`status ${status.replace('_', ' ')}`] : []),
      ...(differ(tasks.map((task) => task.priority)) ? [`priority ${priority}`] : []),
      ...(differ(tasks.map((task) => task.startDate)) ? [`starts ${startDate}`] : []),
      ...(differ(tasks.map((task) => task.dueDate)) ? [`due ${dueDate}`] : []),
      ...(who && (others.length > 0 || first?.assignee === null) ? [`assigned to ${escape(who.name)}`] : []),
      ...(notes.length > 0 ? ['the rest is noted in the description'] : []),
    ],
  }
}

const sum = (numbers: readonly number[]): number =>
  Math.min(
    limits.minutes,
    numbers.reduce((all, one) => all + one, 0),
  )

const isSame = (a: Assignee, b: Assignee | null): boolean => b !== null && a.kind === b.kind && a.name === b.name

/** Done only where all are; what is blocked stays so; and what is partly under way is under way. */
function statusOfAll(all: readonly TaskStatus[]): TaskStatus {
  const [first = 'todo'] = all
  if (all.every((status) => status === first)) return first
  const open = all.filter((status) => status !== 'cancelled')
  if (open.every((status) => status === 'done')) return 'done'
  if (open.includes('blocked')) return 'blocked'
  if (open.every((status) => status === 'todo')) return 'todo'
  if (open.every((status) => status === 'review' || status === 'done')) return 'review'
  return 'in_progress'
}
