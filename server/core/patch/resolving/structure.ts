import type { Task, TaskId } from '../../plan/task.ts'
import { leaveOut, referenced, type Resolving, skip } from './context.ts'
import type { NewTask } from './creates.ts'
import { placeTask } from './placement.ts'
import { isObstacle, type Obstacle, targetOf, type Wish } from './target.ts'

interface Job extends Wish {
  /** The task to create; absent for a move. */
  readonly task?: Task
}

/**
 * Brings the tasks of a draft to where they are wanted, in the order of the draft. What is in another's way now may
 * not be later (a parent that is created further down, two tasks that change places), so what is blocked is tried
 * again until nothing more moves.
 */
export class Structure {
  readonly #resolving: Resolving
  readonly #blocked = new Map<Job, Obstacle>()
  readonly #waiting = new Map<TaskId, Job[]>()
  /** How many jobs of a task have not found their place. */
  readonly #pending = new Map<TaskId, number>()
  /** Tasks that were to go elsewhere and could not. */
  readonly #stranded = new Set<TaskId>()

  constructor(resolving: Resolving, created: readonly NewTask[]) {
    this.#resolving = resolving
    const jobs = jobsOf(resolving, created)
    for (const { id } of jobs) this.#pending.set(id, (this.#pending.get(id) ?? 0) + 1)
    for (const job of jobs) this.#run(job)
  }

  /** Tries again what is blocked, until nothing more moves. */
  settle(): void {
    for (let moved = true; moved && this.#blocked.size > 0; ) {
      moved = false
      for (const job of [...this.#blocked.keys()]) if (this.#blocked.has(job)) moved = this.#run(job) || moved
    }
  }

  /** Tasks that are where they are against the wish of the draft. */
  stranded(): ReadonlySet<TaskId> {
    return new Set([...this.#stranded, ...[...this.#blocked.keys()].map(({ id }) => id)])
  }

  /** Lets go of every wish to stand behind a task that cannot be met, and then of every job that cannot. */
  giveUp(): void {
    this.settle()
    for (let relaxed = true; relaxed; this.settle()) {
      relaxed = false
      for (const [job, obstacle] of this.#inOrder()) {
        if (obstacle.field !== 'afterTaskId' || job.after === undefined || !this.#blocked.delete(job)) continue
        relaxed = true
        leaveOut(this.#resolving, job.index, 'afterTaskId', obstacle.kind, obstacle.detail)
        this.#run({ ...job, ...this.#withoutAnchor(job) })
      }
    }
    for (const [job, { field, kind, detail }] of this.#inOrder()) {
      if (job.task || kind.startsWith('task-')) skip(this.#resolving, job.index, field, kind, detail)
      else leaveOut(this.#resolving, job.index, field, kind, detail)
      if (kind !== 'parent-deleted') this.#stranded.add(job.id)
      const entry = this.#resolving.entries[job.index]
      if (!job.task || !entry) continue
      this.#resolving.leftOut.set(entry.taskId, entry)
      this.#resolving.names.delete(entry.taskId)
    }
    this.#blocked.clear()
  }

  #inOrder(): readonly (readonly [Job, Obstacle])[] {
    return [...this.#blocked].sort(([a], [b]) => a.index - b.index)
  }

  /** A create that was to follow one that was left out takes the place which that one would have had. */
  #withoutAnchor(job: Job): Pick<Wish, 'parent' | 'after'> {
    const seen = new Set<string>()
    let parent = job.parent
    for (let name = job.after; job.task && typeof name === 'string' && parent === undefined && !seen.has(name); ) {
      seen.add(name)
      const body = this.#resolving.leftOut.get(name)?.body
      parent = body?.parentTaskId
      name = body?.afterTaskId
      const known = typeof name === 'string' ? this.#resolving.workspace.tasks.get(referenced(name, this.#resolving) ?? ('' as TaskId)) : undefined
      if (known && parent === undefined) return { parent, after: name }
    }
    return { parent, after: undefined }
  }

  /** Tries a job, and those that waited for it. Whether it found its place. */
  #run(first: Job): boolean {
    const stack = [first]
    let done = false
    for (let job = stack.pop(); job; job = stack.pop()) {
      if (job !== first && !this.#blocked.has(job)) continue
      const target = absent(job, this.#resolving) ?? targetOf(job, (id) => (this.#pending.get(id) ?? 0) > 0, this.#resolving)
      if (isObstacle(target)) {
        this.#blocked.set(job, target)
        if (target.waitsFor !== undefined) this.#waiting.set(target.waitsFor, [...(this.#waiting.get(target.waitsFor) ?? []), job])
        continue
      }
      // `as`: a job without a task of its own moves one that is there.
      placeTask(job.task ?? (this.#resolving.workspace.tasks.get(job.id) as Task), target.parentId, target.anchor, this.#resolving.workspace)
      this.#blocked.delete(job)
      this.#pending.set(job.id, (this.#pending.get(job.id) ?? 1) - 1)
      done = true
      const released = (this.#waiting.get(job.id) ?? []).filter((waiting) => this.#blocked.has(waiting))
      this.#waiting.delete(job.id)
      stack.push(...released.sort((a, b) => b.index - a.index))
    }
    return done
  }
}

/** A task can be moved only while it is there: not before it is created, and not once it is deleted. */
function absent({ id, task, index, parent }: Job, { workspace, plan, entries }: Resolving): Obstacle | undefined {
  if (task || workspace.tasks.has(id)) return undefined
  const field = parent === undefined ? 'afterTaskId' : 'parentTaskId'
  const name = entries[index]?.taskId ?? id
  if (plan.tasks.has(id)) return { field, kind: 'task-deleted', detail: `“${name}” is deleted by this draft.` }
  return { field, kind: 'task-left-out', detail: `“${name}” was left out of this draft itself.`, waitsFor: id }
}

/** The creates, and the updates that say where a task is to stand. */
function jobsOf(resolving: Resolving, created: readonly NewTask[]): readonly Job[] {
  const news = new Map(created.map(({ index, task }) => [index, task]))
  return resolving.entries.flatMap((entry, index): readonly Job[] => {
    const { parentTaskId: parent, afterTaskId: after } = entry.body ?? {}
    const task = news.get(index)
    if (task) return [{ index, id: task.id, task, parent, after }]
    if (entry.op !== 'update' || (parent === undefined && after === undefined)) return []
    const id = referenced(entry.taskId, resolving)
    return id === undefined || resolving.deletions.has(id) ? [] : [{ index, id, parent, after }]
  })
}
