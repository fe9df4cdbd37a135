import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TaskDraft } from '../../core/patch/draft.ts'
import { inOrder } from '../../core/plan/tree.ts'
import { guard, joinMembers, splitMembers, unguard } from './csv-cells.ts'
import { planFormats } from './index.ts'
import { anyPlan, planWith, storedOf, taskWith } from './testing/plans.ts'

const formats = planFormats({ version: '1.2.3' })

function read(content: string): { taskPatches: readonly TaskDraft[]; notes: readonly string[] } {
  const result = formats.read('csv', content)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** Title and parent of each task, and its other fields. */
const rows = (content: string): readonly unknown[] => {
  const { taskPatches } = read(content)
  const titles = new Map(taskPatches.map(({ taskId, body }) => [taskId, body?.title]))
  return taskPatches.map(({ body: { parentTaskId, title, dependsOn, ...fields } = {} }) => ({
    title,
    ...(parentTaskId === null || parentTaskId === undefined ? {} : { under: titles.get(parentTaskId) }),
    ...(dependsOn ? { after: dependsOn.map((id) => titles.get(id)) } : {}),
    ...fields,
  }))
}

const issues = (content: string): readonly unknown[] => {
  const result = formats.read('csv', content)
  return result.ok ? [] : result.error.map(({ line, column, detail }) => [line, column, detail])
}

describe('a table of tasks', () => {
  it('is read by the names of its columns, with the words of other tools', () => {
    const table = `Task Name,State,Prio,Estimate (hours),Due Date,Labels,Assigned to,Notes
Design,In Progress,Highest,1.5,31/12/2026,"a, b",Anna,"Line one
line two"
Build,To Do,,2d,"Dec 1, 2026",#ops,codex (agent),`
    expect(rows(table)).toEqual([
      {
        ...{ title: 'Design', status: 'in_progress', priority: 'urgent', estimateMinutes: 90, dueDate: '2026-12-31', tags: ['a', 'b'] },
        ...{ assignee: { kind: 'person', name: 'Anna' }, description: 'Line one\nline two' },
      },
      { title: 'Build', status: 'todo', estimateMinutes: 960, dueDate: '2026-12-01', tags: ['ops'], assignee: { kind: 'agent', name: 'codex' } },
    ])
  })

  it.each([
    ['semicolons, a byte order mark and Windows line ends', '\uFEFFTitle;Status;Notes\r\nA, then B;done;x, y, z\r\n'],
    ['tabs', 'Title\tStatus\tNotes\nA, then B\tdone\tx, y, z'],
    ['a line that names the delimiter', 'sep=;\nTitle;Status;Notes\nA, then B;done;x, y, z'],
    ['empty lines and spaces around names', '\n Title , Status ,Notes\n\n"A, then B", done ,"x, y, z"\n,,\n'],
  ])('may have %s', (_, table) => {
    expect(rows(table)).toEqual([{ title: 'A, then B', status: 'done', description: 'x, y, z' }])
  })

  it.each([
    ['parents by title', 'Title,Parent\nShop,\nCart,Shop\nPay,cart'],
    ['parents by id, below their children', 'Id,Title,Parent\n3,Pay,2\n2,Cart,1\n1,Shop,'],
    ['outline numbers', 'WBS,Title\n1,Shop\n1.1,Cart\n1.1.1,Pay'],
    ['outline numbers with dots at their ends', 'No.,Title\n1.,Shop\n1.1.,Cart\n1.1.1.,Pay'],
    ['levels', 'Title,Level\nShop,1\nCart,2\nPay,3'],
  ])('gives a tree by %s', (_, table) => {
    expect(rows(table)).toEqual([{ title: 'Shop' }, { title: 'Cart', under: 'Shop' }, { title: 'Pay', under: 'Cart' }])
  })

  it('reads dependencies by number, id or title', () => {
    expect(rows('WBS,Id,Title,Predecessors\n1,x,Shop,\n1.1,y,Cart,\n2,z,"Pay, then ship",1.1; x\n3,w,End,"""Pay, then ship"", cart"')).toMatchObject([
      { title: 'Shop' },
      { title: 'Cart' },
      { title: 'Pay, then ship', after: ['Cart', 'Shop'] },
      { title: 'End', after: ['Pay, then ship', 'Cart'] },
    ])
  })

  it('keeps columns that no field knows, and says so', () => {
    const table = 'Title,Colour,Empty,Summary\nA,red,,short\nB,,,'
    expect(rows(table)).toEqual([{ title: 'A', metadata: { Colour: 'red', Summary: 'short' } }, { title: 'B' }])
    expect(read(table).notes).toEqual(['The columns “Colour”, “Summary” are no field of a task; what stands there is kept in each task’s metadata.'])
  })

  it('adds up several columns of tags', () => {
    expect(rows('Title,Labels,Labels\nA,x,y')).toEqual([{ title: 'A', tags: ['x', 'y'] }])
  })
})

describe('a table that cannot be imported', () => {
  it.each([
    ['', [[1, null, 'The file is empty. Its first line names the columns, each further line is a task']]],
    ['Colour,Size\nred,1', [[1, null, 'No column holds the titles. Name one “Title”; the first line names: Colour, Size']]],
    [
      'Title,Due\n"two\nlines",2026-01-01\nB,03/04/2026',
      [
        [2, 'Title', 'holds a control character or half of a surrogate pair; remove it'],
        [4, 'Due', '“03/04/2026” can be read as 2026-04-03 or as 2026-03-04; write the one that is meant'],
      ],
    ],
    [
      'Title,Status,Estimate\nA,Triage,soon',
      [
        [2, 'Status', '“Triage” is no status; use to do, in progress, blocked, review, done or cancelled'],
        [2, 'Estimate', '“soon” is no duration; write it as 2d, 3h, 1d 4h or in minutes'],
      ],
    ],
    ['Title,Status\n,done', [[2, 'Title', 'has no title']]],
    ['Title,Parent\nA,Nowhere', [[2, 'Parent', '“Nowhere” names no task of this file']]],
    [
      'Title,Parent\nA,B\nB,A',
      [
        [2, 'Parent', '“A” stands under itself: following its parents leads back to it'],
        [3, 'Parent', '“B” stands under itself: following its parents leads back to it'],
      ],
    ],
    ['WBS,Title\n1,A\n2.1,B', [[3, 'WBS', '“2” names no task of this file']]],
    ['Title,Depends on\nA,\nA,\nB,A', [[4, 'Depends on', '“A” names more than one task; use an id or a number that only one has']]],
    ['Title,Notes\nA,"open', [[2, null, 'A double quote opens here and never closes']]],
    ['Title,Notes\nA,b,c', [[2, null, 'has 3 cells where the first line names 2 columns; put text with “,” in it between double quotes']]],
  ])('%j names line, column and reason', (table, expected) => {
    expect(issues(table)).toEqual(expected)
  })
})

describe('a plan as a table', () => {
  it('opens in a spreadsheet: byte order mark, Windows line ends, nothing that looks like a formula', () => {
    const plan = planWith([
      taskWith('a', null, { title: '=cmd()', description: '- list\n- goes on', estimateMinutes: 90, status: 'in_progress' }),
      taskWith('b', 'a', { title: '@home', tags: ['+1'] }),
    ])
    expect(formats.write('csv', storedOf(plan))).toEqual({
      mediaType: 'text/csv; charset=utf-8',
      fileName: 'web-shop.csv',
      body:
        '\uFEFFNumber,Title,Status,Priority,Estimate,Spent,Start date,Due date,Assignee,Tags,Depends on,Acceptance criteria,Description,Id,Parent id\r\n' +
        '1,\'=cmd(),in progress,none,1h 30min,,,,,,,,"\'- list\n- goes on",a,\r\n' +
        "1.1,'@home,todo,none,,,,,,'+1,,,,b,a\r\n",
    })
  })

  it('comes back with titles, tree, dependencies and every field that a table shows', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const shown = inOrder(plan).map(({ task }) => ({
          ...{
            title: task.title,
            status: task.status,
            priority: task.priority,
            estimateMinutes: task.estimateMinutes ?? undefined,
            spentMinutes: task.spentMinutes || undefined,
          },
          ...{ startDate: task.startDate ?? undefined, dueDate: task.dueDate ?? undefined, tags: task.tags.length > 0 ? task.tags : undefined },
          ...{ assignee: task.assignee ?? undefined, description: task.description.trim() === '' ? undefined : task.description },
          ...{ under: task.parentId ?? undefined, after: task.dependsOn.length > 0 ? task.dependsOn : undefined },
          acceptanceCriteria: task.acceptanceCriteria.length > 0 ? task.acceptanceCriteria.map(({ text, done }) => ({ text, done })) : undefined,
        }))
        const { taskPatches } = read(formats.write('csv', storedOf(plan)).body)
        const ids = new Map(taskPatches.map(({ taskId }, index) => [taskId, inOrder(plan)[index]?.task.id]))
        expect(
          taskPatches.map(({ body = {} }) => ({
            ...{
              title: body.title,
              status: body.status,
              priority: body.priority,
              estimateMinutes: body.estimateMinutes,
              spentMinutes: body.spentMinutes,
            },
            ...{ startDate: body.startDate, dueDate: body.dueDate, tags: body.tags, assignee: body.assignee, description: body.description },
            ...{ under: ids.get(body.parentTaskId ?? ''), after: body.dependsOn?.map((id) => ids.get(id)).sort() },
            acceptanceCriteria: body.acceptanceCriteria,
          })),
        ).toEqual(shown)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a large table', () => {
  it('of 10,000 rows is read in a moment, of more it is refused', () => {
    const table = (count: number): string => `Title,Level\n${Array.from({ length: count }, (_, index) => `Task ${index},${index % 4}`).join('\n')}`
    expect(read(table(10_000)).taskPatches).toHaveLength(10_000)
    expect(issues(table(500_000))).toEqual([[null, null, 'holds more than 10000 tasks, which is the most that can be imported at once']])
  })
})

describe('cells', () => {
  it('are guarded against spreadsheets and come back as they were', () => {
    fc.assert(fc.property(fc.string(), (cell) => unguard(guard(cell)) === cell && !/^[=+\-@\t\r]/.test(guard(cell))))
    fc.assert(fc.property(fc.stringMatching(/^'{0,3}[=+@-]?.{0,3}$/), (cell) => unguard(guard(cell)) === cell))
  })

  it('hold sets whose members may hold the separator', () => {
    const member = fc.string({ minLength: 1 }).map((text) => text.trim() || 'x')
    fc.assert(fc.property(fc.array(member), (members) => void expect(splitMembers(joinMembers(members))).toEqual(members)))
  })
})
