import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import type { AgentRequest } from '../../server/agents/agent.ts'
import { courseOf } from '../../server/agents/models/course.ts'
import { modelAgent } from '../../server/agents/models/model-agent.ts'
import { promptFor } from '../../server/agents/models/prompting.ts'
import { offlineAgent } from '../../server/agents/offline/index.ts'
import { planOf } from '../../server/core/plan/plan.ts'
import { projectDefaults } from '../../server/core/plan/project.ts'
import type { ProjectId } from '../../server/core/plan/task.ts'
import { largePlan } from '../../server/core/testing/large-plan.ts'
import type { LanguageModel, ModelRequest } from '../../server/ports/language-model.ts'
import { requestOf } from '../instructions/request.ts'
import { ms, quantile, type Row } from './measure.ts'

/** What a prompt is in tokens of o200k: all that is sent, the schema and the tools too. */
export interface Counted {
  readonly total: number
  readonly system: number
  readonly messages: number
  readonly schema: number
  readonly tools: number
}

const count = (text: string): number => encode(text).length

export function countTokens({ system, messages, output, tools }: ModelRequest): Counted {
  const parts = {
    system: count(system),
    messages: messages.reduce((sum, message) => sum + count(message.text), 0),
    schema: output ? count(JSON.stringify(output.schema)) : 0,
    tools: tools.length > 0 ? count(JSON.stringify(tools)) : 0,
  }
  return { ...parts, total: parts.system + parts.messages + parts.schema + parts.tools }
}

/** A model that says one thing, and keeps what it was asked. */
export function recordingModel(answer: unknown): LanguageModel & { readonly requests: readonly ModelRequest[] } {
  const requests: ModelRequest[] = []
  return {
    requests,
    serves: () => true,
    contextFor: () => ({ inputTokens: 128_000, outputTokens: 16_000 }),
    // oxlint-disable-next-line require-await -- the port is a stream
    async *generate(request) {
      requests.push(request)
      yield { kind: 'try', n: 1, provider: 'bench', model: 'bench-1' }
      yield { kind: 'delta', text: typeof answer === 'string' ? answer : JSON.stringify(answer) }
      yield { kind: 'finish', reason: 'stop', answeredBy: 'bench-1', requestId: null }
    },
  }
}

const modelling = (conversation: string): AgentRequest['modelling'] => ({
  conversation,
  prefer: null,
  allow: () => Promise.resolve(null),
  projects: () => Promise.resolve([]),
})

const said = { reply: 'Done.', operations: [], question: '', options: [] }

/** The request that a message makes in a fresh conversation, as it would be sent. */
export async function promptOf(message: string, part: Partial<AgentRequest>): Promise<ModelRequest> {
  const model = recordingModel(said)
  const agent = modelAgent({ model, offline: offlineAgent([]), templates: [], settings: { fastPath: false } })
  const request = requestOf(message, { modelling: modelling('bench'), ...part })
  for await (const heard of agent.respond(request, new AbortController().signal)) if (heard.kind === 'try') break
  const [first] = model.requests
  if (!first) throw new Error(`no model was asked about “${message}”`)
  return first
}

/** Messages that an editor gets: one that names tasks, one over all of them, one in free words. */
export const editMessages = [
  'Rename the first milestone to Foundations and move the payment form work before the import.',
  'Everything that Ada does for the api is urgent; push the due dates of those tasks by a week.',
  'We lost two weeks. Cut the scope so that the release can still be reached, and say what you dropped.',
  'Rewrite the description of "Build the login page 12" and add criteria about security to 1.2 and 2.1',
] as const

/** What the product promises for a turn on a plan of so many tasks. */
export const editBars: readonly (readonly [tasks: number, tokens: number])[] = [
  [100, 3_000],
  [1_000, 6_000],
  [5_000, 8_000],
]

export const goal = 'Build a new user authentication flow for our web shop, with passkeys, until the end of March.'
export const projectBar = 1_500
export const emptyPlan = planOf({ ...projectDefaults, id: 'empty' as ProjectId, title: 'New project' }, [])

/** The largest prompt of an edit turn on plans of so many tasks, over several messages and plans. */
export async function largestEdit(tasks: number): Promise<Counted> {
  const counted: Counted[] = []
  for (const seed of [5, 6, 7])
    for (const message of editMessages) counted.push(countTokens(await promptOf(message, { plan: largePlan(tasks, seed), mode: 'project' })))
  return counted.reduce((a, b) => (b.total > a.total ? b : a))
}

/** Tokens of an edit turn on plans of three sizes, the largest of several messages and plans; and of a new project. */
export async function tokensRows(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [tasks, bar] of editBars)
    rows.push(row(`tokens in of an edit turn on a plan of ${tasks.toLocaleString('en')} tasks`, await largestEdit(tasks), bar))
  rows.push(row('tokens in of a project turn on an empty plan', countTokens(await promptOf(goal, { plan: emptyPlan, head: emptyPlan })), projectBar))
  return rows
}

/** How much of the prompt of a tenth turn the ninth has sent before, byte for byte: what providers' caches can keep. */
export async function tokensRepeatedRow(): Promise<Row> {
  const plan = largePlan(100, 5)
  const model = recordingModel(said)
  const agent = modelAgent({ model, offline: offlineAgent([]), templates: [], settings: { fastPath: false } })
  const earlier: AgentRequest['earlier'][number][] = []
  for (let turn = 0; turn < 10; turn += 1) {
    const message = `${editMessages[turn % editMessages.length] ?? ''} (${turn})`
    const request = requestOf(message, { plan, earlier: [...earlier], mode: 'project', modelling: modelling('bench') })
    for await (const heard of agent.respond(request, new AbortController().signal))
      if (heard.kind === 'answer') earlier.push({ ...nothingDone, message })
  }
  const [ninth, tenth] = model.requests.slice(-2)
  if (!ninth || !tenth || model.requests.length !== 10) throw new Error('ten turns make ten requests')
  const same = tenth.system === ninth.system && ninth.messages.every((message, at) => message.text === tenth.messages[at]?.text)
  const [before, all] = [countTokens(ninth), countTokens(tenth)]
  const share = same ? before.total / all.total : 0
  return {
    what: 'of the prompt of a tenth edit turn, sent before by the ninth',
    figure: `${Math.round(share * 100)} %`,
    bar: 'at least 80 %',
    met: share >= 0.8,
    detail: `${before.total.toLocaleString('en')} of ${all.total.toLocaleString('en')} tokens, on a plan of 100 tasks`,
  }
}

const nothingDone = { reply: 'Done.', touched: [], created: [], question: null }

/**
 * What is added before a model is asked, in processor time, since machines are shared: building the prompt, and before
 * that letting the rules look at the message, which answer it themselves where they can.
 */
export async function promptTimeRows(): Promise<readonly Row[]> {
  const plan = largePlan(1_000, 8)
  const model = recordingModel(said)
  const rules: number[] = []
  const prompts: number[] = []
  for (let round = 0; round < 80; round += 1) {
    const message = editMessages[round % editMessages.length] ?? ''
    const context = modelling('bench')
    const request = requestOf(message, { plan, modelling: context })
    const read = await processorTime(() => courseOf(request, [], true))
    const built = await processorTime(
      () => context && promptFor({ model, kind: 'edit', focus: null, request, modelling: context, spoken: message, told: undefined }),
    )
    if (round < 20) continue
    rules.push(read)
    prompts.push(built)
  }
  return [timeRow('building a prompt on a plan of 1,000 tasks', prompts, 10), timeRow('asking the rules first, on a plan of 1,000 tasks', rules, 50)]
}

async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

function timeRow(what: string, times: readonly number[], bar: number): Row {
  const middle = quantile(times, 0.5)
  return {
    what,
    figure: `median ${ms(middle)}`,
    bar: `under ${bar} ms`,
    met: middle < bar,
    detail: `processor time, p95 ${ms(quantile(times, 0.95))} over ${times.length} messages`,
  }
}

const row = (what: string, { total, system, schema, messages, tools }: Counted, bar: number): Row => ({
  what,
  figure: total.toLocaleString('en'),
  bar: `at most ${bar.toLocaleString('en')}`,
  met: total <= bar,
  detail: `system ${system}, schema ${schema}, tools ${tools}, messages ${messages}`,
})
