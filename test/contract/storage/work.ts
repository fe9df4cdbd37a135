import { expect, it } from 'vitest'
import type { WorkAction, WorkCommit, WorkSession, Workspace } from '../../../server/core/work/work.ts'
import type { Context } from '../storage.ts'
import { at, projectId, taskId } from './samples.ts'

const workspace = (id: string, fields: Partial<Workspace> = {}): Workspace => ({
  id,
  name: `Workspace ${id}`,
  description: 'of “many” words',
  projectId: projectId('p'),
  createdAt: at(0),
  ...fields,
})

const session = (id: string, fields: Partial<WorkSession> = {}): WorkSession => ({
  id,
  workspaceId: 'w',
  task: 'Fix the login',
  description: '',
  taskId: taskId('t'),
  projectId: projectId('p'),
  status: 'active',
  author: 'Ada',
  host: 'here',
  directory: '/src',
  pid: null,
  startedAt: at(1),
  seenAt: at(1),
  endedAt: null,
  ...fields,
})

const action = (id: string, sessionId = 's'): WorkAction => ({ id, sessionId, description: `did ${id}`, type: 'fix', at: at(2) })

const commit = (id: string, fields: Partial<WorkCommit> = {}): WorkCommit => ({
  id,
  workspaceId: 'w',
  sessionId: 's',
  message: `commit ${id}`,
  description: '',
  author: 'Ada',
  parentId: null,
  createdAt: at(3),
  durationSeconds: 90,
  gitCommit: 'abc123',
  projectId: projectId('p'),
  taskId: taskId('t'),
  planVersion: 4,
  criteria: [],
  ...fields,
})

const page = (limit: number, cursor: string | null = null) => ({ limit, cursor })

/** What every store promises of the journal of work. */
export function workPromises(context: () => Context): void {
  it('keeps workspaces, finds them by id and by name in any case, also after a restart', async () => {
    const { storage, reopen } = context()
    await storage.write(async (store) => {
      await store.saveWorkspace(workspace('w', { name: 'Straße' }))
      await store.saveWorkspace(workspace('v'))
      await store.saveWorkspace(workspace('w', { name: 'Straße', description: 'changed' }))
    })
    const again = await reopen()
    expect(await again.read((store) => store.findWorkspace('w'))).toEqual(workspace('w', { name: 'Straße', description: 'changed' }))
    expect((await again.read((store) => store.findWorkspace('STRASSE')))?.id).toBe('w')
    expect(await again.read((store) => store.findWorkspace('nowhere'))).toBeUndefined()
    expect((await again.read((store) => store.listWorkspaces())).map(({ id }) => id)).toEqual(['w', 'v'])
  })

  it('keeps sessions and their actions, and lists them by status, page by page', async () => {
    const { storage } = context()
    await storage.write(async (store) => {
      for (const id of ['a', 'b', 'c', 'd']) await store.saveWorkSession(session(id))
      await store.saveWorkSession(session('e', { workspaceId: 'other' }))
      await store.saveWorkSession(session('b', { status: 'completed', endedAt: at(9) }))
      await store.addWorkAction(action('1', 'a'))
      await store.addWorkAction(action('2', 'a'))
      await store.addWorkAction(action('3', 'b'))
    })
    const ids = async (status: 'active' | 'completed' | null, limit: number, cursor: string | null = null) => {
      const found = await storage.read((store) => store.listWorkSessions('w', status, page(limit, cursor)))
      return { ids: found.items.map(({ id }) => id), nextCursor: found.nextCursor }
    }
    expect((await ids(null, 10)).ids).toEqual(['d', 'c', 'b', 'a'])
    expect((await ids('active', 10)).ids).toEqual(['d', 'c', 'a'])
    const first = await ids('active', 2)
    expect(first.ids).toEqual(['d', 'c'])
    expect(await ids('active', 2, first.nextCursor)).toEqual({ ids: ['a'], nextCursor: null })
    expect(await storage.read((store) => store.findWorkSession('b'))).toEqual(session('b', { status: 'completed', endedAt: at(9) }))
    expect(await storage.read((store) => store.findWorkAction('2'))).toEqual(action('2', 'a'))
    expect(await storage.read((store) => store.findWorkAction('4'))).toBeUndefined()
    expect(await storage.read((store) => store.listWorkActions('a'))).toEqual([action('1', 'a'), action('2', 'a')])
  })

  it('keeps commits, newest first, and takes back what a failed unit did', async () => {
    const { storage } = context()
    await storage.write(async (store) => {
      await store.addWorkCommit(commit('1'))
      await store.addWorkCommit(commit('2', { parentId: '1' }))
    })
    await expect(
      storage.write(async (store) => {
        await store.addWorkCommit(commit('3', { parentId: '2' }))
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    const { items } = await storage.read((store) => store.listWorkCommits('w', page(10)))
    expect(items).toEqual([commit('2', { parentId: '1' }), commit('1')])
    expect(await storage.read((store) => store.findWorkCommit('1'))).toEqual(commit('1'))
    expect(await storage.read((store) => store.findWorkCommit('3'))).toBeUndefined()
    const first = await storage.read((store) => store.listWorkCommits('w', page(1)))
    expect((await storage.read((store) => store.listWorkCommits('w', page(1, first.nextCursor)))).items.map(({ id }) => id)).toEqual(['1'])
  })
}
