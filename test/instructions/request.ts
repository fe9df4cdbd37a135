import type { AgentRequest } from '../../server/agents/agent.ts'
import { portal, today } from './plan.ts'

/** A request as the turn would make it, on the corpus plan. */
export const requestOf = (message: string, part: Partial<AgentRequest> = {}): AgentRequest => ({
  message,
  mode: null,
  taskId: null,
  plan: portal,
  head: part.plan ?? portal,
  proposal: null,
  earlier: [],
  commits: [],
  refused: [],
  today,
  user: 'Robin',
  options: { maxMilestones: 6 },
  modelling: null,
  ...part,
})
