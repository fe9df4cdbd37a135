import type { ModelMessage, ModelRequest, ToolCall } from '../../ports/language-model.ts'
import type { AgentPart } from '../agent.ts'
import type { Asking, AskLimits } from './asking.ts'
import { hear, type Heard, type Tries } from './hear.ts'

/** An answer with the request it answers: what tools gave back stands in it. */
export interface Conversed {
  readonly heard: Heard
  readonly request: ModelRequest
}

const lastOne = '\n\nNothing more can be looked up in this turn: answer now.'

/** Asks, and answers the model's calls of tools, so often and so much as the limits say, until it answers itself. */
export async function* converse(
  asking: Asking,
  first: ModelRequest,
  tries: Tries,
  limits: AskLimits,
  signal: AbortSignal,
): AsyncGenerator<AgentPart, Conversed> {
  let request = first
  let left = limits.toolCalls
  for (let round = 1; ; round += 1) {
    const heard = yield* hear(asking, request, tries, limits.answer, signal)
    const finished = 'finish' in heard.end && heard.end.finish !== 'length'
    if (!finished || heard.calls.length === 0 || signal.aborted) return { heard, request }
    if (round > limits.toolRounds)
      return { heard: { ...heard, end: { error: { kind: 'semantic_invalid', message: 'The model went on looking things up.' } } }, request }
    const answers: ModelMessage[] = []
    for (const [index, call] of heard.calls.entries()) {
      const answer = left > 0 ? await answerOf(asking, call) : 'Not looked up.'
      left -= 1
      const isLast = index === heard.calls.length - 1 && (round === limits.toolRounds || left <= 0)
      answers.push({ role: 'tool', callId: call.id, name: call.name, text: cut(answer, limits.toolAnswer) + (isLast ? lastOne : '') })
    }
    request = {
      ...request,
      messages: [...request.messages, { role: 'assistant', text: heard.text, toolCalls: heard.calls }, ...answers],
      only: heard.from,
    }
  }
}

async function answerOf({ request, runTool }: Asking, call: ToolCall): Promise<string> {
  if (!request.tools.some(({ name }) => name === call.name))
    return `There is no tool of that name; there are ${request.tools.map(({ name }) => name).join(', ') || 'none'}.`
  try {
    return await runTool(call)
  } catch {
    // Whatever a model passes to a tool, the turn goes on: the model can ask another way, or answer without.
    return 'This could not be looked up.'
  }
}

const cut = (text: string, longest: number): string => (text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}\n… (cut)`)
