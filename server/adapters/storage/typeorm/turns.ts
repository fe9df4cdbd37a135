import type { ProjectId, TaskId } from '../../../core/plan/task.ts'
import type { Turn } from '../../../core/review/turn.ts'
import type { StorageSession } from '../../../ports/storage.ts'
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts'
import { jsonText, parseJson } from './json-text.ts'
import { turns, type TurnRow } from './tables/turn.ts'
import type { Parameter, Unit } from './unit.ts'
import { upsert, type Upsert } from './upsert.ts'

type Part = Pick<StorageSession, 'saveTurn' | 'findTurn' | 'listTurns' | 'lastTurns' | 'findRunningTurns'>

/** Turns, in the order in which they were first saved: two of one millisecond keep theirs. */
export function turnsPart(unit: Unit): Part {
  return {
    async saveTurn(turn) {
      await upsert(unit, turnUpsert, [turnValues(turn)])
    },
    async findTurn(id) {
      const [row] = await unit.select<TurnRow>('SELECT * FROM "turns" WHERE "id" = ?', [id])
      return row && turnOfRow(row)
    },
    async listTurns(id, taskId, page) {
      const after = page.cursor === null ? 0 : decodeCursor('turns', [0] as const, page.cursor)[0]
      const rows = await conversation(unit, id, taskId, 'AND "ordinal" > ? ORDER BY "ordinal" LIMIT ?', [after, page.limit + 1])
      return pageOf(rows, page, { item: turnOfRow, cursor: (row) => encodeCursor('turns', [row.ordinal]) })
    },
    async lastTurns(id, taskId, limit) {
      const rows = await conversation(unit, id, taskId, 'ORDER BY "ordinal" DESC LIMIT ?', [Math.max(0, limit)])
      return rows.map(turnOfRow).reverse()
    },
    async findRunningTurns() {
      const rows = await unit.select<TurnRow>(`SELECT * FROM "turns" WHERE "status" = 'running' ORDER BY "ordinal"`)
      return rows.map(turnOfRow)
    },
  }
}

const conversation = (unit: Unit, id: ProjectId, taskId: TaskId | null, rest: string, parameters: Parameter[]): Promise<readonly TurnRow[]> =>
  unit.select<TurnRow>(`SELECT * FROM "turns" WHERE "projectId" = ? AND "taskId" IS NOT DISTINCT FROM ? ${rest}`, [id, taskId, ...parameters])

const turnUpsert: Upsert<TurnRow> = {
  schema: turns,
  columns: ['id', 'projectId', 'taskId', 'status', 'details', 'createdAt'],
  key: ['id'],
  keep: [],
}

/** The values of a turn's row, in the order of `turnUpsert.columns`. */
function turnValues({ id, projectId, taskId, status, createdAt, ...details }: Turn): Parameter[] {
  return [id, projectId, taskId, status, jsonText(details), createdAt]
}

type Columns = 'id' | 'projectId' | 'taskId' | 'status' | 'createdAt'
/** Turns of before there were models say nothing of these. */
type Later = 'by' | 'asked'
type Details = Omit<Turn, Columns | Later> & Partial<Pick<Turn, Later>>

/** The turn of a row. The casts are held by `saveTurn`, the only writer of these rows. */
const turnOfRow = (row: TurnRow): Turn => ({
  by: null,
  asked: {},
  ...parseJson<Details>(row.details),
  id: row.id,
  projectId: row.projectId as Turn['projectId'],
  taskId: row.taskId as Turn['taskId'],
  status: row.status as Turn['status'],
  createdAt: row.createdAt,
})
