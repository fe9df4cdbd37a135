import type { TaskId } from '../../core/plan/task.ts'
import type { AgentRequest, EarlierTurn } from '../agent.ts'
import { cut, defuse, onLine } from '../prompts/fence.ts'
import { estimateTokens } from '../../core/tokens.ts'
import type { Handles } from '../wire/handles.ts'

/** So many handles a note names before it only counts. */
const mostNamed = 20

/** What an agent answered in an earlier turn, as the model is reminded of it: its words, and what it proposed. */
export function noteOf({ reply, created, touched, question }: EarlierTurn, handles: Handles): string {
  const changed = touched.filter((id) => !created.includes(id))
  const named = (word: string, ids: readonly TaskId[]): readonly string[] => {
    if (ids.length === 0) return []
    const known = ids.length <= mostNamed ? ids.filter((id) => handles.ids.includes(id)) : []
    return [`${word} ${known.length === ids.length ? known.map((id) => handles.handleOf(id)).join(',') : `${ids.length} tasks`}`]
  }
  const did = [...named('created', created), ...named('changed', changed)]
  const asked = question ? [question.text, ...question.options.slice(0, 8).map(({ label }) => `- ${onLine(label, 120)}`)].join('\n') : ''
  const words = shortened([reply, reply.includes(asked) ? '' : asked].filter((text) => text !== '').join('\n'))
  return [words === '' ? '(no words)' : defuse(words), ...(did.length > 0 ? [`[proposed: ${did.join('; ')}]`] : [])].join('\n')
}

/** Long answers are remembered by their beginning: the plan itself holds what came of them. */
const longestReply = 1_200
const shortened = (text: string): string => (text.length <= longestReply ? text.trim() : `${cut(text, longestReply).trim()}…`)

/**
 * Turns too far back to be told word for word, a line each: what was asked, and in counts what was proposed and what of
 * it is in the plan now. At most about so many tokens: of turns before that only the number is told. The plan itself is
 * never summarised.
 */
export function summaryOf(turns: readonly EarlierTurn[], { head, plan }: Pick<AgentRequest, 'head' | 'plan'>, tokens: number): string {
  const lines: string[] = []
  let left = tokens
  for (let at = turns.length - 1; at >= 0; at -= 1) {
    const turn = turns[at] as EarlierTurn
    const line = `- “${onLine(turn.message, 100)}”: ${outcomeOf(turn, { head, plan })}`
    left -= estimateTokens(line) + 1
    if (left < 0) return [`${at + 1} turns before these`, ...lines].join('\n')
    lines.unshift(line)
  }
  return lines.join('\n')
}

function outcomeOf({ created, touched, question, reply }: EarlierTurn, { head, plan }: Pick<AgentRequest, 'head' | 'plan'>): string {
  const changed = touched.filter((id) => !created.includes(id)).length
  if (created.length + changed === 0) return question ? `asked back “${onLine(question.text, 100)}”` : `answered “${onLine(reply, 100)}”`
  const accepted = created.filter((id) => head.tasks.has(id)).length
  const open = created.filter((id) => !head.tasks.has(id) && plan.tasks.has(id)).length
  const gone = created.length - accepted - open
  const states = [
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    ...(open > 0 ? [`${open} still proposed`] : []),
    ...(gone > 0 ? [`${gone} not taken`] : []),
  ]
  return [...(created.length > 0 ? [`created ${created.length} (${states.join(', ')})`] : []), ...(changed > 0 ? [`changed ${changed}`] : [])].join(
    ', ',
  )
}
