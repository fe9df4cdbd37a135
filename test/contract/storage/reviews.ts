import { expect, it } from 'vitest'
import type { Proposal } from '../../../server/core/review/proposal.ts'
import type { Context } from '../storage.ts'
import { everyItem } from './pages.ts'
import { at, create, firstPage, projectId, sampleProposal, sampleTask, sampleTurn, storeProject, taskId } from './samples.ts'

/** Proposals and turns, both in the order in which they were first saved. */
export function reviewPromises(context: () => Context): void {
  it('keeps every field of a proposal', async () => {
    const { storage, reopen } = context()
    await storeProject(storage, 'p')
    const reviewed = {
      id: 'o1' as Proposal['operations'][number]['id'],
      operation: create(sampleTask('t')),
      rationale: null,
      unrequested: true,
      unticked: false,
      decision: 'accepted',
      comment: 'good',
      editedBy: 'Ada',
      original: create(sampleTask('t', { title: 'before' })),
    } as const
    const leftOut = { draft: { op: 'create', taskId: 'new-1', body: { title: 'x' } }, reason: 'no room' } as const
    const proposal = sampleProposal('x', 'p', {
      parked: true,
      mode: 'task',
      taskId: taskId('p-a'),
      model: 'm',
      promptVersion: '3',
      operations: [reviewed],
      leftOut: [leftOut],
      revisions: [{ revision: 1, turnId: 't1', baseVersion: 0, message: 'First', rationale: 'first', operations: [reviewed], leftOut: [] }],
      reason: 'not now',
      updatedAt: at(3),
    })
    await storage.write((session) => session.saveProposal(proposal))
    expect(await (await reopen()).read((session) => session.findProposal('x'))).toEqual(proposal)
  })

  it('replaces a proposal that is saved again, in its old place', async () => {
    const { storage } = context()
    await storeProject(storage, 'p')
    await storage.write(async (session) => {
      await session.saveProposal(sampleProposal('first', 'p'))
      await session.saveProposal(sampleProposal('second', 'p'))
      await session.saveProposal(sampleProposal('first', 'p', { status: 'rejected', updatedAt: at(9) }))
    })
    const { items } = await storage.read((session) => session.listProposals(projectId('p'), null, firstPage))
    expect(items.map(({ id, status }) => [id, status])).toEqual([
      ['second', 'open'],
      ['first', 'rejected'],
    ])
  })

  it('lists proposals newest first, by status, page by page, also those of one moment', async () => {
    const { storage } = context()
    await storeProject(storage, 'p')
    await storeProject(storage, 'q')
    await storage.write(async (session) => {
      for (let index = 0; index < 7; index += 1)
        await session.saveProposal(sampleProposal(`x${index}`, 'p', { status: index % 2 ? 'open' : 'accepted' }))
      await session.saveProposal(sampleProposal('elsewhere', 'q'))
    })
    const list = (status: Proposal['status'] | null, limit: number) =>
      everyItem(limit, (page) => storage.read((session) => session.listProposals(projectId('p'), status, page)))
    for (const limit of [1, 2, 7, 50]) {
      expect((await list(null, limit)).map(({ id }) => id)).toEqual(['x6', 'x5', 'x4', 'x3', 'x2', 'x1', 'x0'])
      expect((await list('open', limit)).map(({ id }) => id)).toEqual(['x5', 'x3', 'x1'])
      expect(await list('superseded', limit)).toEqual([])
    }
  })

  it('lists proposals over all projects that are not in the trash, newest first, with the head of each', async () => {
    const { storage } = context()
    for (const id of ['p', 'q', 'trash']) await storeProject(storage, id)
    await storage.write(async (session) => {
      await session.saveProposal(sampleProposal('one', 'p'))
      await session.saveProposal(sampleProposal('two', 'q', { status: 'rejected' }))
      await session.saveProposal(sampleProposal('three', 'trash'))
      await session.saveProposal(sampleProposal('four', 'q', { parked: true }))
      await session.setDeleted(projectId('trash'), at(9))
    })
    const list = (status: Proposal['status'] | null, limit: number) =>
      everyItem(limit, (page) => storage.read((session) => session.listAllProposals(status, page)))
    for (const limit of [1, 2, 50]) {
      expect((await list(null, limit)).map(({ proposal }) => proposal.id)).toEqual(['four', 'two', 'one'])
      expect((await list('open', limit)).map(({ proposal }) => proposal.id)).toEqual(['four', 'one'])
    }
    const head = await storage.read((session) => session.findPlan(projectId('p')))
    expect((await list('open', 50)).at(-1)).toMatchObject({ projectTitle: head?.plan.project.title, headVersion: head?.plan.version })
  })

  it('finds the one open proposal of a conversation that is not parked', async () => {
    const { storage } = context()
    await storeProject(storage, 'p')
    await storeProject(storage, 'q')
    const open = (project: string, task: string | null) =>
      storage.read(async (session) => (await session.findOpenProposal(projectId(project), task === null ? null : taskId(task)))?.id)
    expect(await open('p', null)).toBeUndefined()
    await storage.write(async (session) => {
      await session.saveProposal(sampleProposal('accepted', 'p', { status: 'accepted' }))
      await session.saveProposal(sampleProposal('older', 'p', { parked: true }))
      await session.saveProposal(sampleProposal('current', 'p'))
      await session.saveProposal(sampleProposal('parked', 'p', { parked: true }))
      await session.saveProposal(sampleProposal('of a task', 'p', { taskId: taskId('p-a') }))
    })
    expect(await open('p', null)).toBe('current')
    expect(await open('p', 'p-a')).toBe('of a task')
    expect(await open('p', 'other')).toBeUndefined()
    expect(await open('q', null)).toBeUndefined()
    await storage.write((session) => session.saveProposal(sampleProposal('current', 'p', { parked: true })))
    expect(await open('p', null)).toBeUndefined()
  })

  it('keeps every field of a turn', async () => {
    const { storage, reopen } = context()
    await storeProject(storage, 'p')
    const turn = sampleTurn('t', 'p', {
      taskId: taskId('p-a'),
      mode: 'task',
      status: 'failed',
      message: 'do it',
      reply: 'no',
      proposalId: 'x',
      problem: { kind: 'model-failed', title: 'The model failed', status: 502, detail: 'It did not answer.' },
      by: { provider: 'openai', model: 'gpt', promptVersion: 'editor@3' },
      usage: {
        tries: 2,
        inputTokens: 5,
        cachedTokens: 3,
        outputTokens: 7,
        costMicros: 12,
        unknownCosts: 1,
        provider: 'openai',
        model: 'gpt',
      },
      asked: { taskId: taskId('a'), proposalId: null, provider: 'openai', maxMilestones: 4 },
      touched: [taskId('a')],
      created: [taskId('b')],
      question: { text: 'Which?', options: [{ label: 'One', message: 'the first' }] },
      createdAt: at(4),
    })
    await storage.write((session) => session.saveTurn(turn))
    const again = await reopen()
    expect(await again.read((session) => session.findTurn('t'))).toEqual(turn)
    await again.write((session) => session.saveTurn({ ...turn, status: 'done', problem: null }))
    expect(await again.read((session) => session.findTurn('t'))).toEqual({ ...turn, status: 'done', problem: null })
  })

  it('keeps a turn without a project, and takes the one it makes', async () => {
    const { storage } = context()
    await storage.write((session) => session.saveTurn(sampleTurn('t', null)))
    expect((await storage.read((session) => session.findTurn('t')))?.projectId).toBeNull()
    await storeProject(storage, 'p')
    await storage.write((session) => session.saveTurn(sampleTurn('t', 'p')))
    expect((await storage.read((session) => session.lastTurns(projectId('p'), null, 5))).map(({ id }) => id)).toEqual(['t'])
  })

  it('keeps the conversations of a project and of each task apart, oldest first', async () => {
    const { storage } = context()
    await storeProject(storage, 'p')
    await storage.write(async (session) => {
      for (let index = 0; index < 5; index += 1) {
        await session.saveTurn(sampleTurn(`project ${index}`, 'p'))
        await session.saveTurn(sampleTurn(`task ${index}`, 'p', { taskId: taskId('p-a') }))
      }
      // Saving again does not move it.
      await session.saveTurn(sampleTurn('project 0', 'p', { reply: 'later' }))
    })
    const list = (task: string | null, limit: number) =>
      everyItem(limit, (page) => storage.read((session) => session.listTurns(projectId('p'), task === null ? null : taskId(task), page)))
    for (const limit of [1, 2, 5]) {
      expect((await list(null, limit)).map(({ id }) => id)).toEqual([0, 1, 2, 3, 4].map((index) => `project ${index}`))
      expect((await list('p-a', limit)).map(({ id }) => id)).toEqual([0, 1, 2, 3, 4].map((index) => `task ${index}`))
    }
    expect(await list('other', 5)).toEqual([])
  })

  it('gives the last turns of a conversation, oldest of them first', async () => {
    const { storage } = context()
    await storeProject(storage, 'p')
    await storage.write(async (session) => {
      for (let index = 0; index < 5; index += 1) await session.saveTurn(sampleTurn(`t${index}`, 'p'))
    })
    const last = async (limit: number) => (await storage.read((session) => session.lastTurns(projectId('p'), null, limit))).map(({ id }) => id)
    expect(await last(2)).toEqual(['t3', 't4'])
    expect(await last(50)).toEqual(['t0', 't1', 't2', 't3', 't4'])
    expect(await last(0)).toEqual([])
  })

  it('finds the turns that were left running', async () => {
    const { storage, reopen } = context()
    await storeProject(storage, 'p')
    await storage.write(async (session) => {
      await session.saveTurn(sampleTurn('a', 'p', { status: 'running' }))
      await session.saveTurn(sampleTurn('b', 'p'))
      await session.saveTurn(sampleTurn('c', null, { status: 'running' }))
    })
    const again = await reopen()
    expect((await again.read((session) => session.findRunningTurns())).map(({ id }) => id)).toEqual(['a', 'c'])
  })
}
