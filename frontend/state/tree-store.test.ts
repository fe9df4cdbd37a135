import { expect, it } from 'vitest'
import { planOf, taskDefaults, type Project, type Task, type TaskId } from './core.ts'
import type { PlanStore } from './plan-store.ts'
import { ReviewStore } from './review-store.ts'
import type { Services } from './services.ts'
import { TreeStore } from './tree-store.ts'

const task = (name: string, rank: string): Task => ({ ...taskDefaults, id: name as TaskId, parentId: null, rank, title: name })
const plan = { plan: planOf({ id: 'p', title: 'Plan' } as unknown as Project, [task('a', 'a0'), task('b', 'a1')], 1) } as PlanStore

it('makes its rows anew only where something changed: with 10,000 of them, every scroll would stutter', () => {
  const tree = new TreeStore(plan, new ReviewStore({} as Services, plan))
  const { rows } = tree
  tree.focus('b')
  expect(tree.rows).toBe(rows)
  tree.setSearch('a')
  expect(tree.rows).not.toBe(rows)
})

it('knows where a row stands', () => {
  const tree = new TreeStore(plan, new ReviewStore({} as Services, plan))
  expect([tree.indexOf('b'), tree.indexOf('gone'), tree.indexOf(null)]).toEqual([1, -1, -1])
  tree.startAdding({ parentId: null, afterId: 'a' as TaskId })
  expect([tree.indexOf('input'), tree.indexOf('b')]).toEqual([1, 2])
})
