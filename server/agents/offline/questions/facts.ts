import type { AgentRequest } from '../../agent.ts'
import { closedTasks, readyTasks } from '../../../core/plan/graph.ts'
import { criticalPath, type CriticalPath } from '../../../core/plan/critical-path.ts'
import { formatDuration } from '../../../core/plan/duration.ts'
import { childrenOf, taskOf, type Plan } from '../../../core/plan/plan.ts'
import { progressOf, type Progress } from '../../../core/plan/progress.ts'
import { isClosed, type Task, type TaskId } from '../../../core/plan/task.ts'
import { catalogueOf, type Catalogue } from '../language/catalogue.ts'
import { escape } from '../editor/desk.ts'

/** What is known of the plan that a question asks about, computed when first needed. */
export class Facts {
  readonly request: AgentRequest
  readonly plan: Plan
  readonly catalogue: Catalogue
  private progressMap: ReadonlyMap<TaskId | null, Progress> | undefined
  private readyList: readonly TaskId[] | undefined
  private closedSet: ReadonlySet<TaskId> | undefined
  private path: CriticalPath | undefined

  constructor(request: AgentRequest) {
    this.request = request
    this.plan = request.plan
    this.catalogue = catalogueOf(request.plan)
  }

  get today(): string {
    return this.request.today
  }

  task(id: string): Task {
    // Ids come from references, which only name tasks of the plan.
    return taskOf(this.plan, id as TaskId)
  }

  get tasks(): readonly Task[] {
    return this.catalogue.rows.map(({ task }) => task)
  }

  progress(id: string | null): Progress {
    this.progressMap ??= progressOf(this.plan)
    return this.progressMap.get(id as TaskId | null) ?? { done: 0, total: 0, estimateMinutes: 0, spentMinutes: 0, remainingMinutes: 0 }
  }

  get ready(): readonly TaskId[] {
    return (this.readyList ??= readyTasks(this.plan))
  }

  get closed(): ReadonlySet<TaskId> {
    return (this.closedSet ??= closedTasks(this.plan))
  }

  get critical(): CriticalPath {
    return (this.path ??= criticalPath(this.plan))
  }

  /** What a task still waits for, itself or through what stands above it. */
  waitsFor(id: string): readonly TaskId[] {
    const found = new Set<TaskId>()
    for (let task: Task | undefined = this.task(id); task; task = task.parentId === null ? undefined : this.plan.tasks.get(task.parentId)) {
      for (const needed of task.dependsOn) if (!this.closed.has(needed) && this.plan.tasks.has(needed)) found.add(needed)
    }
    return [...found]
  }

  isOverdue = (task: Task): boolean => task.dueDate !== null && task.dueDate < this.today && !this.closed.has(task.id)

  isLeaf = (id: string): boolean => childrenOf(this.plan, id as TaskId).length === 0

  name(id: string): string {
    return `${this.catalogue.numberOf(id) ?? ''} **${escape(this.task(id).title)}**`.trim()
  }

  names(ids: readonly string[], most = 6): string {
    const shown = ids.slice(0, most).map((id) => this.name(id))
    if (ids.length > most) return `${shown.join(', ')} and ${ids.length - most} more`
    return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? 'nothing')
  }

  /** A list of tasks, each with a word on it. */
  list(ids: readonly string[], note: (task: Task) => string = () => '', most = 15): string {
    const lines = ids.slice(0, most).map((id) => {
      const words = note(this.task(id))
      return `- ${this.name(id)}${words === '' ? '' : ` – ${words}`}`
    })
    return [...lines, ...(ids.length > most ? [`- … and ${ids.length - most} more`] : [])].join('\n')
  }
}

export const statusNames = {
  todo: 'to do',
  in_progress: 'in progress',
  blocked: 'blocked',
  review: 'in review',
  done: 'done',
  cancelled: 'cancelled',
} as const

export const count = (number: number, one: string, more = `${one}s`): string => `${number} ${number === 1 ? one : more}`

export const spellProgress = (progress: Progress): string => {
  const share = progress.total === 0 ? '' : ` (${Math.round((100 * progress.done) / progress.total)}%)`
  const times =
    progress.estimateMinutes > 0 || progress.spentMinutes > 0
      ? `; estimated ${formatDuration(progress.estimateMinutes)}, spent ${formatDuration(progress.spentMinutes)}, remaining ${formatDuration(progress.remainingMinutes)}`
      : '; nothing is estimated'
  return `${progress.done} of ${progress.total} done${share}${times}`
}

export const open = (task: Task): boolean => !isClosed(task.status)
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
