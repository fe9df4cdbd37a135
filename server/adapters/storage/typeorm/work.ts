import type { WorkAction, WorkCommit, WorkSession, Workspace } from '../../../core/work/work.ts'
import type { WorkJournal } from '../../../ports/work-journal.ts'
import { beyondLast, decodeCursor, encodeCursor, pageOf } from '../cursor.ts'
import { fold } from '../fold.ts'
import { jsonText, parseJson } from './json-text.ts'
import { workSessions, workSpaces, type WorkActionRow, type WorkCommitRow, type WorkSessionRow, type WorkspaceRow } from './tables/work.ts'
import type { Unit } from './unit.ts'
import { upsert, type Upsert } from './upsert.ts'

/** The journal of work, in the order in which things were first saved. */
export function workPart(unit: Unit): WorkJournal {
  return {
    async saveWorkspace(workspace) {
      await upsert(unit, spaceUpsert, [[workspace.id, fold(workspace.name), jsonText(workspace)]])
    },
    async findWorkspace(reference) {
      const [row] = await unit.select<WorkspaceRow>('SELECT * FROM "work_spaces" WHERE "id" = ? OR "nameKey" = ? ORDER BY "ordinal" LIMIT 1', [
        reference,
        fold(reference),
      ])
      return row && parseJson<Workspace>(row.details)
    },
    async listWorkspaces() {
      const rows = await unit.select<WorkspaceRow>('SELECT * FROM "work_spaces" ORDER BY "ordinal"')
      return rows.map((row) => parseJson<Workspace>(row.details))
    },
    async saveWorkSession(session) {
      await upsert(unit, sessionUpsert, [[session.id, session.workspaceId, session.status, jsonText(session)]])
    },
    async findWorkSession(id) {
      const [row] = await unit.select<WorkSessionRow>('SELECT * FROM "work_sessions" WHERE "id" = ?', [id])
      return row && parseJson<WorkSession>(row.details)
    },
    async listWorkSessions(workspaceId, status, page) {
      const before = page.cursor === null ? beyondLast : decodeCursor('work-sessions', [0] as const, page.cursor)[0]
      const rows = await unit.select<WorkSessionRow>(
        `SELECT * FROM "work_sessions" WHERE "workspaceId" = ? AND "ordinal" < ?${status === null ? '' : ' AND "status" = ?'} ORDER BY "ordinal" DESC LIMIT ?`,
        [workspaceId, before, ...(status === null ? [] : [status]), page.limit + 1],
      )
      return pageOf(rows, page, {
        item: (row) => parseJson<WorkSession>(row.details),
        cursor: (row) => encodeCursor('work-sessions', [row.ordinal]),
      })
    },
    async addWorkAction(action) {
      await unit.change('INSERT INTO "work_actions" ("id", "sessionId", "details") VALUES (?, ?, ?)', [action.id, action.sessionId, jsonText(action)])
    },
    async findWorkAction(id) {
      const [row] = await unit.select<WorkActionRow>('SELECT * FROM "work_actions" WHERE "id" = ?', [id])
      return row && parseJson<WorkAction>(row.details)
    },
    async listWorkActions(sessionId) {
      const rows = await unit.select<WorkActionRow>('SELECT * FROM "work_actions" WHERE "sessionId" = ? ORDER BY "ordinal"', [sessionId])
      return rows.map((row) => parseJson<WorkAction>(row.details))
    },
    async addWorkCommit(commit) {
      await unit.change('INSERT INTO "work_commits" ("id", "workspaceId", "details") VALUES (?, ?, ?)', [
        commit.id,
        commit.workspaceId,
        jsonText(commit),
      ])
    },
    async findWorkCommit(id) {
      const [row] = await unit.select<WorkCommitRow>('SELECT * FROM "work_commits" WHERE "id" = ?', [id])
      return row && parseJson<WorkCommit>(row.details)
    },
    async listWorkCommits(workspaceId, page) {
      const before = page.cursor === null ? beyondLast : decodeCursor('work-commits', [0] as const, page.cursor)[0]
      const rows = await unit.select<WorkCommitRow>(
        'SELECT * FROM "work_commits" WHERE "workspaceId" = ? AND "ordinal" < ? ORDER BY "ordinal" DESC LIMIT ?',
        [workspaceId, before, page.limit + 1],
      )
      return pageOf(rows, page, {
        item: (row) => parseJson<WorkCommit>(row.details),
        cursor: (row) => encodeCursor('work-commits', [row.ordinal]),
      })
    },
  }
}

const spaceUpsert: Upsert<WorkspaceRow> = { schema: workSpaces, columns: ['id', 'nameKey', 'details'], key: ['id'], keep: [] }
const sessionUpsert: Upsert<WorkSessionRow> = { schema: workSessions, columns: ['id', 'workspaceId', 'status', 'details'], key: ['id'], keep: [] }
