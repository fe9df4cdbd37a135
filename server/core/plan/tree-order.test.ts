import { expect, it } from 'vitest'
import { largePlan } from '../testing/large-plan.ts'
import { inOrder } from './tree.ts'
import { inTreeOrder } from './tree-order.ts'

it('S19 puts few tasks in the same order as many', () => {
  const plan = largePlan(2_000, 3)
  const all = inOrder(plan).map(({ task }) => task.id)
  expect(inTreeOrder(plan, new Set(all))).toEqual(all)
  const few = all.filter((_, index) => index % 40 === 7)
  expect(inTreeOrder(plan, new Set([...few].reverse()))).toEqual(few)
  expect(inTreeOrder(plan, new Set())).toEqual([])
})
