import type { Proposal, ReviewedOperation } from '../../../core/review/proposal.ts'
import type { StorageSession } from '../../../ports/storage.ts'
import { beyondLast, decodeCursor, encodeCursor, pageOf } from '../cursor.ts'
import { jsonText, parseJson, parseList } from './json-text.ts'
import { proposals, type ProposalRow } from './tables/proposal.ts'
import type { Parameter, Unit } from './unit.ts'
import { upsert, type Upsert } from './upsert.ts'

type Part = Pick<StorageSession, 'saveProposal' | 'findProposal' | 'listProposals' | 'listAllProposals' | 'findOpenProposal'>

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
      const before = page.cursor === null ? beyondLast : decodeCursor('proposals', [0] as const, page.cursor)[0]
      const rows = await unit.select<ProposalRow>(
        `SELECT * FROM "proposals" WHERE "projectId" = ? AND "ordinal" < ?${status === null ? '' : ' AND "status" = ?'} ORDER BY "ordinal" DESC LIMIT ?`,
        [id, before, ...(status === null ? [] : [status]), page.limit + 1],
      )
      return pageOf(rows, page, { item: proposalOfRow, cursor: (row) => encodeCursor('proposals', [row.ordinal]) })
    },
    async listAllProposals(status, page) {
      const before = page.cursor === null ? beyondLast : decodeCursor('all-proposals', [0] as const, page.cursor)[0]
      const rows = await unit.select<ProposalRow & { projectTitle: string; headVersion: number }>(
        `SELECT "proposals".*, "projects"."title" AS "projectTitle", "projects"."version" AS "headVersion"
          FROM "proposals" JOIN "projects" ON "projects"."id" = "proposals"."projectId"
          WHERE "projects"."deletedAt" IS NULL AND "proposals"."ordinal" < ?${status === null ? '' : ' AND "proposals"."status" = ?'}
          ORDER BY "proposals"."ordinal" DESC LIMIT ?`,
        [before, ...(status === null ? [] : [status]), page.limit + 1],
      )
      return pageOf(rows, page, {
        item: (row) => ({ proposal: proposalOfRow(row), projectTitle: row.projectTitle, headVersion: row.headVersion }),
        cursor: (row) => encodeCursor('all-proposals', [row.ordinal]),
      })
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

/** Rows of an earlier release know nothing of what was applied, nor of what was only unticked. */
type Stored<Value, Newer extends keyof Value> = Omit<Value, Newer> & Partial<Pick<Value, Newer>>

const withApplied = (details: Stored<Details, 'applied'>): Details => ({ ...details, applied: details.applied ?? [] })
const withUnticked = (item: Stored<ReviewedOperation, 'unticked'>): ReviewedOperation => ({ ...item, unticked: item.unticked ?? false })

/** The proposal of a row. The casts are held by `saveProposal`, the only writer of these rows. */
const proposalOfRow = (row: ProposalRow): Proposal => ({
  ...withApplied(parseJson(row.details)),
  id: row.id,
  projectId: row.projectId as Proposal['projectId'],
  taskId: row.taskId as Proposal['taskId'],
  status: row.status as Proposal['status'],
  parked: Boolean(row.parked),
  operations: parseList<Stored<ReviewedOperation, 'unticked'>>(row.operations).map(withUnticked),
  leftOut: parseList(row.leftOut),
  revisions: parseList(row.revisions),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})
