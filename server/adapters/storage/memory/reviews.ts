import type { ProjectId, TaskId } from '../../../core/plan/task.ts'
import type { Turn } from '../../../core/review/turn.ts'
import type { StorageSession } from '../../../ports/storage.ts'
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts'
import { nextOf } from './counters.ts'
import type { Journal } from './journal.ts'
import type { Numbered, State } from './state.ts'

type Part = Pick<
  StorageSession,
  | 'saveProposal'
  | 'findProposal'
  | 'listProposals'
  | 'listAllProposals'
  | 'findOpenProposal'
  | 'saveTurn'
  | 'findTurn'
  | 'listTurns'
  | 'lastTurns'
  | 'findRunningTurns'
>

/** Proposals and the turns that shaped them, both in the order in which they were first saved. */
export function reviewsPart(state: State, journal: Journal): Part {
  const save = <Value extends { readonly id: string; readonly projectId: ProjectId | null }>(
    map: Map<string, Numbered<Value>>,
    value: Value,
  ): void => {
    if (value.projectId !== null && !state.projects.has(value.projectId)) throw new Error(`no project ${value.projectId} to save this for`)
    journal.put(map, value.id, { ordinal: map.get(value.id)?.ordinal ?? nextOf(state, journal, 'ordinal'), value })
  }
  const proposalsOf = (id: ProjectId) => newestFirst(state.proposals).filter(({ value }) => value.projectId === id)
  const conversation = (id: ProjectId, taskId: TaskId | null): Numbered<Turn>[] =>
    newestFirst(state.turns)
      .filter(({ value }) => value.projectId === id && value.taskId === taskId)
      .reverse()
  return {
    async saveProposal(proposal) {
      save(state.proposals, proposal)
    },
    async findProposal(id) {
      return state.proposals.get(id)?.value
    },
    async listProposals(id, status, page) {
      const before = page.cursor === null ? Infinity : decodeCursor('proposals', [0] as const, page.cursor)[0]
      const rows = proposalsOf(id).filter(({ ordinal, value }) => ordinal < before && (status === null || value.status === status))
      return pageOf(rows, page, { item: (row) => row.value, cursor: (row) => encodeCursor('proposals', [row.ordinal]) })
    },
    async listAllProposals(status, page) {
      const before = page.cursor === null ? Infinity : decodeCursor('all-proposals', [0] as const, page.cursor)[0]
      const rows = newestFirst(state.proposals).flatMap(({ ordinal, value }) => {
        const project = state.projects.get(value.projectId)?.value
        if (!project || project.times.deletedAt !== null || ordinal >= before || (status !== null && value.status !== status)) return []
        const { plan } = project
        return [{ ordinal, value: { proposal: value, projectTitle: plan.project.title, headVersion: plan.version } }]
      })
      return pageOf(rows, page, { item: (row) => row.value, cursor: (row) => encodeCursor('all-proposals', [row.ordinal]) })
    },
    async findOpenProposal(id, taskId) {
      return proposalsOf(id).find(({ value }) => value.taskId === taskId && value.status === 'open' && !value.parked)?.value
    },
    async saveTurn(turn) {
      save(state.turns, turn)
    },
    async findTurn(id) {
      return state.turns.get(id)?.value
    },
    async listTurns(id, taskId, page) {
      const after = page.cursor === null ? 0 : decodeCursor('turns', [0] as const, page.cursor)[0]
      const rows = conversation(id, taskId).filter(({ ordinal }) => ordinal > after)
      return pageOf(rows, page, { item: (row) => row.value, cursor: (row) => encodeCursor('turns', [row.ordinal]) })
    },
    async lastTurns(id, taskId, limit) {
      return limit > 0
        ? conversation(id, taskId)
            .slice(-limit)
            .map(({ value }) => value)
        : []
    },
    async findRunningTurns() {
      return newestFirst(state.turns)
        .reverse()
        .map(({ value }) => value)
        .filter(({ status }) => status === 'running')
    },
  }
}

const newestFirst = <Value>(map: ReadonlyMap<string, Numbered<Value>>): Numbered<Value>[] => [...map.values()].sort((a, b) => b.ordinal - a.ordinal)
