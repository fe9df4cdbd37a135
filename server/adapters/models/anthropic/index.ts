import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import type { ModelClient } from '../../../ports/language-model.ts'
import { calledBy, keyOf, noDeadline, once, type ModelAccess } from '../access.ts'
import { patientFetch } from '../patient-fetch.ts'
import { runCall, type Dialect } from '../run-call.ts'
import { anthropicReader } from './answer.ts'
import { bodyOf } from './request.ts'

/** Messages of Anthropic. The SDK is loaded with the first call; it retries nothing, logs nothing, traces nothing and looks for no other key. */
export function anthropicClient(access: ModelAccess): ModelClient {
  const sdk = once(async () => {
    const { Anthropic } = await import('@anthropic-ai/sdk')
    return new Anthropic({
      apiKey: keyOf(access),
      baseURL: access.baseUrl ?? 'https://api.anthropic.com',
      maxRetries: 0,
      timeout: noDeadline,
      logLevel: 'off',
      openTelemetry: false,
      fetch: patientFetch,
      ...(access.apiKey ? {} : { defaultHeaders: { authorization: null } }),
    })
  })

  const dialect: Dialect<RawMessageStreamEvent> = {
    async open(call, { signal, heard }) {
      const client = await sdk()
      const { data, response } = await client.messages.create(bodyOf(call), { signal }).withResponse()
      heard(response.headers)
      return data
    },
    reader: anthropicReader,
  }
  return { call: (call, signal) => runCall(dialect, call, calledBy(access, call), signal) }
}
