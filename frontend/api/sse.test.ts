import { expect, test } from 'vitest'
import { createSseParser } from './sse.ts'

test('cuts events at blank lines, wherever the chunks end', () => {
  const parse = createSseParser()
  expect(parse('event: turn\nda')).toEqual([])
  expect(parse('ta: {"a":1}\n\n: ping\n\nevent: done\ndata: {}\n\n')).toEqual([
    { event: 'turn', data: '{"a":1}' },
    { event: 'done', data: '{}' },
  ])
})

test('joins the lines of one event and reads carriage returns', () => {
  expect(createSseParser()('data: one\r\ndata: two\r\n\r\n')).toEqual([{ event: 'message', data: 'one\ntwo' }])
})
