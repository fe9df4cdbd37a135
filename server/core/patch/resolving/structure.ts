import type { Task, TaskId } from '../../plan/task.ts'
import { leaveOut, type Resolving, skip } from './context.ts'
import type { NewTask } from './creates.ts'
import { absent, type Job, jobsOf } from './jobs.ts'
import { placeTask } from './placement.ts'
import { isObstacle, type Obstacle, targetOf, type Wish } from './target.ts'

type Blocked = readonly [Job, Obstacle]

const isRelaxable = ([job, { field }]: Blocked): boolean => field === 'afterTaskId' && job.after !== undefined

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
  /** Whether anything found its place since the blocked were last tried. */
  #hasMoved = false
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
    while (this.#hasMoved) {
      this.#hasMoved = false
      for (const job of [...this.#blocked.keys()]) if (this.#blocked.has(job)) this.#run(job)
    }
  }

  /** Tasks that are where they are against the wish of the draft. */
  stranded(): ReadonlySet<TaskId> {
    return new Set([...this.#stranded, ...[...this.#blocked.keys()].map(({ id }) => id)])
  }

  /**
   * Leaves out what cannot be, and no more: a wish to stand behind a task goes before the whole job does, and what is
   * hopeless by itself before what waits for something else.
   */
  giveUp(): void {
    // Deletes since then may have made room.
    this.#hasMoved = true
    while (this.#blocked.size > 0) {
      this.settle()
      const hopeless = this.#hopeless()
      if (this.#release(hopeless.filter(isRelaxable), false) || this.#release(hopeless, true)) continue
      // What is left waits in a circle.
      const all = this.#inOrder()
      if (!this.#release(all.filter(isRelaxable), false)) this.#release(all, true)
    }
  }

  /** Gives jobs up as far as needed, and (`entirely`) what waited for those that are left out. Whether there were any. */
  #release(jobs: readonly Blocked[], entirely: boolean): boolean {
    const open = [...jobs].reverse()
    for (let next = open.pop(); next; next = open.pop()) {
      const [job, obstacle] = next
      if (this.#blocked.get(job) !== obstacle) continue
      const released = isRelaxable(next) ? [this.#relax(job, obstacle)] : this.#abandon(job, obstacle)
      if (!entirely) continue
      for (const other of released) {
        const still = this.#blocked.get(other)
        if (still && still.waitsFor === undefined) open.push([other, still])
      }
    }
    return jobs.length > 0
  }

  /** Lets go of the wish to stand behind a task. The job without it, tried. */
  #relax(job: Job, { kind, detail }: Obstacle): Job {
    this.#blocked.delete(job)
    leaveOut(this.#resolving, job.index, 'afterTaskId', kind, detail)
    const without = { ...job, ...this.#withoutAnchor(job) }
    this.#queues.get(job.id)?.splice(0, 1, without)
    this.#run(without)
    return without
  }

  /** A create that was to follow one that was left out takes the place which that one would have had. */
  #withoutAnchor({ task, parent, after }: Job): Pick<Wish, 'parent' | 'after'> {
    const { leftOut } = this.#resolving
    const seen = new Set<unknown>()
    let wish: Pick<Wish, 'parent' | 'after'> = { parent, after }
    for (let left = leftOut.get(after ?? ''); task && left && wish.parent === undefined && !seen.has(left); left = leftOut.get(wish.after ?? '')) {
      seen.add(left)
      wish = { parent: left.body?.parentTaskId, after: left.body?.afterTaskId }
    }
    return wish.after === after ? { parent: wish.parent, after: undefined } : wish
  }

  /** Leaves out a job. Those that waited for it, tried. */
  #abandon(job: Job, { field, kind, detail }: Obstacle): readonly Job[] {
    const { entries, leftOut, names } = this.#resolving
    this.#blocked.delete(job)
    if (job.task || kind.startsWith('task-')) skip(this.#resolving, job.index, field, kind, detail)
    else leaveOut(this.#resolving, job.index, field, kind, detail)
    if (kind !== 'parent-deleted') this.#stranded.add(job.id)
    const entry = entries[job.index]
    if (job.task && entry) {
      leftOut.set(entry.taskId, entry)
      names.delete(entry.taskId)
    }
    const next = this.#following(job)
    const waiting = (this.#waiting.get(job.id) ?? []).filter((other) => this.#blocked.has(other))
    this.#waiting.delete(job.id)
    const tried = next ? [next, ...waiting] : waiting
    for (const other of tried) this.#run(other)
    return tried
  }

  /** Takes a job off its queue. The next of its task, if there is one. */
  #following(job: Job): Job | undefined {
    const queue = this.#queues.get(job.id)
    queue?.shift()
    return queue?.[0]
  }

  #inOrder(): readonly Blocked[] {
    return [...this.#blocked].sort(([a], [b]) => a.index - b.index)
  }

  #hopeless(): readonly Blocked[] {
    return this.#inOrder().filter(([, { waitsFor }]) => waitsFor === undefined)
  }

  /** Tries a job, and, where it finds its place, those that waited for it. */
  #run(first: Job): void {
    const { workspace } = this.#resolving
    const stack = [first]
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
      this.#hasMoved = true
      const next = this.#following(job)
      const released = (this.#waiting.get(job.id) ?? []).filter((waiting) => this.#blocked.has(waiting))
      this.#waiting.delete(job.id)
      stack.push(...[...(next ? [next] : []), ...released].sort((a, b) => b.index - a.index))
    }
  }

  #block(job: Job, obstacle: Obstacle): void {
    this.#blocked.set(job, obstacle)
    if (obstacle.waitsFor === undefined) return
    const waiting = this.#waiting.get(obstacle.waitsFor)
    if (waiting) waiting.push(job)
    else this.#waiting.set(obstacle.waitsFor, [job])
  }
}
