import { isClosed, type Plan, type Priority, type Task, type TaskStatus } from './core.ts'

export const dueFilters = ['overdue', 'week', 'none'] as const
/** `week`: due within seven days from today; `none`: without a due date. */
export type DueFilter = (typeof dueFilters)[number]

/** What a task must be to be shown. Within one kind any of the values fits; every kind that has some must fit. */
export interface Filter {
  readonly status: ReadonlySet<TaskStatus>
  readonly priority: ReadonlySet<Priority>
  /** Names; the empty one stands for nobody. */
  readonly assignee: ReadonlySet<string>
  readonly tag: ReadonlySet<string>
  readonly due: ReadonlySet<DueFilter>
}

export type FilterKind = keyof Filter

export const noFilter: Filter = { status: new Set(), priority: new Set(), assignee: new Set(), tag: new Set(), due: new Set() }

export const filterKinds = Object.keys(noFilter) as readonly FilterKind[]

/** How many values are asked for; 0 where everything is shown. */
export const filterSize = (filter: Filter): number => filterKinds.reduce((sum, kind) => sum + filter[kind].size, 0)

/** The filter with a value taken in, or out where it was in. */
export function toggled(filter: Filter, kind: FilterKind, value: string): Filter {
  const values = new Set<string>(filter[kind])
  if (!values.delete(value)) values.add(value)
  return { ...filter, [kind]: values }
}

/** Whether a task fits; null where all do. `search`: words that must all occur, `#tag` and `@name` among them. `today` is a date. */
export function matcherOf(search: string, filter: Filter, today: string): ((task: Task) => boolean) | null {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && filterSize(filter) === 0) return null
  const soon = daysAfter(today, 7)
  const fits = (kind: FilterKind, test: (values: ReadonlySet<string>) => boolean): boolean => filter[kind].size === 0 || test(filter[kind])
  return (task) =>
    fits('status', (values) => values.has(task.status)) &&
    fits('priority', (values) => values.has(task.priority)) &&
    fits('assignee', (values) => values.has(task.assignee?.name ?? '')) &&
    fits('tag', (values) => task.tags.some((tag) => values.has(tag))) &&
    fits('due', (values) => [...values].some((value) => isDue(task, value as DueFilter, today, soon))) &&
    (words.length === 0 || hasWords(task, words))
}

function isDue({ dueDate, status }: Task, filter: DueFilter, today: string, soon: string): boolean {
  if (filter === 'none') return dueDate === null
  if (dueDate === null || isClosed(status)) return false
  return filter === 'overdue' ? dueDate < today : dueDate >= today && dueDate <= soon
}

function hasWords(task: Task, words: readonly string[]): boolean {
  const { title, tags, assignee, status } = task
  const text = [title, ...tags.map((tag) => `#${tag}`), assignee ? `@${assignee.name}` : '', status].join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}

function daysAfter(date: string, days: number): string {
  const day = new Date(`${date}T12:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10)
}

export interface Choice {
  readonly value: string
  readonly count: number
}

/** Who and which tags there are in a plan, the most frequent first, at most `most` of each. */
export function choicesOf(plan: Plan, most = 40): { readonly assignee: readonly Choice[]; readonly tag: readonly Choice[] } {
  const assignee = new Map<string, number>()
  const tag = new Map<string, number>()
  const count = (counts: Map<string, number>, value: string): void => void counts.set(value, (counts.get(value) ?? 0) + 1)
  for (const task of plan.tasks.values()) {
    if (task.assignee) count(assignee, task.assignee.name)
    for (const each of task.tags) count(tag, each)
  }
  const listed = (counts: ReadonlyMap<string, number>): readonly Choice[] =>
    [...counts]
      .map(([value, times]) => ({ value, count: times }))
      .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value))
      .slice(0, most)
  return { assignee: listed(assignee), tag: listed(tag) }
}
