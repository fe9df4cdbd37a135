import type { Turn } from '../core/review/turn.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'

export interface NewTurn extends Pick<Turn, 'id' | 'projectId' | 'taskId' | 'mode' | 'message' | 'asked'> {
  readonly actor: Actor
}

/** A turn that has just begun: nothing is known but what was said, by whom and where. */
export const newTurn = (deps: Deps, { actor, ...said }: NewTurn): Turn => ({
  ...said,
  agent: null,
  status: 'running',
  reply: '',
  proposalId: null,
  problem: null,
  by: null,
  usage: null,
  operationIds: [],
  touched: [],
  created: [],
  question: null,
  author: actor.name,
  server: deps.turns.servers.self,
  createdAt: deps.clock.now(),
})
