import type { FinishReason, ModelError, ModelRef, ModelRequest, ToolCall, TryRecord } from '../../ports/language-model.ts'
import type { AgentPart } from '../agent.ts'
import { OperationDecoder } from '../wire/decode-operation.ts'
import { References } from '../wire/references.ts'
import { AnswerStream } from '../wire/stream.ts'
import type { Asking } from './asking.ts'

/** What a call of the port came to. */
export interface Heard {
  readonly text: string
  readonly calls: readonly ToolCall[]
  readonly end: { readonly finish: FinishReason } | { readonly error: Pick<ModelError, 'kind' | 'message'> }
  /** The model that answered, or that failed last. */
  readonly from: ModelRef | null
  /** It went on for longer than anything is read. */
  readonly isEndless?: true
}

/** The calls of models that a turn made so far, counted through. */
export interface Tries {
  count: number
  readonly records: TryRecord[]
}

/**
 * Hears one answer out, passing on what arrives: tries, words, and each operation as an entry once it is whole and says
 * something that can be. A new try begins anew.
 */
export async function* hear(
  asking: Asking,
  request: ModelRequest,
  tries: Tries,
  longest: number,
  signal: AbortSignal,
): AsyncGenerator<AgentPart, Heard> {
  let text = ''
  let calls: ToolCall[] = []
  let from: ModelRef | null = null
  let show = showing(asking, request)
  for await (const event of asking.model.generate(request, signal)) {
    switch (event.kind) {
      case 'try':
        tries.count += 1
        from = { provider: event.provider, model: event.model }
        text = ''
        calls = []
        show = showing(asking, request)
        yield { ...event, n: tries.count }
        break
      case 'delta':
        text += event.text
        if (text.length > longest) return { text: '', calls: [], end: { error: { kind: 'truncated', message: '' } }, from, isEndless: true }
        yield* show(event.text)
        break
      case 'tool-call':
        calls.push(event.call)
        break
      case 'tried': {
        const record = { ...event.record, n: tries.count }
        tries.records.push(record)
        yield { kind: 'tried', record }
        break
      }
      case 'usage':
        break
      case 'finish':
        return { text, calls, end: { finish: event.reason }, from }
      case 'error':
        return { text, calls, end: { error: event.error }, from }
    }
  }
  return { text, calls, end: { error: { kind: 'network', message: 'The answer broke off.' } }, from }
}

/** How the pieces of an answer are shown: as words, or as words and entries. */
function showing({ plan, handles }: Asking, { output }: ModelRequest): (piece: string) => Generator<AgentPart> {
  if (output === null)
    return function* (text) {
      if (text !== '') yield { kind: 'text-delta', text: text.toWellFormed() }
    }
  const stream = new AnswerStream()
  const decoder = new OperationDecoder(new References(plan, handles, null))
  let index = 0
  return function* (piece) {
    const { reply, operations } = stream.read(piece)
    if (reply !== '') yield { kind: 'text-delta', text: reply }
    for (const operation of operations) {
      const { entries, issues } = decoder.decode(operation, index++)
      // What needs mending is not shown: it may never come to be.
      if (issues.length === 0) for (const entry of entries) yield { kind: 'entry', entry }
    }
  }
}
