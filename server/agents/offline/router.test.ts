import { describe, expect, it } from 'vitest'
import { planOf } from '../../core/plan/plan.ts'
import { id, portal } from '../../../test/instructions/plan.ts'
import { requestOf } from '../../../test/instructions/request.ts'
import type { AgentAnswer, AgentPart, AgentRequest } from '../agent.ts'
import { answerOffline, offlineAgent, understoodWithoutDoubt } from './index.ts'

const empty = planOf(portal.project, [])
const answer = (message: string, part: Partial<AgentRequest> = {}): AgentAnswer => answerOffline(requestOf(message, part), [])
const said = (message: string, part: Partial<AgentRequest> = {}): string => {
  const one = answer(message, part)
  return one.kind === 'command' ? `command ${one.command}` : `${one.kind} ${one.agent}`
}

describe('on a plan that has tasks', () => {
  it.each([
    ['rename 2 to Look and feel', 'draft editor'],
    ['what is next?', 'words assistant'],
    ['undo that', 'command undo'],
    ['break down 2.2', 'draft decomposer'],
    ['split deployment into sub-tasks', 'draft decomposer'],
    ['plan out the mobile app in detail', 'draft decomposer'],
    ['break down the login', 'question router'],
    ['break down 2 and 3', 'words router'],
    ['break down the spaceship', 'words editor'],
    ['Build a new user authentication flow', 'words editor'],
    ['# More\n- Podcast\n  - Record\n- Video', 'draft editor'],
    ['- rename 2 to Foo\n- delete 3.2', 'draft editor'],
    ['where does the money go?', 'words assistant'],
    ['', 'words router'],
    ['x'.repeat(100_001), 'words router'],
  ])('%j goes to the right one', (message, expected) => expect(said(message)).toBe(expected))

  it('adds a pasted outline in the words of the writer, and says where', () => {
    const one = answer('# More\n- Podcast\n  - Record\n- Video')
    expect(one.kind === 'draft' && one.draft.taskPatches.map(({ body }) => body?.title)).toEqual(['Podcast', 'Record', 'Video'])
    expect(one.kind === 'draft' && one.reply).toContain('end of the plan')
  })

  it('does not take a goal for an instruction', () => expect(answer('Build a new user authentication flow')).toMatchObject({ understood: false }))
})

describe('in task mode', () => {
  const focus = { mode: 'task', taskId: id('mobile') } as const
  it.each([
    ['go', 'draft decomposer'],
    ['more detail', 'draft decomposer'],
    ['technical steps please', 'draft decomposer'],
    ['- set up the project\n- write the screens', 'draft decomposer'],
    ['focus on security', 'draft decomposer'],
    ['mark this as done', 'draft editor'],
    ['add a step for analytics', 'draft editor'],
  ])('%j', (message, expected) => expect(said(message, focus)).toBe(expected))

  it('hands on the task that is named rather than the one in focus', () => {
    const one = answer('break down 5', focus)
    expect(one.kind === 'draft' && one.draft.taskPatches[0]?.body?.parentTaskId).toBe('deployment')
  })
})

describe('on an empty plan', () => {
  it.each(['Move house from Berlin to Lyon in March', 'Split the monolith into services', 'Rename our company', 'Merge our two customer databases'])(
    'takes “%s” for a goal',
    (message) => expect(said(message, { plan: empty, head: empty })).toMatch(/ planner$/),
  )
  it.each(['delete 2', 'mark the first as done', 'rename it to X', 'move 3 under 1'])('says for “%s” that there is no task yet', (message) =>
    expect(answer(message, { plan: empty, head: empty })).toMatchObject({ kind: 'words', understood: false }),
  )
  it.each([
    ['add a task "First"', 'draft editor'],
    ['rename the project to Shop', 'draft editor'],
    ['# Shop\n- Catalogue\n- Cart\n- Checkout', 'draft planner'],
    ['delete 2', 'words editor'],
    ['why is it so?', 'words assistant'],
  ])('%j', (message, expected) => expect(said(message, { plan: empty })).toBe(expected))
})

describe('the answer to a question', () => {
  const question = {
    text: 'Which?',
    options: [
      { label: '2.1 Login page', message: 'delete task 2.1' },
      { label: '2.2 Login API', message: 'delete task 2.2' },
    ],
  }
  const earlier = [{ message: 'delete login', reply: '', touched: [], created: [], question }]
  const gone = (message: string): string => {
    const one = answer(message, { earlier })
    return one.kind === 'draft'
      ? one.draft.taskPatches
          .filter(({ op }) => op === 'delete')
          .map(({ taskId }) => taskId)
          .join()
      : one.kind
  }
  it.each([
    ['the first one', 'login-page'],
    ['2', 'login-api'],
    ['2.1', 'login-page'],
    ['task 2.2', 'login-api'],
    ['the last', 'login-api'],
    ['the former', 'login-page'],
    ['Login API', 'login-api'],
    ['the api', 'login-api'],
    ['2.2 Login API', 'login-api'],
    ['neither', 'words'],
    ['option two', 'login-api'],
  ])('%j', (message, expected) => expect(gone(message)).toBe(expected))
  it('may be another instruction', () => expect(said('rename 5 to Roll-out', { earlier })).toBe('draft editor'))
  it('may be yes where there is one option', () => {
    const [first] = question.options
    if (!first) throw new Error('an option is missing')
    expect(said('yes', { earlier: [{ message: '', reply: '', touched: [], created: [], question: { text: 'This?', options: [first] } }] })).toBe(
      'draft editor',
    )
  })
})

it('offers options that are understood when they are sent', () => {
  for (const message of [
    'delete login',
    'add design and build',
    'move 5 to 2',
    'push Launch by a week',
    'set the due date of 2.3 to 03/04/2027',
    'add a dependency between 2.1 and 2.3',
    'rename the report to Summary',
    'delete everything tagged missing',
    'add Foo under Nowhere',
  ]) {
    const one = answer(message)
    if (one.kind !== 'question') continue
    for (const option of one.question.options) expect(answer(option.message).kind, option.message).toBe('draft')
  }
})

it('knows when it has no doubt', () => {
  expect(understoodWithoutDoubt(requestOf('rename 2 to Look'))).toBe(true)
  expect(understoodWithoutDoubt(requestOf('rename 2 to Look and also frobnicate 3'))).toBe(false)
  expect(understoodWithoutDoubt(requestOf('delete login'))).toBe(false)
  expect(understoodWithoutDoubt(requestOf('what is next?'))).toBe(false)
  expect(understoodWithoutDoubt(requestOf('add a task "x"', { plan: empty }))).toBe(false)
})

it('streams entries, words and, exactly once, the answer', async () => {
  const parts: AgentPart[] = []
  for await (const part of offlineAgent([]).respond(requestOf('delete 3.2 and rename 5 to Roll-out'), new AbortController().signal)) parts.push(part)
  expect(parts.map(({ kind }) => kind)).toEqual(['entry', 'entry', 'text-delta', 'answer'])
})

it('says in which language it understands', () => {
  const one = answer('lösche bitte die zweite Aufgabe')
  expect(one.kind === 'words' && one.reply).toContain('English')
})
