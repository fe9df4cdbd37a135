import { describe, expect, it } from 'vitest'
import { diff } from '../../../server/core/patch/diff.ts'
import { planOf } from '../../../server/core/plan/plan.ts'
import { projectDefaults, type Project } from '../../../server/core/plan/project.ts'
import { taskDefaults, type CriterionId, type ProjectId, type Task, type TaskId } from '../../../server/core/plan/task.ts'
import type { Seen } from '../seen.ts'
import { checkList, judge, wrongArgument } from './index.ts'

const project: Project = { ...projectDefaults, id: 'p' as ProjectId, title: 'Shop' }
type Part = Partial<Omit<Task, 'acceptanceCriteria' | 'parentId' | 'dependsOn'>> & { parentId?: string; dependsOn?: string[]; criteria?: string[] }

/** A task by its title, which is its id, too. Ranks follow the order in which tasks are made. */
let made = 0
const task = (title: string, { criteria = [], parentId, dependsOn = [], ...part }: Part = {}): Task => ({
  ...taskDefaults,
  id: title as TaskId,
  title,
  rank: `a${String((made += 1)).padStart(4, '0')}`,
  parentId: (parentId ?? null) as TaskId | null,
  dependsOn: dependsOn as TaskId[],
  acceptanceCriteria: criteria.map((text, at) => ({ id: `c${at}` as CriterionId, text, done: false })),
  ...part,
})

const login = task('Login', { estimateMinutes: 960, status: 'done' })
const payments = task('Payments', { estimateMinutes: 1_200, tags: ['money'] })
const shop = [login, payments]

/** What is seen where `to` is proposed in place of `from`. */
function seen(from: readonly Task[], to: readonly Task[], more: Partial<Seen> = {}, title = project.title): Seen {
  const before = planOf(project, from)
  const after = planOf({ ...project, title }, to)
  return {
    ...{ outcome: from === to ? 'words' : 'proposal', said: 'Done.', before, after, setApart: [], leftOut: [], focus: null },
    changes: diff(before, after),
    ...more,
  }
}

const wrong = (name: string, of: Seen, argument: unknown = null): string | null => judge(of, [{ name, argument }])[0]?.wrong ?? null

const good = (title: string, part: Part = {}): Task =>
  task(title, { description: 'What this is about, in a sentence.', estimateMinutes: 480, criteria: ['It works'], ...part })
const refunds = good('Refunds', { parentId: 'Payments' })
const withRefunds = seen(shop, [...shop, refunds])
const changed = seen(shop, [login, { ...payments, priority: 'high' }])
const reopened = seen(shop, [{ ...login, status: 'todo' }, payments])
const gone = seen(shop, [login])
const untouched = seen(shop, shop)

/** For each check an answer that it lets pass and one that it does not. */
const table: readonly (readonly [name: string, argument: unknown, passes: Seen, fails: Seen])[] = [
  ['ends in', 'proposal', withRefunds, untouched],
  ['ends in', ['question', 'words'], untouched, withRefunds],
  ['changes nothing', null, untouched, changed],
  ['said in words', ['pay(ment)?s', 'two'], seen(shop, shop, { said: 'Payments take TWO days.' }), seen(shop, shop, { said: 'Payments take long.' })],
  ['not said', ['secret'], untouched, seen(shop, shop, { said: 'The Secret is out' })],
  ['says something', null, untouched, seen(shop, shop, { said: ' \n' })],
  ['no handles shown', null, seen(shop, shop, { said: 'See 2.1, T-shirts and utf8.' }), seen(shop, shop, { said: 'See t12.' })],
  ['no handles shown', null, withRefunds, seen(shop, [...shop, good('After n1')])],
  ['milestones', { least: 2, most: 2 }, withRefunds, gone],
  ['milestones', { most: 2 }, withRefunds, seen(shop, [...shop, good('Third')])],
  ['new tasks', { least: 1, most: 1 }, withRefunds, changed],
  ['sub-tasks', { of: 'Payments', least: 1, most: 3 }, withRefunds, changed],
  ['sub-tasks', { least: 1 }, { ...withRefunds, focus: 'Payments' }, { ...withRefunds, focus: 'Login' }],
  ['sub-tasks', { of: 'Payments', least: 1 }, withRefunds, gone],
  [
    'no duplicate tasks',
    null,
    withRefunds,
    seen(
      shop,
      [...shop, good('The payments')].map((one) => (one.title === 'The payments' ? { ...one, id: 'x' as TaskId } : one)),
    ),
  ],
  [
    'no duplicate tasks',
    null,
    withRefunds,
    seen(shop, [...shop, good('Refunds'), { ...good('Refunds', { parentId: 'Payments' }), id: 'other' as TaskId }]),
  ],
  [
    'rules kept',
    null,
    withRefunds,
    seen(shop, [
      { ...login, dependsOn: ['Payments' as TaskId] },
      { ...payments, dependsOn: ['Login' as TaskId] },
    ]),
  ],
  ['dependencies named', { least: 1 }, seen(shop, [...shop, good('Refunds', { dependsOn: ['Payments'] })]), withRefunds],
  ['stands below', { Refunds: 'Payments' }, withRefunds, seen(shop, [...shop, good('Refunds')])],
  ['stands below', { Refunds: null }, seen(shop, [...shop, good('Refunds')]), withRefunds],
  ['in this order', ['Login', 'Payments'], untouched, seen(shop, [payments, { ...login, rank: 'b' }])],
  ['in this order', ['Login', 'Payments'], untouched, seen(shop, [login, { ...payments, parentId: 'Login' as TaskId }])],
  ['waits for', { Refunds: ['Login'] }, seen(shop, [...shop, good('Refunds', { dependsOn: ['Login'] })]), withRefunds],
  ['gone', ['Payments'], gone, untouched],
  ['still there', ['Payments'], untouched, gone],
  ['criteria present', { least: 1, most: 2 }, withRefunds, seen(shop, [...shop, good('Refunds', { criteria: [] })])],
  ['criteria present', { most: 2 }, withRefunds, seen(shop, [...shop, good('Refunds', { criteria: ['1', '2', '3'] })])],
  ['descriptions present', null, withRefunds, seen(shop, [...shop, good('Refunds', { description: 'Refunds.' })])],
  ['estimates present', null, withRefunds, seen(shop, [...shop, good('Refunds', { estimateMinutes: null })])],
  [
    'milestone hours',
    { least: 8, most: 8 },
    seen(shop, [...shop, good('Refunds')]),
    seen(shop, [...shop, good('Refunds', { estimateMinutes: 4_801 })]),
  ],
  [
    "estimates sum to the parent's",
    { of: 'Payments', within: 0.6 },
    withRefunds,
    seen(shop, [...shop, good('Refunds', { parentId: 'Payments', estimateMinutes: 479 })]),
  ],
  ["estimates sum to the parent's", { within: 0.6 }, { ...withRefunds, focus: 'Payments' }, { ...withRefunds, focus: 'Login' }],
  ['short titles', 20, withRefunds, seen(shop, [...shop, good('Refunds for everybody who asks')])],
  ['some new task says', ['refund', 'sentence'], withRefunds, changed],
  ['no new task says', ['raffle'], withRefunds, seen(shop, [...shop, good('Raffle')])],
  ['names the project', null, seen(shop, shop, {}, 'New name'), untouched],
  ['touches only', ['Payments'], changed, reopened],
  ['touches only', [], withRefunds, gone],
  ['touches', ['Payments'], changed, withRefunds],
  ['adds nothing', null, changed, withRefunds],
  ['deletes nothing', null, changed, gone],
  ['closed work untouched', null, changed, reopened],
  ['becomes', { Payments: { priority: 'high', tags: ['money'] } }, changed, untouched],
  ['becomes', { Refunds: { estimateMinutes: 480, acceptanceCriteria: ['It works'] } }, withRefunds, changed],
  ['project becomes', { title: 'New name' }, seen(shop, shop, {}, 'New name'), untouched],
  ['nothing set apart', null, changed, { ...changed, setApart: ['Payments'] }],
  ['nothing left out', null, changed, { ...changed, leftOut: ['There is no such task.'] }],
]

describe('checks', () => {
  it.each(table.map((row) => [row[0], row[1], row] as const))('%s %j tells a good answer from a bad one', (name, argument, [, , passes, fails]) => {
    expect(wrongArgument(name, argument)).toBeUndefined()
    expect(wrong(name, passes, argument)).toBeNull()
    expect(wrong(name, fails, argument)).toMatch(/[a-z]/)
  })

  it('are all tried above, and each says what it means', () => {
    const tried = new Set(table.map(([name]) => name))
    expect(checkList.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([])
    for (const { means } of checkList) expect(means).toMatch(/^[a-z].{10}/)
  })

  it.each([
    ['milestones', 6, /object/],
    ['milestones', { atMost: 6 }, /atMost/],
    ['ends in', 'plan', /Invalid/],
    ['said in words', '(', /regular expression/],
    ['becomes', { Login: { colour: 'red' } }, /Login/],
    ['changes nothing', true, /null/],
  ])('%s says what is wrong with %j', (name, argument, words) => {
    expect(wrongArgument(name, argument)).toMatch(words)
  })
})
