import { sameJson } from '../core/json.ts'
import { diff } from '../core/patch/diff.ts'
import type { TaskDraft, TaskDraftBody } from '../core/patch/draft.ts'
import { taskIdOf, type Operation, type OperationId } from '../core/patch/operation.ts'
import { resolve } from '../core/patch/resolve.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { TaskId } from '../core/plan/task.ts'
import { onto } from '../core/review/accept.ts'
import type { ReviewedOperation } from '../core/review/proposal.ts'
import type { Ids } from '../ports/ids.ts'
import { checkDraft } from './check-draft.ts'
import { subjectOf, turnIds, type TurnIds } from './turn-ids.ts'

export interface ShownOn {
  readonly head: Plan
  /** The draft state that the agent answers on. */
  readonly plan: Plan
  /** The proposal being refined, if any. */
  readonly previous: readonly ReviewedOperation[]
  readonly ids: Ids
  /** Whether an operation that leads to this plan is what nobody asked for. */
  readonly unrequested: (operation: Operation, after: Plan) => boolean
}

/**
 * What of an answer can be shown before all of it is there. Each entry is resolved on what the entries before it made,
 * so that a long answer costs what its entries cost; one that speaks of a task which is only created further down
 * waits for it. Nothing of this is stored: the whole answer is resolved anew at its end, under the same ids.
 */
export class ShownOperations {
  readonly #on: ShownOn
  readonly #before: ReadonlyMap<string, ReviewedOperation>
  #ids: TurnIds
  #plan: Plan
  #told = new Map<OperationId, ReviewedOperation>()
  #rationales = new Map<TaskId, string>()
  /** Entries that wait for a task, by the name that the answer will give it. */
  #waiting = new Map<string, TaskDraft[]>()

  constructor(on: ShownOn) {
    this.#on = on
    this.#before = new Map(onto(on.previous, on.head).map((item) => [subjectOf(item.operation), item]))
    this.#ids = turnIds(on.ids)
    this.#plan = on.plan
  }

  /** The ids of the try that is being shown: the proposal is stored under them. */
  get ids(): TurnIds {
    return this.#ids
  }

  /** A new try: what was shown does not count. */
  reset(): void {
    this.#ids = turnIds(this.#on.ids)
    this.#plan = this.#on.plan
    this.#told = new Map()
    this.#rationales = new Map()
    this.#waiting = new Map()
  }

  /** Takes in what has arrived. Gives the operations that are new by it, or different. */
  add(entries: readonly TaskDraft[]): readonly ReviewedOperation[] {
    const touched = new Set<TaskId>()
    const open = [...entries]
    // What waited for a task that is created now comes in the next round.
    while (open.length > 0) this.#resolve(open.splice(0), open, touched)
    return diff(this.#on.head, this.#plan, [...touched])
      .map((operation) => this.#reviewed(operation))
      .filter((item) => this.isNews(item))
  }

  /** Whether an operation was not told yet as it is. It then counts as told. */
  isNews(item: ReviewedOperation): boolean {
    const known = this.#told.get(item.id) ?? this.#before.get(subjectOf(item.operation))
    if (known && sameJson(known, item)) return false
    this.#told.set(item.id, item)
    return true
  }

  #resolve(entries: readonly TaskDraft[], open: TaskDraft[], touched: Set<TaskId>): void {
    const arriving = new Set<string>()
    const batch: TaskDraft[] = []
    for (const entry of checkDraft({ baseVersion: this.#plan.version, taskPatches: entries }).draft.taskPatches) {
      const again = entry.op === 'create' && (arriving.has(entry.taskId) || this.#ids.taskOf(entry.taskId) !== undefined)
      const missing = again ? undefined : this.#missing(entry, arriving)
      if (missing !== undefined) this.#waiting.set(missing, [...(this.#waiting.get(missing) ?? []), entry])
      if (again || missing !== undefined) continue
      if (entry.op === 'create') {
        arriving.add(entry.taskId)
        const waited = this.#waiting.get(entry.taskId) ?? []
        this.#waiting.delete(entry.taskId)
        open.push(...waited)
      }
      batch.push(this.#named(entry))
    }
    if (batch.length === 0) return
    const { operations, after } = resolve({ baseVersion: this.#plan.version, taskPatches: batch }, this.#plan, this.#ids.forDraft())
    this.#plan = after
    for (const operation of operations) {
      const id = taskIdOf(operation)
      if (id !== null) touched.add(id)
    }
    for (const { taskId, rationale } of batch) {
      const id = this.#ids.taskOf(taskId) ?? (taskId as TaskId)
      if (typeof rationale === 'string') this.#rationales.set(id, rationale)
      else this.#rationales.delete(id)
    }
  }

  /** The first task that an entry speaks of and that is not there, nor comes with the same entries. */
  #missing(entry: TaskDraft, arriving: ReadonlySet<string>): string | undefined {
    const isThere = (name: string): boolean => arriving.has(name) || this.#plan.tasks.has(this.#idOf(name) as TaskId)
    const { parentTaskId, afterTaskId, dependsOn } = bodyOf(entry)
    const names = [entry.op === 'create' ? null : entry.taskId, parentTaskId, afterTaskId, ...(Array.isArray(dependsOn) ? dependsOn : [])]
    return names.find((name): name is string => typeof name === 'string' && !isThere(name))
  }

  /** The entry with the ids of tasks that earlier entries created in place of their names. */
  #named(entry: TaskDraft): TaskDraft {
    const body = bodyOf(entry)
    const { parentTaskId, afterTaskId, dependsOn } = body
    return {
      ...entry,
      taskId: entry.op === 'create' ? entry.taskId : this.#idOf(entry.taskId),
      body: {
        ...body,
        ...(typeof parentTaskId === 'string' ? { parentTaskId: this.#idOf(parentTaskId) } : {}),
        ...(typeof afterTaskId === 'string' ? { afterTaskId: this.#idOf(afterTaskId) } : {}),
        ...(Array.isArray(dependsOn) ? { dependsOn: dependsOn.map((name) => (typeof name === 'string' ? this.#idOf(name) : name)) } : {}),
      },
    }
  }

  #idOf(name: string): string {
    return this.#ids.taskOf(name) ?? name
  }

  #reviewed(operation: Operation): ReviewedOperation {
    const was = this.#before.get(subjectOf(operation))
    if (was && sameJson(was.operation, operation)) return was
    return {
      id: was?.id ?? this.#ids.operation(operation),
      operation,
      rationale: this.#rationales.get(taskIdOf(operation) as TaskId) ?? was?.rationale ?? null,
      unrequested: this.#on.unrequested(operation, this.#plan),
      decision: 'pending',
      unticked: false,
      comment: was?.comment ?? null,
      editedBy: null,
      original: null,
    }
  }
}

const bodyOf = ({ body }: TaskDraft): TaskDraftBody => body ?? {}
