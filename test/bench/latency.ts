import { Hono } from 'hono'
import { readFileSync } from 'node:fs'
import { openModels } from '../../server/adapters/models/open-models.ts'
import { modelAgent } from '../../server/agents/models/model-agent.ts'
import { offlineAgent } from '../../server/agents/offline/index.ts'
import { readEnvironment } from '../../server/config/environment.ts'
import { parseModelSetup } from '../../server/config/providers.ts'
import { largePlan } from '../../server/core/testing/large-plan.ts'
import { listen } from '../../server/listen.ts'
import { readerOf } from '../http/event-reader.ts'
import { dialects, wireEvents, type Dialect } from '../models/wire-events.ts'
import { startWireServer, type WireServer } from '../models/wire-server.ts'
import { benchServer, type BenchServer } from './bench-server.ts'
import { median, ms, quantile, type Row } from './measure.ts'

const turns = 24
const operations = 12

/** What we add to a model's own time, in each dialect, over real sockets to a double of the provider in this process. */
export async function latencyRow(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const dialect of dialects) rows.push(...(await latencyIn(dialect)))
  return rows
}

async function latencyIn(dialect: Dialect): Promise<readonly Row[]> {
  const plan = largePlan(1_000, 6)
  const wire = await startWireServer()
  const server = await benchServer([plan], agentOver(dialect, wire))
  const relay = await bareRelay(wire)
  const before: number[] = []
  const work: number[] = []
  const after: number[] = []
  try {
    // The first turns load the SDK and warm up.
    for (let turn = -20; turn < turns; turn += 1) {
      const told = await oneTurn({ dialect, wire, server, projectId: plan.project.id })
      const bare = await oneRelay(relay.url, wire)
      if (turn < 0) continue
      before.push(told.before - bare.before)
      work.push(told.work - bare.work)
      after.push(...told.after)
    }
  } finally {
    await relay.stop()
    await server.stop()
    await wire.stop()
  }
  return [
    rowOf(
      `${dialect}: what we add before the request is at the provider, plan of 1,000 tasks`,
      before,
      10,
      `beyond a bare relay of the same prompt; ${ms(median(work))} of it at work, the rest waiting for the machine`,
    ),
    rowOf(`${dialect}: from the last byte of an operation to the client`, after, 5, 'with the double, the client and both connections in it'),
  ]
}

const rowOf = (what: string, times: readonly number[], bar: number, how: string): Row => ({
  what,
  figure: `median ${ms(median(times))}`,
  bar: `under ${bar} ms`,
  met: median(times) < bar,
  detail: `p95 ${ms(quantile(times, 0.95))} over ${times.length}; ${how}`,
})

/** Milliseconds from a beginning: on the clock, and those in which this process was really at work. */
interface Clocked {
  readonly before: number
  readonly work: number
}

function stopwatch(): () => Clocked {
  const [begun, used] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(used)
    return { before: performance.now() - begun, work: (user + system) / 1000 }
  }
}

interface Turn {
  readonly dialect: Dialect
  readonly wire: WireServer
  readonly server: BenchServer
  readonly projectId: string
}

/** One message and its answer. Each piece that is sent ends with the last byte of one operation. */
async function oneTurn({ dialect, wire, server, projectId }: Turn): Promise<Clocked & { readonly after: readonly number[] }> {
  const deltas = pieces()
  const chunks = wireEvents(dialect, { deltas })
  const first = chunks.findIndex((chunk) => chunk.includes('add_task'))
  const sentAt: number[] = []
  let arrived: Clocked = { before: Number.NaN, work: Number.NaN }
  let clocked = stopwatch()
  wire.answer(() => {
    arrived = clocked()
    return {
      chunks,
      before: async (index) => {
        await new Promise((resolve) => setTimeout(resolve, 2))
        if (index >= first && index < first + operations) sentAt[index - first] = performance.now()
      },
    }
  })
  clocked = stopwatch()
  const response = await fetch(`${server.url}/api/projects/${projectId}/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ message: 'Think of everything else that the launch needs', mode: 'project', proposalId: null }),
  })
  const events = readerOf(response)
  const after: number[] = []
  for (let event = await events.next(); event; event = await events.next()) {
    if (event.event === 'problem') throw new Error(event.data.detail)
    if (event.event === 'operation' && after.length < operations) after.push(performance.now() - (sentAt[after.length] ?? Number.NaN))
  }
  if (after.length !== operations) throw new Error(`${after.length} of ${operations} operations were told`)
  return { ...arrived, after }
}

/** What the sockets alone cost: a message goes to a bare server, and the last prompt from there to the double. */
async function bareRelay(wire: WireServer): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const app = new Hono()
  app.post('/', async (c) => {
    await c.req.json()
    const prompt = wire.requests.at(-1)?.text ?? ''
    await (await fetch(wire.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: prompt })).text()
    return c.json({})
  })
  return listen(app as unknown as Parameters<typeof listen>[0], { host: '127.0.0.1', port: 0, tries: 0 }).then(({ url, close }) => ({
    url,
    stop: () => close(),
  }))
}

async function oneRelay(url: string, wire: WireServer): Promise<Clocked> {
  const clocked = stopwatch()
  let arrived: Clocked = { before: Number.NaN, work: Number.NaN }
  wire.answer(() => {
    arrived = clocked()
    return { chunks: ['done'] }
  })
  await (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"message":"x"}' })).text()
  return arrived
}

/** An answer in pieces, an operation each. */
function pieces(): readonly string[] {
  const operation = (index: number): string =>
    JSON.stringify({
      op: 'add_task',
      tempId: `n${index}`,
      parentId: index % 3 === 2 ? `n${index - 1}` : '',
      afterId: '',
      title: `Another task, number ${index}`,
      description: 'What is to be done here, in a sentence or two, as models write them.',
      priority: 'medium',
      estimate: '2d',
      startDate: '',
      dueDate: '',
      assignee: '',
      tags: ['launch'],
      criteria: ['It is done', 'Somebody looked at it'],
      dependsOn: [],
      reason: 'The launch needs it.',
    })
  const all = Array.from({ length: operations }, (_, index) => `${index > 0 ? ',' : ''}${operation(index)}`)
  return ['{"reply":"This is what else it needs.","operations":[', ...all, '],"question":"","options":[]}']
}

function agentOver(dialect: Dialect, wire: WireServer) {
  const name = dialect.toUpperCase()
  const environment = readEnvironment({ [`${name}_API_KEY`]: 'bench-key-0123456789', [`${name}_BASE_URL`]: wire.baseUrl[dialect] })
  if (!environment.ok) throw new Error(environment.error)
  const setup = parseModelSetup(readFileSync(new URL('../../configs/providers.yaml', import.meta.url), 'utf8'), environment.value)
  if (!setup.ok) throw new Error(setup.error)
  const models = openModels({ setup: setup.value, prices: [] })
  if (!models.model) throw new Error('a model is configured')
  return { models, agent: modelAgent({ model: models.model, offline: offlineAgent([]), templates: [], settings: { fastPath: true } }) }
}
