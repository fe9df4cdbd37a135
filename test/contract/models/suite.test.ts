import { describe } from 'vitest'
import { scriptedClient } from '../../../server/adapters/models/scripted/index.ts'
import type { FinishReason } from '../../../server/ports/language-model.ts'
import { startAimock } from '../../models/aimock.ts'
import { dialects, wireReply, type Dialect, type WireAnswer } from '../../models/wire-events.ts'
import { startWireServer } from '../../models/wire-server.ts'
import { clientFor } from './clients.ts'
import { everyClient, type Subject } from './suite.ts'

describe.each(dialects)('a client of %s, on the wire', (dialect) => {
  everyClient(async () => {
    const server = await startWireServer()
    return { client: clientFor(dialect, server.baseUrl), prepare: (answer) => server.answer(wireReply(dialect, answer)), stop: () => server.stop() }
  })
})

describe.each(dialects)('a client of %s, against a double made by others', (dialect) => {
  everyClient(() => aimockSubject(dialect))
})

describe('a client of a script', () => {
  everyClient(async () => {
    let answer: WireAnswer = {}
    const client = scriptedClient([{ reply: () => replyOf(answer) }])
    return {
      client,
      prepare: (next) => {
        answer = next
      },
      stop: () => Promise.resolve(),
    }
  })
})

async function aimockSubject(dialect: Dialect): Promise<Subject> {
  const double = await startAimock([])
  const client = clientFor(dialect, double.baseUrl)
  return {
    client,
    prepare: ({ deltas = [], calls = [], finish, usage }) => {
      double.mock.clearFixtures()
      const counts = usage && { ...countsOf(dialect, usage.input, usage.output) }
      const ends = finish ? { finishReason: finish } : {}
      const used = counts ? { usage: counts } : {}
      const response =
        calls.length > 0
          ? { toolCalls: calls.map(({ id, name, input }) => ({ id, name, arguments: JSON.stringify(input) })), ...used }
          : { content: deltas.join(''), ...ends, ...used }
      double.mock.addFixture({ match: {}, response, chunkSize: 8 })
    },
    stop: () => double.stop(),
  }
}

const countsOf = (dialect: Dialect, input: number, output: number): Record<string, number> =>
  ({
    openai: { prompt_tokens: input, completion_tokens: output },
    anthropic: { input_tokens: input, output_tokens: output },
    gemini: { promptTokenCount: input, candidatesTokenCount: output },
  })[dialect]

function replyOf({ deltas = [], calls = [], finish, usage }: WireAnswer) {
  return {
    text: deltas,
    toolCalls: calls,
    ...(finish ? { finish: finish as FinishReason } : {}),
    ...(usage ? { usage: { inputTokens: usage.input, outputTokens: usage.output } } : {}),
  }
}
