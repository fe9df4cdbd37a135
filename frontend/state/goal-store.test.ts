import { describe, expect, it } from 'vitest'
import { GoalStore } from './goal-store.ts'
import type { Services } from './services.ts'

const turn = { id: 't', status: 'done', projectId: null, proposalId: null, reply: '', question: null, problem: null }
const stream = (...events: readonly (readonly [string, unknown])[]): Response =>
  new Response(events.map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  })

/** A store whose server streams this, and then tells of the turn that it ended so. */
function goalOver(response: Response | undefined, ended: object = turn): GoalStore {
  const client = {
    goalPath: '/api/chat',
    http: { open: () => Promise.resolve(response) },
    turn: () => Promise.resolve({ ok: true, value: { turn: ended } }),
  }
  return new GoalStore({ client } as unknown as Services)
}

describe('a goal', () => {
  it('leads to the project that came of it, and shows words and operations on the way', async () => {
    const goal = goalOver(
      stream(
        ['turn', { turn }],
        ['message-delta', { text: 'Two ' }],
        ['message-delta', { text: 'tasks' }],
        ['operation', { id: 'a' }],
        ['operation', { id: 'a' }],
        ['done', { turnId: 't', status: 'done' }],
      ),
      { ...turn, projectId: 'p', proposalId: 'q' },
    )
    const seen = new Set<string>()
    goal.subscribe(() => goal.running && seen.add(`${goal.running.text}|${goal.running.operations.length}`))
    expect(await goal.send('Two tasks')).toBe('/p/p?proposal=q')
    expect([...seen]).toEqual(['|0', 'Two |0', 'Two tasks|0', 'Two tasks|1'])
    expect([goal.text, goal.running]).toEqual(['', null])
  })

  it('that is a question gets its answer in words', async () => {
    const goal = goalOver(stream(['turn', { turn }], ['done', { turnId: 't', status: 'done' }]), { ...turn, reply: 'Nothing is late.' })
    expect(await goal.send('What is late?')).toBeNull()
    expect([goal.answer?.reply, goal.text]).toEqual(['Nothing is late.', ''])
  })

  it.each([
    ['nobody answers', undefined, turn, 'offline'],
    ['it is refused', Response.json({ type: 'urn:planwright:problem:rate-limited', detail: 'Later.' }, { status: 429 }), turn, 'rate-limited'],
    [
      'the turn fails',
      stream(['turn', { turn }], ['done', { turnId: 't', status: 'failed' }]),
      { ...turn, status: 'failed', problem: { type: 'urn:planwright:problem:internal', title: 'x', status: 500, detail: 'y' } },
      'internal',
    ],
  ])('keeps its words where %s', async (_why, response, ended, kind) => {
    const goal = goalOver(response, ended)
    expect(await goal.send('Move house')).toBeNull()
    expect([goal.text, goal.problem?.kind]).toEqual(['Move house', kind])
  })

  it('that is stopped before the server said which turn it is, is stopped as soon as it does', async () => {
    let answer = (_: Response): void => undefined
    const cancelled: string[] = []
    const client = {
      goalPath: '/api/chat',
      http: { open: () => new Promise<Response>((resolve) => (answer = resolve)) },
      cancelTurn: (id: string) => Promise.resolve({ ok: true, value: cancelled.push(id) }),
      turn: () => Promise.resolve({ ok: true, value: { turn: { ...turn, status: 'cancelled' } } }),
    }
    const goal = new GoalStore({ client } as unknown as Services)
    const sent = goal.send('Move house')
    await goal.stop()
    answer(stream(['turn', { turn }], ['done', { turnId: 't', status: 'cancelled' }]))
    expect(await sent).toBeNull()
    expect([cancelled, goal.text, goal.stopped]).toEqual([['t'], 'Move house', true])
  })

  it('that was stopped keeps its words and says so', async () => {
    const goal = goalOver(stream(['turn', { turn }], ['done', { turnId: 't', status: 'cancelled' }]), { ...turn, status: 'cancelled' })
    expect(await goal.send('Move house')).toBeNull()
    expect([goal.text, goal.stopped, goal.problem]).toEqual(['Move house', true, null])
  })
})
