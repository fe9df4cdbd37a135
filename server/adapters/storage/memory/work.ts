import type { WorkAction, WorkCommit, WorkSession, Workspace } from '../../../core/work/work.ts'
import type { Page, PageRequest } from '../../../ports/storage.ts'
import type { WorkJournal } from '../../../ports/work-journal.ts'
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts'
import { fold } from '../fold.ts'
import type { Journal } from './journal.ts'
import { nextOf } from './counters.ts'
import type { Numbered, State } from './state.ts'

/** The journal of work; `journal` is what takes a failed unit back. */
export function workPart(state: State, journal: Journal): WorkJournal {
  const save = <Value extends { readonly id: string }>(map: Map<string, Numbered<Value>>, value: Value): void => {
    const ordinal = map.get(value.id)?.ordinal ?? nextOf(state, journal, 'ordinal')
    journal.put(map, value.id, { ordinal, value })
  }
  const inOrder = <Value>(map: ReadonlyMap<string, Numbered<Value>>): readonly Numbered<Value>[] =>
    [...map.values()].sort((a, b) => a.ordinal - b.ordinal)
  const newestFirst = <Value>(
    map: ReadonlyMap<string, Numbered<Value>>,
    list: string,
    page: PageRequest,
    isMeant: (value: Value) => boolean,
  ): Page<Value> => {
    const before = page.cursor === null ? Infinity : decodeCursor(list, [0] as const, page.cursor)[0]
    const rows = inOrder(map)
      .filter(({ ordinal, value }) => ordinal < before && isMeant(value))
      .reverse()
      .slice(0, page.limit + 1)
    return pageOf(rows, page, { item: ({ value }) => value, cursor: ({ ordinal }) => encodeCursor(list, [ordinal]) })
  }
  return {
    async saveWorkspace(workspace: Workspace) {
      save(state.workspaces, workspace)
    },
    async findWorkspace(reference) {
      return inOrder(state.workspaces).find(({ value }) => value.id === reference || fold(value.name) === fold(reference))?.value
    },
    async listWorkspaces() {
      return inOrder(state.workspaces).map(({ value }) => value)
    },
    async saveWorkSession(session: WorkSession) {
      save(state.workSessions, session)
    },
    async findWorkSession(id) {
      return state.workSessions.get(id)?.value
    },
    async listWorkSessions(workspaceId, status, page) {
      return newestFirst(
        state.workSessions,
        'work-sessions',
        page,
        (each) => each.workspaceId === workspaceId && (status === null || each.status === status),
      )
    },
    async addWorkAction(action: WorkAction) {
      save(state.workActions, action)
    },
    async findWorkAction(id) {
      return state.workActions.get(id)?.value
    },
    async listWorkActions(sessionId) {
      return inOrder(state.workActions).flatMap(({ value }) => (value.sessionId === sessionId ? [value] : []))
    },
    async addWorkCommit(commit: WorkCommit) {
      save(state.workCommits, commit)
    },
    async findWorkCommit(id) {
      return state.workCommits.get(id)?.value
    },
    async listWorkCommits(workspaceId, page) {
      return newestFirst(state.workCommits, 'work-commits', page, (each) => each.workspaceId === workspaceId)
    },
  }
}
