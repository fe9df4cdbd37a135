import { expect, test } from 'vitest'
import { historyPath, projectPath, routeOf } from './router.ts'

const at = (path: string) => routeOf(new URL(path, 'http://localhost'))

test('every address names what it shows', () => {
  expect(at('/')).toEqual({ name: 'home' })
  expect(at('/trash/')).toEqual({ name: 'trash' })
  expect(at('/p/x1?task=t1&proposal=q')).toEqual({ name: 'project', id: 'x1', query: { task: 't1', proposal: 'q', focus: null } })
  expect(at('/p/x1/history?from=2&to=5')).toEqual({ name: 'history', id: 'x1', query: { version: null, from: 2, to: 5 } })
  expect(at('/api/docs')).toEqual({ name: 'unknown' })
})

test('paths read back as they were written', () => {
  expect(at(projectPath('x', { task: 'a', focus: null }))).toMatchObject({ id: 'x', query: { task: 'a', focus: null } })
  expect(at(historyPath('x', { version: 0 }))).toMatchObject({ query: { version: 0 } })
})
