import { expect, it } from 'vitest'
import type { Operation } from '../../../server/core/patch/operation.ts'
import type { Context } from '../storage.ts'
import { edited } from './edited.ts'
import { everyItem } from './pages.ts'
import { append, at, create, firstPage, headOf, projectId, sampleCommit, sampleTask, storeProject, taskId } from './samples.ts'

/** The log: compare and append, positions, reading it back. */
export function commitPromises(context: () => Context): void {
  it('stores a commit with its effect, at the next position', async () => {
    const { storage, reopen } = context()
    const plan = await storeProject(storage, 'p')
    const operations: readonly Operation[] = [
      create(sampleTask('b', { rank: 'a1' })),
      { kind: 'update', taskId: taskId('p-a'), before: { title: 'Task p-a', tags: [] }, after: { title: 'Renamed', tags: ['x'] } },
    ]
    const commit = sampleCommit(plan, operations, { proposalId: 'proposal', source: 'chat', message: 'why' })
    const result = await storage.write((session) => session.append(commit, plan, edited(plan, operations)))
    expect(result).toEqual({ ok: true, value: { position: 2, commit } })
    const again = await reopen()
    expect(await again.read((session) => session.findCommit(projectId('p'), 2))).toEqual({ position: 2, commit })
    expect(await headOf(again, 'p')).toEqual(edited(plan, operations))
  })

  it('lets one of two appends at once win, and tells the other the head', async () => {
    const { storage } = context()
    const plan = await storeProject(storage, 'p')
    const attempt = (id: string) =>
      storage.write((session) => session.append(sampleCommit(plan, [create(sampleTask(id))]), plan, edited(plan, [create(sampleTask(id))])))
    const [first, second] = await Promise.all([attempt('x'), attempt('y')])
    expect(first).toMatchObject({ ok: true, value: { position: 2 } })
    expect(second).toEqual({ ok: false, error: { headVersion: 2 } })
    expect([...(await headOf(storage, 'p')).tasks.keys()].sort()).toEqual(['p-a', 'x'])
  })

  it('leaves nothing behind a failed append', async () => {
    const { storage } = context()
    const base = await storeProject(storage, 'p')
    const head = await storage.write((session) => append(session, base, [create(sampleTask('b'))]))
    for (const version of [0, 1, 2, 4, 99]) {
      const operations = [create(sampleTask('stray')), { kind: 'delete', task: sampleTask('p-a') } as const]
      const commit = sampleCommit(base, operations, { version })
      const result = await storage.write((session) => session.append(commit, base, edited(base, operations)))
      expect(result).toEqual({ ok: false, error: { headVersion: 2 } })
    }
    expect(await headOf(storage, 'p')).toEqual(head)
    await storage.read(async (session) => {
      expect(await session.lastPosition()).toBe(2)
      expect(await session.findProjectOfTask(taskId('stray'))).toBeUndefined()
      expect((await session.readLog(0, 10)).map((logged) => logged.position)).toEqual([1, 2])
    })
  })

  it('goes on within a unit whose append was refused', async () => {
    const { storage } = context()
    const plan = await storeProject(storage, 'p')
    const after = await storage.write(async (session) => {
      const stale = sampleCommit(plan, [], { version: 1 })
      expect(await session.append(stale, plan, plan)).toEqual({ ok: false, error: { headVersion: 1 } })
      return append(session, plan, [create(sampleTask('b'))])
    })
    expect(await headOf(storage, 'p')).toEqual(after)
  })

  it('appends several commits in one unit', async () => {
    const { storage } = context()
    const plan = await storeProject(storage, 'p')
    const after = await storage.write(async (session) =>
      append(session, await append(session, plan, [create(sampleTask('b'))]), [create(sampleTask('c'))]),
    )
    expect(await headOf(storage, 'p')).toEqual(after)
    expect((await headOf(storage, 'p')).version).toBe(3)
  })

  it('refuses a task that another project has', async () => {
    const { storage } = context()
    await storeProject(storage, 'p', [sampleTask('shared')])
    const other = await storeProject(storage, 'q')
    await expect(storage.write((session) => append(session, other, [create(sampleTask('shared'))]))).rejects.toBeInstanceOf(Error)
    expect(await storage.read((session) => session.findProjectOfTask(taskId('shared')))).toBe('p')
    expect((await headOf(storage, 'q')).version).toBe(1)
  })

  it('takes a deleted task back under its id', async () => {
    const { storage } = context()
    let plan = await storeProject(storage, 'p')
    plan = await storage.write((session) => append(session, plan, [{ kind: 'delete', task: sampleTask('p-a') }]))
    expect((await headOf(storage, 'p')).tasks.size).toBe(0)
    plan = await storage.write((session) => append(session, plan, [create(sampleTask('p-a'))], { at: at(8) }))
    expect(await headOf(storage, 'p')).toEqual(plan)
    const stored = await storage.read((session) => session.findPlan(projectId('p')))
    expect(stored?.taskTimes.get(taskId('p-a'))).toEqual({ createdAt: at(8), updatedAt: at(8) })
  })

  it('stores what the core computes of 1,000 operations', async () => {
    const { storage, reopen } = context()
    const tasks = Array.from({ length: 1_000 }, (_, index) => sampleTask(`t${index}`, { rank: `a${index}`, estimateMinutes: index }))
    let plan = await storeProject(storage, 'p', tasks)
    const updates = tasks.map((task): Operation => ({ kind: 'update', taskId: task.id, before: { status: 'todo' }, after: { status: 'done' } }))
    plan = await storage.write((session) => append(session, plan, updates))
    plan = await storage.write((session) =>
      append(
        session,
        plan,
        tasks.slice(0, 777).map((task) => ({ kind: 'delete', task: { ...task, status: 'done' } })),
      ),
    )
    expect(await headOf(await reopen(), 'p')).toEqual(plan)
  })

  it('gives positions without gap or repetition to many projects at once', async () => {
    const { storage } = context()
    const plans = await Promise.all(Array.from({ length: 8 }, (_, index) => storeProject(storage, `p${index}`)))
    const appends = plans.flatMap((plan) => {
      let current = plan
      return Array.from({ length: 4 }, (_, index) =>
        storage.write(async (session) => {
          current = await append(session, current, [create(sampleTask(`${plan.project.id}-${index}`))])
          if (index === 2) {
            current = { ...current, version: current.version - 1 }
            throw new Error('on purpose')
          }
        }),
      )
    })
    await Promise.allSettled(appends)
    const log = await storage.read((session) => session.readLog(0, 1_000))
    expect(log.map((logged) => logged.position)).toEqual(log.map((_, index) => index + 1))
    expect(log).toHaveLength(8 * 4)
    expect(await storage.read((session) => session.lastPosition())).toBe(log.length)
  })

  it('never gives a position again, not even that of a purged commit', async () => {
    const { storage, reopen } = context()
    await storeProject(storage, 'p')
    await storeProject(storage, 'q')
    await storage.write((session) => session.purgeProject(projectId('q')))
    const again = await reopen()
    expect(await again.read((session) => session.lastPosition())).toBe(2)
    await storeProject(again, 'r')
    expect((await again.read((session) => session.readLog(0, 10))).map((logged) => logged.position)).toEqual([1, 3])
  })

  it('lists commits newest first, page by page', async () => {
    const { storage } = context()
    await storeProject(storage, 'other')
    await storeCommits(context, 7)
    const versions = (await storage.read((session) => session.listCommits(projectId('p'), firstPage))).items.map((logged) => logged.commit.version)
    expect(versions).toEqual([7, 6, 5, 4, 3, 2, 1])
    for (const limit of [1, 3, 7]) {
      const paged = await everyItem(limit, (page) => storage.read((session) => session.listCommits(projectId('p'), page)))
      expect(paged.map((logged) => logged.commit.version)).toEqual(versions)
    }
  })

  it('keeps its place in the list of commits when one is added', async () => {
    const { storage } = context()
    await storeCommits(context, 4)
    const first = await storage.read((session) => session.listCommits(projectId('p'), { limit: 2, cursor: null }))
    const head = await headOf(storage, 'p')
    await storage.write((session) => append(session, head, [create(sampleTask('late'))]))
    const second = await storage.read((session) => session.listCommits(projectId('p'), { limit: 2, cursor: first.nextCursor }))
    expect(second.items.map((logged) => logged.commit.version)).toEqual([2, 1])
  })

  it('reads commits of a project oldest first, between versions', async () => {
    const { storage } = context()
    await storeCommits(context, 6)
    const versions = async (after: number, upTo: number, limit: number) =>
      (await storage.read((session) => session.readCommits(projectId('p'), after, upTo, limit))).map((logged) => logged.commit.version)
    expect(await versions(0, 6, 100)).toEqual([1, 2, 3, 4, 5, 6])
    expect(await versions(2, 4, 100)).toEqual([3, 4])
    expect(await versions(2, 99, 2)).toEqual([3, 4])
    expect(await versions(6, 99, 2)).toEqual([])
  })

  it('reads the log over all projects oldest first', async () => {
    const { storage } = context()
    await storeProject(storage, 'a')
    await storeProject(storage, 'b')
    await storeProject(storage, 'c')
    const log = async (after: number, limit: number) =>
      (await storage.read((session) => session.readLog(after, limit))).map((logged) => logged.commit.projectId)
    expect(await log(0, 10)).toEqual(['a', 'b', 'c'])
    expect(await log(1, 1)).toEqual(['b'])
    expect(await log(3, 10)).toEqual([])
  })

  it('counts no position where nothing was ever committed', async () => {
    expect(await context().storage.read((session) => session.lastPosition())).toBe(0)
  })
}

async function storeCommits(context: () => Context, count: number): Promise<void> {
  const { storage } = context()
  let plan = await storeProject(storage, 'p')
  for (let index = 1; index < count; index += 1) plan = await storage.write((session) => append(session, plan, [create(sampleTask(`p-${index}`))]))
}
