import { describe, expect, it } from 'vitest'
import type { TaskDraft } from '../../core/patch/draft.ts'
import { resolve } from '../../core/patch/resolve.ts'
import { entry, id, plan, task } from '../../core/testing/build.ts'
import type { Plan } from '../../core/plan/plan.ts'
import type { CriterionId } from '../../core/plan/task.ts'
import type { AgentRequest, EarlierTurn } from '../agent.ts'
import { findUnrequested } from './find-unrequested.ts'

// 1 Login (1.1 Sign-in form, 1.2 Password reset), 2 Payments (2.1 Card form, 2.2 Invoices), 3 Launch party, 4 Press kit
const base = plan(
  task('a', null, { title: 'Login', status: 'done' }),
  task('aa', 'a', { title: 'Sign-in form', status: 'done' }),
  task('ab', 'a', { title: 'Password reset', status: 'cancelled' }),
  task('b', null, { title: 'Payments', dependsOn: ['a'] }),
  task('ba', 'b', { title: 'Card form' }),
  task('bb', 'b', { title: 'Invoices', dependsOn: ['ba'] }),
  task('c', null, { title: 'Launch party' }),
  task('d', null, { title: 'Press kit', dependsOn: ['c'] }),
)

interface Rest extends Partial<AgentRequest> {
  readonly on?: Plan
}

function found(message: string, entries: readonly TaskDraft[], { on = base, ...rest }: Rest = {}): Record<string, string> {
  const tasks = entries.filter(({ taskId }) => taskId !== 'project')
  const ids = { task: (name: string) => id(name), criterion: () => 'c' as CriterionId }
  const { operations, issues, taskIds } = resolve({ baseVersion: 1, taskPatches: tasks, metaUpdates: metaOf(entries) }, on, ids)
  expect(issues).toEqual([])
  const request: AgentRequest = {
    ...{
      message,
      mode: null,
      taskId: null,
      plan: on,
      head: on,
      proposal: null,
      refused: [],
      earlier: [],
      commits: [],
      today: '2026-11-20',
      user: 'Ann',
    },
    options: { maxMilestones: 6 },
    modelling: null,
    ...rest,
  }
  return Object.fromEntries(findUnrequested({ request, operations, entries: tasks, taskIds }))
}

/** An entry for "project" stands for a change of the project itself. */
const metaOf = (entries: readonly TaskDraft[]): object => entries.find(({ taskId }) => taskId === 'project')?.body ?? {}
const update = (name: string, body: TaskDraft['body']): TaskDraft => entry('update', name, body)
const remove = (name: string, body?: TaskDraft['body']): TaskDraft => entry('delete', name, body)
const create = (name: string, title: string, body: TaskDraft['body'] = {}): TaskDraft => entry('create', name, { title, ...body })
const earlier = (message: string, question: string | null = null): EarlierTurn => ({
  message,
  reply: '',
  touched: [],
  created: [],
  question: question === null ? null : { text: question, options: [] },
})

describe('what was asked for', () => {
  it.each<[string, readonly TaskDraft[]]>([
    ['add a task for documentation', [create('n1', 'Documentation')]],
    ['add a task for documentation before the launch party', [create('n1', 'Documentation'), update('c', { dependsOn: ['n1'] })]],
    ['rename 2.1 to Card payment form', [update('ba', { title: 'Card payment form' })]],
    ['2.1 should read "Card payments"', [update('ba', { title: 'Card payments' })]],
    ['make the press kit wait for invoices', [update('d', { dependsOn: ['c', 'bb'] })]],
    ['delete the launch party', [remove('c')]],
    ['get rid of 2', [remove('b')]],
    ['remove everything under Payments', [remove('ba'), remove('bb')]],
    ['lösche Aufgabe 3', [remove('c')]],
    ['reopen the login', [update('a', { status: 'todo' })]],
    ['the sign-in form is broken again', [update('aa', { status: 'in_progress' })]],
    ['give everything the tag q4', ['a', 'aa', 'ab', 'b', 'ba', 'bb', 'c', 'd'].map((name) => update(name, { tags: ['q4'] }))],
    ['estimate the open tasks', ['b', 'ba', 'bb', 'c', 'd'].map((name) => update(name, { estimateMinutes: 60 }))],
    ['improve the wording of all titles', ['b', 'ba', 'bb', 'c', 'd'].map((name) => update(name, { title: `Better ${name}` }))],
    ['merge the launch party and the press kit', [update('c', { title: 'Launch with press' }), remove('d')]],
    ['split the launch party into two', [remove('c'), create('n1', 'Invite people'), create('n2', 'Book a place')]],
    ['simplify the plan', [remove('d'), remove('bb'), update('c', { title: 'Launch' })]],
    [
      'assign 3 and 4 to Ann',
      [update('c', { assignee: { kind: 'person', name: 'Ann' } }), update('d', { assignee: { kind: 'person', name: 'Ann' } })],
    ],
    ['move the launch party under Payments', [update('c', { parentTaskId: 'b' })]],
    ['call the project Shop', [update('project', { title: 'Shop' })]],
  ])('is left as it is: %s', (message, entries) => {
    expect(found(message, entries)).toEqual({})
  })

  it('may have been said before: a yes, or the answer to a question', () => {
    expect(found('yes', [remove('c')], { earlier: [earlier('delete the party', 'Delete “Launch party”?')] })).toEqual({})
    expect(found('do it', [remove('c')], { earlier: [earlier('shall we drop the launch party')] })).toEqual({})
    expect(found('yes', [remove('c')], { earlier: [earlier('add docs', 'As a milestone?')] })).toHaveProperty('delete c')
  })

  it('holds what follows from it', () => {
    // The edge of "Press kit" goes with the party; the children of "Payments" move up.
    expect(found('delete 3', [remove('c')])).toEqual({})
    expect(found('dissolve Payments', [remove('b', { children: 'promote' })])).toEqual({})
  })

  it('is anything in the first plan of a project', () => {
    const empty = plan()
    expect(found('a shop', [update('project', { title: 'Shop' }), create('n1', 'Design')], { on: empty })).toEqual({})
  })
})

describe('what nobody asked for', () => {
  const closed = (status: string): string => `It is ${status}, and the message does not name it.`

  it.each<[string, string, readonly TaskDraft[], Record<string, string>]>([
    [
      'a done task changed on the side',
      'add a task for documentation',
      [create('n1', 'Documentation'), update('aa', { description: 'x' })],
      { 'update aa': closed('done') },
    ],
    [
      'a cancelled task moved on the side',
      'raise the priority of Invoices',
      [update('bb', { priority: 'high' }), update('ab', { parentTaskId: null })],
      { 'move ab': closed('cancelled') },
    ],
    [
      'a done task opened again',
      'estimate all tasks',
      [update('a', { status: 'todo', estimateMinutes: 60 })],
      { 'update a': 'It is done, and the message does not ask for it to be opened again.' },
    ],
    [
      'a title changed on the side',
      'set 2.1 to high priority',
      [update('ba', { priority: 'high', title: 'Implement credit card form' })],
      { 'update ba': 'It changes the title, and the message does not ask for that.' },
    ],
    [
      'edges cleared on the side',
      'set Invoices to high priority',
      [update('bb', { priority: 'high', dependsOn: [] })],
      { 'update bb': 'It changes what waits for what, and the message does not speak of that.' },
    ],
    [
      'a task deleted',
      'add a task for documentation',
      [create('n1', 'Documentation'), remove('c')],
      { 'delete c': 'The message does not ask for anything to be deleted.' },
    ],
    [
      'another task deleted',
      'delete the launch party',
      [remove('c'), remove('bb')],
      { 'delete bb': 'The message asks for other tasks to be deleted, not for this one.' },
    ],
    [
      'the project renamed',
      'add a task for documentation',
      [create('n1', 'Documentation'), update('project', { title: 'Better shop' })],
      { 'project ': 'The message does not speak of the project itself.' },
    ],
  ])('is found: %s', (_, message, entries, expected) => {
    expect(found(message, entries)).toEqual(expected)
  })

  it('is a whole subtree that goes with its parent', () => {
    const reason = 'The message does not ask for anything to be deleted.'
    expect(found('what is left to do?', [remove('b')])).toEqual({ 'delete b': reason, 'delete ba': reason, 'delete bb': reason })
    expect(found('what is left to do?', [remove('b', { children: 'promote' })])).toEqual({ 'delete b': reason, 'move ba': reason, 'move bb': reason })
  })

  it('is all of the plan, retitled', () => {
    const all = ['a', 'aa', 'ab', 'b', 'ba', 'bb', 'c', 'd']
    const result = found(
      'push the launch party by a week',
      all.map((name) => update(name, { title: `Renamed ${name}` })),
    )
    expect(Object.keys(result)).toEqual(all.map((name) => `update ${name}`))
  })

  it('is much of the plan where the message speaks of one thing', () => {
    const other = plan(...Array.from({ length: 12 }, (_, at) => task(`t${at}x`, null, { title: `Thing number ${String.fromCharCode(97 + at)}` })))
    const many = Array.from({ length: 7 }, (_, at) => update(`t${at}x`, { priority: 'high' }))
    expect(Object.keys(found('add documentation', many, { on: other }))).toHaveLength(7)
    expect(found('make the first seven tasks urgent', many, { on: other })).toEqual({})
    expect(found('add documentation', many.slice(0, 4), { on: other })).toEqual({})
  })

  it('lies outside the focus in task mode, unless it is named', () => {
    const rest = { mode: 'task', taskId: id('b') } as const
    const entries = [create('n1', 'Refunds', { parentTaskId: 'b' }), update('ba', { estimateMinutes: 60 }), update('d', { priority: 'high' })]
    expect(found('more detail please', entries, rest)).toEqual({ 'update d': 'It lies outside the task that is being broken down.' })
    expect(found('more detail, and make the press kit urgent', entries, rest)).toEqual({})
  })

  it('is not only found in English', () => {
    expect(found('füge eine Aufgabe für die Doku hinzu', [create('n1', 'Doku'), remove('c')])).toHaveProperty('delete c')
    expect(found('删除任务3', [remove('c')])).toEqual({})
  })
})
