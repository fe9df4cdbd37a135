import { problem, type Problem } from '../../contract/problem.ts'
import { fail, ok, type Result } from '../../core/result.ts'
import type { WorkCommit, WorkSession, Workspace } from '../../core/work/work.ts'
import type { WorkJournal } from '../../ports/work-journal.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../find-project.ts'

export async function findWorkspace(journal: WorkJournal, reference: string): Promise<Result<Workspace, Problem>> {
  const found = await journal.findWorkspace(reference)
  return found ? ok(found) : fail(notFound('workspace', reference))
}

export async function findSession(journal: WorkJournal, id: string): Promise<Result<WorkSession, Problem>> {
  const found = await journal.findWorkSession(id)
  return found ? ok(found) : fail(notFound('session', id))
}

export async function findCommit(journal: WorkJournal, id: string): Promise<Result<WorkCommit, Problem>> {
  const found = await journal.findWorkCommit(id)
  return found ? ok(found) : fail(notFound('commit', id))
}

/** A session that still runs. */
export async function findActive(journal: WorkJournal, id: string): Promise<Result<WorkSession, Problem>> {
  const found = await findSession(journal, id)
  if (!found.ok || found.value.status === 'active') return found
  return fail(problem('session-closed', `The session ${id} is ${found.value.status}. Start another one.`, { sessionStatus: found.value.status }))
}

/** An id that people can read out: what it is, and the random end of one of ours. */
export const newId = (deps: Deps, kind: 'ws' | 'session' | 'action' | 'commit'): string => `${kind}-${deps.ids.next().slice(-10)}`
