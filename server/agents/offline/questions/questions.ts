import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import type { Token } from '../language/tokens.ts'

export function answerQuestion(request: AgentRequest, tokens: readonly Token[]): AgentAnswer | undefined {
  return request && tokens ? undefined : undefined
}

export const looksLikeQuestion = (tokens: readonly Token[]): boolean => tokens.at(-1)?.key === '?'
