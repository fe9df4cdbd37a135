import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import { structureRungs, type ModelClient } from '../../../ports/language-model.ts'
import { calledBy, keyOf, noDeadline, once, type ModelAccess } from '../access.ts'
import { patientFetch } from '../patient-fetch.ts'
import { runCall, type Dialect } from '../run-call.ts'
import { openaiReader } from './answer.ts'
import { bodyOf, headersOf, type OpenaiHabits } from './request.ts'

export interface OpenaiAccess extends ModelAccess {
  /** What this server does otherwise; what is not named goes by the provider: OpenAI and xAI as they document it, others as local servers do. */
  readonly habits?: Partial<OpenaiHabits>
}

const openai: OpenaiHabits = { limitName: 'max_completion_tokens', told: ['json', 'text'], cacheKey: 'field' }
const xai: OpenaiHabits = { ...openai, cacheKey: 'header' }
const others: OpenaiHabits = { limitName: 'max_tokens', told: structureRungs, cacheKey: null }

const habitsOf = (provider: string): OpenaiHabits => (provider === 'openai' ? openai : provider === 'xai' ? xai : others)

/**
 * Chat completions of OpenAI and of every server that speaks them: xAI, Ollama, vLLM, llama.cpp, LM Studio, by base
 * address. The SDK is loaded with the first call; it retries nothing, logs nothing and reads nothing from the environment.
 */
export function openaiClient(access: OpenaiAccess): ModelClient {
  const habits = { ...habitsOf(access.provider), ...access.habits }
  const sdk = once(async () => {
    const { OpenAI } = await import('openai')
    return new OpenAI({
      apiKey: keyOf(access),
      adminAPIKey: null,
      organization: null,
      project: null,
      baseURL: access.baseUrl ?? (access.provider === 'xai' ? 'https://api.x.ai/v1' : 'https://api.openai.com/v1'),
      maxRetries: 0,
      timeout: noDeadline,
      logLevel: 'off',
      fetch: patientFetch,
      ...(access.apiKey ? {} : { defaultHeaders: { authorization: null } }),
    })
  })

  const dialect: Dialect<ChatCompletionChunk> = {
    async open(call, { signal, heard }) {
      const client = await sdk()
      const { data, response } = await client.chat.completions
        .create(bodyOf(call, habits), { signal, headers: headersOf(call, habits) })
        .withResponse()
      heard(response.headers)
      return data
    },
    reader: openaiReader,
  }
  return { call: (call, signal) => runCall(dialect, call, calledBy(access, call), signal) }
}
