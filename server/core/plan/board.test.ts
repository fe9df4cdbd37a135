import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyProject, smallPlan } from '../testing/small-plan.ts'
import { largePlan } from '../testing/large-plan.ts'
import { randomOf } from '../testing/random.ts'
import { boardRankAfter, cardsOf } from './board.ts'
import { planOf, type Plan } from './plan.ts'
import { taskDefaults, type Task, type TaskId } from './task.ts'
import { inOrder } from './tree.ts'

const task = (id: string, rank: string, parentId: string | null = null): Task => ({
  ...taskDefaults,
  id: id as TaskId,
  parentId: parentId as TaskId | null,
  rank,
  title: id,
})

const order = (plan: Plan): readonly string[] => cardsOf(plan).map((card) => card.task.id)

/** The plan after a card was dropped after another one, or first. */
function dropped(plan: Plan, id: string, after: string | null): Plan {
  const column = cardsOf(plan).filter((card) => card.task.id !== id)
  const boardRank = boardRankAfter(column, after as TaskId | null)
  const moved = plan.tasks.get(id as TaskId) as Task
  return planOf(plan.project, new Map(plan.tasks).set(moved.id, { ...moved, boardRank }).values())
}

const five = planOf(emptyProject, [task('a', 'a0'), task('a1', 'a0', 'a'), task('a2', 'a0V', 'a'), task('b', 'a0V'), task('c', 'a1')])

describe('the cards of a board', () => {
  it('stand as in the tree until they are dragged', () => {
    expect(order(five)).toEqual(['a', 'a1', 'a2', 'b', 'c'])
    const large = largePlan(2_000, 5)
    expect(order(large)).toEqual(inOrder(large).map((row) => row.task.id))
  })

  it('stand where they were dropped, first, last and in between', () => {
    expect(order(dropped(five, 'c', null))).toEqual(['c', 'a', 'a1', 'a2', 'b'])
    expect(order(dropped(five, 'a', 'c'))).toEqual(['a1', 'a2', 'b', 'c', 'a'])
    expect(order(dropped(five, 'c', 'a'))).toEqual(['a', 'c', 'a1', 'a2', 'b'])
    expect(order(dropped(dropped(five, 'c', 'a'), 'b', 'a'))).toEqual(['a', 'b', 'c', 'a1', 'a2'])
  })

  it('stand between the same two when the tree grows around them', () => {
    const moved = dropped(five, 'c', 'a1')
    const grown = planOf(moved.project, [...moved.tasks.values(), task('new', 'a0G', 'a'), task('first', 'Zz')])
    expect(order(grown)).toEqual(['first', 'a', 'a1', 'c', 'new', 'a2', 'b'])
  })

  it('have ranks that stay short, however often something is put first or last', () => {
    let plan = five
    for (let round = 0; round < 200; round += 1)
      plan = dropped(dropped(plan, round % 2 ? 'a1' : 'b', null), round % 2 ? 'c' : 'a2', order(plan).at(-1) === 'c' ? 'a' : null)
    for (let round = 0; round < 200; round += 1)
      plan = dropped(plan, round % 2 ? 'a1' : 'b', order(plan).findLast((id) => id !== (round % 2 ? 'a1' : 'b')) ?? null)
    expect(Math.max(...[...plan.tasks.values()].map(({ boardRank }) => boardRank?.length ?? 0))).toBeLessThan(12)
  })

  it('land where they are dropped in any plan, and nothing else moves', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 12 }), (seed, drops) => {
        let plan = distinct(smallPlan(randomOf(seed)))
        for (const [which, where] of drops) {
          const before = order(plan)
          const id = before[which % before.length] as string
          const others = before.filter((each) => each !== id)
          const after = others[(where % (others.length + 1)) - 1] ?? null
          plan = dropped(plan, id, after)
          const at = after === null ? 0 : others.indexOf(after) + 1
          expect(order(plan)).toEqual([...others.slice(0, at), id, ...others.slice(at)])
        }
      }),
      { numRuns: 500 },
    )
  })
})

/** Ranks as the product makes them: no two siblings share one. */
const distinct = (plan: Plan): Plan => {
  const ranks = ['Zz', 'a0', 'a0V', 'a0l', 'a1', 'a1V', 'b00', 'b01']
  return planOf(
    plan.project,
    [...plan.tasks.values()].map((each, index) => ({ ...each, rank: ranks[index % ranks.length] as string })),
  )
}
