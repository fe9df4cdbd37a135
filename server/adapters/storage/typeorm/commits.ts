import { taskIdOf, type Commit } from '../../../core/patch/operation.ts'
import type { Plan } from '../../../core/plan/plan.ts'
import type { TaskId } from '../../../core/plan/task.ts'
import { fail, ok } from '../../../core/result.ts'
import type { LoggedCommit, StorageSession } from '../../../ports/storage.ts'
import { beyondLast, decodeCursor, encodeCursor, pageOf } from '../cursor.ts'
import { jsonText, parseJson } from './json-text.ts'
import { progressColumns, progressValues, projectFieldColumns, projectFieldValues } from './project-row.ts'
import { rootProgressAfter } from './progress.ts'
import type { CommitRow } from './tables/commit.ts'
import { taskUpsert, taskValues } from './task-row.ts'
import { inChunks } from './chunks.ts'
import type { Parameter, Unit } from './unit.ts'
import { upsert } from './upsert.ts'

type Part = Pick<StorageSession, 'append' | 'findCommit' | 'listCommits' | 'readCommits' | 'readLog' | 'lastPosition'>

/** The log of commits, and its effect on the heads. */
export function commitsPart(unit: Unit): Part {
  return {
    async append(commit, before, after) {
      if (!(await advanceHead(unit, commit, before, after))) return fail({ headVersion: await headVersion(unit, commit) })
      const position = await nextPosition(unit)
      await unit.change(insertCommit, [
        position,
        commit.projectId,
        commit.version,
        commit.patchId,
        commit.proposalId,
        commit.source,
        commit.message,
        jsonText(commit.author),
        jsonText(commit.operations),
        commit.at,
      ])
      await project(unit, commit, before, after)
      await unit.pokeOthers()
      return ok({ position, commit })
    },
    async findCommit(id, version) {
      const [row] = await unit.select<CommitRow>('SELECT * FROM "commits" WHERE "projectId" = ? AND "version" = ?', [id, version])
      return row && commitOfRow(row)
    },
    async listCommits(id, page) {
      const before = page.cursor === null ? beyondLast : decodeCursor('commits', [0] as const, page.cursor)[0]
      const rows = await unit.select<CommitRow>('SELECT * FROM "commits" WHERE "projectId" = ? AND "version" < ? ORDER BY "version" DESC LIMIT ?', [
        id,
        before,
        page.limit + 1,
      ])
      return pageOf(rows, page, { item: commitOfRow, cursor: (row) => encodeCursor('commits', [row.version]) })
    },
    async readCommits(id, after, upTo, limit) {
      const rows = await unit.select<CommitRow>(
        'SELECT * FROM "commits" WHERE "projectId" = ? AND "version" > ? AND "version" <= ? ORDER BY "version" LIMIT ?',
        [id, Math.min(after, beyondLast), Math.min(upTo, beyondLast), limit],
      )
      return rows.map(commitOfRow)
    },
    async readLog(after, limit) {
      const rows = await unit.select<CommitRow>('SELECT * FROM "commits" WHERE "position" > ? ORDER BY "position" LIMIT ?', [
        Math.min(after, beyondLast),
        limit,
      ])
      return rows.map(commitOfRow)
    },
    async lastPosition() {
      const [row] = await unit.select<{ value: number }>(`SELECT "value" FROM "counters" WHERE "name" = 'position'`)
      return Number(row?.value ?? 0)
    },
  }
}

const list = (columns: readonly string[]): string => columns.map((column) => `"${column}" = ?`).join(', ')
const advance = `UPDATE "projects" SET "version" = ?, "updatedAt" = ?, ${list(progressColumns)}`
const advanceWithFields = `${advance}, ${list(projectFieldColumns)}`
const whereHead = 'WHERE "id" = ? AND "version" = ?'

const insertCommit = `INSERT INTO "commits"
  ("position", "projectId", "version", "patchId", "proposalId", "source", "message", "author", "operations", "at")
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Compares and sets the head in one statement, so that it holds on a database with many writers too. */
async function advanceHead(unit: Unit, commit: Commit, before: Plan, after: Plan): Promise<boolean> {
  const fieldsChanged = after.project !== before.project
  const changed = await unit.change(`${fieldsChanged ? advanceWithFields : advance} ${whereHead}`, [
    commit.version,
    commit.at,
    ...progressValues(rootProgressAfter(before, after, touchedBy(commit))),
    ...(fieldsChanged ? projectFieldValues(after.project) : []),
    commit.projectId,
    commit.version - 1,
  ])
  return changed === 1
}

async function headVersion(unit: Unit, { projectId }: Commit): Promise<number> {
  const [row] = await unit.select<{ version: number }>('SELECT "version" FROM "projects" WHERE "id" = ?', [projectId])
  if (!row) throw new Error(`no project ${projectId} to append to`)
  return row.version
}

async function nextPosition(unit: Unit): Promise<number> {
  const [row] = await unit.changeReturning<{ value: number }>(
    `UPDATE "counters" SET "value" = "value" + 1 WHERE "name" = 'position' RETURNING "value"`,
  )
  if (!row) throw new Error('the counter of positions is gone from the database')
  return Number(row.value)
}

/** The tasks of a commit; only they can differ, so a plan of 10,000 is not compared for one. */
const touchedBy = (commit: Commit): readonly TaskId[] => [...new Set(commit.operations.map(taskIdOf))].filter((id) => id !== null)

/** Writes the effect of a commit to the task table. */
async function project(unit: Unit, commit: Commit, before: Plan, after: Plan): Promise<void> {
  const gone: TaskId[] = []
  const rows: (readonly Parameter[])[] = []
  for (const id of touchedBy(commit)) {
    const task = after.tasks.get(id)
    if (!task && before.tasks.has(id)) gone.push(id)
    if (task && task !== before.tasks.get(id)) rows.push(taskValues(commit.projectId, task, commit.at))
  }
  for (const ids of inChunks(gone)) await unit.change(deleteTasks(ids.length), [commit.projectId, ...ids])
  await upsert(unit, taskUpsert, rows)
}

const deleteTasks = (count: number): string =>
  `DELETE FROM "tasks" WHERE "projectId" = ? AND "id" IN (${Array.from({ length: count }, () => '?').join(', ')})`

/** The commit of a row. The casts are held by `append`, the only writer of these rows. */
const commitOfRow = (row: CommitRow): LoggedCommit => ({
  position: row.position,
  commit: {
    projectId: row.projectId as Commit['projectId'],
    version: row.version,
    patchId: row.patchId,
    proposalId: row.proposalId,
    operations: parseJson(row.operations),
    author: parseJson(row.author),
    source: row.source as Commit['source'],
    message: row.message,
    at: row.at,
  },
})
