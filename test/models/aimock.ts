import { LLMock, type Fixture, type MockServerOptions } from '@copilotkit/aimock'

/** A running double of every provider, on a free port of loopback. */
export interface Aimock {
  readonly mock: LLMock
  /** What an adapter takes as `baseUrl`, by dialect. */
  readonly baseUrl: { readonly openai: string; readonly anthropic: string; readonly gemini: string }
  /** Bodies and headers of what was asked, in order. */
  requests(): { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: unknown }[]
  stop(): Promise<void>
}

/**
 * Starts aimock in this process with these answers. A request that none of them matches is refused with 503, so that an
 * unprepared call fails by itself. Stop it at the end of the test.
 *
 * ```ts
 * const double = await startAimock([{ match: { userMessage: 'a shop' }, response: { content: '{"operations":[]}' } }])
 * ```
 */
export async function startAimock(fixtures: readonly Fixture[], options: MockServerOptions = {}): Promise<Aimock> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', strict: true, ...options })
  mock.addFixtures([...fixtures])
  await mock.start()
  const origin = `http://127.0.0.1:${mock.port}`
  return {
    mock,
    baseUrl: { openai: `${origin}/v1`, anthropic: origin, gemini: origin },
    requests: () => mock.getRequests().map(({ path, headers, body }) => ({ path, headers, body })),
    stop: () => mock.stop(),
  }
}
