import { expect, test } from 'vitest'
import { formatOf } from './exchange-format.ts'

test('a name tells first', () => {
  expect(formatOf('plan.CSV', '# no')).toBe('csv')
  expect(formatOf('notes.txt', '{}')).toBe('markdown')
})

test('without a name the beginning tells', () => {
  expect(formatOf('', ' {"project": {}}')).toBe('json')
  expect(formatOf('', '- [ ] one')).toBe('markdown')
  expect(formatOf('', '[x] done')).toBe('markdown')
  expect(formatOf('', 'id,title,status\n1,a,todo')).toBe('csv')
  expect(formatOf('', 'some words')).toBeUndefined()
})
