import { apply } from '../core/patch/apply.ts'
import { invert } from '../core/patch/invert.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { StorageSession } from '../ports/storage.ts'

/** So many commits are read at a time. */
const batch = 200

/**
 * The plan as it was at an earlier version: the head with every later commit undone, newest first. The cost is that of
 * the commits in between.
 */
export async function planAt(session: StorageSession, head: Plan, version: number): Promise<Plan> {
  let plan = head
  while (plan.version > version) {
    const after = Math.max(version, plan.version - batch)
    const commits = await session.readCommits(head.project.id, after, plan.version, batch)
    for (const { commit } of commits.toReversed()) {
      const undone = apply(invert(commit.operations), plan)
      if (!undone.ok) throw new Error(`commit ${commit.version} of project ${head.project.id} cannot be undone: the log and the plan disagree`)
      plan = { ...undone.value, version: commit.version - 1 }
    }
    if (plan.version > after) throw new Error(`the log of project ${head.project.id} has a gap above version ${after}`)
  }
  return plan
}
