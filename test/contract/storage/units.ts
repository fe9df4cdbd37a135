import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { StorageUnavailable, type StorageSession } from '../../../server/ports/storage.ts'
import type { Context } from '../storage.ts'
import { all, at, emptyPlan, firstPage, headOf, projectId, sampleProposal, sampleTask, sampleTurn, storeProject, append, create } from './samples.ts'

/** Units of work take effect together or not at all, and never mix. */
export function unitPromises(context: () => Context): void {
  it('gives back what the work returns', async () => {
    const { storage } = context()
    expect(await storage.write(async () => 7)).toBe(7)
    expect(await storage.read(async () => 8)).toBe(8)
  })

  it('rolls everything back on a throw, and throws it on', async () => {
    const { storage } = context()
    await storeProject(storage, 'kept')
    await storage.write(async (session) => {
      await session.saveProposal(sampleProposal('p', 'kept', { rationale: 'before' }))
      await session.saveTurn(sampleTurn('t', 'kept', { reply: 'before' }))
      await session.saveSetting('name', 'before')
      await session.beginRequest('begun', 'f', at(0))
    })
    const failure = new Error('the work failed')
    const unit = storage.write(async (session) => {
      await session.createProject(emptyPlan('gone'), at(1))
      await append(session, await planIn(session, 'kept'), [create(sampleTask('new'))])
      await session.saveProposal(sampleProposal('p', 'kept', { rationale: 'after' }))
      await session.saveProposal(sampleProposal('p2', 'kept'))
      await session.saveTurn(sampleTurn('t', 'kept', { reply: 'after' }))
      await session.saveTurn(sampleTurn('t2', 'kept'))
      await session.saveSetting('name', 'after')
      await session.saveSetting('other', 'after')
      await session.finishRequest('begun', { status: 200, headers: {}, body: '' })
      await session.beginRequest('new', 'f', at(0))
      await session.setDeleted(projectId('kept'), at(1))
      throw failure
    })
    await expect(unit).rejects.toBe(failure)
    await storage.read(async (session) => {
      expect(await session.findPlan(projectId('gone'))).toBeUndefined()
      expect((await planIn(session, 'kept')).version).toBe(1)
      expect(await session.findProjectOfTask(sampleTask('new').id)).toBeUndefined()
      expect(await session.lastPosition()).toBe(1)
      expect((await session.findProposal('p'))?.rationale).toBe('before')
      expect(await session.findProposal('p2')).toBeUndefined()
      expect((await session.findTurn('t'))?.reply).toBe('before')
      expect(await session.findTurn('t2')).toBeUndefined()
      expect(await session.readSetting('name')).toBe('before')
      expect(await session.readSetting('other')).toBeUndefined()
      expect((await session.listProjects(all, firstPage)).items.map((item) => item.project.id)).toEqual(['kept'])
    })
    expect(await storage.write((session) => session.beginRequest('begun', 'f', at(0)))).toMatchObject({ answer: null })
    expect(await storage.write((session) => session.beginRequest('new', 'f', at(0)))).toBeUndefined()
  })

  it('rolls back a purge', async () => {
    const { storage } = context()
    await storeProject(storage, 'p')
    await storage.write((session) => session.saveTurn(sampleTurn('t', 'p')))
    const unit = storage.write(async (session) => {
      await session.purgeProject(projectId('p'))
      throw new Error('no')
    })
    await expect(unit).rejects.toThrow('no')
    expect((await headOf(storage, 'p')).tasks.size).toBe(1)
    expect(await storage.read((session) => session.findTurn('t'))).toBeDefined()
    expect(await storage.read((session) => session.findCommit(projectId('p'), 1))).toBeDefined()
    expect(await storage.read((session) => session.findProjectOfTask(sampleTask('p-a').id))).toBe('p')
  })

  it('sees its own changes before they are there for others', async () => {
    const { storage } = context()
    await storage.write(async (session) => {
      await session.saveSetting('name', 'value')
      expect(await session.readSetting('name')).toBe('value')
    })
  })

  it('runs units that write one after the other, however many are asked for at once', async () => {
    const { storage } = context()
    await storage.write((session) => session.saveSetting('count', '0'))
    const units = Array.from({ length: 40 }, () =>
      storage.write(async (session) => {
        const count = Number(await session.readSetting('count'))
        await setImmediate()
        await session.saveSetting('count', String(count + 1))
      }),
    )
    await Promise.all(units)
    expect(await storage.read((session) => session.readSetting('count'))).toBe('40')
  })

  it('keeps apart the many that write, fail and read at once', async () => {
    const { storage } = context()
    const setBoth = async (session: StorageSession, value: string): Promise<void> => {
      await session.saveSetting('left', value)
      await setImmediate()
      await session.saveSetting('right', value)
    }
    await storage.write((session) => setBoth(session, 'start'))
    const written: string[] = []
    const writes = Array.from({ length: 30 }, (_, index) =>
      storage.write(async (session) => {
        const fails = index % 3 === 0
        await setBoth(session, fails ? 'never' : `value ${index}`)
        await setImmediate()
        if (fails) throw new Error('on purpose')
        written.push(`value ${index}`)
      }),
    )
    const reads = Array.from({ length: 30 }, () =>
      storage.read(async (session) => {
        const left = await session.readSetting('left')
        await setImmediate()
        return [left, await session.readSetting('right')] as const
      }),
    )
    const outcomes = await Promise.allSettled(writes)
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10)
    for (const [left, right] of await Promise.all(reads)) {
      expect(right).toBe(left)
      expect(left).not.toBe('never')
    }
    expect(await storage.read((session) => session.readSetting('left'))).toBe(written.at(-1))
  })

  it('reads what was acknowledged before the read began', async () => {
    const { storage } = context()
    for (let round = 0; round < 20; round += 1) {
      await storage.write((session) => session.saveSetting('name', String(round)))
      expect(await storage.read((session) => session.readSetting('name'))).toBe(String(round))
    }
  })

  it('refuses to change anything in a unit that reads', async () => {
    const { storage } = context()
    await expect(storage.read((session) => session.saveSetting('name', 'value'))).rejects.toThrow('opened to read')
    expect(await storage.read((session) => session.readSetting('name'))).toBeUndefined()
  })

  it('refuses a unit inside a unit instead of standing still', async () => {
    const { storage } = context()
    const nested = (outer: 'read' | 'write', inner: 'read' | 'write') => storage[outer](() => storage[inner](async () => 1))
    for (const outer of ['read', 'write'] as const) {
      for (const inner of ['read', 'write'] as const) await expect(nested(outer, inner)).rejects.toThrow('inside another one')
    }
    expect(await storage.write(async () => 1)).toBe(1)
  })

  it('allows a unit that a unit started, once that one is over', async () => {
    const { storage } = context()
    let isOver = (): void => undefined
    const over = new Promise<void>((resolve) => (isOver = resolve))
    let later: Promise<number> | undefined
    await storage.write(async () => {
      later = over.then(() => storage.write(async () => 5))
    })
    isOver()
    expect(await later).toBe(5)
  })

  it('gives no use of a session after its unit', async () => {
    const { storage } = context()
    let kept: StorageSession | undefined
    await storage.write(async (session) => {
      kept = session
    })
    await expect(kept?.saveSetting('name', 'value')).rejects.toBeInstanceOf(Error)
    expect(await storage.read((session) => session.readSetting('name'))).toBeUndefined()
  })

  it('writes nothing by a call that was left behind by a unit that failed', async () => {
    const { storage } = context()
    let left: Promise<unknown> | undefined
    const unit = storage.write(async (session) => {
      left = (async () => {
        for (let index = 0; index < 20; index += 1) await session.saveSetting(`left ${index}`, 'behind')
      })().catch(() => undefined)
      await session.saveSetting('first', 'value')
      throw new Error('the work failed')
    })
    await expect(unit).rejects.toThrow('the work failed')
    await left
    const found = await storage.read((session) => Promise.all(Array.from({ length: 20 }, (_, index) => session.readSetting(`left ${index}`))))
    expect(found.filter((value) => value !== undefined)).toEqual([])
  })

  it('writes nothing by a call that was under way when its unit failed', async () => {
    const { storage } = context()
    const failing = (work: (session: StorageSession) => Promise<unknown>) =>
      storage.write(async (session) => {
        work(session).catch(() => undefined)
        throw new Error('the work failed')
      })
    // The first one makes SQLite know the statement that rolls back, so that the others meet it at its fastest.
    await expect(failing((session) => session.lastPosition())).rejects.toThrow('the work failed')
    await expect(failing((session) => session.saveSetting('name', 'value'))).rejects.toThrow('the work failed')
    await expect(failing((session) => session.saveTurn(sampleTurn('t', null)))).rejects.toThrow('the work failed')
    await expect(failing((session) => session.createProject(emptyPlan('p'), at(0)))).rejects.toThrow('the work failed')
    await setImmediate()
    expect(await storage.read((session) => session.readSetting('name'))).toBeUndefined()
    expect(await storage.read((session) => session.findTurn('t'))).toBeUndefined()
    expect(await storage.read((session) => session.findVersion(projectId('p')))).toBeUndefined()
  })

  it('ends what is queued before it closes, and then refuses', async () => {
    const { storage } = context()
    let done = false
    const unit = storage.write(async (session) => {
      await setImmediate()
      await session.saveSetting('name', 'value')
      done = true
    })
    await Promise.resolve()
    await storage.close()
    expect(done).toBe(true)
    await unit
    await expect(storage.read(async () => 1)).rejects.toBeInstanceOf(StorageUnavailable)
    await expect(storage.write(async () => 1)).rejects.toBeInstanceOf(StorageUnavailable)
    await storage.close()
  })
}

async function planIn(session: StorageSession, id: string) {
  const found = await session.findPlan(projectId(id))
  if (!found) throw new Error(`no project ${id}`)
  return found.plan
}
