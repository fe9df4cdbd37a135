import { setTimeout as sleep } from 'node:timers/promises'
import { wireEvents } from '../models/wire-events.ts'
import { startWireServer } from '../models/wire-server.ts'
import type { Random } from '../../server/core/testing/random.ts'

export interface SlowModel {
  /** What a server is started with to ask it. */
  readonly variables: Readonly<Record<string, string>>
  /** From now on it answers at once, or slowly again. */
  hurry(isHurried: boolean): void
  stop(): Promise<void>
}

/** A model that answers with two tasks, in a time between nothing and longer than any server lives in these tests. */
export async function startSlowModel(random: Random): Promise<SlowModel> {
  const wire = await startWireServer()
  let isHurried = false
  wire.answer(() => {
    const pause = isHurried ? 0 : random.pick([1, 5, 30, 400])
    return { chunks: wireEvents('openai', { deltas }), before: async () => sleep(pause) }
  })
  return {
    variables: { OPENAI_API_KEY: 'loopback-only', OPENAI_BASE_URL: wire.baseUrl.openai },
    hurry: (to) => void (isHurried = to),
    stop: () => wire.stop(),
  }
}

const task = (tempId: string, title: string): string =>
  JSON.stringify({
    op: 'add_task',
    tempId,
    parentId: '',
    afterId: '',
    title,
    description: '',
    priority: 'none',
    estimate: '1d',
    startDate: '',
    dueDate: '',
    assignee: '',
    tags: [],
    criteria: ['It is there'],
    dependsOn: [],
    reason: 'The launch needs it.',
  })

const deltas = [
  '{"reply":"This is what else it needs.","operations":[',
  task('n1', 'Tell the neighbours'),
  `,${task('n2', 'Order the cake')}`,
  '],"question":"","options":[]}',
]
