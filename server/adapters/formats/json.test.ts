import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TaskDraft } from '../../core/patch/draft.ts'
import { planOf, type Plan } from '../../core/plan/plan.ts'
import { inOrder } from '../../core/plan/tree.ts'
import { anyPlan, planWith, storedOf, taskWith } from './testing/plans.ts'
import { planFormats } from './index.ts'

const formats = planFormats({ version: '1.2.3' })

function read(value: unknown): { title: string | null; meta: object; taskPatches: readonly TaskDraft[]; notes: readonly string[] } {
  const result = formats.read('json', typeof value === 'string' ? value : JSON.stringify(value))
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const issues = (value: unknown): readonly (readonly [string | number | null, string])[] => {
  const result = formats.read('json', typeof value === 'string' ? value : JSON.stringify(value))
  return result.ok ? [] : result.error.map(({ line, pointer, detail }) => [pointer ?? line, detail] as const)
}

/** A plan without what an import gives anew: drafts in tree order, with local names by position. */
function expected(plan: Plan): readonly TaskDraft[] {
  const rows = inOrder(plan)
  const local = new Map(rows.map(({ task }, index) => [task.id, `new-${index + 1}`]))
  return rows.map(({ task: { id, parentId, rank: _, dependsOn, acceptanceCriteria, ...fields } }) => ({
    op: 'create',
    taskId: local.get(id) ?? '',
    body: {
      parentTaskId: parentId === null ? null : (local.get(parentId) ?? ''),
      ...fields,
      acceptanceCriteria: acceptanceCriteria.map(({ text, done }) => ({ text, done })),
      ...(dependsOn.length > 0 ? { dependsOn: dependsOn.map((needed) => local.get(needed) ?? '') } : {}),
    },
  }))
}

describe('a plan as JSON', () => {
  it('comes back with every field of every task and of the project', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const { id: _, title, ...meta } = plan.project
        expect(read(formats.write('json', storedOf(plan)).body)).toEqual({ title, meta, taskPatches: expected(plan), notes: [] })
      }),
      { numRuns: 300 },
    )
  })

  it('says what it is, and carries ids and times to read', () => {
    const file = formats.write('json', storedOf(planWith([taskWith('a')])))
    expect(file).toMatchObject({ mediaType: 'application/json; charset=utf-8', fileName: 'web-shop.json' })
    expect(JSON.parse(file.body)).toMatchObject({
      format: 'planwright-plan',
      formatVersion: 1,
      writtenBy: 'Planwright 1.2.3',
      project: { id: 'p', version: 0, createdAt: '2026-01-01T00:00:00.000Z' },
      tasks: [{ id: 'a', rank: 'a', createdAt: '2026-01-01T00:00:00.000Z' }],
    })
  })
})

describe('JSON of other origins', () => {
  it('may be a bare array of tasks with children, or of titles', () => {
    expect(
      read([
        {
          title: 'Design',
          children: [
            'Sketch',
            { name: 'Draw', done: true, estimate: '2d', due: '1 Dec 2026', owner: 'Anna', labels: ['b', 'a'], criteria: ['works'] },
          ],
        },
        'Build',
      ]).taskPatches,
    ).toEqual([
      { op: 'create', taskId: 'new-1', body: { parentTaskId: null, title: 'Design' } },
      { op: 'create', taskId: 'new-2', body: { parentTaskId: 'new-1', title: 'Sketch' } },
      {
        op: 'create',
        taskId: 'new-3',
        body: {
          ...{ parentTaskId: 'new-1', title: 'Draw', status: 'done', estimateMinutes: 960, dueDate: '2026-12-01' },
          ...{ assignee: { kind: 'person', name: 'Anna' }, tags: ['a', 'b'], acceptanceCriteria: ['works'] },
        },
      },
      { op: 'create', taskId: 'new-4', body: { parentTaskId: null, title: 'Build' } },
    ])
  })

  it('may be what the API answers for a project', () => {
    const { taskPatches, title, notes } = read({
      project: { id: 'x', version: 3, title: 'Shop', summary: '', createdAt: 'then', deletedAt: null },
      tasks: [
        { id: 'b', parentId: 'a', rank: 'a0', depth: 1, title: 'Inner', dependsOn: [], progress: { done: 0 }, estimateHours: null },
        { id: 'a', parentId: null, title: 'Outer' },
        { id: 'c', parentId: null, title: 'After', dependsOn: ['b'] },
      ],
    })
    expect({ title, notes }).toEqual({ title: 'Shop', notes: [] })
    expect(taskPatches.map(({ taskId, body }) => [taskId, body?.parentTaskId, body?.title, body?.dependsOn])).toEqual([
      ['new-2', null, 'Outer', undefined],
      ['new-1', 'new-2', 'Inner', undefined],
      ['new-3', null, 'After', ['new-1']],
    ])
  })

  it('finds a dependency by title where there is no such id', () => {
    expect(read(['One', { title: 'Two', dependencies: 'one' }]).taskPatches[1]?.body?.dependsOn).toEqual(['new-1'])
  })

  it('says which members it did not read', () => {
    expect(read({ title: 'Shop', colour: 'red', tasks: [{ title: 'a', stars: 5 }] }).notes).toEqual([
      'Not read, since no field of a plan has this name: colour, stars.',
    ])
  })
})

describe('a JSON file that cannot be imported', () => {
  it.each([
    ['{"tasks": [\n{"title": "a"},\n}]', [[3, 'is not JSON from here on']]],
    ['[', [[1, 'is not JSON from here on']]],
    ['"text"', [['', 'is no plan: write an array of tasks, or an object whose “tasks” is one']]],
    ['{"tasks": {}}', [['', 'is no plan: write an array of tasks, or an object whose “tasks” is one']]],
    [
      { format: 'planwright-plan', formatVersion: 2, tasks: [] },
      [['/formatVersion', 'is not 1, the one this version of Planwright reads; a newer Planwright may have written the file']],
    ],
    [{ format: 'other', tasks: [] }, [['/format', 'must be “planwright-plan”, or absent in a file of another tool']]],
    [{ project: { title: 5 }, tasks: [] }, [['/project/title', 'Invalid input: expected string, received number']]],
    [
      [{ title: 'a', children: [{}, 7] }],
      [
        ['/0/children/0/title', 'is missing: every task needs one'],
        ['/0/children/1', 'must be a task: an object with a title, or a title'],
      ],
    ],
    [[{ title: 'a', dueDate: '2026-02-30' }], [['/0/dueDate', 'is no day of the calendar']]],
    [[{ title: 'a', due: '03/04/2026' }], [['/0/due', '“03/04/2026” can be read as 2026-04-03 or as 2026-03-04; write the one that is meant']]],
    [[{ title: 'a', acceptanceCriteria: ['ok', { text: 'x', done: 'yes' }] }], [['/0/acceptanceCriteria/1', 'Invalid input']]],
    [
      [
        { id: 'x', title: 'a' },
        { id: 'x', title: 'b' },
      ],
      [['/1/id', '“x” is the id of another task of this file']],
    ],
    [[{ title: 'a', dependsOn: ['b'] }], [['/0', '“b” names no task of this file']]],
    [['a', 'A', { title: 'c', dependsOn: ['a'] }], [['/2', '“a” names more than one task; use an id or a number that only one has']]],
    [
      [
        { id: '1', parentId: '2', title: 'a' },
        { id: '2', parentId: '1', title: 'b' },
      ],
      [
        ['/0', '“a” stands under itself: following its parents leads back to it'],
        ['/1', '“b” stands under itself: following its parents leads back to it'],
      ],
    ],
    ['[{"title": "a\\u0000b"}]', [['/0/title', 'holds a control character or half of a surrogate pair; remove it']]],
    ['[{"title": "\\ud800"}]', [['/0/title', 'holds a control character or half of a surrogate pair; remove it']]],
    ['[{"title": "a", "metadata": {"__proto__": {"x": 1}}}]', [['/0/metadata/__proto__', 'is no name for a member']]],
  ])('%j names the place and the reason', (value, expectedIssues) => {
    expect(issues(value)).toEqual(expectedIssues)
  })

  it('is told early where it is nested beyond measure, and never exhausts the stack', () => {
    expect(issues('['.repeat(1_000_000))).toEqual([[1, 'is nested deeper than 64 levels']])
    expect(issues(`[{"title": "${'[{'.repeat(500)}"}]`)).not.toEqual([[1, 'is nested deeper than 64 levels']])
  })

  it('with a __proto__ at its top changes nothing for others', () => {
    read('{"__proto__": {"polluted": true}, "tasks": ["a"]}')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('with many faults names the first hundred', () => {
    expect(issues(Array.from({ length: 500 }, () => ({})))).toHaveLength(100)
  })
})

describe('reading quickly', () => {
  it('takes a text of many megabytes, whatever it is', () => {
    expect(issues(`[{"title": "a", "description": "${'x'.repeat(15_000_000)}"}]`)).toEqual([
      ['/0/description', 'Too big: expected string to have <=50000 characters'],
    ])
    expect(issues(`[${'"a",'.repeat(3_000_000)}"b"]`)).toEqual([['', 'holds more than 10000 tasks, which is the most that can be imported at once']])
  })

  it('takes 10,000 tasks and back', () => {
    const plan = planOf(
      planWith([]).project,
      Array.from({ length: 10_000 }, (_, index) =>
        taskWith(`t${String(index).padStart(5, '0')}`, index < 10 ? null : `t${String(index % 10).padStart(5, '0')}`),
      ),
    )
    expect(read(formats.write('json', storedOf(plan)).body).taskPatches).toHaveLength(10_000)
  })
})
