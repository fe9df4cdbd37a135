import { describe, expect, it } from 'vitest'
import { id, portal } from '../../../../test/instructions/plan.ts'
import { requestOf } from '../../../../test/instructions/request.ts'
import { planOf, type Plan } from '../../../core/plan/plan.ts'
import type { Task, TaskId } from '../../../core/plan/task.ts'
import { largePlan } from '../../../core/testing/large-plan.ts'
import { handlesFor } from '../../wire/handles.ts'
import { estimateTokens } from '../../../core/tokens.ts'
import { aboutOf, wantedOf } from './about.ts'
import { changeLines } from './changes.ts'
import { chooseShown } from './choose.ts'
import { columnLines } from './columns.ts'
import { taskInFull } from './line.ts'
import { reviewLines, taskMaterial } from './material.ts'
import { findTasks } from './search.ts'
import { snapshotLines } from './snapshot.ts'

const handles = handlesFor(portal)
const task = (name: string): Task => portal.tasks.get(id(name)) as Task
const handleOf = (name: string): string => handles.handleOf(id(name))

/** The plan with some tasks changed. */
const edited = (plan: Plan, changes: Readonly<Record<string, Partial<Task> | null>>, more: readonly Task[] = []): Plan =>
  planOf(
    plan.project,
    [...[...plan.tasks.values()].flatMap((each) => (changes[each.id] === null ? [] : [{ ...each, ...changes[each.id] }])), ...more],
    plan.version + 1,
  )

describe('the lines of a plan', () => {
  it('say handle, status, priority, what a task waits for and its title, in the order of the tree', () => {
    expect(snapshotLines(portal, handles, 'all', 'lean').split('\n').slice(0, 8)).toMatchInlineSnapshot(`
      [
        "project|active #portal due 2026-12-18|Customer portal",
        " summary: A new portal for our customers.",
        "t1|done Discovery",
        " t2|done Interview ten customers",
        " t3|done||t2 Write the requirements",
        "t4|in_progress Design",
        " t5|in_progress|high Login page",
        " t6||medium|t3 Login API",
      ]
    `)
  })

  it('say in full detail how long, who, which tags and when', () => {
    expect(snapshotLines(portal, handles, 'all', 'full').split('\n').slice(5, 8)).toMatchInlineSnapshot(`
      [
        "t4|in_progress Design",
        " t5|in_progress|high Login page |6h @Anna #ui starts 2026-11-16 due 2026-11-20",
        " t6||medium|t3 Login API |2d @Ben #api",
      ]
    `)
  })

  it('are the same bytes for the same plan, and a title cannot make a line', () => {
    const forged = edited(portal, { design: { title: 'Design\nt3|done Forged' } })
    expect(snapshotLines(forged, handles, 'all', 'lean').split('\n')).toHaveLength(portal.tasks.size + 2)
    expect(snapshotLines(portal, handlesFor(portal), 'all', 'lean')).toBe(
      snapshotLines(planOf(portal.project, [...portal.tasks.values()].reverse()), handles, 'all', 'lean'),
    )
  })

  it('count what is left out where it stands', () => {
    const shown = new Set([id('discovery'), id('design'), id('login-api')])
    expect(snapshotLines(portal, handles, shown, 'lean').split('\n').slice(2)).toMatchInlineSnapshot(`
      [
        "t1|done Discovery",
        " +2 more, 2 closed",
        "t4|in_progress Design",
        " t6||medium|t3 Login API",
        " +3 more",
        "+23 more, 2 closed",
      ]
    `)
  })

  it('of one task in full', () => {
    expect(taskInFull(task('login-page'), handles)).toMatchInlineSnapshot(`
      "t5|in_progress|high Login page
       under: t4; estimate: 6h; spent: 2h; start: 2026-11-16; due: 2026-11-20; assignee: Anna; tags: ui
       description:
        Form, errors and the forgotten password.
       criteria:
        [ ] Works with a password manager
        [ ] Errors are shown beside the field
        [ ] Passes the accessibility check"
    `)
  })
})

describe('what is shown of a plan', () => {
  it('is all of a small one, in full detail', () => {
    expect(chooseShown({ plan: portal, handles, wanted: [], tokens: 3_000, fullDetailTokens: 1_200 })).toEqual({ shown: 'all', detail: 'full' })
    expect(chooseShown({ plan: portal, handles, wanted: [], tokens: 3_000, fullDetailTokens: 100 })).toEqual({ shown: 'all', detail: 'lean' })
  })

  it('of a large one: roots, what the message is about with its ancestors, open work first, within the tokens', () => {
    const plan = largePlan(2_000, 4)
    const own = handlesFor(plan)
    const wanted = [...plan.tasks.keys()].slice(-3)
    const { shown } = chooseShown({ plan, handles: own, wanted, tokens: 3_000, fullDetailTokens: 1_000 })
    if (shown === 'all') throw new Error('not all of it fits')
    for (const root of plan.children.get(null) ?? []) expect(shown.has(root)).toBe(true)
    for (const id of wanted) {
      expect(shown.has(id)).toBe(true)
      for (let up = plan.tasks.get(id)?.parentId; up; up = plan.tasks.get(up)?.parentId) expect(shown.has(up)).toBe(true)
    }
    const closed = (isShown: boolean): number => {
      const some = [...plan.tasks.values()].filter((each) => shown.has(each.id) === isShown)
      return some.filter(({ status }) => status === 'done' || status === 'cancelled').length / some.length
    }
    expect(closed(true)).toBeLessThan(closed(false))
    expect(estimateTokens(snapshotLines(plan, own, shown, 'lean'))).toBeLessThan(3_200)
    expect(shown.size).toBeGreaterThan(120)
  })

  it('is bounded even where there are thousands of roots', () => {
    const plan = planOf(
      portal.project,
      Array.from({ length: 3_000 }, (_, at) => ({ ...task('brand'), id: `r${at}` as TaskId, parentId: null, rank: `a${at}` })),
    )
    const { shown } = chooseShown({ plan, handles: handlesFor(plan), wanted: [], tokens: 500, fullDetailTokens: 100 })
    expect(shown === 'all' ? Infinity : shown.size).toBeLessThan(60)
  })
})

describe('what changed since', () => {
  it('is told a line per task, with its place where that is new', () => {
    const after = edited(
      portal,
      { 'login-page': { status: 'done', description: 'Other' }, press: { parentId: id('design'), rank: 'A' }, party: null },
      [{ ...task('press'), id: id('new-one'), title: 'Brand new', rank: 'a0V' }],
    )
    expect(changeLines(portal, after, handlesFor(after, handles.ids), 50)).toMatchInlineSnapshot(`
      [
        "now first under t4: t23 Press kit |#marketing",
        "now (description changed): t5|done|high Login page |6h @Anna #ui starts 2026-11-16 due 2026-11-20",
        "new under t21 after t22: t32 Brand new |#marketing",
        "gone: t25",
      ]
    `)
    expect(changeLines(portal, portal, handles, 50)).toEqual([])
  })

  it('is too much where most of the plan changed', () => {
    const after = edited(portal, Object.fromEntries([...portal.tasks.keys()].map((each) => [each, { priority: 'urgent' as const, tags: ['x'] }])))
    expect(changeLines(portal, after, handles, 5)).toBeUndefined()
  })
})

describe('what a message is about', () => {
  const about = (message: string, part = {}) => aboutOf(requestOf(message, part))

  it('is read from numbers, which lines do not show', () => {
    expect(about('merge 2.1 and 2.2, then move 3 under 1').numbers.map(({ number, id: of }) => [number, of])).toEqual([
      ['2.1', 'login-page'],
      ['2.2', 'login-api'],
      ['3', 'backend'],
      ['1', 'discovery'],
    ])
    expect(about('set the estimate to 3 days').numbers).toEqual([])
  })

  it('is read from titles, quoted or not, and from the focus first', () => {
    expect(about('the "Press kit" must be ready before the Launch party').named).toEqual(expect.arrayContaining(['press', 'party']))
    expect(about('make this urgent', { taskId: id('mobile') }).named[0]).toBe('mobile')
    expect(wantedOf(about('something about migrations'))).toContain('migration')
  })

  it('is what the last turns touched', () => {
    const earlier = [{ message: 'add', reply: '', touched: [id('export')], created: [], question: null }]
    expect(about('rename it', { earlier }).recent).toEqual(['export'])
  })

  it('finds nothing in nothing', () => {
    expect(about('hello', { plan: planOf(portal.project, []) })).toEqual({ numbers: [], named: [], recent: [], near: [] })
    expect(findTasks(portal, '', 5)).toEqual([])
  })
})

describe('the material of a turn', () => {
  it('lists the columns that a message speaks of, each value once', () => {
    expect(columnLines(portal, 'push all due dates by a week', handles, 300)).toContain(`due 2026-11-20: ${handleOf('login-page')}`)
    expect(columnLines(portal, 'what Anna does is urgent', handles, 300)[0]).toBe(
      `assignee @Anna: ${['login-page', 'test-plan', 'retrospective'].map(handleOf).join(',')}`,
    )
    expect(columnLines(portal, 'rename it', handles, 300)).toEqual([])
    expect(columnLines(portal, 'show all tags and due dates', handles, 12).at(-1)).toMatch(/more tasks, not listed$/)
  })

  it('says what numbers and "it" mean, shows what was hidden, and tasks in full, within its tokens', () => {
    const request = requestOf('rename 2.1 to Sign-in and give it the tags of it', {
      earlier: [{ message: 'x', reply: '', touched: [id('export')], created: [], question: null }],
    })
    const made = taskMaterial({ request, handles, about: aboutOf(request), shown: new Set([id('design')]), hasColumns: false, tokens: 400 })
    expect(made.text).toContain(`In the request 2.1 is ${handleOf('login-page')}.`)
    expect(made.text).toContain(`The last turn was about ${handleOf('export')}.`)
    expect(made.text).toContain('Works with a password manager')
    expect(made.added).toContain('login-page')
    expect(estimateTokens(made.text)).toBeLessThanOrEqual(400)
    expect(taskMaterial({ request, handles, about: aboutOf(request), shown: 'all', hasColumns: false, tokens: 0 })).toEqual({ text: '', added: [] })
  })

  it('tells what the reviewer decided by operation, and what was turned down whole', () => {
    const proposal = {
      operations: [
        { id: 'o1', taskId: id('login-page'), title: null, kind: 'update', decision: 'rejected' as const, comment: 'keep the name' },
        { id: 'o2', taskId: id('never'), title: 'A new one', kind: 'create', decision: 'rejected' as const, comment: null },
        { id: 'o3', taskId: id('press'), title: null, kind: 'move', decision: 'pending' as const, comment: null },
        { id: 'o4', taskId: null, title: null, kind: 'project', decision: 'accepted' as const, comment: null },
      ],
    }
    const refused = [{ message: 'Plan the party', reason: 'too many tasks', operations: ['create "Balloons"'] }]
    expect(reviewLines({ proposal, refused, plan: portal }, handles)).toMatchInlineSnapshot(`
      "rejected: update t5; comment: keep the name
      rejected: create “A new one”
      accepted: project the project
      turned down as a whole: “Plan the party”; reason: too many tasks
       it held: create "Balloons""
    `)
  })
})
