import { problem, type Problem } from '../../contract/problem.ts'
import { workspaceDocumentVersion, type WorkspaceDocument } from '../../contract/workspace-document.ts'
import { fail, ok, type Result } from '../../core/result.ts'
import type { WorkAction, WorkCommit, WorkSession, Workspace } from '../../core/work/work.ts'
import type { Page, PageRequest } from '../../ports/storage.ts'
import type { WorkJournal } from '../../ports/work-journal.ts'
import type { Deps } from '../deps.ts'
import { findWorkspace, newId } from './find.ts'

/** A workspace with everything in it, as one moment saw it. */
export const exportWorkspace =
  (deps: Deps) =>
  (reference: string): Promise<Result<WorkspaceDocument, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findWorkspace(session, reference)
      if (!found.ok) return found
      const workspace = found.value
      const sessions = await allOldestFirst((page) => session.listWorkSessions(workspace.id, null, page))
      const commits = await allOldestFirst((page) => session.listWorkCommits(workspace.id, page))
      const actions: WorkAction[] = []
      for (const { id } of sessions) actions.push(...(await session.listWorkActions(id)))
      return ok({
        format: 'planwright-workspace',
        formatVersion: workspaceDocumentVersion,
        exportedAt: deps.clock.now(),
        workspace,
        sessions,
        actions,
        commits: commits.map((commit) => ({ ...commit, criteria: [...commit.criteria] })),
      })
    })

async function allOldestFirst<Item>(list: (page: PageRequest) => Promise<Page<Item>>): Promise<Item[]> {
  const found: Item[] = []
  let cursor: string | null = null
  do {
    const page: Page<Item> = await list({ limit: 200, cursor })
    found.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return found.reverse()
}

export interface ImportWorkspace {
  readonly document: WorkspaceDocument
  /** What it is called here; without it, as in the document. */
  readonly name?: string
}

/** What an import came to. */
export interface ImportedWorkspace {
  readonly workspace: Workspace
  readonly sessions: number
  readonly actions: number
  readonly commits: number
}

/**
 * Takes a workspace in, whole or not at all. What has an id that is taken here gets another, and whatever refers to it
 * follows; links to plans stay as they were.
 */
export const importWorkspace =
  (deps: Deps) =>
  ({ document, name }: ImportWorkspace): Promise<Result<ImportedWorkspace, Problem>> =>
    deps.storage.write(async (session) => {
      const called = name ?? document.workspace.name
      if (await session.findWorkspace(called)) {
        const pointer = name === undefined ? '/workspace/name' : '/query/name'
        const errors = [{ pointer, detail: `“${called}” is there already; names are compared without regard to case` }]
        return fail(problem('validation', `There is a workspace “${called}” already. Import it under another name.`, { errors }))
      }
      const ids = await idsHere(deps, session, document)
      const { workspaceId } = ids
      const sessionId = (id: string): string => ids.sessions.get(id) ?? id
      const commitId = (id: string): string => ids.commits.get(id) ?? id
      const workspace: Workspace = { ...(document.workspace as Workspace), id: workspaceId, name: called }
      await session.saveWorkspace(workspace)
      for (const each of document.sessions) await session.saveWorkSession({ ...(each as WorkSession), id: sessionId(each.id), workspaceId })
      for (const each of document.actions) {
        await session.addWorkAction({ ...each, id: ids.actions.get(each.id) ?? each.id, sessionId: sessionId(each.sessionId) })
      }
      for (const each of document.commits) {
        await session.addWorkCommit({
          ...(each as unknown as WorkCommit),
          id: commitId(each.id),
          workspaceId,
          sessionId: sessionId(each.sessionId),
          parentId: each.parentId === null ? null : commitId(each.parentId),
        })
      }
      return ok({ workspace, sessions: document.sessions.length, actions: document.actions.length, commits: document.commits.length })
    })

/** What is called otherwise here than in the document, by kind. */
interface IdsHere {
  readonly workspaceId: string
  readonly sessions: ReadonlyMap<string, string>
  readonly actions: ReadonlyMap<string, string>
  readonly commits: ReadonlyMap<string, string>
}

type Kind = Parameters<typeof newId>[1]
type IsTaken = (id: string) => Promise<unknown>

async function idsHere(deps: Deps, journal: WorkJournal, { workspace, sessions, actions, commits }: WorkspaceDocument): Promise<IdsHere> {
  const renamed = async (kind: Kind, all: readonly { readonly id: string }[], isTaken: IsTaken): Promise<ReadonlyMap<string, string>> => {
    const others = new Set(all.map(({ id }) => id))
    const ids = new Map<string, string>()
    for (const { id } of all) {
      if ((await isTaken(id)) === undefined) continue
      let fresh = newId(deps, kind)
      while (others.has(fresh) || (await isTaken(fresh)) !== undefined) fresh = newId(deps, kind)
      others.add(fresh)
      ids.set(id, fresh)
    }
    return ids
  }
  // The id of a workspace must not be the name of another either: both are looked up alike.
  const spaces = await renamed('ws', [workspace], (id) => journal.findWorkspace(id))
  return {
    workspaceId: spaces.get(workspace.id) ?? workspace.id,
    sessions: await renamed('session', sessions, (id) => journal.findWorkSession(id)),
    actions: await renamed('action', actions, (id) => journal.findWorkAction(id)),
    commits: await renamed('commit', commits, (id) => journal.findWorkCommit(id)),
  }
}
