import { describe, expect, it } from 'vitest'
import { planFromGoal } from './plan-from-goal.ts'
import { accepted, childrenIn, draftOf, emptyPlan, requestFor, templates } from './testing/fixtures.ts'

const answer = (message: string) => planFromGoal(requestFor(message), templates)
const planned = (message: string) => accepted(draftOf(answer(message)), emptyPlan)

const notes =
  "Hi all, after yesterday's meeting we agreed on the following. First we need to clean the customer list, which Maria will do by December 4. Then we migrate the accounts in three batches, which takes two weeks. In parallel Tom writes the announcement. Finally we switch over on 1 February. Thanks everybody for the good discussion."

describe('prose that tells steps in order', () => {
  it('makes them tasks with person, day, duration and order; the rest is the summary', () => {
    const { project, ...plan } = planned(notes)
    const tasks = childrenIn({ project, ...plan }, null)
    expect(tasks.map((task) => task.title)).toEqual([
      'Clean the customer list',
      'Migrate the accounts in three batches',
      'Write the announcement',
      'Switch over',
    ])
    expect(tasks.map((task) => (task.assignee?.kind === 'person' ? task.assignee.name : null))).toEqual(['Maria', null, 'Tom', null])
    expect(tasks.map((task) => task.dueDate)).toEqual(['2026-12-04', null, null, '2027-02-01'])
    expect(tasks[1]?.estimateMinutes).toBe(4800)
    const [clean, migrate, write, change] = tasks.map((task) => task.id)
    expect(tasks.map((task) => [...task.dependsOn].sort())).toEqual([[], [clean], [clean], [migrate, write].sort()])
    expect(change).toBeDefined()
    expect(project.dueDate).toBe('2027-02-01')
    expect(project.title).not.toMatch(/^(?:hi|all)\b/i)
    expect(project.summary).toContain("after yesterday's meeting we agreed on the following")
  })

  it('loses none of the words', () => {
    const plan = planned(notes)
    const kept = [plan.project.summary, ...childrenIn(plan, null).flatMap((task) => [task.title, task.description])].join(' ')
    for (const word of notes.match(/[\p{L}\p{N}'’]+/gu) ?? []) expect(kept).toContain(word)
  })

  it('reads remarks about the step before, and the goal as the title', () => {
    const plan = planned(
      'We want to open a second store in Leeds. First, Anna looks for a place (3 weeks). Next, Ben will negotiate the lease until 15 January. It should take 5 days. Lastly the opening party. Everything must be done by 1 March 2027.',
    )
    expect(plan.project.title).toBe('Open a second store in Leeds')
    expect(plan.project.dueDate).toBe('2027-03-01')
    expect(childrenIn(plan, null).map((task) => [task.title, task.estimateMinutes])).toEqual([
      ['Look for a place', 7200],
      ['Negotiate the lease', 2400],
      ['The opening party', null],
    ])
  })

  it('reads several steps in one sentence', () => {
    expect(
      childrenIn(planned('First we paint the walls, then we lay the floor and finally we move in the furniture.'), null).map((task) => task.title),
    ).toEqual(['Paint the walls', 'Lay the floor', 'Move in the furniture'])
  })

  it.each([
    'Build a shop. First results should be visible soon. Next week we talk to Tom.',
    'Build an app where users first sign up, then add photos.',
  ])('takes no such word for a step by itself: %s', (message) => {
    expect(draftOf(answer(message)).rationale).toContain('template')
  })
})

describe('the parts of such prose', () => {
  const titlesIn = (message: string) => childrenIn(planned(message), null).map((task) => task.title)

  it('are one task for each person, side by side', () => {
    expect(titlesIn('First we plan the day. Then Tom writes the text (2 days) and Lisa prepares the FAQ by Dec 10. Finally we send it.')).toEqual([
      'Plan the day',
      'Write the text',
      'Prepare the FAQ',
      'Send it',
    ])
  })

  it('begin with what is ordered before the first "then"', () => {
    const plan = planned('Build a shop. It should be fast. Then launch it in Germany. After that, open it to resellers.')
    expect(childrenIn(plan, null).map((task) => task.title)).toEqual(['Build a shop', 'Launch it in Germany', 'Open it to resellers'])
    expect(plan.project).toMatchObject({ title: 'Shop', summary: 'It should be fast.' })
  })

  it('read "we start by", a person after a comma and a rough duration', () => {
    const plan = planned(
      'Hi team,\nquick summary.\nWe start by asking three suppliers for offers, Anna takes care of that until next Wednesday. Then Ben signs the contract. Lastly, we train the staff, about 3 days.\nCheers, Jo',
    )
    expect(childrenIn(plan, null).map((task) => [task.title, task.dueDate, task.estimateMinutes])).toEqual([
      ['Ask three suppliers for offers', '2026-11-25', null],
      ['Sign the contract', null, null],
      ['Train the staff', null, 1440],
    ])
    expect(plan.project.title).not.toContain('team')
  })

  it('take no end of the whole for a step', () => {
    const plan = planned('First we pack the boxes. Then we load the van. Finally, everything must be done by 5 May 2027.')
    expect(childrenIn(plan, null).map((task) => task.title)).toEqual(['Pack the boxes', 'Load the van'])
    expect(plan.project.dueDate).toBe('2027-05-05')
  })
})

describe('other prose', () => {
  it('without anything to do gets a question', () => {
    expect(answer('Hello everyone! Yesterday we met with the board. The mood was good. Everybody liked the cake.').kind).toBe('question')
    expect(answer('Hi all, after yesterday we are tired. The weather was bad.').kind).toBe('question')
  })

  it('is planned from its first sentence that names a goal', () => {
    expect(planned('Hi Anna, our office is too small. Customers complain. We want to move the office to Leeds by May.').project.title).toBe(
      'Move the office to Leeds',
    )
    expect(planned('Hi all, build a web shop for used books').project.title).toBe('Web shop for used books')
  })
})
