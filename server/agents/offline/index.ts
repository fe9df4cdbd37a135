import type { Agent, AgentAnswer, AgentRequest } from '../agent.ts'
import { answerOffline, type PlanTemplates } from './router.ts'

export { answerOffline, understoodWithoutDoubt, type PlanTemplates } from './router.ts'

/** The agent that needs no network: rules and templates behind the same face as a model. */
export function offlineAgent(templates: PlanTemplates): Agent {
  return {
    name: 'offline',
    async *respond(request: AgentRequest, signal: AbortSignal) {
      signal.throwIfAborted()
      const answer: AgentAnswer = answerOffline(request, templates)
      if (answer.kind === 'draft') for (const entry of answer.draft.taskPatches) yield { kind: 'entry' as const, entry }
      if ('reply' in answer) yield { kind: 'text-delta' as const, text: answer.reply }
      yield { kind: 'answer' as const, answer }
    },
  }
}
