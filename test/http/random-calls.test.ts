import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProjectId } from '../../server/core/plan/task.ts'
import type { Proposal } from '../../server/core/review/proposal.ts'
import { replayed } from './replay.ts'
import { testServer, type Answer, type TestServer } from './harness.ts'
import { create, drafting, remove, saying, scriptedAgent, update, type Script, type ScriptedAgent } from './scripted-agent.ts'

/** What a script may do next; numbers choose among what is there. */
const step = fc.record({ what: fc.nat(19), a: fc.nat(1000), b: fc.nat(1000), text: fc.string({ unit: 'grapheme', maxLength: 12 }) })
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

interface World {
  readonly server: TestServer
  readonly agent: ScriptedAgent
  readonly project: string
}

describe('whatever is called, in whatever order', () => {
  it('no answer is a 5xx, versions have no gap, and replaying the commits gives the head', async () => {
    const agent = scriptedAgent()
    const server = testServer({ agent })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const project = (await server.call('POST', '/api/projects', { title: 'Random' })).body.id as string
        let version = 0
        for (const next of steps) {
          const answer = await take({ server, agent, project }, next)
          expect(answer.status, `${JSON.stringify(next)} ${answer.text.slice(0, 300)}`).toBeLessThan(500)
          const head = (await stored(server, project)).version
          expect(head - version, JSON.stringify(next)).toBeGreaterThanOrEqual(0)
          expect(head - version, 'one call makes one commit at most').toBeLessThanOrEqual(1)
          if (answer.status >= 400) expect(head, 'what is refused changes nothing').toBe(version)
          version = head
        }
        await expectReplayed(server, project, version)
      }),
      { numRuns: 150 },
    )
    await server.stop()
  })
})

/** What is there to choose among, as the store has it. */
async function stored(server: TestServer, project: string): Promise<{ version: number; tasks: readonly string[]; proposals: readonly Proposal[] }> {
  return server.deps.storage.read(async (session) => {
    const found = await session.findPlan(project as ProjectId)
    const { items } = await session.listProposals(project as ProjectId, null, { limit: 50, cursor: null })
    return { version: found?.plan.version ?? 0, tasks: [...(found?.plan.tasks.keys() ?? [])], proposals: items }
  })
}

async function take({ server, agent, project }: World, { what, a, b, text }: Step): Promise<Answer> {
  const path = `/api/projects/${project}`
  const { version, tasks, proposals } = await stored(server, project)
  const task = tasks[a % Math.max(1, tasks.length)] ?? 'nowhere'
  const other = tasks[b % Math.max(1, tasks.length)] ?? 'nowhere'
  const proposal = proposals[a % Math.max(1, proposals.length)]
  const proposalPath = `/api/proposals/${proposal?.id ?? 'nowhere'}`
  const rows: readonly { id: string }[] = proposal?.operations ?? []
  const row = rows[b % Math.max(1, rows.length)]?.id ?? 'nowhere'
  const base = Math.max(0, version - (b % 4))
  const entries = [
    create('n1', text, { parentTaskId: a % 2 ? task : null }),
    update(other, { title: `${text}!`, dependsOn: [task] }),
    create('n2', 'Child', { parentTaskId: 'n1', afterTaskId: null }),
  ]
  const talk = (script: Script): Promise<Answer> => {
    agent.prepare(script)
    return server.call('POST', `${path}/chat`, {
      message: text.trim() || 'hm',
      ...(b % 5 === 0 ? { proposalId: null } : {}),
      ...(b % 7 === 1 ? { mode: 'task', taskId: task } : {}),
    })
  }
  switch (what) {
    case 0:
      return server.call('POST', `${path}/tasks`, { title: text, parentTaskId: a % 3 ? null : other })
    case 1:
      return server.call('PATCH', `/api/tasks/${task}`, {
        title: text,
        dependsOn: b % 2 ? [other] : [],
        tags: [text.slice(0, 3), 'x'],
        priority: 'high',
      })
    case 2:
      return server.call('DELETE', `/api/tasks/${task}${b % 2 ? '?children=promote' : ''}`)
    case 3:
      return server.call('POST', `/api/tasks/${task}/move`, { parentTaskId: b % 3 ? other : null, ...(b % 4 ? {} : { afterTaskId: null }) })
    case 4:
      return server.call('POST', `/api/tasks/${task}/move`, { boardAfterTaskId: b % 2 ? other : null, status: 'done' })
    case 5:
      return server.call('POST', `${path}/patches${a % 5 ? '' : '?dryRun=true'}`, { baseVersion: base, taskPatches: entries.slice(0, 1 + (b % 3)) })
    case 6:
      return server.call('POST', `${path}/proposals`, {
        baseVersion: base,
        taskPatches: [update(task, { description: text }), remove(other)].slice(a % 2),
      })
    case 7:
      return server.call(
        'POST',
        `${path}/revert${a % 4 ? '' : '?propose=true'}`,
        a % 2 ? { version: 1 + (b % (version + 1)) } : { toVersion: b % (version + 2) },
      )
    case 8:
      return talk(drafting(entries))
    case 9:
      return talk(
        drafting([update(task, { title: text, status: 'review' }), remove(other), create('x', 'New', { dependsOn: [task] })], {
          agent: 'decomposer',
        }),
      )
    case 10:
      return talk(b % 2 ? saying(text) : () => ({ kind: 'command', agent: 'editor', command: a % 2 ? 'undo' : 'start-over' }))
    case 11:
      return server.call('POST', `${proposalPath}/accept${a % 5 ? '' : '?dryRun=true'}`)
    case 12:
      return server.call('POST', `${proposalPath}/accept`, {
        operationIds: rows.filter((_, index) => (a + index * b) % 3 === 0).map(({ id }) => id),
        rest: b % 2 ? 'keep' : 'reject',
      })
    case 13:
      return server.call('PATCH', proposalPath, {
        operations: [{ id: row, decision: (['accepted', 'rejected', 'pending'] as const)[a % 3], comment: text }],
      })
    case 14:
      return server.call('PATCH', proposalPath, {
        operations: [{ id: row, after: { title: text, ...(b % 2 ? { parentTaskId: b % 3 ? task : null } : {}) } }],
      })
    case 15:
      return server.call('POST', `${proposalPath}/rebase`, {
        resolutions: rows.slice(0, 3).map(({ id }, index) => ({ operationId: id, take: (a + index) % 2 ? 'mine' : 'theirs' })),
      })
    case 16:
      return server.call('POST', `${proposalPath}/${a % 2 ? 'reject' : 'reopen'}`)
    case 17:
      return server.call('PATCH', proposalPath, { parked: a % 2 === 0 })
    case 18:
      return server.call('PATCH', path, { summary: text, tags: [text.slice(0, 5)] })
    default:
      return server.call('GET', `${path}/diff?from=${base}`)
  }
}

/** Every version is a commit, and all of them from the empty project give the head. */
async function expectReplayed(server: TestServer, project: string, version: number): Promise<void> {
  const { items } = (await server.call('GET', `/api/projects/${project}/commits?limit=200`)).body
  expect(items.map((commit: { version: number }) => commit.version)).toEqual(Array.from({ length: version }, (_, index) => version - index))
  const plan = await replayed(server, project, version)
  const head = await server.deps.storage.read((session) => session.findPlan(project as never))
  expect(plan).toEqual({ project: head?.plan.project, tasks: Object.fromEntries(head?.plan.tasks ?? []) })
}
