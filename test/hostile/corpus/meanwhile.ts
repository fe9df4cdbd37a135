import { expect } from 'vitest'
import { docs, move, remove, says, set, shop, type HostileCase, type Seen } from '../case.ts'
import type { TestServer } from '../../http/harness.ts'
import type { MadeProject } from '../../http/plans.ts'

type Meanwhile = NonNullable<HostileCase['meanwhile']>

const patch =
  (...taskPatches: readonly { readonly op: string; readonly title: string; readonly body?: object }[]): Meanwhile =>
  async (server: TestServer, { id, ids }: MadeProject) => {
    const { body } = await server.call('GET', `/api/projects/${id}`)
    const made = await server.call('POST', `/api/projects/${id}/patches`, {
      baseVersion: body.project.version,
      message: 'Meanwhile',
      taskPatches: taskPatches.map(({ title, ...rest }) => ({ taskId: ids[title], ...rest })),
    })
    expect(made.status, made.text).toBe(200)
  }

/** After everything that still stands was accepted, what the person did meanwhile is as they left it. */
const keeps =
  (title: string, fields: object | null) =>
  async ({ server, project, body }: Seen): Promise<void> => {
    await server.call('POST', `/api/proposals/${body.turn.proposalId}/accept`, {})
    const { tasks } = (await server.call('GET', `/api/projects/${project.id}`)).body
    const task = tasks.find(({ id }: { id: string }) => id === project.ids[title])
    if (fields === null) expect(task).toBeUndefined()
    else expect(task).toMatchObject(fields)
  }

/** What people do while the model thinks. */
export const meanwhile: readonly HostileCase[] = [
  {
    name: 'meanwhile: a task that the answer changes is set done',
    message: 'raise the priority of the card form',
    says: [says(set(shop.card, 'priority', 'high'))],
    meanwhile: patch({ op: 'update', title: 'Card form', body: { status: 'done' } }),
    ends: 'proposal',
    changes: ['update Card form'],
    holds: keeps('Card form', { status: 'done' }),
  },
  {
    name: 'meanwhile: the answer opens it again',
    message: 'reopen the card form',
    says: [says(set(shop.card, 'status', 'todo'))],
    meanwhile: patch({ op: 'update', title: 'Card form', body: { status: 'done' } }),
    ends: 'proposal',
    changes: ['update Card form'],
    holds: keeps('Card form', { status: 'done' }),
  },
  {
    name: 'meanwhile: the same title is changed in two ways',
    message: 'rename the card form',
    says: [says(set(shop.card, 'title', 'Card payment'))],
    meanwhile: patch({ op: 'update', title: 'Card form', body: { title: 'Paying by card' } }),
    ends: 'proposal',
    holds: keeps('Card form', { title: 'Paying by card' }),
  },
  {
    name: 'meanwhile: a task that the answer changes is deleted',
    message: 'raise the priority of the press kit',
    says: [says(set(shop.press, 'priority', 'high'))],
    meanwhile: patch({ op: 'delete', title: 'Press kit' }),
    ends: 'proposal',
    holds: keeps('Press kit', null),
  },
  {
    name: 'meanwhile: a task that the answer deletes is changed',
    message: 'delete the press kit',
    says: [says(remove(shop.press))],
    meanwhile: patch({ op: 'update', title: 'Press kit', body: { description: 'Half of it is written.' } }),
    ends: 'proposal',
    holds: keeps('Press kit', { description: 'Half of it is written.' }),
  },
  {
    name: 'meanwhile: the parent of a new task is deleted',
    message: 'add a task to the launch party',
    says: [says({ ...docs, parentId: shop.party })],
    meanwhile: patch({ op: 'delete', title: 'Launch party' }),
    ends: 'proposal',
    holds: keeps('Launch party', null),
  },
  {
    name: 'meanwhile: a task is moved elsewhere',
    message: 'move the press kit under Payments',
    says: [says(move(shop.press, shop.payments))],
    meanwhile: patch({ op: 'update', title: 'Press kit', body: { parentTaskId: null, afterTaskId: null } }),
    ends: 'proposal',
  },
  {
    name: 'meanwhile: two edits of another task',
    says: [says(docs)],
    meanwhile: patch({ op: 'update', title: 'Invoices', body: { title: 'Bills', priority: 'high' } }),
    ends: 'proposal',
    changes: ['create Documentation'],
    holds: keeps('Invoices', { title: 'Bills', priority: 'high' }),
  },
  {
    name: 'meanwhile: the project is deleted',
    says: [says(docs)],
    meanwhile: async (server, { id }) => {
      const { body } = await server.call('GET', `/api/projects/${id}`)
      await server.call('DELETE', `/api/projects/${id}`, undefined, { 'if-match': `"${body.project.version}"` })
    },
    ends: 'problem',
    problem: 'not-found',
  },
]
