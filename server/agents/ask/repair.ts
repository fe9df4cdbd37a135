import type { ModelMessage, ModelRef, ModelRequest } from '../../ports/language-model.ts'
import type { Judged } from './judge.ts'

/** So much of a bad answer is shown to the model again. */
const longestAnswer = 40_000

/** A request that gives a bad answer back to the model it came from. What was sent so far stays as it was. */
export function repairRequest(request: ModelRequest, answer: string, judged: Judged, from: ModelRef | null, mostIssues: number): ModelRequest {
  const shown = answer.length > longestAnswer ? `${answer.slice(0, longestAnswer).toWellFormed()}…` : answer.toWellFormed()
  const messages: readonly ModelMessage[] = [
    ...request.messages,
    // No provider takes an empty message.
    { role: 'assistant', text: shown.trim() === '' ? '(nothing)' : shown, toolCalls: [] },
    { role: 'user', text: repairText(judged, mostIssues) },
  ]
  return { ...request, messages, only: from ?? request.only }
}

function repairText({ issues, decoded }: Judged, most: number): string {
  const lines = issues.slice(0, most).map(({ path, message }, index) => `${index + 1}. ${path}: ${message}`)
  if (issues.length > most) lines.push(`… and ${issues.length - most} more of the kind.`)
  return [
    'That answer cannot be used as it is. What is wrong with it:',
    ...lines,
    ...(decoded ? [`Tasks that may be named: ${decoded.references.allowed()}.`] : []),
    'Return the whole answer again as one JSON object: all that was right, unchanged, and these things put right. No words before or after it.',
  ].join('\n')
}
