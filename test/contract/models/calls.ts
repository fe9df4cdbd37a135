import type { CallEvent, ModelCall, ModelClient, ModelRequest, ToolSpec } from '../../../server/ports/language-model.ts'

/** A schema as answers are asked for: discriminated by its first key, nothing optional. */
export const schema = {
  type: 'object',
  properties: {
    summary: { type: 'string' },
    operations: {
      type: 'array',
      items: {
        anyOf: [
          {
            type: 'object',
            properties: { op: { type: 'string', enum: ['add'] }, title: { type: 'string', description: 'A title – “short”' } },
            required: ['op', 'title'],
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: { op: { type: 'string', enum: ['delete'] }, id: { type: 'string' } },
            required: ['op', 'id'],
            additionalProperties: false,
          },
        ],
      },
    },
  },
  required: ['summary', 'operations'],
  additionalProperties: false,
} as const

export const tool: ToolSpec = {
  name: 'search_tasks',
  description: 'Finds tasks by words.',
  schema: { type: 'object', properties: { words: { type: 'string' } }, required: ['words'], additionalProperties: false },
}

export type Asked = Partial<Omit<ModelCall, 'request'>> & { readonly request?: Partial<ModelRequest> }

/** A call with everything in it that this one does not name. */
export function callOf({ request, ...call }: Asked = {}): ModelCall {
  return {
    model: 'wire-model',
    structure: 'strict',
    maxOutputTokens: 400,
    temperature: null,
    cache: 'auto',
    streamUsage: true,
    ...call,
    request: {
      kind: 'edit',
      system: 'You change plans.',
      messages: [{ role: 'user', text: 'Add a task' }],
      stableMessages: 0,
      cacheKey: 'conversation-1',
      output: null,
      tools: [],
      maxOutputTokens: 400,
      prefer: null,
      only: null,
      allow: null,
      ...request,
    },
  }
}

/** Everything that one call told, to its end. */
export async function tell(client: ModelClient, asked: Asked = {}, signal: AbortSignal = new AbortController().signal): Promise<CallEvent[]> {
  const events: CallEvent[] = []
  for await (const event of client.call(callOf(asked), signal)) events.push(event)
  return events
}

export const textOf = (events: readonly CallEvent[]): string => events.map((event) => (event.kind === 'delta' ? event.text : '')).join('')

export const ofKind = <Kind extends CallEvent['kind']>(events: readonly CallEvent[], kind: Kind): Extract<CallEvent, { kind: Kind }>[] =>
  events.filter((event): event is Extract<CallEvent, { kind: Kind }> => event.kind === kind)

/** The one event that ends a call; fails where there is none, or more than one, or something behind it. */
export function endOf(events: readonly CallEvent[]): Extract<CallEvent, { kind: 'finish' | 'error' }> {
  const ends = events.filter((event) => event.kind === 'finish' || event.kind === 'error')
  const last = events.at(-1)
  if (ends.length !== 1 || last !== ends[0] || !last) throw new Error(`a call ends once, with its last event: ${JSON.stringify(events)}`)
  return last as Extract<CallEvent, { kind: 'finish' | 'error' }>
}

/** The error that a call ended in; fails where it ended well. */
export function errorIn(events: readonly CallEvent[]) {
  const end = endOf(events)
  if (end.kind !== 'error') throw new Error(`expected an error: ${JSON.stringify(events)}`)
  return end.error
}
