import { Marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { GrowingBlocks } from './markdown-blocks.ts'

const text = `# A heading

Some words
in two lines.

- one
- two

  still two

\`\`\`ts
const a = 1

const b = 2
\`\`\`

| a | b |
|---|---|
| 1 | 2 |

The end.`

const counting = () => {
  const marked = new Marked()
  let read = 0
  return { lexer: { lexer: (src: string) => ((read += src.length), marked.lexer(src)) } as unknown as Marked, read: () => read }
}

describe('blocks of a text that grows', () => {
  it('are the same, whether it comes whole or letter by letter', () => {
    const whole = new GrowingBlocks(new Marked()).of(text).map(({ raw }) => raw)
    const growing = new GrowingBlocks(new Marked())
    let last: readonly { raw: string }[] = []
    for (let length = 1; length <= text.length; length += 1) last = growing.of(text.slice(0, length))
    expect(last.map(({ raw }) => raw)).toEqual(whole)
    expect(last.map(({ raw }) => raw).join('')).toBe(text)
  })

  it('close once the next one has begun, and are never touched again', () => {
    const growing = new GrowingBlocks(new Marked())
    growing.of('First.\n\nSec')
    const [first] = growing.of('First.\n\nSec')
    const [again, second] = growing.of('First.\n\nSecond.')
    expect(again).toBe(first)
    expect(second).toEqual({ raw: 'Second.', closed: false })
  })

  it('are read but once, however long the text before them', () => {
    const { lexer, read } = counting()
    const growing = new GrowingBlocks(lexer)
    const long = 'A paragraph of words.\n\n'.repeat(200)
    growing.of(long)
    const before = read()
    growing.of(`${long}And`)
    expect(read() - before).toBeLessThan(60)
  })

  it('are read anew where the text was taken back', () => {
    const growing = new GrowingBlocks(new Marked())
    growing.of('One.\n\nTwo.')
    expect(growing.of('Another answer').map(({ raw }) => raw)).toEqual(['Another answer'])
    expect(growing.of('')).toEqual([])
  })
})
