import type { Agent, AgentAnswer, AgentPart, AgentRequest } from '../../server/agents/agent.ts'
import type { Draft, TaskDraft, TaskDraftBody } from '../../server/core/patch/draft.ts'

/** What an agent does with one request: its answer, now or later, or whatever parts it likes. */
export type Script = (request: AgentRequest, signal: AbortSignal) => AgentAnswer | Promise<AgentAnswer> | AsyncIterable<AgentPart>

export interface ScriptedAgent extends Agent {
  /** What it was asked so far. */
  readonly requests: readonly AgentRequest[]
  /** Appends what it does next. */
  prepare(...scripts: readonly Script[]): void
}

/** An agent that does as it was told, turn by turn. A turn that nobody prepared fails by its message. */
export function scriptedAgent(...scripts: readonly Script[]): ScriptedAgent {
  const waiting = [...scripts]
  const requests: AgentRequest[] = []
  return {
    name: 'scripted',
    requests,
    prepare: (...more) => void waiting.push(...more),
    async *respond(request, signal) {
      requests.push(request)
      const script = waiting.shift()
      if (!script) throw new Error(`nobody prepared an answer to "${request.message}"`)
      const given = script(request, signal)
      if (Symbol.asyncIterator in given) return yield* given
      yield { kind: 'answer', answer: await given }
    },
  }
}

type DraftAnswer = Extract<AgentAnswer, { kind: 'draft' }>

/** An answer that holds these changes. What a bad agent sends need not be a draft at all. */
export const drafting =
  (
    taskPatches: readonly TaskDraft[] | ((request: AgentRequest) => readonly TaskDraft[]),
    extra: Partial<Omit<DraftAnswer, 'draft'>> & { readonly draft?: Partial<Draft> } = {},
  ): Script =>
  (request) => {
    const { draft, ...rest } = extra
    const entries = typeof taskPatches === 'function' ? taskPatches(request) : taskPatches
    return {
      kind: 'draft',
      agent: 'editor',
      reply: 'Done.',
      leftOut: [],
      ...rest,
      draft: { baseVersion: request.plan.version, taskPatches: entries, ...draft } as Draft,
    }
  }

export const saying =
  (reply: string): Script =>
  () => ({ kind: 'words', agent: 'assistant', reply, understood: true })

export const commanding =
  (command: 'undo' | 'start-over'): Script =>
  () => ({ kind: 'command', agent: 'editor', command })

export const create = (name: string, title: string, body: TaskDraftBody = {}): TaskDraft => ({ op: 'create', taskId: name, body: { title, ...body } })
export const update = (taskId: string, body: TaskDraftBody): TaskDraft => ({ op: 'update', taskId, body })
export const remove = (taskId: string, body?: TaskDraftBody): TaskDraft => ({ op: 'delete', taskId, ...(body ? { body } : {}) })

/** A door that a test opens: the agent waits behind it, and the test waits until the agent has come to it. */
export interface Gate {
  readonly reached: Promise<void>
  open(): void
  /** For the agent: tells that it is here, and waits. */
  wait(): Promise<void>
}

export function gate(): Gate {
  let open = (): void => undefined
  let reach = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  const reached = new Promise<void>((resolve) => (reach = resolve))
  return {
    reached,
    open,
    wait: () => {
      reach()
      return opened
    },
  }
}

/** An answer that comes only when the test lets it. */
export const behind =
  (door: Gate, script: Script): Script =>
  async (request, signal) => {
    await door.wait()
    const given = script(request, signal)
    if (Symbol.asyncIterator in given) throw new Error('parts cannot wait behind a gate')
    return given
  }

/** An agent that never comes back, whatever it is told. */
export const never: Script = () => new Promise<AgentAnswer>(() => undefined)
