import { afterEach, describe, expect, it } from 'vitest'
import type { ProjectId, TaskId } from '../../server/core/plan/task.ts'
import { asks, type HostileCase } from './case.ts'
import { corpus } from './corpus/index.ts'
import { isSound, plansOf, worldOf, type World } from './world.ts'

let world: World | undefined
afterEach(async () => {
  await world?.server.stop()
  world = undefined
})

describe('hostile answers', () => {
  it('are many, and each has a name of its own', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(120)
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length)
  })

  it.each(corpus.map((hostile) => [hostile.name, hostile] as const))('%s', async (_, hostile) => {
    world = await worldOf(hostile)
    const { server, project } = world
    const before = await plansOf(server)
    const { status, body } = await world.send()
    expect(world.errors).toEqual([])
    // Edits of people while the model thinks are theirs; the answer itself changed nothing.
    if (!hostile.meanwhile && hostile.on !== 'none') expect(await plansOf(server)).toEqual(before)
    holdEnd(hostile, status, body)
    if (hostile.asked !== undefined) expect(world.asked()).toBe(hostile.asked)
    await holdRecord(world, hostile, body)
    if (hostile.ends === 'proposal') await holdProposal(world, hostile, body)
    await hostile.holds?.({ server, project, body })
    await isSound(server, project.id)
  })

  // What is streamed is read by the same code; a third of the cases shows how it is told.
  it.each(corpus.filter((_, at) => at % 3 === 0).map((hostile) => [hostile.name, hostile] as const))('streamed: %s', async (_, hostile) => {
    world = await worldOf(hostile)
    const events = await world.listen()
    const names = events.map(({ event }) => event)
    expect(names[0]).toBe('turn')
    expect(names.filter((name) => name === 'done')).toHaveLength(1)
    expect(names.at(-1)).toBe('done')
    const status = { proposal: 'done', words: 'done', question: 'question', problem: 'failed' }[hostile.ends]
    expect(events.at(-1)?.data).toMatchObject({ status })
    expect(names.includes('problem')).toBe(hostile.ends === 'problem')
    expect(names.includes('proposal')).toBe(hostile.ends === 'proposal')
    expect(world.errors).toEqual([])
  })
})

// oxlint-disable-next-line no-explicit-any -- tests read what they expect
function holdEnd(hostile: HostileCase, status: number, body: any): void {
  const told = JSON.stringify(body).slice(0, 2_000)
  if (hostile.ends === 'problem') {
    expect(body.type, told).toBe(`urn:planwright:problem:${hostile.problem ?? 'model-failed'}`)
    expect(body.detail, told).toMatch(/^[A-Z][^]{30,}/)
    return
  }
  expect(status, told).toBeLessThan(300)
  expect(body.turn, told).toMatchObject({ status: hostile.ends === 'question' ? 'question' : 'done', problem: null })
  if (hostile.ends === 'question') expect(body.turn.question.text).not.toBe('')
  else expect(body.turn.proposalId !== null, told).toBe(hostile.ends === 'proposal')
}

/** The turn is kept with what was said and how it ended. */
// oxlint-disable-next-line no-explicit-any -- tests read what they expect
async function holdRecord({ server, project }: World, hostile: HostileCase, body: any): Promise<void> {
  const { mode, focus, on } = hostile
  // A goal that comes to nothing leaves no project, and so no conversation, behind.
  if (on === 'none') return
  const taskId = mode === 'task' && focus !== undefined ? (project.ids[focus] ?? null) : null
  const { items } = await server.deps.storage.read((session) =>
    session.listTurns(project.id as ProjectId, taskId as TaskId | null, { limit: 10, cursor: null }),
  )
  const status = hostile.ends === 'problem' ? 'failed' : hostile.ends === 'question' ? 'question' : 'done'
  expect(items.at(-1)).toMatchObject({ message: hostile.message ?? asks, status })
  if (hostile.ends === 'problem') expect(`urn:planwright:problem:${items.at(-1)?.problem?.kind}`).toBe(body.type)
}

/** The proposal can be read, says what it is expected to, and what is ticked of it can be accepted as it stands. */
// oxlint-disable-next-line no-explicit-any -- tests read what they expect
async function holdProposal({ server, project }: World, hostile: HostileCase, body: any): Promise<void> {
  const { changes, apart = [], leftOut = 0 } = hostile
  const read = await server.call('GET', `/api/proposals/${body.turn.proposalId}`)
  const { proposal } = read.body
  const titles = new Map(Object.entries(project.ids).map(([title, id]) => [id, title]))
  const titled = ({ kind, taskId, after }: { kind: string; taskId: string | null; after: { title?: string } | null }): string =>
    `${kind} ${taskId === null ? 'project' : (titles.get(taskId) ?? after?.title)}`
  const all: string[] = proposal.operations.map(titled)
  if (changes) expect([...all].sort()).toEqual([...changes].sort())
  expect(all.filter((_, at) => proposal.operations[at].unrequested).sort()).toEqual([...apart].sort())
  for (const operation of proposal.operations) if (operation.unrequested) expect(operation.rationale, 'says why it is set apart').toMatch(/[^]{20,}/)
  expect(proposal.leftOut.length, JSON.stringify(proposal.leftOut).slice(0, 1_000)).toBe(leftOut)
  for (const left of proposal.leftOut) expect(left.reason).not.toMatch(/“id0\d+”/)
  if (hostile.meanwhile) return
  const taken = await server.call('POST', `/api/proposals/${proposal.id}/accept`, {})
  expect([200, 422], taken.text).toContain(taken.status)
}
