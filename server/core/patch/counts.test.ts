import { expect, it } from 'vitest'
import { create, move, remove, task, update } from '../testing/build.ts'
import { countsOf } from './counts.ts'

it('counts operations by kind; the project counts as updated', () => {
  const one = task('1')
  const operations = [create(one), move(one, null, 'a9'), update('1', {}, {}), { kind: 'project', before: {}, after: {} } as const, remove(one)]
  expect(countsOf(operations)).toEqual({ created: 1, updated: 2, moved: 1, deleted: 1 })
})
