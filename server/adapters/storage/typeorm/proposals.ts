import type { Proposal } from '../../../core/review/proposal.ts'
import type { StorageSession } from '../../../ports/storage.ts'
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts'
import { jsonText, parseJson, parseList } from './json-text.ts'
import { proposals, type ProposalRow } from './tables/proposal.ts'
import type { Parameter, Unit } from './unit.ts'
import { upsert, type Upsert } from './upsert.ts'

type Part = Pick<StorageSession, 'saveProposal' | 'findProposal' | 'listProposals' | 'findOpenProposal'>

/** Proposals, in the order in which they were first saved. */
export function proposalsPart(unit: Unit): Part {
  return {
    async saveProposal(proposal) {
      await upsert(unit, proposalUpsert, [proposalValues(proposal)])
    },
    async findProposal(id) {
      const [row] = await unit.select<ProposalRow>('SELECT * FROM "proposals" WHERE "id" = ?', [id])
      return row && proposalOfRow(row)
    },
    async listProposals(id, status, page) {
      const before = page.cursor === null ? Number.MAX_SAFE_INTEGER : decodeCursor('proposals', [0] as const, page.cursor)[0]
      const rows = await unit.select<ProposalRow>(
        `SELECT * FROM "proposals" WHERE "projectId" = ? AND "ordinal" < ?${status === null ? '' : ' AND "status" = ?'} ORDER BY "ordinal" DESC LIMIT ?`,
        [id, before, ...(status === null ? [] : [status]), page.limit + 1],
      )
      return pageOf(rows, page, { item: proposalOfRow, cursor: (row) => encodeCursor('proposals', [row.ordinal]) })
    },
    async findOpenProposal(id, taskId) {
      const [row] = await unit.select<ProposalRow>(
        `SELECT * FROM "proposals" WHERE "projectId" = ? AND "taskId" IS NOT DISTINCT FROM ? AND "status" = 'open' AND "parked" = FALSE
          ORDER BY "ordinal" DESC LIMIT 1`,
        [id, taskId],
      )
      return row && proposalOfRow(row)
    },
  }
}

const proposalUpsert: Upsert<ProposalRow> = {
  schema: proposals,
  columns: ['id', 'projectId', 'taskId', 'status', 'parked', 'operations', 'leftOut', 'revisions', 'details', 'createdAt', 'updatedAt'],
  key: ['id'],
  keep: [],
}

/** The values of a proposal's row, in the order of `proposalUpsert.columns`. */
function proposalValues(proposal: Proposal): Parameter[] {
  const { id, projectId, taskId, status, parked, operations, leftOut, revisions, createdAt, updatedAt, ...details } = proposal
  return [
    id,
    projectId,
    taskId,
    status,
    parked ? 1 : 0,
    jsonText(operations),
    jsonText(leftOut),
    jsonText(revisions),
    jsonText(details),
    createdAt,
    updatedAt,
  ]
}

type Details = Omit<
  Proposal,
  'id' | 'projectId' | 'taskId' | 'status' | 'parked' | 'operations' | 'leftOut' | 'revisions' | 'createdAt' | 'updatedAt'
>

/** The proposal of a row. The casts are held by `saveProposal`, the only writer of these rows. */
const proposalOfRow = (row: ProposalRow): Proposal => ({
  ...parseJson<Details>(row.details),
  id: row.id,
  projectId: row.projectId as Proposal['projectId'],
  taskId: row.taskId as Proposal['taskId'],
  status: row.status as Proposal['status'],
  parked: Boolean(row.parked),
  operations: parseList(row.operations),
  leftOut: parseList(row.leftOut),
  revisions: parseList(row.revisions),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})
