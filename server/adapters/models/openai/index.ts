import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import type { ModelClient, StructureRung } from '../../../ports/language-model.ts'
import { calledBy, keyOf, noDeadline, once, type ModelAccess } from '../access.ts'
import { patientFetch } from '../patient-fetch.ts'
import { runCall, type Dialect } from '../run-call.ts'
import { openaiReader } from './answer.ts'
import { bodyOf, type OpenaiHabits } from './request.ts'

export interface OpenaiAccess extends ModelAccess {
  /** What this server does otherwise; what is not named goes by the provider: OpenAI and xAI as they document it, others as local servers do. */
  readonly habits?: Partial<OpenaiHabits>
}

const documented: OpenaiHabits = { limitName: 'max_completion_tokens', told: ['json', 'text'] }
const local: OpenaiHabits = { limitName: 'max_tokens', told: ['strict', 'schema', 'json', 'text'] satisfies StructureRung[] }

/**
 * Chat completions of OpenAI and of every server that speaks them: xAI, Ollama, vLLM, llama.cpp, LM Studio, by base
 * address. The SDK is loaded with the first call; it retries nothing, logs nothing and reads nothing from the environment.
 */
export function openaiClient(access: OpenaiAccess): ModelClient {
  const habits = { ...(access.provider === 'openai' || access.provider === 'xai' ? documented : local), ...access.habits }
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
      const { data, response } = await client.chat.completions.create(bodyOf(call, habits), { signal }).withResponse()
      heard(response.headers)
      return data
    },
    reader: openaiReader,
  }
  return { call: (call, signal) => runCall(dialect, call, calledBy(access, call), signal) }
}
