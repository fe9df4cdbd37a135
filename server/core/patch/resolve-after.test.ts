import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { samePlan } from '../testing/compare.ts'
import { smallDraft } from '../testing/drafts.ts'
import { randomOf } from '../testing/random.ts'
import { smallPlan } from '../testing/small-plan.ts'
import type { CriterionId, TaskId } from '../plan/task.ts'
import { apply } from './apply.ts'
import { resolve } from './resolve.ts'

describe('the plan that resolve leads to', () => {
  it('L11 is the one that its operations give', () => {
    let changing = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const random = randomOf(seed)
        const plan = smallPlan(random)
        let count = 0
        const next = (): string => `n${(count += 1)}`
        const { operations, after } = resolve(smallDraft(plan, random), plan, {
          task: () => next() as TaskId,
          criterion: () => next() as CriterionId,
        })
        if (operations.length > 0) changing += 1
        const applied = apply(operations, plan)
        return applied.ok && samePlan(applied.value, after)
      }),
      { numRuns: 2_000 },
    )
    expect(changing).toBeGreaterThan(500)
  })
})
