import { append, create, emptyPlan, headOf, sampleTask } from '../../../../../test/contract/storage/samples.ts'
import { openSqliteStorage } from '../index.ts'
import { now } from './now.ts'

/** Run as a process of its own: appends commits of 20 tasks to one project, and tells each version once it is acknowledged. */
const storage = await openSqliteStorage({ file: process.argv[2] ?? '', now })
await storage.write((session) => session.createProject(emptyPlan('p'), now())).catch(() => undefined)
let plan = await headOf(storage, 'p')
// An end nevertheless, for when nobody is left to kill it.
while (plan.version < 10_000) {
  const operations = Array.from({ length: 20 }, (_, index) => create(sampleTask(`${plan.version}-${index}`)))
  plan = await storage.write((session) => append(session, plan, operations))
  process.stdout.write(`${plan.version}\n`)
}
