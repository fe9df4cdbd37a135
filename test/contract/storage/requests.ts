import { expect, it } from 'vitest'
import type { Context } from '../storage.ts'
import { at } from './samples.ts'

/** Idempotent requests and settings. */
export function requestPromises(context: () => Context): void {
  const answer = { status: 201, headers: { location: '/api/projects/1' }, body: '{"é":"💡"}' }

  it('remembers a request from its beginning, then with its answer', async () => {
    const { storage, reopen } = context()
    const begin = (fingerprint: string) => storage.write((session) => session.beginRequest('key', fingerprint, at(1)))
    expect(await begin('one')).toBeUndefined()
    expect(await begin('two')).toEqual({ key: 'key', fingerprint: 'one', answer: null, createdAt: at(1) })
    await storage.write((session) => session.finishRequest('key', answer))
    const again = await reopen()
    const known = await again.write((session) => session.beginRequest('key', 'three', at(2)))
    expect(known).toEqual({ key: 'key', fingerprint: 'one', answer, createdAt: at(1) })
  })

  it('lets one of two requests at once begin', async () => {
    const { storage } = context()
    const begin = () => storage.write((session) => session.beginRequest('key', 'one', at(1)))
    const [first, second] = await Promise.all([begin(), begin()])
    expect(first).toBeUndefined()
    expect(second).toMatchObject({ answer: null })
  })

  it('forgets one request, or all that are old', async () => {
    const { storage } = context()
    const isNew = (key: string, minute: number) => storage.write(async (session) => (await session.beginRequest(key, 'f', at(minute))) === undefined)
    for (const [index, key] of ['a', 'b', 'c'].entries()) await isNew(key, index)
    await storage.write((session) => session.forgetRequest('c'))
    await storage.write((session) => session.forgetRequestsBefore(at(1)))
    expect(await isNew('a', 5)).toBe(true)
    expect(await isNew('b', 5)).toBe(false)
    expect(await isNew('c', 5)).toBe(true)
  })

  it('answers nothing for a request that is not known', async () => {
    const { storage } = context()
    await storage.write((session) => session.finishRequest('no', answer))
    expect(await storage.write((session) => session.beginRequest('no', 'f', at(1)))).toBeUndefined()
  })

  it('keeps settings', async () => {
    const { storage, reopen } = context()
    expect(await storage.read((session) => session.readSetting('name'))).toBeUndefined()
    await storage.write((session) => session.saveSetting('name', 'Ada'))
    await storage.write((session) => session.saveSetting('name', 'Grace'))
    await storage.write((session) => session.saveSetting('empty', ''))
    const again = await reopen()
    expect(await again.read((session) => session.readSetting('name'))).toBe('Grace')
    expect(await again.read((session) => session.readSetting('empty'))).toBe('')
  })
}
