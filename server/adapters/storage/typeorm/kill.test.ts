import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { planOf } from '../../../core/plan/plan.ts'
import { edited } from '../../../../test/contract/storage/edited.ts'
import { emptyPlan, headOf, projectId } from '../../../../test/contract/storage/samples.ts'
import { openSqliteStorage } from './index.ts'
import { now, temporaryFile } from './testing/folder.ts'

describe('kill -9 while commits are appended', () => {
  it('loses no acknowledged commit, skips no version and leaves no half of one', async () => {
    const file = temporaryFile()
    for (const count of [1, 7, 23]) {
      const acknowledged = await appendUntilKilled(file, count)
      const storage = await openSqliteStorage({ file, now })
      const head = await headOf(storage, 'p')
      const log = await storage.read((session) => session.readCommits(projectId('p'), 0, head.version, 10_000))
      await storage.close()
      expect(head.version).toBeGreaterThanOrEqual(acknowledged)
      expect(log.map(({ commit }) => commit.version)).toEqual(Array.from({ length: head.version }, (_, index) => index + 1))
      expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => index + 1))
      expect(log.reduce((plan, { commit }) => edited(plan, commit.operations), planOf(emptyPlan('p').project, []))).toEqual(head)
    }
  }, 60_000)
})

/** Starts a process that appends, kills it after so many commits, and gives the last version that it acknowledged. */
async function appendUntilKilled(file: string, count: number): Promise<number> {
  const script = fileURLToPath(new URL('./testing/append-until-killed.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  let last = 0
  let seen = 0
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line)
    seen += 1
    if (seen === count) child.kill('SIGKILL')
  }
  await ended
  if (seen < count) throw new Error(`the process ended by itself after ${seen} commits`)
  return last
}
