import { describe, expect, it } from 'vitest'
import { criterion, outlineOf, plan, resolved, task } from '../../core/testing/build.ts'
import { decodeAnswer } from './decode.ts'
import { handlesFor } from './handles.ts'

// t1 Ship it (t2 Build, t3 Test), t4 Sell
const base = plan(
  task('a', null, { title: 'Ship it' }),
  task('ab', 'a', { title: 'Build', tags: ['code', 'core'], acceptanceCriteria: [criterion('c1', 'It builds'), criterion('c2', 'It is fast')] }),
  task('ac', 'a', { title: 'Test', dependsOn: ['ab'] }),
  task('d', null, { title: 'Sell' }),
)
const handles = handlesFor(base)

const decode = (...operations: readonly unknown[]) => decodeAnswer({ reply: 'Done.', operations, question: '', options: [] }, base, handles)
const add = (tempId: string, title: string, rest: object = {}) => ({ op: 'add_task', tempId, parentId: 'root', title, ...rest })
const set = (ids: string | string[], field: string, values: string | string[], change = 'set') => ({
  op: 'set_field',
  ids: [ids].flat(),
  field,
  change,
  values: [values].flat(),
})
const move = (ids: string | string[], parentId: string, afterId = '') => ({ op: 'move_task', ids: [ids].flat(), parentId, afterId })
const remove = (ids: string | string[], children = 'delete') => ({ op: 'delete_task', ids: [ids].flat(), children, reason: '' })

/** The issues as the model is told them. */
const issues = (...operations: readonly unknown[]): readonly string[] =>
  decode(...operations).issues.map(({ path, message }) => `${path}: ${message}`)
/** What the decoded draft makes of the plan. */
const after = (...operations: readonly unknown[]) => {
  const { draft, issues: found } = decode(...operations)
  expect(found).toEqual([])
  const outcome = resolved(base, draft.taskPatches, draft.metaUpdates ? { metaUpdates: draft.metaUpdates } : {})
  expect(outcome.issues).toEqual([])
  return outcome.plan
}

describe('what an answer adds', () => {
  it('becomes a whole task in its place', () => {
    const made = after(
      add('n1', 'Write docs', {
        parentId: 't1',
        afterId: 't2',
        description: 'For users.',
        priority: 'high',
        estimate: '1w 2d',
        startDate: '2026-12-01',
        dueDate: '2026-12-11',
        assignee: 'agent:Codex',
        tags: ['docs'],
        criteria: ['Ann has read it'],
        dependsOn: ['t2', 'n2'],
        reason: 'Asked for.',
      }),
      add('n2', 'Outline', { afterId: 'first' }),
    )
    expect(outlineOf(made)).toEqual(['n2', 'a', '  ab', '  n1', '  ac', 'd'])
    expect(made.tasks.get('n1' as never)).toMatchObject({
      description: 'For users.',
      priority: 'high',
      estimateMinutes: 7 * 480,
      startDate: '2026-12-01',
      assignee: { kind: 'agent', name: 'Codex' },
      tags: ['docs'],
      acceptanceCriteria: [{ text: 'Ann has read it', done: false }],
      dependsOn: ['ab', 'n2'],
    })
  })

  it('stands at the root, or behind the task it names, where no parent is said', () => {
    expect(outlineOf(after(add('n1', 'A', { parentId: '' }), add('n2', 'B', { parentId: '', afterId: 't2' })))).toEqual([
      'a',
      '  ab',
      '  n2',
      '  ac',
      'd',
      'n1',
    ])
  })

  it('loses a wrong field by itself, and stands nowhere where its place is unknown', () => {
    const { draft, issues: found } = decode(add('n1', 'A', { tags: 'docs', priority: 'critical', estimate: '3' }), add('n2', 'B', { parentId: 't9' }))
    expect(draft.taskPatches).toEqual([{ op: 'create', taskId: 'n1', body: { title: 'A', parentTaskId: null } }])
    expect(found.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'operations[0].priority: must be one of none, low, medium, high, urgent, not "critical".',
      'operations[0].tags: must be a list of texts, not "docs".',
      'operations[0].estimate: "3" is no length of time; write 30min, 4h, 2d or 1w.',
      'operations[1].parentId: there is no task "t9". Use a handle of the plan lines or a tempId of this answer.',
    ])
  })

  it('needs a title and a name of its own that nothing else has', () => {
    expect(issues(add('n1', ' '), add('t2', 'A'), add('root', 'B'), add('n3', 'C'), add('n3', 'D'), add('ab', 'E'))).toEqual([
      'operations[0].title: a new task needs a title.',
      'operations[1].tempId: "t2" is taken; call new tasks n1, n2, …',
      'operations[2].tempId: "root" is taken; call new tasks n1, n2, …',
      'operations[4].tempId: n3 names two new tasks; give each its own.',
      'operations[5].tempId: "ab" is taken; call new tasks n1, n2, …',
    ])
    expect(decode(add('', 'A'), add('', 'B')).draft.taskPatches.map(({ taskId }) => taskId)).toEqual(['new-1', 'new-2'])
  })
})

describe('what an answer changes', () => {
  it('is read by field, and the empty text clears', () => {
    const made = after(
      set('T2', 'status', 'In Progress'),
      set(['t2', 't3', 't2'], 'assignee', 'Ann'),
      set('t3', 'dueDate', '2026-12-04'),
      set('t3', 'estimate', '1.5h'),
      set('t4', 'priority', 'urgent'),
      set('t4', 'priority', []),
      set('t4', 'description', 'To three customers.'),
      set('t1', 'spent', '2d'),
    )
    expect(made.tasks.get('ab' as never)).toMatchObject({ status: 'in_progress', assignee: { kind: 'person', name: 'Ann' } })
    expect(made.tasks.get('ac' as never)).toMatchObject({ assignee: { name: 'Ann' }, dueDate: '2026-12-04', estimateMinutes: 90 })
    expect(made.tasks.get('d' as never)).toMatchObject({ priority: 'none', description: 'To three customers.' })
    expect(made.tasks.get('a' as never)).toMatchObject({ spentMinutes: 960 })
  })

  it('adds to lists and takes out of them, one operation after the other', () => {
    const made = after(
      set('t2', 'tags', 'New', 'add'),
      set('t2', 'tags', 'CODE', 'remove'),
      set(['t2', 't3'], 'criteria', 'Ann agrees', 'add'),
      set('t2', 'criteria', 'it builds', 'check'),
      set('t2', 'criteria', 'It is fast', 'remove'),
      set('t3', 'dependsOn', 't4', 'add'),
      set('t3', 'dependsOn', 't2', 'remove'),
      set('n1', 'tags', 'b', 'add'),
      add('n1', 'New', { tags: ['a'] }),
    )
    expect(made.tasks.get('ab' as never)).toMatchObject({
      tags: ['New', 'core'],
      acceptanceCriteria: [
        { id: 'c1', text: 'It builds', done: true },
        { text: 'Ann agrees', done: false },
      ],
    })
    expect(made.tasks.get('ac' as never)).toMatchObject({ dependsOn: ['d'], acceptanceCriteria: [{ text: 'Ann agrees' }] })
    expect(made.tasks.get('n1' as never)).toMatchObject({ tags: ['a', 'b'] })
  })

  it('may be the project itself', () => {
    const { draft } = decode(
      set('project', 'title', 'Launch'),
      set('project', 'summary', 'All of it.'),
      set('project', 'tags', ['x', 'y']),
      set('project', 'dueDate', ''),
    )
    expect(draft).toMatchObject({ metaUpdates: { title: 'Launch', summary: 'All of it.', tags: ['x', 'y'], dueDate: null }, taskPatches: [] })
    expect(issues(set('project', 'assignee', 'Ann'), set('project', 'title', ''), set('t2', 'summary', 'x'))).toEqual([
      'operations[0].values: the project has no assignee.',
      'operations[1].values: a title cannot be empty.',
      'operations[2].field: a task has no summary; it has a description.',
    ])
  })

  it('is told in words where it cannot be', () => {
    expect(
      issues(
        set('t2', 'title', ''),
        set(['t2', 't3'], 'estimate', 'long'),
        set('t2', 'priority', ['low', 'high']),
        set('t2', 'priority', 'low', 'add'),
        set([], 'priority', 'low'),
        set('t2', 'tags', 'x', 'check'),
        set('t2', 'tags', [], 'add'),
        set('t2', 'criteria', 'nothing of the kind', 'check'),
        set('t3', 'dependsOn', ['t4', 't77']),
        set('t2', 'colour', 'red'),
        { op: 'set_field', ids: ['t2'], field: 'priority', change: 'set', values: null },
      ),
    ).toEqual([
      'operations[0].values: a title cannot be empty.',
      'operations[1].values: "long" is no length of time; write 30min, 4h, 2d or 1w.',
      'operations[2].values: priority takes one value, and here are 2.',
      'operations[3].change: priority holds one value: it can only be set.',
      'operations[4].ids: names no task.',
      'operations[5].change: only criteria can be checked.',
      'operations[6].values: names nothing to add.',
      'operations[7].values[0]: "nothing of the kind" is none of its criteria; name one by its text.',
      'operations[8].values[1]: there is no task "t77". Use a handle of the plan lines.',
      'operations[9].field: must be one of title, summary, description, status, priority, estimate, spent, startDate, dueDate, assignee, tags, criteria, dependsOn, not "colour".',
      'operations[10].values: is missing; it must be a list of texts.',
    ])
    expect(decode(set('t3', 'dependsOn', ['t4', 't77'])).draft.taskPatches).toEqual([])
  })
})

describe('what an answer moves and deletes', () => {
  it('keeps the order in which the tasks are named', () => {
    expect(outlineOf(after(move(['t3', 't2'], 't4')))).toEqual(['a', 'd', '  ac', '  ab'])
    expect(outlineOf(after(move(['t3', 't2'], 'root', 't1')))).toEqual(['a', 'ac', 'ab', 'd'])
    expect(outlineOf(after(move(['t4', 't3'], 't1', 'first')))).toEqual(['a', '  d', '  ac', '  ab'])
    expect(outlineOf(after(move('t2', '')))).toEqual(['a', '  ac', '  ab', 'd'])
    expect(outlineOf(after(move('t1', 'root')))).toEqual(['d', 'a', '  ab', '  ac'])
    expect(decode(move('t3', 't1')).draft.taskPatches).toMatchObject([{ body: { afterTaskId: 'ab' } }])
  })

  it('goes nowhere where the place is unknown', () => {
    expect(issues(move('t2', 't8'), move('t2', '', 'nowhere'), move([], 't1'), move('t2', 7 as never))).toEqual([
      'operations[0].parentId: there is no task "t8". Use a handle of the plan lines.',
      'operations[1].afterId: there is no task "nowhere". Use a handle of the plan lines.',
      'operations[2].ids: names no task.',
      'operations[3].parentId: must be text, not 7.',
    ])
  })

  it('goes with its children or leaves them', () => {
    expect(outlineOf(after(remove('t1')))).toEqual(['d'])
    expect(outlineOf(after(remove(['t1', 't4'], 'promote')))).toEqual(['ab', 'ac'])
    expect(issues({ op: 'delete_task', ids: ['t1'] })).toEqual(['operations[0].children: is missing; it must be one of delete, promote.'])
  })
})

describe('names in an answer', () => {
  it('are handles of this plan; for others it says what was probably meant', () => {
    expect(issues(set(['Build', 'ab', 'N1', 't0'], 'priority', 'low'), add('n1', 'A'))).toEqual([
      'operations[0].ids[0]: there is no task "Build". The task of that title is t2.',
      'operations[0].ids[1]: there is no task "ab". Its handle is t2.',
      'operations[0].ids[2]: there is no task "N1". Did you mean "n1"?',
      'operations[0].ids[3]: there is no task "t0". Use a handle of the plan lines or a tempId of this answer.',
    ])
  })

  it('mean nothing where they mean two tasks', () => {
    expect(issues(add('t4', 'A'), add('n1', 'B', { parentId: 't4' }), set('t4', 'title', 'C'))).toEqual([
      'operations[0].tempId: "t4" is taken; call new tasks n1, n2, …',
      'operations[1].parentId: "t4" is a task of the plan and a new one of this answer, too.',
      'operations[2].ids[0]: "t4" is a task of the plan and a new one of this answer, too.',
    ])
  })

  it('of tasks that are gone are told apart', () => {
    const smaller = plan(task('a', null, { title: 'Ship it' }))
    const known = handlesFor(smaller, handles.ids)
    const { issues: found, references } = decodeAnswer({ reply: '', operations: [set('t3', 'priority', 'low')] }, smaller, known)
    expect(found.map(({ message }) => message)).toEqual(['"t3" is no longer in the plan.'])
    expect(references.allowed()).toBe('t1')
    expect(decode(add('n1', 'A')).references.allowed()).toBe('t1–t4; n1 of this answer')
  })
})

describe('an answer', () => {
  it('of the wrong shape is told so', () => {
    const told = (answer: unknown): readonly string[] => decodeAnswer(answer, base, handles).issues.map(({ path, message }) => `${path}: ${message}`)
    for (const wrong of [null, 7, 'words', [], undefined])
      expect(told(wrong)[0]).toMatch(/^answer: must be one object with reply, operations, question and options, not /)
    expect(told({ reply: 5, operations: 'none', question: {}, options: [1] })).toEqual([
      'reply: must be text, not 5.',
      'question: must be text, not an object.',
      'operations: must be a list, not "none".',
    ])
    expect(told({ reply: 'x', tasks: [{ id: 1 }], thinking: 'hm' })).toEqual(['answer: has no part "tasks"; every change stands in operations.'])
    expect(told({ operations: [null, 'add', { op: 'rename' }, { op: '__proto__' }, { ...set('t2', 'title', 'X'), colour: 'red' }] })).toEqual([
      'operations[0]: must be an object with an op, not null.',
      'operations[1]: must be an object with an op, not "add".',
      'operations[2].op: must be one of add_task, set_field, move_task, delete_task, not "rename".',
      'operations[3].op: must be one of add_task, set_field, move_task, delete_task, not "__proto__".',
      'operations[4]: set_field has no field "colour"; it has op, ids, field, change, values.',
    ])
  })

  it('keeps the words fit to be shown', () => {
    const { reply, question, options } = decodeAnswer(
      { reply: ' a\u0000b\ud800c\r\nd ', question: 'x'.repeat(30_000), options: ['', 'y', 3] },
      base,
      handles,
    )
    expect(reply).toBe('ab\ufffdc\nd')
    expect(question).toHaveLength(20_000)
    expect(options).toEqual(['y'])
  })

  it('makes at most so many changes', () => {
    const many = Array.from({ length: 3_400 }, () => set(['t1', 't2', 't3'], 'priority', 'low'))
    const { draft, issues: found } = decode(...many)
    expect(draft.taskPatches.length).toBe(9_999)
    expect(found).toHaveLength(67)
  })
})
