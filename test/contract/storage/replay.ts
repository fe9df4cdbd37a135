import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { planOf, type Plan } from '../../../server/core/plan/plan.ts'
import { progressOf } from '../../../server/core/plan/progress.ts'
import type { Context } from '../storage.ts'
import { edited } from './edited.ts'
import { randomPatch } from './random-patch.ts'
import { all, append, at, emptyPlan, firstPage, headOf, projectId } from './samples.ts'

/** The commits are the truth: everything else that is stored follows from them. */
export function replayPromises(context: () => Context): void {
  it('gives the stored head when its log is replayed, with the sums of its tree', async () => {
    let count = 0
    const property = fc.asyncProperty(
      fc.array(fc.array(fc.nat(), { minLength: 4, maxLength: 24 }), { minLength: 1, maxLength: 8 }),
      async (scripts) => {
        const id = `p${(count += 1)}`
        const head = await storeScripts(context, id, scripts)
        const { stored, replayed, versions, summary } = await replayOf(context, id)
        expect(stored).toEqual(head)
        expect(replayed).toEqual(head)
        expect(versions).toEqual(Array.from({ length: head.version }, (_, index) => index + 1))
        expect(summary).toMatchObject({ version: head.version, ...progressOf(head).get(null) })
      },
    )
    await fc.assert(property, { numRuns: 60 })
  }, 60_000)
}

/** Commits one random patch for each script, now and then failing halfway. */
async function storeScripts(context: () => Context, id: string, scripts: readonly (readonly number[])[]): Promise<Plan> {
  const { storage } = context()
  let plan = await storage.write(async (session) => {
    const empty = emptyPlan(id)
    await session.createProject(empty, at(0))
    return empty
  })
  for (const [index, script] of scripts.entries()) {
    const operations = randomPatch(plan, script, `${id}-${index}`)
    if (index % 3 === 2) await storage.write((session) => append(session, plan, operations).then(fail)).catch(() => undefined)
    plan = await storage.write((session) => append(session, plan, operations))
  }
  return plan
}

/** What the store says of a project, and what follows from its log alone. */
async function replayOf(context: () => Context, id: string) {
  const { storage } = context()
  const stored = await headOf(storage, id)
  const log = await storage.read((session) => session.readCommits(projectId(id), 0, stored.version, 1_000))
  const replayed = log.reduce((plan, { commit }) => edited(plan, commit.operations), planOf(emptyPlan(id).project, []))
  const { items } = await storage.read((session) => session.listProjects(all, { ...firstPage, limit: 1_000 }))
  return { stored, replayed, versions: log.map(({ commit }) => commit.version), summary: items.find((item) => item.project.id === id) }
}

const fail = (): never => {
  throw new Error('on purpose')
}
