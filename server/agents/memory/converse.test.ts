import { describe, expect, it } from 'vitest'
import { id, portal } from '../../../test/instructions/plan.ts'
import { requestOf } from '../../../test/instructions/request.ts'
import { planOf, type Plan } from '../../core/plan/plan.ts'
import type { Task } from '../../core/plan/task.ts'
import { largePlan } from '../../core/testing/large-plan.ts'
import type { ModelMessage } from '../../ports/language-model.ts'
import type { AgentRequest, EarlierTurn } from '../agent.ts'
import { editor } from '../prompts/index.ts'
import { estimateTokens } from '../../core/tokens.ts'
import { historyTokens, targetTokens } from './budget.ts'
import { converse, type Conversed } from './converse.ts'
import { summaryOf } from './summary.ts'
import { Conversations, type Told } from './told.ts'

const budget = { capacity: 100_000, fixed: 1_200, history: 6_000 }

/** One turn of a conversation as the editor's prompt says it. */
function speak(told: Told | undefined, request: AgentRequest, given = budget): Conversed {
  const { today, user, message } = request
  const conversed = converse(told, {
    request,
    spoken: message,
    budget: given,
    render: (material) => editor.turn({ material, today, user, message, focus: null }),
  })
  if (!conversed) throw new Error('the prompt did not fit')
  return conversed
}

const turn = (message: string, part: Partial<EarlierTurn> = {}): EarlierTurn => ({
  message,
  reply: `Did: ${message}`,
  touched: [],
  created: [],
  question: null,
  ...part,
})
const withTask = (plan: Plan, name: string, part: Partial<Task>): Plan => {
  const task = plan.tasks.get(id(name)) as Task
  return planOf(
    plan.project,
    [...plan.tasks.values()].map((each) => (each === task ? { ...task, ...part } : each)),
    plan.version,
  )
}
const bytes = (messages: readonly ModelMessage[]): string => messages.map((message) => JSON.stringify(message)).join('\n')
const last = ({ told }: Conversed): string => told.messages.at(-1)?.text ?? ''

describe('a conversation', () => {
  it('begins every turn with the bytes of the one before', () => {
    let plan = portal
    let told: Told | undefined
    const earlier: EarlierTurn[] = []
    for (const [at, message] of [
      'rename the press kit',
      'make it urgent',
      'who does the login page?',
      'push 3 by a week',
      'and 2.1 as well',
    ].entries()) {
      const before = told?.messages ?? []
      const conversed = speak(told, requestOf(message, { plan, earlier: [...earlier] }))
      told = conversed.told
      expect(bytes(told.messages).startsWith(bytes(before))).toBe(true)
      expect(told.messages).toHaveLength(at * 2 + 1)
      expect(told.messages.map(({ role }) => role)).toEqual(told.messages.map((_, index) => (index % 2 === 0 ? 'user' : 'assistant')))
      plan = withTask(plan, 'press', { title: `Press kit ${at}`, priority: 'high' })
      earlier.push(turn(message, { touched: [id('press')] }))
    }
  })

  it('tells what changed since, and not the plan again', () => {
    const first = speak(undefined, requestOf('rename the press kit'))
    expect(last(first)).toContain(' Press kit')
    const plan = withTask(portal, 'press', { title: 'Media kit' })
    const second = speak(first.told, requestOf('shorter', { plan, earlier: [turn('rename the press kit', { touched: [id('press')] })] }))
    expect(second.told.messages.slice(1)).toMatchInlineSnapshot(`
      [
        {
          "role": "assistant",
          "text": "Did: rename the press kit
      [proposed: changed t23]",
          "toolCalls": [],
        },
        {
          "role": "user",
          "text": "<changes>
      now: t23 Media kit |#marketing
      </changes>
      Today: 2026-11-18, Wednesday. The person is Robin.
      <request>
      shorter
      </request>",
        },
      ]
    `)
    const third = speak(second.told, requestOf('thanks', { plan, earlier: [turn('rename the press kit'), turn('shorter')] }))
    expect(last(third)).not.toContain('<changes>')
  })

  it('tells the turns that needed no model on the way', () => {
    const first = speak(undefined, requestOf('tidy up'))
    const earlier = [turn('tidy up'), turn('rename 2 to Look'), turn('undo that', { reply: '' })]
    const second = speak(first.told, requestOf('go on', { earlier }))
    expect(bytes(second.told.messages).startsWith(bytes(first.told.messages))).toBe(true)
    expect(second.told.messages.slice(1, -1).map(({ text }) => text)).toEqual([
      'Did: tidy up',
      '<request>\nrename 2 to Look\n</request>',
      'Did: rename 2 to Look',
      '<request>\nundo that\n</request>',
      '(no words)',
    ])
  })

  it('goes on where only the newest turns are remembered', () => {
    const first = speak(undefined, requestOf('d', { earlier: ['a', 'b', 'c'].map((message) => turn(message)) }))
    const second = speak(first.told, requestOf('e', { earlier: ['c', 'd'].map((message) => turn(message)) }))
    expect(bytes(second.told.messages).startsWith(bytes(first.told.messages))).toBe(true)
  })

  it('is told anew where it went another way than was told', () => {
    const first = speak(undefined, requestOf('tidy up'))
    const second = speak(first.told, requestOf('go on', { earlier: [turn('something else')] }))
    expect(second.told.messages[0]?.text).toContain('<plan>')
    expect(bytes(second.told.messages)).toBe(bytes(speak(undefined, requestOf('go on', { earlier: [turn('something else')] })).told.messages))
    expect(bytes(second.told.messages)).not.toContain('tidy up')
  })

  it('does not change what was told when the turn fails and is tried again', () => {
    const first = speak(undefined, requestOf('tidy up'))
    const request = requestOf('go on', { earlier: [turn('tidy up')] })
    expect(bytes(speak(first.told, request).told.messages)).toBe(bytes(speak(first.told, request).told.messages))
  })

  it('without memory is the plan as it is now and the last turns, roles in turn', () => {
    const question = {
      text: 'Which one?',
      options: [
        { label: 'Login page', message: 'Login page' },
        { label: 'Login API', message: 'Login API' },
      ],
    }
    const { told } = speak(undefined, requestOf('the first', { earlier: [turn('delete login', { reply: '', question })] }))
    expect(told.messages.map(({ role, text }) => `${role}: ${text.split('</plan>').at(-1)?.trim()}`)).toMatchInlineSnapshot(`
      [
        "user: The plan above already holds what came of the messages that follow.
      <request>
      delete login
      </request>",
        "assistant: Which one?
      - Login page
      - Login API",
        "user: Today: 2026-11-18, Wednesday. The person is Robin.
      <request>
      the first
      </request>",
      ]
    `)
  })

  it('keeps the handles of its tasks, whatever moves or goes', () => {
    const first = speak(undefined, requestOf('tidy up'))
    const plan = planOf(
      portal.project,
      [...portal.tasks.values()].filter((each) => each.id !== id('interviews')),
    )
    const second = speak(first.told, requestOf('go on', { plan, earlier: [turn('tidy up')] }))
    expect(second.handles.handleOf(id('retrospective'))).toBe(first.handles.handleOf(id('retrospective')))
    expect(last(second)).toContain(`gone: ${first.handles.handleOf(id('interviews'))}`)
  })

  it('tells decisions and comments of the review once, until they change', () => {
    const proposal = (comment: string): AgentRequest['proposal'] => ({
      operations: [{ id: 'o1', taskId: id('press'), title: null, kind: 'update', decision: 'rejected', comment }],
    })
    const first = speak(undefined, requestOf('rename', { proposal: proposal('keep the name') }))
    expect(last(first)).toContain('rejected: update t23; comment: keep the name')
    const second = speak(first.told, requestOf('again', { proposal: proposal('keep the name'), earlier: [turn('rename')] }))
    expect(last(second)).not.toContain('<review>')
    const third = speak(second.told, requestOf('once more', { proposal: proposal('now really'), earlier: [turn('rename'), turn('again')] }))
    expect(last(third)).toContain('now really')
  })
})

describe('a long conversation', () => {
  it('is summarised when it outgrows its share: the plan whole, old turns in a line each, new ones word for word', () => {
    const small = { ...budget, history: 700 }
    let told: Told | undefined
    const earlier: EarlierTurn[] = []
    let rebuilt = 0
    for (let at = 0; at < 30; at += 1) {
      const message = `Turn ${at}: ${'say something about the project and its tasks at some length. '.repeat(2)}`
      const before = told
      told = speak(told, requestOf(message, { earlier: earlier.slice(-20) }), small).told
      if (before && !bytes(told.messages).startsWith(bytes(before.messages))) rebuilt += 1
      expect(told.tokens).toBeLessThan(700 + 1_200)
      expect(told.messages[0]?.text).toContain(' Press kit')
      earlier.push(turn(message, { created: [id('press'), id('gone')], touched: [id('press'), id('brand')] }))
    }
    // Room is left at each retelling, so that it is not needed at every turn.
    expect(rebuilt).toBeGreaterThan(1)
    expect(rebuilt).toBeLessThan(15)
    expect(bytes(told?.messages ?? [])).toContain('created 2 (1 accepted, 1 not taken), changed 1')
    expect(bytes(told?.messages ?? [])).toMatch(/<earlier>.*turns before these.*Turn \d+/)
  })

  it('is told anew after most of a plan has changed', () => {
    const plan = largePlan(300, 3)
    const first = speak(undefined, requestOf('tidy up', { plan }))
    const all = planOf(
      plan.project,
      [...plan.tasks.values()].map((task) => ({ ...task, title: `${task.title}!` })),
      2,
    )
    const second = speak(first.told, requestOf('go on', { plan: all, earlier: [turn('tidy up')] }))
    expect(second.told.messages[0]?.text).toContain('!')
  })

  it('says in counts what became of a turn', () => {
    const turns = [
      turn('add a\nlot of text', { created: [id('press'), id('new'), id('gone')], touched: [id('brand')] }),
      turn('which?', { question: { text: 'Which one?', options: [] } }),
      turn('how far are we?', { reply: 'Half way.' }),
    ]
    const plan = planOf(portal.project, [...portal.tasks.values(), { ...(portal.tasks.get(id('press')) as Task), id: id('new') }])
    expect(summaryOf(turns, { head: portal, plan }, 500).split('\n')).toEqual([
      '- “add a lot of text”: created 3 (1 accepted, 1 still proposed, 1 not taken), changed 1',
      '- “which?”: asked back “Which one?”',
      '- “how far are we?”: answered “Half way.”',
    ])
    expect(summaryOf(turns, { head: portal, plan }, 35).split('\n')).toEqual([
      '1 turns before these',
      '- “which?”: asked back “Which one?”',
      '- “how far are we?”: answered “Half way.”',
    ])
  })
})

describe('the budget', () => {
  it('is refused before it is sent where the message is larger than the models take', () => {
    const request = requestOf('word '.repeat(9_000))
    expect(converse(undefined, { request, spoken: request.message, budget: { ...budget, capacity: 8_000 }, render: () => '' })).toBeUndefined()
  })

  it('shows less of the plan to models that take little', () => {
    const plan = largePlan(500, 3)
    const small = speak(undefined, requestOf('tidy up', { plan }), { capacity: 3_300, fixed: 1_200, history: 500 })
    expect(small.told.tokens + 1_200).toBeLessThan(3_300)
    expect(small.told.shown).not.toBe('all')
  })

  it('follows the size of the plan', () => {
    expect([1, 1_000, 3_000, 5_000, 50_000].map(targetTokens)).toEqual([5_500, 5_500, 6_400, 7_300, 7_300])
    expect([historyTokens(8_000, 6_000), historyTokens(100_000, 6_000)]).toEqual([2_000, 6_000])
    expect(estimateTokens('')).toBe(0)
  })
})

it('remembers the conversations that were talked in last, as many as their tasks allow', () => {
  const { told } = speak(undefined, requestOf('tidy up'))
  const remembered = (most: { readonly conversations: number; readonly tasks: number }): string => {
    const memory = new Conversations(most)
    for (const name of ['a', 'b', 'a', 'c']) memory.keep(name, told)
    return ['a', 'b', 'c'].filter((name) => memory.find(name) !== undefined).join('')
  }
  expect(remembered({ conversations: 2, tasks: 1_000 })).toBe('ac')
  expect(remembered({ conversations: 9, tasks: 2 * portal.tasks.size })).toBe('ac')
  expect(remembered({ conversations: 9, tasks: 5 })).toBe('c')
  expect(remembered({ conversations: 9, tasks: 1_000 })).toBe('abc')
})
