import { afterEach, beforeEach, describe } from 'vitest'
import type { Storage } from '../../server/ports/storage.ts'
import { commitPromises } from './storage/commits.ts'
import { projectPromises } from './storage/projects.ts'
import { replayPromises } from './storage/replay.ts'
import { requestPromises } from './storage/requests.ts'
import { reviewPromises } from './storage/reviews.ts'
import type { Open, Opened } from './storage/samples.ts'
import { textPromises } from './storage/texts.ts'
import { tryPromises } from './storage/tries.ts'
import { unitPromises } from './storage/units.ts'
import { workPromises } from './storage/work.ts'

/** What a group of promises works with: a fresh store for each test, and the same one after a restart. */
export interface Context {
  readonly storage: Storage
  /** Closes the store and opens it again. A store in memory just goes on. */
  readonly reopen: () => Promise<Storage>
}

/**
 * The promises that every store keeps (`server/ports/storage.ts`). `open` makes an empty one; it is disposed of after
 * each test.
 */
export function storageContract(name: string, open: Open): void {
  describe(`the promises of a store: ${name}`, () => {
    let opened: Opened
    beforeEach(async () => {
      opened = await open()
    })
    afterEach(async () => {
      await opened.dispose()
    })
    const context = (): Context => opened
    describe('units of work', () => {
      unitPromises(context)
    })
    describe('projects', () => {
      projectPromises(context)
    })
    describe('commits', () => {
      commitPromises(context)
    })
    describe('replay', () => {
      replayPromises(context)
    })
    describe('proposals and turns', () => {
      reviewPromises(context)
    })
    describe('calls of models', () => {
      tryPromises(context)
    })
    describe('requests and settings', () => {
      requestPromises(context)
    })
    describe('the journal of work', () => {
      workPromises(context)
    })
    describe('texts', () => {
      textPromises(context)
    })
  })
}
