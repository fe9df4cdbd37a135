import { expect, it } from 'vitest'
import { progressOf } from '../../../server/core/plan/progress.ts'
import { InvalidCursor, type ProjectFilter } from '../../../server/ports/storage.ts'
import type { Context } from '../storage.ts'
import { everyItem } from './pages.ts'
import {
  all,
  append,
  at,
  create,
  emptyPlan,
  firstPage,
  headOf,
  projectId,
  sampleProposal,
  sampleTask,
  sampleTurn,
  storeProject,
  taskId,
} from './samples.ts'

/** Projects and their heads, the list of them, the trash. */
export function projectPromises(context: () => Context): void {
  it('stores a new project at version 0 without tasks', async () => {
    const { storage } = context()
    const plan = emptyPlan('p', {
      summary: 'What it is for',
      tags: ['a', 'b'],
      metadata: { deep: { list: [1, 'two', null] } },
      dueDate: '2026-12-24',
    })
    await storage.write((session) => session.createProject(plan, at(3)))
    expect(await storage.read((session) => session.findPlan(projectId('p')))).toEqual({
      plan,
      projectTimes: { createdAt: at(3), updatedAt: at(3), deletedAt: null },
      taskTimes: new Map(),
    })
  })

  it('refuses a second project of the same id, and one that brings tasks', async () => {
    const { storage } = context()
    const plan = await storeProject(storage, 'p')
    await expect(storage.write((session) => session.createProject(emptyPlan('p'), at(1)))).rejects.toBeInstanceOf(Error)
    const withTasks = { ...plan, project: { ...plan.project, id: projectId('q') } }
    await expect(storage.write((session) => session.createProject(withTasks, at(1)))).rejects.toBeInstanceOf(Error)
    expect((await headOf(storage, 'p')).version).toBe(1)
    expect(await storage.read((session) => session.findVersion(projectId('q')))).toBeUndefined()
  })

  it('knows nothing of a project that is not there', async () => {
    const { storage } = context()
    await storage.read(async (session) => {
      expect(await session.findPlan(projectId('no'))).toBeUndefined()
      expect(await session.findVersion(projectId('no'))).toBeUndefined()
      expect(await session.findProjectOfTask(taskId('no'))).toBeUndefined()
      expect((await session.listProjects(all, firstPage)).items).toEqual([])
    })
    await storage.write(async (session) => {
      await session.setDeleted(projectId('no'), at(1))
      await session.purgeProject(projectId('no'))
    })
  })

  it('tells the version of a head, deleted or not', async () => {
    const { storage } = context()
    await storeProject(storage, 'p')
    await storage.write((session) => session.setDeleted(projectId('p'), at(1)))
    expect(await storage.read((session) => session.findVersion(projectId('p')))).toBe(1)
  })

  it('finds the project of a task of a head, and of no other', async () => {
    const { storage } = context()
    const plan = await storeProject(storage, 'p', [sampleTask('a'), sampleTask('b')])
    await storage.write((session) => append(session, plan, [{ kind: 'delete', task: sampleTask('b') }]))
    await storage.read(async (session) => {
      expect(await session.findProjectOfTask(taskId('a'))).toBe('p')
      expect(await session.findProjectOfTask(taskId('b'))).toBeUndefined()
    })
  })

  it('keeps every field of a task and the times of each', async () => {
    const { storage, reopen } = context()
    const full = sampleTask('full', {
      parentId: taskId('top'),
      rank: 'Zz~1',
      description: '# Words\n\n- [ ] with *marks*',
      status: 'in_progress',
      priority: 'urgent',
      estimateMinutes: 525_600,
      spentMinutes: 1,
      startDate: '2026-01-01',
      dueDate: '2026-12-31',
      assignee: { kind: 'agent', name: 'Bot' },
      tags: ['api', 'web'],
      acceptanceCriteria: [{ id: 'c1' as never, text: 'It works', done: true }],
      dependsOn: [taskId('other')],
      boardRank: 'a1',
      focusFiles: ['src/a.ts'],
      externalRefs: [{ provider: 'linear', id: 'L-1', url: 'https://example.org/1' }],
      metadata: { b: 1, a: { nested: [true, null, 1.5, 'x'] } },
    })
    const plan = await storeProject(storage, 'p', [sampleTask('top'), sampleTask('other', { rank: 'a1' }), full])
    await storage.write((session) =>
      append(session, plan, [{ kind: 'update', taskId: taskId('top'), before: { status: 'todo' }, after: { status: 'done' } }], { at: at(9) }),
    )
    const stored = await (await reopen()).read((session) => session.findPlan(projectId('p')))
    expect(stored?.plan.tasks.get(taskId('full'))).toEqual(full)
    expect(stored?.plan.tasks.get(taskId('top'))?.status).toBe('done')
    expect(stored?.taskTimes).toEqual(
      new Map([
        [taskId('top'), { createdAt: at(0), updatedAt: at(9) }],
        [taskId('other'), { createdAt: at(0), updatedAt: at(0) }],
        [taskId('full'), { createdAt: at(0), updatedAt: at(0) }],
      ]),
    )
    expect(stored?.projectTimes).toEqual({ createdAt: at(0), updatedAt: at(9), deletedAt: null })
  })

  it('lists projects by last change, newest first', async () => {
    const { storage } = context()
    await storeProject(storage, 'old', [], at(1))
    const changed = await storeProject(storage, 'changed', [], at(0))
    await storeProject(storage, 'new', [], at(2))
    expect(await ids(context)).toEqual(['new', 'old', 'changed'])
    await storage.write((session) => append(session, changed, [create(sampleTask('t'))], { at: at(5) }))
    expect(await ids(context)).toEqual(['changed', 'new', 'old'])
  })

  it('sums up each tree in the list, without reading it', async () => {
    const { storage, reopen } = context()
    const plan = await storeProject(storage, 'p', [
      sampleTask('top', { estimateMinutes: 600 }),
      sampleTask('done', { parentId: taskId('top'), status: 'done', estimateMinutes: 60, spentMinutes: 50 }),
      sampleTask('open', { parentId: taskId('top'), rank: 'a1', estimateMinutes: 90, spentMinutes: 30 }),
      sampleTask('cancelled', { parentId: taskId('top'), rank: 'a2', status: 'cancelled', estimateMinutes: 1_000 }),
    ])
    const summary = { done: 1, total: 2, estimateMinutes: 150, spentMinutes: 80, remainingMinutes: 60 }
    expect(progressOf(plan).get(null)).toEqual(summary)
    const { items } = await (await reopen()).read((session) => session.listProjects(all, firstPage))
    expect(items).toEqual([{ project: plan.project, version: 1, createdAt: at(0), updatedAt: at(0), deletedAt: null, ...summary }])
  })

  it('finds projects by words of title and summary in any case, and by status', async () => {
    const { storage } = context()
    await storage.write(async (session) => {
      await session.createProject(emptyPlan('one', { title: 'Straße nach ÉVIAN' }), at(1))
      await session.createProject(emptyPlan('two', { summary: '100% done_by 2026', status: 'active' }), at(2))
    })
    const found = (filter: Partial<ProjectFilter>) => ids(context, { ...all, ...filter })
    expect(await found({ q: 'évian' })).toEqual(['one'])
    expect(await found({ q: 'STRASSE' })).toEqual(['one'])
    expect(await found({ q: '0% D' })).toEqual(['two'])
    expect(await found({ q: 'done_by' })).toEqual(['two'])
    expect(await found({ q: '%' })).toEqual(['two'])
    expect(await found({ q: 'doneXby' })).toEqual([])
    expect(await found({ q: 'x'.repeat(60_000) })).toEqual([])
    expect(await found({ q: '' })).toEqual(['two', 'one'])
    expect(await found({ status: 'active' })).toEqual(['two'])
    expect(await found({ status: 'active', q: 'evian' })).toEqual([])
  })

  it('finds a project by its new title once it was renamed', async () => {
    const { storage } = context()
    const plan = await storeProject(storage, 'p')
    await storage.write((session) =>
      append(session, plan, [{ kind: 'project', before: { title: plan.project.title, tags: [] }, after: { title: 'Renamed', tags: ['new'] } }]),
    )
    expect(await ids(context, { ...all, q: 'renamed' })).toEqual(['p'])
    expect(await ids(context, { ...all, q: 'project p' })).toEqual([])
    expect((await headOf(storage, 'p')).project).toMatchObject({ title: 'Renamed', tags: ['new'] })
  })

  it('pages through projects that changed in the same moment', async () => {
    const { storage } = context()
    for (let index = 0; index < 7; index += 1) await storeProject(storage, `p${index}`, [], at(index < 5 ? 1 : 2))
    const whole = await ids(context)
    expect(whole).toHaveLength(7)
    for (const limit of [1, 2, 3, 7, 50]) {
      const paged = await everyItem(limit, (page) => storage.read((session) => session.listProjects(all, page)))
      expect(paged.map((item) => item.project.id)).toEqual(whole)
    }
  })

  it('goes on where a page ended, though projects were added and purged meanwhile', async () => {
    const { storage } = context()
    for (let index = 0; index < 4; index += 1) await storeProject(storage, `p${index}`, [], at(1))
    const first = await storage.read((session) => session.listProjects(all, { limit: 2, cursor: null }))
    expect(first.items.map((item) => item.project.id)).toEqual(['p3', 'p2'])
    await storeProject(storage, 'newer', [], at(2))
    await storage.write((session) => session.purgeProject(projectId('p2')))
    const second = await storage.read((session) => session.listProjects(all, { limit: 2, cursor: first.nextCursor }))
    expect(second.items.map((item) => item.project.id)).toEqual(['p1', 'p0'])
    expect(second.nextCursor).toBeNull()
  })

  it('refuses a cursor that it did not give', async () => {
    const { storage } = context()
    for (let index = 0; index < 2; index += 1) await storeProject(storage, `p${index}`)
    const lists = await storage.read((session) => session.listProjects(all, { limit: 1, cursor: null }))
    const cursors = [
      '',
      'nonsense',
      '💥',
      'e30',
      Buffer.from('["projects"]').toString('base64url'),
      Buffer.from('["projects",1,2]').toString('base64url'),
    ]
    for (const cursor of cursors) {
      await expect(storage.read((session) => session.listProjects(all, { limit: 1, cursor }))).rejects.toBeInstanceOf(InvalidCursor)
      await expect(storage.read((session) => session.listCommits(projectId('p0'), { limit: 1, cursor }))).rejects.toBeInstanceOf(InvalidCursor)
      await expect(storage.read((session) => session.listProposals(projectId('p0'), null, { limit: 1, cursor }))).rejects.toBeInstanceOf(
        InvalidCursor,
      )
      await expect(storage.read((session) => session.listTurns(projectId('p0'), null, { limit: 1, cursor }))).rejects.toBeInstanceOf(InvalidCursor)
    }
    expect(lists.nextCursor).not.toBeNull()
    await expect(storage.read((session) => session.listCommits(projectId('p0'), { limit: 1, cursor: lists.nextCursor }))).rejects.toBeInstanceOf(
      InvalidCursor,
    )
  })

  it('puts a project into the trash and takes it out again', async () => {
    const { storage } = context()
    await storeProject(storage, 'p')
    await storeProject(storage, 'q')
    await storage.write((session) => session.setDeleted(projectId('p'), at(7)))
    expect(await ids(context)).toEqual(['q'])
    expect(await ids(context, { ...all, deleted: true })).toEqual(['p'])
    const stored = await storage.read((session) => session.findPlan(projectId('p')))
    expect(stored?.projectTimes.deletedAt).toBe(at(7))
    expect(stored?.plan.tasks.size).toBe(1)
    await storage.write((session) => session.setDeleted(projectId('p'), null))
    expect(await ids(context, { ...all, deleted: true })).toEqual([])
    expect(await ids(context)).toEqual(['q', 'p'])
  })

  it('finds what has been in the trash since before a time', async () => {
    const { storage } = context()
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await storeProject(storage, id)
      await storage.write((session) => session.setDeleted(projectId(id), at(index)))
    }
    await storeProject(storage, 'kept')
    expect(await storage.read((session) => session.findDeletedBefore(at(2)))).toEqual(['a', 'b'])
  })

  it('purges a project with all that belongs to it, and nothing else', async () => {
    const { storage } = context()
    await storeProject(storage, 'p')
    await storeProject(storage, 'q')
    await storage.write(async (session) => {
      for (const id of ['p', 'q']) {
        await session.saveProposal(sampleProposal(`proposal-${id}`, id))
        await session.saveTurn(sampleTurn(`turn-${id}`, id))
      }
      await session.saveTurn(sampleTurn('turn-without', null))
      await session.purgeProject(projectId('p'))
    })
    await storage.read(async (session) => {
      expect(await session.findVersion(projectId('p'))).toBeUndefined()
      expect(await session.findPlan(projectId('p'))).toBeUndefined()
      expect(await session.findProjectOfTask(taskId('p-a'))).toBeUndefined()
      expect(await session.findCommit(projectId('p'), 1)).toBeUndefined()
      expect(await session.findProposal('proposal-p')).toBeUndefined()
      expect(await session.findTurn('turn-p')).toBeUndefined()
      expect((await session.readLog(0, 10)).map((logged) => logged.commit.projectId)).toEqual(['q'])
      expect(await session.findProposal('proposal-q')).toBeDefined()
      expect(await session.findTurn('turn-q')).toBeDefined()
      expect(await session.findTurn('turn-without')).toBeDefined()
      expect(await session.findProjectOfTask(taskId('q-a'))).toBe('q')
    })
  })

  it('saves nothing for a project that is not there', async () => {
    const { storage } = context()
    await expect(storage.write((session) => session.saveProposal(sampleProposal('x', 'no')))).rejects.toBeInstanceOf(Error)
    await expect(storage.write((session) => session.saveTurn(sampleTurn('x', 'no')))).rejects.toBeInstanceOf(Error)
    const plan = emptyPlan('no')
    await expect(storage.write((session) => append(session, plan, [create(sampleTask('t'))]))).rejects.toBeInstanceOf(Error)
    expect(await storage.read((session) => session.lastPosition())).toBe(0)
  })
}

async function ids(context: () => Context, filter: ProjectFilter = all): Promise<readonly string[]> {
  const { items } = await context().storage.read((session) => session.listProjects(filter, firstPage))
  return items.map((item) => item.project.id)
}
