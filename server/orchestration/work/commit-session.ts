import { problem, type Problem } from '../../contract/problem.ts'
import type { CriterionId, Task } from '../../core/plan/task.ts'
import { fail, ok, type Result } from '../../core/result.ts'
import { secondsBetween, type WorkCommit, type WorkSession } from '../../core/work/work.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { readTask, updateTask } from '../tasks.ts'
import { findActive, newId } from './find.ts'

export interface CommitSession {
  readonly id: string
  readonly message: string
  readonly description?: string
  readonly gitCommit?: string | null
  /** Acceptance criteria of the linked task that are fulfilled now: by id, or by their text. */
  readonly criteria?: readonly string[]
  /** Marks the linked task done. */
  readonly taskDone?: boolean
  readonly actor: Actor
}

/** What was marked in the plan. */
interface Marked {
  readonly planVersion: number | null
  readonly criteria: readonly CriterionId[]
}

/**
 * Ends a session in a commit. What it says of the linked task is marked in the plan first, as a commit of the plan; where
 * that is refused, the session goes on and nothing is lost.
 */
export const commitSession =
  (deps: Deps) =>
  async (input: CommitSession): Promise<Result<{ readonly commit: WorkCommit; readonly session: WorkSession }, Problem>> => {
    const open = await deps.storage.read((session) => findActive(session, input.id))
    if (!open.ok) return open
    const marked = await mark(deps, open.value, input)
    if (!marked.ok) return marked
    return deps.storage.write(async (session) => {
      const found = await findActive(session, input.id)
      if (!found.ok) return found
      const { workspaceId, startedAt, projectId, taskId } = found.value
      const now = deps.clock.now()
      const { items } = await session.listWorkCommits(workspaceId, { limit: 1, cursor: null })
      const commit: WorkCommit = {
        id: newId(deps, 'commit'),
        workspaceId,
        sessionId: input.id,
        message: input.message,
        description: input.description ?? '',
        author: input.actor.name,
        parentId: items[0]?.id ?? null,
        createdAt: now,
        durationSeconds: secondsBetween(startedAt, now),
        gitCommit: input.gitCommit ?? null,
        projectId,
        taskId,
        ...marked.value,
      }
      const ended: WorkSession = { ...found.value, status: 'completed', seenAt: now, endedAt: now }
      await session.addWorkCommit(commit)
      await session.saveWorkSession(ended)
      return ok({ commit, session: ended })
    })
  }

/** Ticks the criteria and, where told to, marks the task done with the time that was spent. */
async function mark(deps: Deps, session: WorkSession, input: CommitSession): Promise<Result<Marked, Problem>> {
  const wanted = input.criteria ?? []
  if (wanted.length === 0 && input.taskDone !== true) return ok({ planVersion: null, criteria: [] })
  if (session.taskId === null) {
    return fail(
      refusedField(
        '/taskDone',
        'The session is linked to no task of a plan, so there is nothing to mark. Start it with --task, or commit without marking.',
      ),
    )
  }
  const located = await readTask(deps)(session.taskId)
  if (!located.ok) return located
  const task = located.value.stored.plan.tasks.get(session.taskId)
  if (!task) return ok({ planVersion: null, criteria: [] })
  const criteria = criteriaOf(task, wanted)
  if (!criteria.ok) return criteria
  const ticked = new Set(criteria.value)
  const minutes = Math.round(secondsBetween(session.startedAt, deps.clock.now()) / 60)
  const body = {
    ...(ticked.size === 0
      ? {}
      : { acceptanceCriteria: task.acceptanceCriteria.map((each) => ({ ...each, done: each.done || ticked.has(each.id) })) }),
    ...(input.taskDone === true ? { status: 'done' as const, spentMinutes: task.spentMinutes + minutes } : {}),
  }
  const changed = await updateTask(deps)({ id: session.taskId, body, actor: input.actor })
  return changed.ok ? ok({ planVersion: changed.value.logged?.commit.version ?? null, criteria: criteria.value }) : changed
}

function criteriaOf(task: Task, wanted: readonly string[]): Result<readonly CriterionId[], Problem> {
  const found: CriterionId[] = []
  for (const [index, reference] of wanted.entries()) {
    const criterion = task.acceptanceCriteria.find(({ id, text }) => id === reference || text.toLowerCase() === reference.trim().toLowerCase())
    if (!criterion)
      return fail(refusedField(`/criteria/${index}`, `The task “${task.title}” has no acceptance criterion “${reference.slice(0, 100)}”.`))
    found.push(criterion.id)
  }
  return ok(found)
}

const refusedField = (pointer: string, detail: string): Problem => problem('validation', detail, { errors: [{ pointer, detail }] })
