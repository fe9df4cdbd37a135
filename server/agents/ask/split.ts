import type { TurnKind } from '../../ports/language-model.ts'
import type { AgentAnswer, AgentQuestion, AnsweredBy } from '../agent.ts'
import type { Asking } from './asking.ts'

type Option = AgentQuestion['options'][number]

/** Smaller turns to offer instead of one whose answer did not fit, by what the turn was for. */
const smaller: Readonly<Record<TurnKind, readonly { readonly label: string; readonly words: string }[]>> = {
  plan: [
    { label: 'Only the milestones', words: 'Only the milestones for now, without sub-tasks, each in one sentence.' },
    { label: 'Fewer milestones', words: 'With at most three milestones.' },
  ],
  decompose: [{ label: 'Fewer sub-tasks', words: 'With at most five sub-tasks, each with a short description.' }],
  edit: [{ label: 'The first part', words: 'Only the first part for now: at most 20 changes, the most important first. Say what is left.' }],
  route: [],
  ask: [{ label: 'In short', words: 'In at most five sentences.' }],
}

const longestMessage = 90_000

/** An answer that did not fit is not used at all: smaller turns are offered in its place. */
export function splitQuestion({ agent, request, message }: Asking, by: { readonly by?: AnsweredBy }): AgentAnswer {
  const options = smaller[request.kind].map(({ label, words }): Option => ({ label, message: `${message.slice(0, longestMessage)}\n\n${words}` }))
  const text = 'The answer is longer than the model may write at once. Shall I do a part of it?'
  return { kind: 'question', agent, reply: 'The answer was cut off before its end, so nothing of it was used.', question: { text, options }, ...by }
}
