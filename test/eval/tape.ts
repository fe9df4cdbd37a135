import type { LanguageModel, ModelErrorKind, ModelEvent, ModelRequest, ToolCall } from '../../server/ports/language-model.ts'
import type { RecordedTry } from './recording.ts'

/** Listens to a model while one case runs. */
export interface Tape {
  readonly model: LanguageModel
  /** What each try came to, those that say something about the model: a network that failed is not told. */
  readonly tries: readonly RecordedTry[]
  /** How often an answer went back with what is wrong with it. */
  readonly repairs: () => number
  readonly lookups: () => number
}

/** Errors that are the model's own answer. */
const telling: readonly ModelErrorKind[] = ['truncated', 'refused', 'invalid_json', 'schema_mismatch', 'semantic_invalid']

/** The same model, and what it says is kept on the way. */
export function taped(model: LanguageModel): Tape {
  const tries: RecordedTry[] = []
  const requests: ModelRequest[] = []
  return {
    tries,
    repairs: () => requests.filter(isRepair).length,
    lookups: () => tries.reduce((sum, { toolCalls }) => sum + toolCalls.length, 0),
    model: {
      serves: (kind) => model.serves(kind),
      contextFor: (kind) => model.contextFor(kind),
      async *generate(request, signal) {
        requests.push(request)
        let heard: Heard = silence
        for await (const event of model.generate(request, signal)) {
          heard = hear(heard, event)
          if (event.kind === 'tried') {
            const { error, finish } = event.record
            if (error === null || telling.includes(error))
              tries.push({ to: request.kind === 'route' ? 'route' : 'message', ...heard, finish, error, usage: event.record.usage })
            heard = silence
          }
          yield event
        }
      },
    },
  }
}

interface Heard {
  readonly text: string
  readonly toolCalls: RecordedTry['toolCalls']
}

const silence: Heard = { text: '', toolCalls: [] }

function hear(heard: Heard, event: ModelEvent): Heard {
  if (event.kind === 'try') return silence
  if (event.kind === 'delta') return { ...heard, text: heard.text + event.text }
  if (event.kind === 'tool-call') return { ...heard, toolCalls: [...heard.toolCalls, toolCallOf(event.call)] }
  return heard
}

// `as`: what a call is given is parsed JSON, or text.
const toolCallOf = ({ id, name, input }: ToolCall): RecordedTry['toolCalls'][number] => ({
  id,
  name,
  input: input as RecordedTry['toolCalls'][number]['input'],
})

/** A person's words stand last behind the model's own, and it is to be the same model: its answer went back to it. */
function isRepair({ messages, only }: ModelRequest): boolean {
  const [before, newest] = messages.slice(-2)
  return only !== null && newest?.role === 'user' && before?.role === 'assistant' && before.toolCalls.length === 0 && newest.text.startsWith(returned)
}

/** How `agents/ask/repair.ts` begins; a test holds the two against each other. */
export const returned = 'That answer cannot be used as it is.'
