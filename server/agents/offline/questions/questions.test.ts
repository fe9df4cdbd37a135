import { describe, expect, it } from 'vitest'
import { requestOf } from '../../../../test/instructions/request.ts'
import { id, portal } from '../../../../test/instructions/plan.ts'
import { planOf } from '../../../core/plan/plan.ts'
import type { PastCommit } from '../../agent.ts'
import type { Operation } from '../../../core/patch/operation.ts'
import type { AgentRequest } from '../../agent.ts'
import { answerOffline } from '../index.ts'

const reply = (message: string, part: Partial<AgentRequest> = {}): string => {
  const answer = answerOffline(requestOf(message, part), [])
  expect(['words', 'question'], message).toContain(answer.kind)
  return !('reply' in answer) ? '' : answer.reply.replaceAll('**', '')
}
const task = portal.tasks.get(id('press'))
if (!task) throw new Error('the corpus plan lacks a task')
const renamed: Operation = { kind: 'update', taskId: id('brand'), before: { title: 'Colours' }, after: { title: 'Move to the new brand colours' } }
const commit = (version: number, at: string, message: string, operations: readonly Operation[]): PastCommit => ({
  version,
  at,
  message,
  author: 'Anna',
  operations,
})
const commits: readonly PastCommit[] = [
  commit(7, '2026-11-18T08:00:00Z', '', [{ kind: 'create', task }, renamed]),
  commit(6, '2026-11-17T08:00:00Z', 'Rename the colours', [renamed]),
  commit(5, '2026-11-02T08:00:00Z', '', [
    { kind: 'move', taskId: id('brand'), before: { parentId: null, rank: 'a' }, after: { parentId: null, rank: 'b' } },
  ]),
  commit(4, '2026-10-20T08:00:00Z', '', [{ kind: 'delete', task }]),
  commit(3, '2026-10-19T08:00:00Z', '', [{ kind: 'project', before: { title: 'P' }, after: { title: 'Customer portal' } }]),
  commit(2, '2026-10-18T08:00:00Z', '', []),
]
const empty = planOf({ ...portal.project, dueDate: null, tags: [] }, [])
const allDone = planOf(
  portal.project,
  [...portal.tasks.values()].map((one) => ({ ...one, status: 'done' as const })),
)
const stuck = planOf(
  portal.project,
  [...portal.tasks.values()]
    .filter(({ id: one }) => ['deployment', 'retrospective'].includes(one))
    .map((one) => ({
      ...one,
      dependsOn: one.id === 'deployment' ? [id('retrospective')] : [],
      status: one.id === 'retrospective' ? ('blocked' as const) : ('todo' as const),
      estimateMinutes: null,
    })),
)

describe('what changed', () => {
  it.each([
    ['what changed lately?', ['v7', 'added Press kit and 1 more', 'v6', 'Rename the colours']],
    ['what changed since version 5?', ['2 changes', 'v7', 'v6']],
    ['what has changed since v6', ['1 change since version 6']],
    ['what changed since yesterday?', ['v6', 'v7']],
    ['what changed today', ['v7']],
    ['what changed in the last month?', ['v5', 'v4']],
    ['what happened in version 4', ['deleted Press kit']],
    ['what changed since version 99?', ['There is no version 99']],
    ['show me the history', ['changed the project', 'moved']],
    ['what was done this week', ['v7']],
    ['what changed since November 1?', ['v5', 'since 2026-11-01']],
    ['what changed since Monday?', ['since 2026-11-16']],
    ['what changed in the last 3 days?', ['v7']],
    ['what changed since last week?', ['v7']],
  ])('%s', (message, parts) => {
    for (const part of parts) expect(reply(message, { commits })).toContain(part)
  })
})

describe('an empty answer says so', () => {
  it.each([
    ["what's next?", empty, 'no tasks yet'],
    ['how far are we?', empty, 'no tasks yet'],
    ['how long will it take?', empty, 'no tasks yet'],
    ['how many tasks are there?', empty, 'no tasks yet'],
    ['what is late?', empty, 'Nothing is overdue'],
    ['what is blocked?', empty, 'Nothing is blocked'],
    ['critical path', empty, 'nothing is open'],
    ['who has what?', empty, 'No open task'],
    ['which tags are there?', empty, 'No task has a tag'],
    ['when is the project due?', empty, 'no due date'],
    ['next deadline', empty, 'No open task has a due date'],
    ['what is left?', empty, 'Nothing is left'],
    ["what's next?", allDone, 'Nothing is left to do'],
    ["what is on Anna's plate?", allDone, 'nothing open'],
    ['what should Anna do next?', allDone, 'no open task'],
    ["what's next?", stuck, 'Retrospective'],
    ['critical path', stuck, 'unknown'],
  ] as const)('%s', (message, plan, part) => expect(reply(message, { plan })).toContain(part))

  it('what changed, without commits', () => expect(reply('what changed lately?')).toContain('Nothing has changed'))
})

describe('one task', () => {
  it.each([
    ['who is responsible for 2.1?', 'Anna'],
    ['what is the priority of 2.1?', 'high'],
    ['which tags does 3.1 have?', 'api, data'],
    ['what does 5 wait for?', '4 Testing'],
    ['what does 6.1 wait for?', 'Through what it stands under'],
    ['what does 2.1 wait for?', 'waits for nothing'],
    ['what depends on 2.1?', 'Nothing depends'],
    ['why is 2.1 after 2.2?', 'Nothing in the plan'],
    ['why is 2.2 after 3.1?', 'the other way round'],
    ['is 7.1 on the critical path?', 'Yes'],
    ['is 4.1 on the critical path?', 'may slip'],
    ['is 1.1 critical?', 'closed'],
    ['is 4 critical?', 'heading'],
    ['how long will 2.2 take?', '2d'],
    ['when is 6.3 due?', 'starts 2026-11-23'],
    ['what are the criteria of 6.2?', 'no acceptance criteria'],
    ['show 6', 'Sub-tasks'],
    ['what is the status of Launch?', '0 of 4'],
    ['is Launch done?', 'no'],
    ['is 1 done?', 'yes'],
    ['has 3.2 been started?', 'to do'],
    ['how far are we with 2.1?', 'in progress'],
    ['what is left in Launch?', '4 tasks are open'],
    ['show the spaceship', 'no task'],
    ['tell me about login', 'Which one'],
    ['what does the launch prty wait for?', '5 Deployment'],
    ['how many tasks has Eve?', 'Eve'],
  ])('%s', (message, part) => expect(reply(message)).toContain(part))
})

describe('people', () => {
  it('are asked about by name, and "my" by who talks', () => {
    expect(reply('my tasks', { user: 'Anna' })).toContain('2.1 Login page')
    expect(reply('my tasks', { user: null })).toContain('do not know your name')
    expect(reply('what is on Zoe’s plate?')).toContain('no task')
    expect(reply('what should Ben do next?')).toContain('2.2 Login API')
    expect(reply('what should Dmitri do next?')).toMatch(/Dmitri|3\.4\.2/)
  })
})

it('never answers a question with a patch', () => {
  for (const message of [
    'what if we delete 3?',
    'should I rename 2 to X?',
    'is it wise to merge 1 and 2?',
    'who would delete 3?',
    'why was 3 deleted?',
    'when did we rename 2 to Design?',
  ])
    expect(answerOffline(requestOf(message), []).kind, message).not.toBe('draft')
})
