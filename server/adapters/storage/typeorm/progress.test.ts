import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { taskIdOf } from '../../../core/patch/operation.ts'
import type { Plan } from '../../../core/plan/plan.ts'
import { progressOf } from '../../../core/plan/progress.ts'
import { edited } from '../../../../test/contract/storage/edited.ts'
import { randomPatch } from '../../../../test/contract/storage/random-patch.ts'
import { emptyPlan } from '../../../../test/contract/storage/samples.ts'
import { rootProgressAfter } from './progress.ts'

describe('the progress kept with a project', () => {
  it("agrees with the core's after every patch, whether counted on or counted anew", () => {
    const scripts = fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 16 }), { minLength: 1, maxLength: 8 })
    const property = fc.property(scripts, (patches) => {
      let plan: Plan = emptyPlan('p')
      for (const [index, numbers] of patches.entries()) {
        const operations = randomPatch(plan, numbers, String(index))
        const after = edited(plan, operations)
        const touched = [...new Set(operations.map(taskIdOf))].filter((id) => id !== null)
        expect(rootProgressAfter(plan, after, touched)).toEqual(progressOf(after).get(null))
        // A plan that was counted on before is not known any more: the next one is counted anew.
        if (index % 3 === 2) expect(rootProgressAfter(plan, after, touched)).toEqual(progressOf(after).get(null))
        plan = after
      }
    })
    fc.assert(property, { numRuns: 500 })
  })
})
