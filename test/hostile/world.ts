import { expect } from 'vitest'
import { scriptedModel, type Line } from '../../server/agents/ask/testing/scripted-model.ts'
import { modelAgent } from '../../server/agents/models/model-agent.ts'
import { offlineAgent } from '../../server/agents/offline/index.ts'
import { broken } from '../../server/core/patch/rules.ts'
import type { ProjectId } from '../../server/core/plan/task.ts'
import { silentLog, type LogDetails, type Logger } from '../../server/ports/log.ts'
import { noModels } from '../../server/ports/models.ts'
import { readEvents, testServer, type TestServer } from '../http/harness.ts'
import { makeProject, type MadeProject } from '../http/plans.ts'
import { create } from '../http/scripted-agent.ts'
import { asks, type HostileCase, type Saying } from './case.ts'

/** The plan that most of the cases are about. Its handles are in `case.ts`. */
const shopTasks = [
  create('login', 'Login', { status: 'done' }),
  create('signIn', 'Sign-in form', { parentTaskId: 'login', status: 'done' }),
  create('reset', 'Password reset', { parentTaskId: 'login' }),
  create('payments', 'Payments', { dependsOn: ['login'] }),
  create('card', 'Card form', { parentTaskId: 'payments', status: 'in_progress' }),
  create('invoices', 'Invoices', {
    parentTaskId: 'payments',
    dependsOn: ['card'],
    tags: ['money'],
    acceptanceCriteria: [{ text: 'Totals are right', done: true }, { text: 'It prints' }],
  }),
  create('party', 'Launch party'),
  create('press', 'Press kit', { dependsOn: ['party'] }),
  create('deep0', 'Depth'),
  ...[1, 2, 3, 4, 5].map((level) => create(`deep${level}`, `Level ${level}`, { parentTaskId: `deep${level - 1}` })),
]

export interface Told {
  readonly status: number
  // Tests read what they expect; a missing member fails the expectation that reads it.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any
}

export interface World {
  readonly server: TestServer
  readonly project: MadeProject
  /** What was logged as an error. */
  readonly errors: readonly string[]
  /** How often the model was asked. */
  readonly asked: () => number
  /** Sends the message of the case. */
  readonly send: () => Promise<Told>
  /** Sends it and listens: the events of the answer. */
  readonly listen: () => Promise<readonly { readonly event: string; readonly data: unknown }[]>
}

/** The whole app around a model that says what the case says, with a plan for it to work on. */
export async function worldOf(hostile: HostileCase): Promise<World> {
  const lines = hostile.says.map(lineOf)
  // Only the first time: what is said again is said to nobody else.
  let meanwhile: (() => Promise<unknown>) | undefined
  const once = lines.map((line): Line => ({ ...line, meanwhile: () => runOnce() }))
  const runOnce = async (): Promise<void> => {
    const run = meanwhile
    meanwhile = undefined
    await run?.()
  }
  const model = scriptedModel(once, { inputTokens: 100_000, outputTokens: 6_000 })
  const offline = offlineAgent([])
  const agent = modelAgent({ model, offline, templates: [], settings: { fastPath: false } })
  const log = errorLog()
  const server = testServer({ agent, models: { ...noModels, model, fastPath: false }, log })
  const project = await makeProject(server, hostile.on === 'empty' || hostile.on === 'none' ? [] : shopTasks, 'Shop')
  // Another project, with tasks of its own, that no answer may reach.
  await makeProject(server, ['Somewhere else'], 'Elsewhere')
  if (hostile.meanwhile) meanwhile = () => hostile.meanwhile?.(server, project) ?? Promise.resolve()
  const path = hostile.on === 'none' ? '/api/chat' : `/api/projects/${project.id}/chat`
  const { message = asks, mode = 'project', focus } = hostile
  const body = {
    message,
    ...(mode === null || hostile.on === 'none' ? {} : { mode }),
    ...(focus === undefined ? {} : { taskId: project.ids[focus] }),
  }
  return {
    server,
    project,
    errors: log.errors,
    asked: () => model.requests.length,
    send: () => server.call('POST', path, body),
    listen: async () => {
      const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
      const response = await server.raw(path, { method: 'POST', headers, body: JSON.stringify(body) })
      return readEvents(await response.text())
    },
  }
}

const lineOf = (saying: Saying): Line => (typeof saying === 'string' ? { text: saying } : saying)

/** A log that keeps its errors: one that is logged is a crash that was caught. */
function errorLog(): Logger & { readonly errors: readonly string[] } {
  const errors: string[] = []
  const log = {
    ...silentLog,
    errors,
    error: (message: string, details?: LogDetails) => void errors.push(`${message}: ${String(details?.['error'])}`),
    with: () => log,
  }
  return log
}

/** All plans as they are stored: what an answer must never change. */
export const plansOf = (server: TestServer): Promise<unknown> =>
  server.deps.storage.read(async (session) => {
    const { items } = await session.listProjects({ q: null, status: null, deleted: false }, { limit: 200, cursor: null })
    const plans: Record<string, unknown> = {}
    for (const { project } of items) {
      const stored = await session.findPlan(project.id)
      plans[project.id] = { project: stored?.plan.project, version: stored?.plan.version, tasks: [...(stored?.plan.tasks.entries() ?? [])].sort() }
    }
    return plans
  })

/** The plan of a project keeps every rule. */
export async function isSound(server: TestServer, projectId: string): Promise<void> {
  const stored = await server.deps.storage.read((session) => session.findPlan(projectId as ProjectId))
  expect(stored && broken(stored.plan)).toBeUndefined()
}
