import { expect, it } from 'vitest'
import { withoutMarks } from './plain.ts'

it('takes the marks off and leaves the words', () => {
  expect(withoutMarks('It needs **photos** and a `parcel` that survives.')).toBe('It needs photos and a parcel that survives.')
  expect(withoutMarks('2 ** 3 ** 4 and a lone ` stay')).toBe('2 ** 3 ** 4 and a lone ` stay')
})
