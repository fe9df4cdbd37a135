import { LRUCache } from 'lru-cache'
import type { Commit } from '../core/patch/operation.ts'
import { apply } from '../core/patch/apply.ts'
import { taskIdOf } from '../core/patch/operation.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { ProjectId, TaskId } from '../core/plan/task.ts'
import type { StorageSession, StoredPlan, Times } from '../ports/storage.ts'

type TaskTimes = StoredPlan['taskTimes']

/** At most so many tasks are held in memory, over all projects. */
const tasksHeld = 60_000

/**
 * Heads held in memory, so that a one-operation patch on a large plan need not read the plan. The stored version is
 * asked every time, so another process that writes is noticed.
 */
export interface Plans {
  /** The head, or undefined where there is no such project. Deleted projects are found too. */
  find(session: StorageSession, id: ProjectId): Promise<StoredPlan | undefined>
  /** Tells what a commit made, once it is recorded. */
  advance(stored: StoredPlan, commit: Commit, after: Plan): StoredPlan
  /** The newest commits of a plan, newest first, at most so many. Commits never change, so only newer ones are read again. */
  recentCommits(session: StorageSession, head: Plan, count: number): Promise<readonly Commit[]>
  /** Something but the plan has changed: read it anew. */
  forget(id: ProjectId): void
}

export function plansInMemory(): Plans {
  // Counts what was told, so that a reader that began before does not put back what is past.
  let told = 0
  const held = new LRUCache<ProjectId, StoredPlan>({ maxSize: tasksHeld, sizeCalculation: (stored) => stored.plan.tasks.size + 1 })
  const recent = new LRUCache<ProjectId, readonly Commit[]>({ max: 50 })
  return {
    async recentCommits(session, head, count) {
      const { id } = head.project
      const known = recent.get(id) ?? []
      const after = Math.max(known[0]?.version ?? 0, head.version - count)
      const newer = after < head.version ? await session.readCommits(id, after, head.version, count) : []
      const commits = [...newer.map(({ commit }) => commit).toReversed(), ...known].slice(0, count)
      recent.set(id, commits)
      return commits
    },
    async find(session, id) {
      const before = told
      const version = await session.findVersion(id)
      if (version === undefined) return undefined
      const known = held.get(id)
      if (known?.plan.version === version) return known
      const stored = (known && (await catchUp(session, known, version))) ?? (await session.findPlan(id))
      // A reader may see a state from before the newest commit; it must not push the newer head out.
      if (stored && before === told && (known === undefined || known.plan.version < stored.plan.version)) held.set(id, stored)
      return stored
    },
    advance(stored, commit, after) {
      const made = advanced(stored, commit, after)
      told += 1
      if (made.taskTimes.layers <= mostLayers) held.set(commit.projectId, made)
      else held.delete(commit.projectId)
      return made
    },
    forget(id) {
      told += 1
      held.delete(id)
      recent.delete(id)
    },
  }
}

/** A plan is read anew where more commits than this are missing. */
const caughtUpAtMost = 20

/** A plan held in memory, brought to a version that another process made: its commits are less to read than its tasks. */
async function catchUp(session: StorageSession, known: StoredPlan, version: number): Promise<StoredPlan | undefined> {
  const { project, version: from } = known.plan
  if (version < from || version - from > caughtUpAtMost) return undefined
  let stored = known
  for (const { commit } of await session.readCommits(project.id, from, version, caughtUpAtMost)) {
    const applied = apply(commit.operations, stored.plan)
    if (!applied.ok) return undefined
    stored = advanced(stored, commit, applied.value)
  }
  const isWhole = stored.plan.version === version && stored.taskTimes instanceof LayeredTimes && stored.taskTimes.layers <= mostLayers
  return isWhole ? stored : undefined
}

const advanced = (stored: StoredPlan, commit: Commit, after: Plan): StoredPlan & { readonly taskTimes: LayeredTimes } => ({
  plan: { ...after, version: commit.version },
  projectTimes: { ...stored.projectTimes, updatedAt: commit.at },
  taskTimes: new LayeredTimes(stored.taskTimes, commit),
})

/** A layer takes so many changes before the next one begins, and so many layers stand before the plan is read anew. */
const changesInLayer = 2_000
const mostLayers = 8

/**
 * The times after a commit: its own over those before, so that a small change to a large plan copies nothing large.
 */
class LayeredTimes implements TaskTimes {
  readonly #base: TaskTimes
  readonly #changed: ReadonlyMap<TaskId, Times>
  readonly layers: number

  constructor(before: TaskTimes, commit: Commit) {
    const isSmall = before instanceof LayeredTimes && before.#changed.size < changesInLayer
    this.#base = isSmall ? before.#base : before
    this.layers = before instanceof LayeredTimes ? before.layers + (isSmall ? 0 : 1) : 1
    const changed = new Map(isSmall ? before.#changed : [])
    for (const operation of commit.operations) {
      const id = taskIdOf(operation)
      if (id !== null)
        changed.set(id, { createdAt: operation.kind === 'create' ? commit.at : (before.get(id)?.createdAt ?? commit.at), updatedAt: commit.at })
    }
    this.#changed = changed
  }

  get(id: TaskId): Times | undefined {
    return this.#changed.get(id) ?? this.#base.get(id)
  }
}
