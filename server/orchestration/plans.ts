import { LRUCache } from 'lru-cache'
import type { Commit } from '../core/patch/operation.ts'
import { taskIdOf } from '../core/patch/operation.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { ProjectId } from '../core/plan/task.ts'
import type { StorageSession, StoredPlan, Times } from '../ports/storage.ts'

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
  /** Something but the plan has changed: read it anew. */
  forget(id: ProjectId): void
}

export function plansInMemory(): Plans {
  // Counts what was told, so that a reader that began before does not put back what is past.
  let told = 0
  const held = new LRUCache<ProjectId, StoredPlan>({ maxSize: tasksHeld, sizeCalculation: (stored) => stored.plan.tasks.size + 1 })
  return {
    async find(session, id) {
      const before = told
      const version = await session.findVersion(id)
      if (version === undefined) return undefined
      const known = held.get(id)
      if (known?.plan.version === version) return known
      const stored = await session.findPlan(id)
      // A reader may see a state from before the newest commit; it must not push the newer head out.
      if (stored && before === told && (known === undefined || known.plan.version < stored.plan.version)) held.set(id, stored)
      return stored
    },
    advance(stored, commit, after) {
      const advanced: StoredPlan = {
        plan: { ...after, version: commit.version },
        projectTimes: { ...stored.projectTimes, updatedAt: commit.at },
        taskTimes: timesAfter(stored.taskTimes, commit),
      }
      told += 1
      held.set(commit.projectId, advanced)
      return advanced
    },
    forget(id) {
      told += 1
      held.delete(id)
    },
  }
}

function timesAfter(times: StoredPlan['taskTimes'], commit: Commit): StoredPlan['taskTimes'] {
  const next = new Map<Parameters<typeof times.get>[0], Times>(times)
  for (const operation of commit.operations) {
    const id = taskIdOf(operation)
    if (id === null) continue
    if (operation.kind === 'delete') next.delete(id)
    else next.set(id, { createdAt: next.get(id)?.createdAt ?? commit.at, updatedAt: commit.at })
  }
  return next
}
