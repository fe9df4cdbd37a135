import { expect, test } from 'vitest'
import { offline } from '../api/problem.ts'
import { Toasts } from './toasts.ts'

test('what says that the server does not answer goes when it does; the rest stays', () => {
  const toasts = new Toasts()
  toasts.problem(offline())
  toasts.show('Deleted “Print it”')
  toasts.problem({ ...offline(), kind: 'validation', detail: 'The title is empty.' })
  toasts.serverAnswers()
  expect(toasts.items.map(({ text }) => text)).toEqual(['Deleted “Print it”', 'The title is empty.'])
  for (const { id } of toasts.items) toasts.dismiss(id)
})
