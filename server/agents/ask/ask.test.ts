import { describe, expect, it } from 'vitest'
import { modelErrorKinds, type ModelRequest } from '../../ports/language-model.ts'
import { plan, task } from '../../core/testing/build.ts'
import type { AgentAnswer, AgentPart } from '../agent.ts'
import { handlesFor } from '../wire/handles.ts'
import { answerOutput } from '../wire/schema.ts'
import type { Asking } from './asking.ts'
import { askForDraft } from './ask.ts'
import { scriptedModel, scriptedRef, type Line } from './testing/scripted-model.ts'

const base = plan(task('a', null, { title: 'Ship it' }), task('ab', 'a', { title: 'Build' }), task('c', null, { title: 'Sell' }))

const request: ModelRequest = {
  kind: 'edit',
  system: 'You edit plans.',
  messages: [
    { role: 'user', text: 't1 Ship it …' },
    { role: 'user', text: 'rename the first' },
  ],
  stableMessages: 1,
  cacheKey: 'c1',
  output: answerOutput,
  tools: [{ name: 'read_task', description: 'Reads a task', schema: {} }],
  maxOutputTokens: 4_000,
  prefer: null,
  only: null,
  allow: null,
}

interface Asked {
  readonly answer: AgentAnswer
  readonly parts: readonly AgentPart[]
  readonly requests: readonly ModelRequest[]
}

async function ask(
  lines: readonly Line[],
  rest: Partial<Asking> & { readonly context?: { inputTokens: number; outputTokens: number }; readonly signal?: AbortSignal } = {},
): Promise<Asked> {
  const { context = { inputTokens: 100_000, outputTokens: 4_000 }, signal = new AbortController().signal, ...asking } = rest
  const model = scriptedModel(lines, context)
  const going = askForDraft(
    {
      model,
      request,
      message: 'rename the first',
      plan: base,
      handles: handlesFor(base),
      agent: 'editor',
      promptVersion: 'editor@1',
      runTool: () => 'nothing',
      ...asking,
    },
    signal,
  )
  const parts: AgentPart[] = []
  for (;;) {
    const next = await going.next()
    if (next.done) return { answer: next.value, parts, requests: model.requests }
    parts.push(next.value)
  }
}

const rename = (id: string, title: string) => ({ op: 'set_field', ids: [id], field: 'title', change: 'set', values: [title] })
const answer = (...operations: readonly unknown[]) => ({ reply: 'Renamed.', operations, question: '', options: [] })
const by = { ...scriptedRef, promptVersion: 'editor@1' }

describe('a good answer', () => {
  it('is a draft at the first try, and is shown while it arrives', async () => {
    const {
      answer: got,
      parts,
      requests,
    } = await ask([{ json: answer(rename('t1', 'Ship'), rename('t9', 'Nothing')) }, { json: answer(rename('t1', 'Ship'), rename('t3', 'Sell it')) }])
    expect(got).toEqual({
      kind: 'draft',
      agent: 'editor',
      reply: 'Renamed.',
      draft: {
        baseVersion: 1,
        taskPatches: [
          { op: 'update', taskId: 'a', body: { title: 'Ship' } },
          { op: 'update', taskId: 'c', body: { title: 'Sell it' } },
        ],
      },
      leftOut: [],
      by,
    })
    expect(requests).toHaveLength(2)
    const told = parts.map((part) =>
      part.kind === 'entry'
        ? `entry ${part.entry.taskId}`
        : part.kind === 'try'
          ? `try ${part.n}`
          : part.kind === 'tried'
            ? `tried ${part.record.n}`
            : part.kind,
    )
    // What needs mending is not shown, and the second try begins anew.
    expect(told.filter((line) => line !== 'text-delta')).toEqual(['try 1', 'entry a', 'tried 1', 'try 2', 'entry a', 'entry c', 'tried 2'])
    expect(parts.flatMap((part) => (part.kind === 'text-delta' ? part.text : [])).join('')).toBe('Renamed.Renamed.')
  })

  it('may stand between words, in a fence, or behind a byte order mark', async () => {
    const json = JSON.stringify(answer(rename('t1', 'Ship')))
    for (const text of [
      `Here you are:\n\`\`\`json\n${json}\n\`\`\`\nDone {for now}.`,
      `\ufeff${json}`,
      `{"thought":"hm"} ${json}`,
      `${json}\n${json}`,
    ]) {
      const { answer: got, requests } = await ask([{ text }])
      expect(got, text).toMatchObject({ kind: 'draft', draft: { taskPatches: [{ taskId: 'a' }] } })
      expect(requests).toHaveLength(1)
    }
  })

  it('may be words, a question, or words for a prompt that wants no more', async () => {
    expect((await ask([{ json: answer() }])).answer).toEqual({ kind: 'words', agent: 'editor', reply: 'Renamed.', understood: true, by })
    expect((await ask([{ json: { reply: '', operations: [], question: 'Which one?', options: ['The first', 'The last'] } }])).answer).toEqual({
      kind: 'question',
      agent: 'editor',
      reply: '',
      question: {
        text: 'Which one?',
        options: [
          { label: 'The first', message: 'The first' },
          { label: 'The last', message: 'The last' },
        ],
      },
      by,
    })
    const { answer: got, parts } = await ask([{ text: 'Two tasks {are} left.' }], { request: { ...request, output: null } })
    expect(got).toMatchObject({ kind: 'words', reply: 'Two tasks {are} left.' })
    expect(parts.flatMap((part) => (part.kind === 'text-delta' ? part.text : [])).join('')).toBe('Two tasks {are} left.')
  })

  it('that asks and changes at once does both', async () => {
    const { answer: got } = await ask([{ json: { ...answer(rename('t1', 'Ship')), question: 'And the rest?' } }])
    expect(got).toMatchObject({ kind: 'draft', reply: 'Renamed.\n\nAnd the rest?' })
  })

  it('that changes nothing says so', async () => {
    const { answer: got } = await ask([{ json: { ...answer(rename('t1', 'Ship it')), reply: '' } }])
    expect(got).toMatchObject({ kind: 'draft', reply: 'The plan says so already: there is nothing to change.' })
  })
})

describe('a bad answer', () => {
  it('goes back to the same model with what is wrong, and nothing of what was sent changes', async () => {
    const { requests } = await ask([
      { json: answer({ op: 'move_task', ids: ['t1'], parentId: 't2', afterId: '' }, rename('Build', 'X')) },
      { json: answer(rename('t1', 'Ship')) },
    ])
    const [first, second] = requests
    expect(second?.messages.slice(0, 2)).toEqual(first?.messages)
    expect(second).toMatchObject({ system: first?.system, tools: first?.tools, output: first?.output, stableMessages: 1, only: scriptedRef })
    expect(second?.messages.at(2)).toMatchObject({ role: 'assistant' })
    expect(second?.messages.at(3)).toEqual({
      role: 'user',
      text: [
        'That answer cannot be used as it is. What is wrong with it:',
        '1. operations[1].ids[0]: there is no task "Build". The task of that title is t2.',
        '2. operations[0].parentId: A task cannot stand under itself or under a task below it.',
        'Tasks that may be named: t1–t3.',
        'Return the whole answer again as one JSON object: all that was right, unchanged, and these things put right. No words before or after it.',
      ].join('\n'),
    })
  })

  it('goes back twice at most; then what stands is kept and the rest is listed', async () => {
    const bad = answer(rename('t1', 'Ship'), rename('t9', 'Nothing'), { op: 'delete_task', ids: ['t3'], children: 'all' })
    const { answer: got, requests } = await ask([{ json: bad }])
    expect(requests).toHaveLength(3)
    expect(requests[2]?.messages).toHaveLength(6)
    expect(got).toMatchObject({
      kind: 'draft',
      draft: { taskPatches: [{ taskId: 'a' }] },
      leftOut: [
        { text: 'title of an unknown task', reason: 'It names a task that is not in this plan: "t9".' },
        { text: 'deleting Sell', reason: 'Children must be one of delete, promote, not "all".' },
      ],
    })
  })

  it('that is mended into less is not trusted', async () => {
    const first = answer(rename('t1', 'Ship'), rename('t2', 'Make'), rename('t9', 'Nothing'))
    const { answer: got, requests } = await ask([{ json: first }, { json: answer(rename('t3', 'Sell it')) }])
    expect(requests[2]?.messages.at(-1)).toMatchObject({ text: expect.stringContaining('makes 1 changes where the one before made 2') as string })
    expect(got).toMatchObject({
      kind: 'draft',
      draft: { taskPatches: [{ taskId: 'a' }, { taskId: 'ab' }] },
      leftOut: [{ text: 'title of an unknown task' }],
    })
  })

  it('ends in a clear problem where nothing of it stands', async () => {
    const refusing = await ask([{ text: "I'm sorry, I can't help with that." }])
    expect(refusing.answer).toMatchObject({
      kind: 'failed',
      problem: { kind: 'model-failed', detail: expect.stringMatching(/It said: “I'm sorry, I can't help with that.”$/) as string },
    })
    expect((refusing.answer as { problem: { extensions: object } }).problem.extensions).toMatchObject({ tries: [{ n: 1 }, { n: 2 }, { n: 3 }] })
    expect((await ask([{ text: '' }])).answer).toMatchObject({
      kind: 'failed',
      problem: { detail: expect.stringMatching(/The answer was empty\.$/) as string },
    })
    expect((await ask([{ json: answer(rename('t9', 'X')) }])).answer).toMatchObject({
      kind: 'failed',
      problem: { detail: expect.stringMatching(/It names a task that is not in this plan: "t9"\.$/) as string },
    })
    expect((await ask([{ text: '  ' }], { request: { ...request, output: null } })).answer).toMatchObject({ kind: 'failed' })
  })

  it('may still hold a question', async () => {
    const asking = { ...answer(rename('t9', 'X')), question: 'Which one?', options: ['t1'] }
    expect((await ask([{ json: asking }])).answer).toMatchObject({ kind: 'question', question: { text: 'Which one?' } })
  })

  it('is told in at most ten issues, and shown again no longer than bearable', async () => {
    const many = Array.from({ length: 3_000 }, (_, at) => rename(`t${at + 10}`, `Title ${at}`))
    const { requests } = await ask([{ json: answer(...many) }, { json: answer() }])
    const [shown, told] = requests[1]?.messages.slice(-2).map(({ text }) => text) ?? []
    expect(shown?.length).toBeLessThan(41_000)
    expect(told).toMatch(/10\. operations\[9\][^]*… and 2990 more of the kind\./)
  })
})

describe('an answer that was cut', () => {
  const cut = JSON.stringify(answer(rename('t1', 'Ship'), rename('t2', 'Make'))).slice(0, -40)

  it('is asked for once more with as much room as there is', async () => {
    const { answer: got, requests } = await ask([{ text: cut, finish: 'length' }, { json: answer(rename('t1', 'Ship')) }], {
      context: { inputTokens: 1, outputTokens: 9_000 },
    })
    expect(requests.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([4_000, 9_000])
    expect(got).toMatchObject({ kind: 'draft' })
  })

  it('is never made a smaller draft, wherever it was cut: a part is offered', async () => {
    const whole = JSON.stringify(answer(rename('t1', 'Ship'), rename('t2', 'Make')))
    for (let at = 0; at <= whole.length; at += 1) {
      const { answer: got, requests } = await ask([{ text: whole.slice(0, at), finish: 'length' }])
      expect(got).toMatchObject({
        kind: 'question',
        question: { options: [{ label: 'The first part', message: expect.stringMatching(/^rename the first\n\nOnly the first part/) as string }] },
      })
      expect(requests).toHaveLength(1)
    }
  })

  it('in the middle of mending leaves what stood before', async () => {
    const { answer: got } = await ask([{ json: answer(rename('t1', 'Ship'), rename('t9', 'X')) }, { text: cut, finish: 'length' }])
    expect(got).toMatchObject({ kind: 'draft', draft: { taskPatches: [{ taskId: 'a' }] }, leftOut: [{ text: 'title of an unknown task' }] })
  })

  it('because it never ends is not read to its end', async () => {
    const { answer: got, requests } = await ask([{ text: `{"reply":"${'x'.repeat(5_000)}` }], {
      limits: { answer: 1_000 },
      context: { inputTokens: 1, outputTokens: 9_000 },
    })
    expect(got).toMatchObject({ kind: 'question' })
    expect(requests).toHaveLength(1)
  })
})

describe('a call that fails', () => {
  it.each(modelErrorKinds)('%s is told in a sentence, with the tries', async (kind) => {
    const { answer: got } = await ask([{ error: { kind } }])
    if (kind === 'truncated') return expect(got.kind).toBe('question')
    const expected = kind === 'timeout' ? 'model-timeout' : kind === 'budget_exhausted' ? 'budget-exhausted' : 'model-failed'
    expect(got).toMatchObject({ kind: 'failed', agent: 'editor', problem: { kind: expected, extensions: { tries: [{ n: 1, error: kind }] } } })
    expect((got as { problem: { detail: string } }).problem.detail).toMatch(/^[A-Z].{30,}\.$/s)
  })

  it('while mending leaves what stood before', async () => {
    const { answer: got } = await ask([{ json: answer(rename('t1', 'Ship'), rename('t9', 'X')) }, { error: { kind: 'overloaded' } }])
    expect(got).toMatchObject({ kind: 'draft', draft: { taskPatches: [{ taskId: 'a' }] } })
  })

  it('and is tried again begins anew, and is counted on', async () => {
    const { answer: got, parts } = await ask([
      { failedFirst: ['{"reply":"No', '{"reply":"N'], json: answer(rename('t1', 'Ship'), rename('t9', 'X')) },
      { json: answer(rename('t1', 'Ship')) },
    ])
    expect(parts.flatMap((part) => (part.kind === 'try' ? part.n : part.kind === 'tried' ? -part.record.n : []))).toEqual([
      1, -1, 2, -2, 3, -3, 4, -4,
    ])
    expect(got).toMatchObject({ kind: 'draft' })
  })

  it('as JSON that is none, with the text at hand, is mended', async () => {
    const { answer: got } = await ask([{ text: '{"reply":', error: { kind: 'invalid_json' } }, { json: answer(rename('t1', 'Ship')) }])
    expect(got).toMatchObject({ kind: 'draft' })
  })

  it('because it was stopped ends at once', async () => {
    const { answer: got, requests } = await ask([{ json: answer(rename('t9', 'X')) }], { signal: AbortSignal.abort() })
    expect(got).toMatchObject({ kind: 'failed' })
    expect(requests).toHaveLength(1)
  })
})

describe('tools', () => {
  const call = { name: 'read_task', input: { id: 't1' } }

  it('are answered, and the answer comes after', async () => {
    const asked: unknown[] = []
    const { answer: got, requests } = await ask(
      [{ text: 'Let me look.', calls: [call, { name: 'delete_all', input: {} }] }, { json: answer(rename('t1', 'Ship')) }],
      {
        runTool: ({ input }) => {
          asked.push(input)
          return 'Ship it: todo'
        },
      },
    )
    expect(asked).toEqual([{ id: 't1' }])
    expect(requests[1]?.messages.slice(2)).toMatchObject([
      { role: 'assistant', text: 'Let me look.', toolCalls: [{ id: 'call-1-0' }, { id: 'call-1-1' }] },
      { role: 'tool', callId: 'call-1-0', name: 'read_task', text: 'Ship it: todo' },
      { role: 'tool', callId: 'call-1-1', text: 'There is no tool of that name; there are read_task.' },
    ])
    expect(got).toMatchObject({ kind: 'draft' })
  })

  it('are bounded in rounds, calls and size, and one that fails does not end the turn', async () => {
    let count = 0
    const { answer: got, requests } = await ask([{ calls: [call, call, call] }], {
      runTool: () => {
        count += 1
        if (count === 1) throw new Error('no such task')
        return 'x'.repeat(50_000)
      },
    })
    expect(count).toBe(8)
    expect(requests).toHaveLength(5)
    const told =
      requests
        .at(-1)
        ?.messages.filter(({ role }) => role === 'tool')
        .map(({ text }) => text) ?? []
    expect(told[0]).toBe('This could not be looked up.')
    expect(told[1]).toHaveLength(12_008)
    expect(told.at(-1)).toMatch(/^Not looked up\.\n\nNothing more can be looked up/)
    expect(got).toMatchObject({ kind: 'failed', problem: { kind: 'model-failed' } })
  })
})
