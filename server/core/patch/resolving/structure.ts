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
 * again until nothing more moves. Where several entries place one task, each waits for the one before.
 */
export class Structure {
  readonly #resolving: Resolving
  readonly #blocked = new Map<Job, Obstacle>()
  readonly #waiting = new Map<TaskId, Job[]>()
  /** The jobs of each task that are not done, first to last. Only the first may run. */
  readonly #queues = new Map<TaskId, Job[]>()
  /** Tasks that were to go elsewhere and could not. */
  readonly #stranded = new Set<TaskId>()

  constructor(resolving: Resolving, created: readonly NewTask[]) {
    this.#resolving = resolving
    const jobs = jobsOf(resolving, created)
    for (const job of jobs) this.#queues.set(job.id, [...(this.#queues.get(job.id) ?? []), job])
    for (const job of jobs) if (this.#queues.get(job.id)?.[0] === job) this.#run(job)
  }

  /** Tries again what is blocked, until nothing more moves. */
  settle(): void {
    for (let moved = true; moved && this.#blocked.size > 0;) {
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
    while (this.#blocked.size > 0) {
      this.settle()
      while (this.#relax()) this.settle()
      for (const [job, obstacle] of this.#inOrder()) this.#abandon(job, obstacle)
    }
  }

  #relax(): boolean {
    let relaxed = false
    for (const [job, obstacle] of this.#inOrder()) {
      if (obstacle.field !== 'afterTaskId' || job.after === undefined || !this.#blocked.delete(job)) continue
      relaxed = true
      leaveOut(this.#resolving, job.index, 'afterTaskId', obstacle.kind, obstacle.detail)
      const without = { ...job, ...this.#withoutAnchor(job) }
      this.#queues.get(job.id)?.splice(0, 1, without)
      this.#run(without)
    }
    return relaxed
  }

  #abandon(job: Job, { field, kind, detail }: Obstacle): void {
    const { entries, leftOut, names } = this.#resolving
    if (!this.#blocked.delete(job)) return
    if (job.task || kind.startsWith('task-')) skip(this.#resolving, job.index, field, kind, detail)
    else leaveOut(this.#resolving, job.index, field, kind, detail)
    if (kind !== 'parent-deleted') this.#stranded.add(job.id)
    const entry = entries[job.index]
    if (job.task && entry) {
      leftOut.set(entry.taskId, entry)
      names.delete(entry.taskId)
    }
    const next = this.#following(job)
    if (next) this.#run(next)
  }

  /** Takes a job off its queue. The next of its task, if there is one. */
  #following(job: Job): Job | undefined {
    const queue = this.#queues.get(job.id)
    queue?.shift()
    return queue?.[0]
  }

  #inOrder(): readonly (readonly [Job, Obstacle])[] {
    return [...this.#blocked].sort(([a], [b]) => a.index - b.index)
  }

  /** A create that was to follow one that was left out takes the place which that one would have had. */
  #withoutAnchor(job: Job): Pick<Wish, 'parent' | 'after'> {
    const seen = new Set<string>()
    let parent = job.parent
    for (let name = job.after; job.task && typeof name === 'string' && parent === undefined && !seen.has(name);) {
      seen.add(name)
      const body = this.#resolving.leftOut.get(name)?.body
      parent = body?.parentTaskId
      name = body?.afterTaskId
      const known = typeof name === 'string' ? this.#resolving.workspace.tasks.get(referenced(name, this.#resolving) ?? ('' as TaskId)) : undefined
      if (known && parent === undefined) return { parent, after: name }
    }
    return { parent, after: undefined }
  }

  /** Tries a job, and those that waited for it. Whether any found its place. */
  #run(first: Job): boolean {
    const { workspace } = this.#resolving
    const stack = [first]
    let done = false
    for (let job = stack.pop(); job; job = stack.pop()) {
      if (this.#queues.get(job.id)?.[0] !== job) continue
      const target = absent(job, this.#resolving) ?? targetOf(job, (id) => (this.#queues.get(id)?.length ?? 0) > 0, this.#resolving)
      if (isObstacle(target)) {
        this.#block(job, target)
        continue
      }
      // `as`: a job without a task of its own moves one that is there.
      placeTask(job.task ?? (workspace.tasks.get(job.id) as Task), target.parentId, target.anchor, workspace)
      this.#blocked.delete(job)
      done = true
      const next = this.#following(job)
      const released = (this.#waiting.get(job.id) ?? []).filter((waiting) => this.#blocked.has(waiting))
      this.#waiting.delete(job.id)
      stack.push(...[...(next ? [next] : []), ...released].sort((a, b) => b.index - a.index))
    }
    return done
  }

  #block(job: Job, obstacle: Obstacle): void {
    this.#blocked.set(job, obstacle)
    if (obstacle.waitsFor === undefined) return
    const waiting = this.#waiting.get(obstacle.waitsFor)
    if (waiting) waiting.push(job)
    else this.#waiting.set(obstacle.waitsFor, [job])
  }
}

/** A task can be moved only while it is there: not before it is created, and not once it is deleted. */
function absent({ id, task, index, parent }: Job, { workspace, plan, entries }: Resolving): Obstacle | undefined {
  if (task || workspace.tasks.has(id)) return undefined
  const field = parent === undefined ? 'afterTaskId' : 'parentTaskId'
  const name = entries[index]?.taskId ?? id
  if (plan.tasks.has(id)) return { field, kind: 'task-deleted', detail: `“${name}” is deleted by this draft.` }
  return { field, kind: 'task-left-out', detail: `“${name}” was left out of this draft itself.` }
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
