import { expect, test } from 'vitest'
import { emptyQuery, historyPath, projectPath, routeOf } from './router.ts'

const at = (path: string) => routeOf(new URL(path, 'http://localhost'))

test('every address names what it shows', () => {
  expect(at('/')).toEqual({ name: 'home' })
  expect(at('/trash/')).toEqual({ name: 'trash' })
  expect(at('/p/x1?task=t1&proposal=q')).toEqual({ name: 'project', id: 'x1', query: { ...emptyQuery, task: 't1', proposal: 'q' } })
  expect(at('/p/x1/history?from=2&to=5')).toEqual({ name: 'project', id: 'x1', query: { ...emptyQuery, view: 'history', from: 2, to: 5 } })
  expect(at('/p/x1/board?by=priority&task=t1')).toEqual({
    name: 'project',
    id: 'x1',
    query: { ...emptyQuery, view: 'board', by: 'priority', task: 't1' },
  })
  expect(at('/api/docs')).toEqual({ name: 'unknown' })
  expect(at('/p/x1/elsewhere')).toEqual({ name: 'unknown' })
})

test('paths read back as they were written', () => {
  expect(at(projectPath('x', { task: 'a', focus: null }))).toMatchObject({ id: 'x', query: { task: 'a', focus: null } })
  expect(at(historyPath('x', { version: 0 }))).toMatchObject({ query: { version: 0 } })
  expect(at(projectPath('x', { view: 'timeline', zoom: 'month', proposal: 'q' }))).toMatchObject({ query: { zoom: 'month', proposal: 'q' } })
})

test('what belongs to one view stays behind when another is shown, the selection comes along', () => {
  const compared = { ...emptyQuery, view: 'history', task: 't1', from: 1, to: 2 } as const
  expect(projectPath('x', { ...compared, view: 'board' })).toBe('/p/x/board?task=t1')
})
