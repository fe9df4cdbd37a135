import { z } from 'zod'
import { limits } from '../core/plan/limits.ts'
import { workStatuses } from '../core/work/work.ts'
import { id, line, text } from './text.ts'

/** The version of the document that is written; others are not read. */
export const workspaceDocumentVersion = 1

const moment = z.iso.datetime().meta({ description: 'A moment in UTC, such as 2026-11-20T09:00:00.000Z' })

const workspace = z.strictObject({
  id,
  name: line(limits.name),
  description: text(limits.description),
  projectId: id.nullable(),
  createdAt: moment,
})

const session = z.strictObject({
  id,
  workspaceId: id,
  task: line(limits.title),
  description: text(limits.description),
  taskId: id.nullable(),
  projectId: id.nullable(),
  status: z.enum(workStatuses),
  author: line(limits.name),
  host: text(limits.name),
  directory: text(1_000),
  pid: z.int().min(1).nullable(),
  startedAt: moment,
  seenAt: moment,
  endedAt: moment.nullable(),
})

const action = z.strictObject({ id, sessionId: id, description: text(limits.description), type: line(50), at: moment })

const commit = z.strictObject({
  id,
  workspaceId: id,
  sessionId: id,
  message: line(limits.title),
  description: text(limits.description),
  author: line(limits.name),
  parentId: id.nullable(),
  createdAt: moment,
  durationSeconds: z.int().min(0),
  gitCommit: line(100).nullable(),
  projectId: id.nullable(),
  taskId: id.nullable(),
  planVersion: z.int().min(0).nullable(),
  criteria: z.array(id).max(limits.criteria),
})

const shape = z.strictObject({
  format: z.literal('planwright-workspace', 'must be planwright-workspace: a document that a workspace was exported to'),
  formatVersion: z.literal(workspaceDocumentVersion, `must be ${workspaceDocumentVersion}: other versions of the document are not read`),
  exportedAt: moment,
  workspace,
  sessions: z.array(session).meta({ description: 'Oldest first' }),
  actions: z.array(action).meta({ description: 'Session by session, oldest first' }),
  commits: z.array(commit).meta({ description: 'Oldest first; a parent stands before its child' }),
})

/** A whole workspace of the journal as one document, as it is stored. What refers to something refers to what is in it. */
export const workspaceDocument = shape.superRefine(refuseLooseEnds).meta({
  id: 'WorkspaceDocument',
  description: 'A workspace of the journal with everything in it. Links to plans are kept as they were, whether or not the plan is here.',
})
export type WorkspaceDocument = z.infer<typeof workspaceDocument>

/** The query of an import. */
export const importWorkspaceQuery = z.strictObject({
  name: line(limits.name).optional().meta({ description: 'What the workspace is called here, instead of its name in the document' }),
})

/** Tells each place where the document contradicts itself. */
function refuseLooseEnds(document: z.infer<typeof shape>, context: z.RefinementCtx): void {
  const wrong = (message: string, ...path: readonly PropertyKey[]): void => context.addIssue({ code: 'custom', path: [...path], message })
  for (const list of ['sessions', 'actions', 'commits'] as const) {
    const seen = new Set<string>()
    for (const [index, each] of document[list].entries()) {
      if (seen.has(each.id)) wrong(`stands twice among the ${list}`, list, index, 'id')
      seen.add(each.id)
      if ('workspaceId' in each && each.workspaceId !== document.workspace.id)
        wrong('is not the workspace of the document', list, index, 'workspaceId')
    }
  }
  const sessions = new Map(document.sessions.map((each) => [each.id, each]))
  for (const [index, { status, endedAt }] of document.sessions.entries()) {
    if (status === 'active' && endedAt !== null) wrong('must be null: the session is active', 'sessions', index, 'endedAt')
    if (status !== 'active' && endedAt === null) wrong(`must say when: the session is ${status}`, 'sessions', index, 'endedAt')
  }
  for (const [index, { sessionId }] of document.actions.entries()) {
    if (!sessions.has(sessionId)) wrong('is no session of the document', 'actions', index, 'sessionId')
  }
  const before = new Set<string>()
  const committed = new Set<string>()
  for (const [index, { id: own, sessionId, parentId }] of document.commits.entries()) {
    const ofCommit = sessions.get(sessionId)
    if (!ofCommit) wrong('is no session of the document', 'commits', index, 'sessionId')
    else if (ofCommit.status !== 'completed')
      wrong(`is a session that is ${ofCommit.status}, and only a completed one has a commit`, 'commits', index, 'sessionId')
    else if (committed.has(sessionId)) wrong('is a session that another commit ended', 'commits', index, 'sessionId')
    if (parentId !== null && !before.has(parentId)) wrong('is no commit that stands before this one in the document', 'commits', index, 'parentId')
    committed.add(sessionId)
    before.add(own)
  }
}
