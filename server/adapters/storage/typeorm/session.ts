import type { StorageSession } from '../../../ports/storage.ts'
import { commitsPart } from './commits.ts'
import { projectsPart } from './projects.ts'
import { proposalsPart } from './proposals.ts'
import { requestsPart } from './requests.ts'
import { triesPart } from './tries.ts'
import { turnsPart } from './turns.ts'
import type { Unit } from './unit.ts'
import { workPart } from './work.ts'

/** Everything one unit of work may do, over its statements. */
export const sessionOf = (unit: Unit): StorageSession => ({
  ...projectsPart(unit),
  ...commitsPart(unit),
  ...proposalsPart(unit),
  ...turnsPart(unit),
  ...triesPart(unit),
  ...workPart(unit),
  ...requestsPart(unit),
})
