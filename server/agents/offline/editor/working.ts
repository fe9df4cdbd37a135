import type { CriterionDraft, Draft, TaskDraft, TaskDraftBody } from '../../../core/patch/draft.ts'
import { childrenOf, type Plan } from '../../../core/plan/plan.ts'
import type { ProjectFields } from '../../../core/plan/project.ts'
import { taskDefaults, type Assignee, type CalendarDate, type Priority, type TaskId, type TaskStatus } from '../../../core/plan/task.ts'

/** A criterion while it is being edited; one without an id is new. */
export interface WorkingCriterion {
  readonly id?: string
  readonly text: string
  readonly done: boolean
}

/** The fields of a task that instructions can change. Ids may be local names of tasks that this message creates. */
export interface WorkingFields {
  readonly title: string
  readonly description: string
  readonly status: TaskStatus
  readonly priority: Priority
  readonly estimateMinutes: number | null
  readonly spentMinutes: number
  readonly startDate: CalendarDate | null
  readonly dueDate: CalendarDate | null
  readonly assignee: Assignee | null
  readonly tags: readonly string[]
  readonly acceptanceCriteria: readonly WorkingCriterion[]
  readonly dependsOn: readonly string[]
}

/**
 * The plan as it stands between the clauses of one message: what the earlier clauses changed lies over the plan, so
 * that later ones build on it, and at the end it is written down as one draft with one entry per task.
 */
export class Working {
  readonly plan: Plan
  /** Another object after every change. */
  revision: object = {}
  private readonly changed: Map<string, Partial<WorkingFields>>
  private readonly made: Map<string, WorkingFields>
  private readonly placed: Map<string, string | null>
  private readonly lists: Map<string | null, readonly string[]>
  private readonly gone: Map<string, 'subtree' | 'promote'>
  private readonly hidden: Set<string>
  private projectChanges: Partial<ProjectFields>

  private constructor(plan: Plan, from?: Working) {
    this.plan = plan
    this.revision = from?.revision ?? {}
    this.changed = new Map(from?.changed)
    this.made = new Map(from?.made)
    this.placed = new Map(from?.placed)
    this.lists = new Map(from?.lists)
    this.gone = new Map(from?.gone)
    this.hidden = new Set(from?.hidden)
    this.projectChanges = from?.projectChanges ?? {}
  }

  static on(plan: Plan): Working {
    return new Working(plan)
  }

  /** A copy to try a reading on. */
  copy(): Working {
    return new Working(this.plan, this)
  }

  get project(): ProjectFields {
    return { ...this.plan.project, ...this.projectChanges }
  }

  setProject(fields: Partial<ProjectFields>): void {
    this.projectChanges = { ...this.projectChanges, ...fields }
  }

  find = (id: string): WorkingFields | undefined => {
    if (this.hidden.has(id)) return undefined
    const made = this.made.get(id)
    if (made) return made
    // Local names never look like ids of the plan; a miss is simply a miss.
    const task = this.plan.tasks.get(id as TaskId)
    if (!task) return undefined
    const changed = this.changed.get(id)
    return changed ? { ...task, ...changed } : task
  }

  children = (id: string | null): readonly string[] => {
    const list = this.lists.get(id) ?? childrenOf(this.plan, id as TaskId | null)
    return this.hidden.size === 0 ? list : list.filter((child) => !this.hidden.has(child))
  }

  parentOf(id: string): string | null {
    const placed = this.placed.get(id)
    return placed !== undefined ? placed : (this.plan.tasks.get(id as TaskId)?.parentId ?? null)
  }

  isNew = (id: string): boolean => this.made.has(id)

  isBelow(id: string, above: string): boolean {
    for (let at = this.parentOf(id), left = 100; at !== null && left > 0; at = this.parentOf(at), left -= 1) if (at === above) return true
    return false
  }

  depthOf(id: string): number {
    let depth = 0
    for (let at = this.parentOf(id); at !== null && depth < 100; at = this.parentOf(at)) depth += 1
    return depth
  }

  heightOf(id: string): number {
    return this.children(id).reduce((height, child) => Math.max(height, 1 + this.heightOf(child)), 0)
  }

  subtree(id: string): readonly string[] {
    return [id, ...this.children(id).flatMap((child) => this.subtree(child))]
  }

  set(id: string, fields: Partial<WorkingFields>): void {
    this.revision = {}
    const made = this.made.get(id)
    if (made) this.made.set(id, { ...made, ...fields })
    else this.changed.set(id, { ...this.changed.get(id), ...fields })
  }

  /** Makes a task at a position among the children of `parent`; without one, last. Gives its local name. */
  create(title: string, parent: string | null, index?: number): string {
    const id = `new-${this.made.size + 1}`
    this.made.set(id, { ...taskDefaults, title })
    this.insert(id, parent, index)
    return id
  }

  /** Moves a task to a position counted without the task itself. */
  move(id: string, parent: string | null, index?: number): void {
    const from = this.parentOf(id)
    this.lists.set(
      from,
      this.rawChildren(from).filter((child) => child !== id),
    )
    this.insert(id, parent, index)
  }

  private insert(id: string, parent: string | null, index: number | undefined): void {
    this.revision = {}
    const list = [...this.rawChildren(parent)]
    list.splice(index ?? list.length, 0, id)
    this.lists.set(parent, list)
    this.placed.set(id, parent)
  }

  private rawChildren(id: string | null): readonly string[] {
    return this.lists.get(id) ?? childrenOf(this.plan, id as TaskId | null)
  }

  delete(id: string, children: 'subtree' | 'promote'): void {
    this.revision = {}
    if (children === 'promote') {
      const parent = this.parentOf(id)
      let index = this.rawChildren(parent).indexOf(id) + 1
      for (const child of [...this.children(id)]) this.move(child, parent, index++)
      this.hidden.add(id)
    } else for (const below of this.subtree(id)) this.hidden.add(below)
    this.gone.set(id, children)
    if (this.made.has(id)) {
      this.made.delete(id)
      this.gone.delete(id)
    }
  }

  get freshTitles(): readonly { readonly id: string; readonly title: string }[] {
    const fresh = [...this.made].map(([id, { title }]) => ({ id, title }))
    for (const [id, { title }] of this.changed) if (title !== undefined) fresh.push({ id, title })
    return fresh
  }

  /** Whether every task that was touched is due on or after the day on which it starts. */
  hasDatesInOrder(): boolean {
    return [...this.changed.keys(), ...this.made.keys()].every((id) => {
      const task = this.find(id)
      return !task || task.startDate === null || task.dueDate === null || task.dueDate >= task.startDate
    })
  }

  /** The draft, top-down in the final order, so that each task is placed after a sibling that is already there. */
  toDraft(): Draft {
    const entries: TaskDraft[] = []
    const done = new Set<string>()
    const moved = this.movedTasks()
    for (const id of this.inFinalOrder(moved)) {
      entries.push({ op: this.made.has(id) ? 'create' : 'update', taskId: id, body: { ...this.bodyOf(id), ...this.placeOf(id) } })
      done.add(id)
    }
    for (const id of this.changed.keys()) {
      if (done.has(id) || this.hidden.has(id)) continue
      const body = this.bodyOf(id)
      if (Object.keys(body).length > 0) entries.push({ op: 'update', taskId: id, body })
    }
    for (const id of this.gone.keys()) if (!this.goesWithAncestor(id)) entries.push({ op: 'delete', taskId: id })
    const metaUpdates = this.changedProject()
    return { baseVersion: this.plan.version, projectId: this.plan.project.id, taskPatches: entries, ...(metaUpdates ? { metaUpdates } : {}) }
  }

  private goesWithAncestor(id: string): boolean {
    for (let at = this.parentOf(id); at !== null; at = this.parentOf(at)) if (this.gone.has(at)) return true
    return false
  }

  /** Tasks whose place differs from the plan's: the fewest that explain the new order of each list. */
  private movedTasks(): ReadonlySet<string> {
    const moved = new Set<string>()
    for (const [parent, list] of this.lists) {
      const before = childrenOf(this.plan, parent as TaskId | null) as readonly string[]
      const position = new Map(before.map((id, index) => [id, index]))
      const here = list.filter((id) => !this.hidden.has(id))
      const stay = longestRising(here.map((id) => (this.placed.has(id) ? position.get(id) : position.get(id)) ?? -1))
      here.forEach((id, index) => {
        if (!stay.has(index)) moved.add(id)
      })
    }
    return moved
  }

  private inFinalOrder(moved: ReadonlySet<string>): readonly string[] {
    if (moved.size === 0) return []
    const parents = new Map<string | null, string[]>()
    for (const id of moved) {
      const parent = this.parentOf(id)
      parents.set(parent, [...(parents.get(parent) ?? []), id])
    }
    const depth = (id: string | null): number => (id === null ? -1 : this.depthOf(id))
    return [...parents.entries()]
      .sort(([a], [b]) => depth(a) - depth(b))
      .flatMap(([parent, ids]) => {
        const wanted = new Set(ids)
        return this.children(parent).filter((id) => wanted.has(id))
      })
  }

  private placeOf(id: string): TaskDraftBody {
    const parent = this.parentOf(id)
    const siblings = this.children(parent)
    return { parentTaskId: parent, afterTaskId: siblings[siblings.indexOf(id) - 1] ?? null }
  }

  private bodyOf(id: string): TaskDraftBody {
    const made = this.made.get(id)
    if (made) return withoutDefaults(made)
    const task = this.plan.tasks.get(id as TaskId)
    const fields = this.changed.get(id)
    if (!task || !fields) return {}
    const kept = Object.entries(fields).filter(([name, value]) => !same(task[name as keyof WorkingFields], value))
    return toBody(Object.fromEntries(kept) as Partial<WorkingFields>)
  }

  private changedProject(): Partial<ProjectFields> | undefined {
    const kept = Object.entries(this.projectChanges).filter(([name, value]) => !same(this.plan.project[name as keyof ProjectFields], value))
    return kept.length > 0 ? (Object.fromEntries(kept) as Partial<ProjectFields>) : undefined
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const withoutDefaults = (fields: WorkingFields): TaskDraftBody =>
  toBody(
    Object.fromEntries(
      Object.entries(fields).filter(([name, value]) => name === 'title' || !same(value, taskDefaults[name as keyof typeof taskDefaults])),
    ) as Partial<WorkingFields>,
  )

const toBody = ({ acceptanceCriteria, ...rest }: Partial<WorkingFields>): TaskDraftBody => ({
  ...rest,
  ...(acceptanceCriteria
    ? { acceptanceCriteria: acceptanceCriteria.map((one): CriterionDraft => (one.id === undefined && !one.done ? one.text : one)) }
    : {}),
})

/** The positions of a longest rising run of numbers; -1 belongs to none. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = []
  const before: number[] = []
  numbers.forEach((value, index) => {
    if (value < 0) {
      before.push(-1)
      return
    }
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[ends[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    before.push(low > 0 ? (ends[low - 1] ?? -1) : -1)
    ends[low] = index
  })
  const kept = new Set<number>()
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(at)
  return kept
}
