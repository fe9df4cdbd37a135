import { problem, type Problem } from '../contract/problem.ts'
import type { ProjectId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { StorageSession, StoredPlan } from '../ports/storage.ts'
import type { Deps } from './deps.ts'

export const notFound = (resource: string, id: string): Problem =>
  problem('not-found', `There is no ${resource} ${id}. It may have been deleted; look at the list.`, { resource })

/** The head of a project that is not in the trash. */
export async function findProject(deps: Deps, session: StorageSession, id: string): Promise<Result<StoredPlan, Problem>> {
  const stored = await deps.plans.find(session, id as ProjectId)
  if (!stored) return fail(notFound('project', id))
  if (stored.projectTimes.deletedAt !== null) {
    return fail(
      problem('not-found', `The project ${id} is in the trash. Restore it first: POST /api/projects/${id}/restore.`, { resource: 'project' }),
    )
  }
  return ok(stored)
}

/** The head must be the version that the client saw. `undefined` means it did not say. */
export function checkVersion(stored: StoredPlan, expected: number | undefined): Problem | undefined {
  const headVersion = stored.plan.version
  if (expected === undefined || expected === headVersion) return undefined
  return problem('version-mismatch', `The plan is at version ${headVersion}, not ${expected}. Read it again and repeat what you meant to do.`, {
    headVersion,
  })
}
