import { describe, expect, it } from 'vitest'
import { AnswerStream } from './stream.ts'

const answer = {
  reply: 'Zwei “neue” Aufgaben:\n\t🎉 \\ / "so" ✓',
  operations: [
    { op: 'add_task', tempId: 'n1', title: 'a } ] " \\ b 🎉', tags: ['x', '{'], criteria: [] },
    { op: 'set_field', ids: ['t1', 't2'], field: 'priority', change: 'set', values: ['high'] },
    { op: 'delete_task', ids: ['t3'], children: 'delete', reason: '' },
  ],
  question: '',
  options: [],
}

const feed = (pieces: readonly string[]): { reply: string; operations: unknown[]; when: number[] } => {
  const stream = new AnswerStream()
  const heard = { reply: '', operations: [] as unknown[], when: [] as number[] }
  let length = 0
  for (const piece of pieces) {
    length += piece.length
    const { reply, operations } = stream.read(piece)
    heard.reply += reply
    heard.operations.push(...operations)
    heard.when.push(...operations.map(() => length))
  }
  return heard
}

describe('an answer that arrives', () => {
  const forms = {
    plain: JSON.stringify(answer),
    spread: JSON.stringify(answer, null, 2),
    escaped: JSON.stringify(answer).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  }

  for (const [name, text] of Object.entries(forms))
    it(`is read alike however it is cut (${name})`, () => {
      for (let size = 1; size <= text.length; size = size < 40 ? size + 1 : size * 2) {
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size))
        const { reply, operations } = feed(name === 'escaped' ? pieces : joinHalves(pieces))
        expect(reply).toBe(answer.reply)
        expect(operations).toEqual(answer.operations)
      }
    })

  it('gives an operation with its last byte, not later', () => {
    const text = forms.plain
    const { when } = feed([...text])
    const ends = answer.operations.map((operation) => text.indexOf(JSON.stringify(operation)) + JSON.stringify(operation).length)
    // Counted in characters as they are fed: those of two code units come as one.
    expect(when).toEqual(ends)
  })

  it('may stand behind words and in a fence, with words after it', () => {
    const { reply, operations } = feed(['Sure, here', ' is the plan:\n```json\n', JSON.stringify(answer), '\n```\nAnything else? {"reply":"no"}'])
    expect(reply).toBe(answer.reply)
    expect(operations).toEqual(answer.operations)
  })

  it('never throws and shows no reply that is none', () => {
    for (const text of [
      '',
      '{',
      '}',
      'no json',
      '{"reply":',
      '{"reply":null,"operations":[',
      '[1,2',
      '{"operations":{"a":1}}',
      '{"a":NaN}',
      '{\u0000',
      '{"reply":5,"operations":[{"op":1}',
      '{"x":"' + '['.repeat(5_000),
    ]) {
      const { reply } = feed([...text])
      expect(reply).toBe('')
    }
    expect(feed(['{"reply":"half \\ud83c and \\u0000 control","operations":[{"a":']).reply).toBe('half \ufffd and  control')
    expect(feed([`{"reply":"","operations":[${'['.repeat(20_000)}`]).operations).toEqual([])
  })

  it('takes no property from a key that names a prototype', () => {
    const { operations } = feed(['{"operations":[{"__proto__":{"op":"delete_task"}}]}'])
    expect((operations[0] as { op?: string }).op).toBeUndefined()
  })

  it('costs no more in small pieces than in one', () => {
    const long = JSON.stringify({
      reply: 'x'.repeat(200_000),
      operations: [{ op: 'add_task', title: 'y'.repeat(200_000) }],
      question: '',
      options: [],
    })
    const { reply, operations } = feed(Array.from({ length: long.length / 2 }, (_, at) => long.slice(at * 2, at * 2 + 2)))
    expect(reply).toHaveLength(200_000)
    expect(operations).toHaveLength(1)
  })
})

/** Pieces as a stream of Unicode text brings them: no character is cut in two. */
function joinHalves(pieces: readonly string[]): readonly string[] {
  const whole: string[] = []
  let held = ''
  for (const piece of pieces) {
    const text = held + piece
    const last = text.charCodeAt(text.length - 1)
    const cut = last >= 0xd800 && last <= 0xdbff ? text.length - 1 : text.length
    whole.push(text.slice(0, cut))
    held = text.slice(cut)
  }
  return [...whole, held]
}
