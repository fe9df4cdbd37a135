import type { GenerateContentResponse } from '@google/genai'
import type { ModelClient } from '../../../ports/language-model.ts'
import { calledBy, keyOf, once, type ModelAccess } from '../access.ts'
import { runCall, type Dialect } from '../run-call.ts'
import { geminiReader } from './answer.ts'
import { configOf, contentsOf } from './request.ts'

/** Generated content of Gemini. The SDK is loaded with the first call; without retry options it retries nothing. */
export function geminiClient(access: ModelAccess): ModelClient {
  const sdk = once(async () => {
    const { GoogleGenAI } = await import('@google/genai')
    return new GoogleGenAI({
      apiKey: keyOf(access),
      // Else a variable of the environment could turn it into a client of Google's cloud, with other credentials.
      vertexai: false,
      httpOptions: { baseUrl: access.baseUrl ?? 'https://generativelanguage.googleapis.com' },
    })
  })

  const dialect: Dialect<GenerateContentResponse> = {
    async open(call, wire) {
      const client = await sdk()
      return client.models.generateContentStream({
        model: call.model,
        contents: contentsOf(call.request.messages),
        config: { ...configOf(call), abortSignal: wire.signal, httpOptions: { fetch: wire.fetch } },
      })
    },
    reader: geminiReader,
  }
  return { call: (call, signal) => runCall(dialect, call, calledBy(access, call), signal) }
}
