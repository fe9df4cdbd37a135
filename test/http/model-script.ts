import type { AgentAnswer, AgentPart, AgentRequest } from '../../server/agents/agent.ts'
import type { TaskDraft } from '../../server/core/patch/draft.ts'
import type { TryRecord, WorstCase } from '../../server/ports/language-model.ts'
import { noModels, type ModelBudgets, type Models } from '../../server/ports/models.ts'
import type { Script } from './scripted-agent.ts'

/** A call of a model as it is recorded. */
export const record = (fields: Partial<TryRecord> = {}): TryRecord => ({
  n: 1,
  kind: 'edit',
  provider: 'openai',
  model: 'gpt',
  answeredBy: 'gpt-2026',
  startedAt: '2026-11-20T10:00:00.000Z',
  firstTokenMs: 120,
  totalMs: 900,
  finish: 'stop',
  error: null,
  requestId: 'r-1',
  usage: { inputTokens: 100, cachedTokens: 40, cacheWriteTokens: 0, outputTokens: 20, reasoningTokens: 8 },
  costMicros: 1_000,
  price: 'openai/gpt@1',
  ...fields,
})

export const calling = (n = 1, model = 'gpt'): AgentPart => ({ kind: 'try', n, provider: 'openai', model })
export const called = (fields: Partial<TryRecord> = {}): AgentPart => ({ kind: 'tried', record: record(fields) })
export const entry = (of: TaskDraft): AgentPart => ({ kind: 'entry', entry: of })
export const words = (text: string): AgentPart => ({ kind: 'text-delta', text })

/** The answer of a model that holds these entries. */
export const answering = (request: AgentRequest, taskPatches: readonly TaskDraft[]): AgentPart => ({
  kind: 'answer',
  answer: {
    kind: 'draft',
    agent: 'editor',
    reply: 'Done.',
    leftOut: [],
    draft: { baseVersion: request.plan.version, taskPatches },
    by: { provider: 'openai', model: 'gpt', promptVersion: 'editor@3' },
  },
})

export const failing = (problem: Extract<AgentAnswer, { kind: 'failed' }>['problem']): AgentPart => ({
  kind: 'answer',
  answer: { kind: 'failed', agent: 'editor', problem },
})

/** A script in parts, some of which may be waited for. */
export const telling =
  (parts: (request: AgentRequest, signal: AbortSignal) => readonly (AgentPart | (() => Promise<unknown>))[]): Script =>
  (request, signal) =>
    (async function* () {
      for (const part of parts(request, signal)) {
        if (typeof part === 'function') await part()
        else yield part
      }
    })()

export const worst = (costMicros: number | null): WorstCase => ({ provider: 'openai', model: 'gpt', inputTokens: 10, outputTokens: 10, costMicros })

/** Models as they are configured, without one that can be called: the agent of a test speaks for them. */
export const configured = (budgets: Partial<ModelBudgets> = {}): Models => ({
  ...noModels,
  budgets: { ...noModels.budgets, ...budgets },
  model: {
    generate: () => {
      throw new Error('the agent of this test calls no model')
    },
    serves: () => true,
    contextFor: () => ({ inputTokens: 1, outputTokens: 1 }),
  },
  status: async () => ({
    ...(await noModels.status()),
    providers: [
      {
        name: 'openai',
        dialect: 'openai',
        local: false,
        configured: true,
        missing: null,
        keyVariable: 'OPENAI_API_KEY',
        baseUrl: null,
        models: [
          {
            provider: 'openai',
            model: 'gpt',
            contextTokens: 1,
            outputTokens: 1,
            structure: 'strict',
            tags: [],
            price: null,
            health: { state: 'untried', lastError: null, lastSuccessAt: null, restsUntil: null },
          },
        ],
      },
    ],
  }),
})
