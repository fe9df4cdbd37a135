import { afterEach, describe, expect, it } from 'vitest'
import { add, remove, says, set, type Saying } from './case.ts'
import { plansOf, worldOf, type World } from './world.ts'

let world: World | undefined
afterEach(async () => {
  await world?.server.stop()
  world = undefined
})

// oxlint-disable-next-line no-explicit-any -- tests read what they expect
type Proposal = any

/** An open proposal with two new tasks, `t15` and `t16`, and then a second message with that answer. */
async function refined(message: string, ...second: readonly Saying[]) {
  const first = says(add('n1', 'Write docs'), add('n2', 'Publish docs', { dependsOn: ['n1'] }))
  world = await worldOf({ name: 'refining', message: 'add two tasks for documentation', says: [first, ...second], ends: 'proposal' })
  const { server, project } = world
  const before = await plansOf(server)
  const opened = await world.send()
  expect(opened.status).toBe(200)
  const read = async (): Promise<Proposal> => (await server.call('GET', `/api/proposals/${opened.body.turn.proposalId}`)).body.proposal
  const open = await read()
  const { status, body } = await server.call('POST', `/api/projects/${project.id}/chat`, { message, mode: 'project' })
  expect(world.errors).toEqual([])
  expect(await plansOf(server)).toEqual(before)
  return { open, status, body, proposal: await read() }
}

const titles = (proposal: Proposal): readonly string[] =>
  proposal.operations.map(({ kind, after, before }: Proposal) => `${kind} ${after?.title ?? before?.title ?? ''}`)

describe('a hostile answer to a message that refines a proposal', () => {
  it('leaves the proposal as it was when nothing of it can be used', async () => {
    for (const answer of ['no', '{}', says(set('t99', 'title', 'x')), says(remove('n1'))]) {
      const { open, body, proposal } = await refined('make it shorter', answer)
      expect(body.type).toBe('urn:planwright:problem:model-failed')
      expect(proposal).toEqual(open)
      await world?.server.stop()
    }
  })

  it('cannot take out what is proposed without being asked to', async () => {
    const { body, proposal } = await refined('set the card form to high priority', says(set('t5', 'priority', 'high'), remove(['t15', 't16'])))
    expect(body.turn.status).toBe('done')
    expect(titles(proposal)).toEqual(expect.arrayContaining(['create Write docs', 'create Publish docs']))
    expect(proposal.operations).toHaveLength(3)
    expect(proposal.leftOut.map(({ reason }: { reason: string }) => reason)).toEqual([
      '“Write docs” is new in the open proposal, and the message does not ask for it to be taken out again.',
      '“Publish docs” is new in the open proposal, and the message does not ask for it to be taken out again.',
    ])
  })

  it('takes out what it was asked to', async () => {
    const { proposal } = await refined('drop the publishing', says(remove('t16')))
    expect(titles(proposal)).toEqual(['create Write docs'])
    expect(proposal.leftOut).toEqual([])
  })

  it('that would only take out what nobody asked for is a clear problem', async () => {
    const { open, body, proposal } = await refined('set the card form to high priority', says(remove(['t15', 't16'])))
    expect(body).toMatchObject({ type: 'urn:planwright:problem:draft-invalid', detail: expect.stringContaining('Write docs') as string })
    expect(proposal).toEqual(open)
  })

  it('is set apart where it changes more of the plan than was asked for', async () => {
    const { proposal } = await refined('estimate the publishing at two days', says(set('t16', 'estimate', '2d'), set(['t1', 't2'], 'status', 'todo')))
    const apart = proposal.operations.filter(({ unrequested }: Proposal) => unrequested)
    expect(apart.map(({ kind, rationale }: Proposal) => `${kind}: ${rationale}`)).toEqual([
      'update: It is done, and the message does not ask for it to be opened again.',
      'update: It is done, and the message does not ask for it to be opened again.',
    ])
    const { server } = world as World
    const taken = await server.call('POST', `/api/proposals/${proposal.id}/accept`, {})
    expect(taken.status, taken.text).toBe(200)
    const plan = (await server.call('GET', `/api/projects/${(world as World).project.id}`)).body
    expect(plan.tasks.filter(({ status }: Proposal) => status === 'done')).toHaveLength(2)
  })
})
