import { describe, expect, it } from 'vitest'
import { append, create, projectId, sampleTask, storeProject, taskId } from '../../test/contract/storage/samples.ts'
import { memoryStorage } from '../adapters/storage/memory/index.ts'
import type { Storage, StoredPlan } from '../ports/storage.ts'
import { plansInMemory, type Plans } from './plans.ts'

const find = async (storage: Storage, plans: Plans): Promise<StoredPlan> => {
  const stored = await storage.read((session) => plans.find(session, projectId('p')))
  if (!stored) throw new Error('no project')
  return stored
}

/** What another process does: it commits, and our memory hears nothing of it. */
const commitElsewhere = (storage: Storage, id: string): Promise<unknown> =>
  storage.write(async (session) => {
    const before = await session.findPlan(projectId('p'))
    if (before) await append(session, before.plan, [create(sampleTask(id))])
  })

describe('plans in memory', () => {
  it.each([1, 5, 60])('follow %i commits of another process', async (commits) => {
    const storage = memoryStorage()
    await storeProject(storage, 'p')
    const plans = plansInMemory()
    await find(storage, plans)
    for (let n = 0; n < commits; n++) await commitElsewhere(storage, `t${n}`)
    const [held, fresh] = [await find(storage, plans), await find(storage, plansInMemory())]
    expect(held.plan).toEqual(fresh.plan)
    expect(held.projectTimes).toEqual(fresh.projectTimes)
    for (const id of fresh.plan.tasks.keys()) expect(held.taskTimes.get(id)).toEqual(fresh.taskTimes.get(id))
    expect(held.taskTimes.get(taskId('t0'))).toBeDefined()
  })
})
