import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOutline } from '../../agents/offline/outline/read-outline.ts'
import type { OutlineNode } from '../../agents/offline/outline/outline.ts'
import { planToMarkdown } from './outline.ts'
import { childrenOf, planOf, type Plan } from './plan.ts'
import { projectDefaults, type Project } from './project.ts'
import { priorities, taskDefaults, taskStatuses, type CriterionId, type ProjectId, type Task, type TaskId } from './task.ts'

const project = (fields: Partial<Project> = {}): Project => ({ ...projectDefaults, id: 'p' as ProjectId, title: 'Web shop', ...fields })

function task(id: string, parentId: string | null, fields: Partial<Task> = {}): Task {
  return { ...taskDefaults, id: id as TaskId, parentId: parentId as TaskId | null, rank: id, title: id, ...fields }
}

const criterion = (text: string, done = false) => ({ id: text as CriterionId, text, done })

describe('a plan as Markdown', () => {
  it('reads as people write it', () => {
    const plan = planOf(project({ summary: 'Sells things.', priority: 'high', tags: ['web'], dueDate: '2027-01-01' }), [
      task('a', null, {
        title: 'Design',
        description: 'Paper first.\nThen pixels.',
        estimateMinutes: 990,
        priority: 'urgent',
        assignee: { kind: 'person', name: 'Anna' },
        tags: ['api', 'two words'],
        startDate: '2026-11-01',
        dueDate: '2026-12-01',
        acceptanceCriteria: [criterion('Anna likes it', true), criterion('Ben likes it')],
      }),
      task('a1', 'a', { title: 'Sketch', status: 'done' }),
      task('a2', 'a', { title: 'Draw', status: 'blocked', dependsOn: ['a1' as TaskId], assignee: { kind: 'person', name: 'Ben Ode' } }),
      task('b', null, { title: 'Build', dependsOn: ['a' as TaskId] }),
    ])
    expect(planToMarkdown(plan)).toBe(`# Web shop [high] #web due 2027-01-01

Sells things.

- [ ] 1. Design (2d 30min) [urgent] @Anna #api (tag: two words) starts 2026-11-01 due 2026-12-01

  Paper first.
  Then pixels.

  - Acceptance criteria:
    - [x] Anna likes it
    - [ ] Ben likes it
  - [x] 1.1 Sketch
  - [ ] 1.2 Draw [status: blocked] (owner: Ben Ode) after: 1.1

- [ ] 2. Build after: 1
`)
  })

  it('is only a heading where there are no tasks', () => {
    expect(planToMarkdown(planOf(project(), []))).toBe('# Web shop\n')
  })

  it.each([
    ['<script>alert(1)</script>', '\\<script>alert(1)\\</script>'],
    ['[click](javascript:alert(1))', '[click\\](javascript:alert(1))'],
    ['Make it **bold**', 'Make it \\*\\*bold\\*\\*'],
    ['Ship (2d)', 'Ship \\(2d\\)'],
    ['Ship [high, 3h]', 'Ship \\[high, 3h\\]'],
    ['Ask @anna about #api', 'Ask \\@anna about \\#api'],
    ['Finish due 2026-01-01', 'Finish due 2026\\-01-01'],
    ['Party after: work', 'Party after\\: work'],
    ['Keep `<b> (2d)` as code', 'Keep `<b> (2d)` as code'],
    ['Move to PostgreSQL (version 17), a < b', 'Move to PostgreSQL (version 17), a < b'],
  ])('keeps the title %j text', (title, written) => {
    expect(planToMarkdown(planOf(project(), [task('a', null, { title })]))).toBe(`# Web shop\n\n- [ ] 1. ${written}\n`)
  })

  it('puts a description with structure of its own into a quote, so that nothing in it becomes a task', () => {
    const description = '# Not a heading\n\n- [ ] not a task\n```\nnever closed\n<!-- nor this'
    const plan = planOf(project({ summary: '- [ ] nor here' }), [task('a', null, { description }), task('b', null)])
    const markdown = planToMarkdown(plan)
    expect(markdown).toContain('\n  > # Not a heading\n  >\n  > - [ ] not a task\n  > ```\n')
    expect(readOutline(markdown)?.roots.map(({ title }) => title)).toEqual(['a', 'b'])
  })

  it('writes 10,000 tasks in a moment', () => {
    const plan = planOf(
      project(),
      Array.from({ length: 10_000 }, (_, index) =>
        task(`t${String(index).padStart(5, '0')}`, index < 100 ? null : `t${String(index % 100).padStart(5, '0')}`),
      ),
    )
    expect(
      planToMarkdown(plan)
        .split('\n')
        .filter((line) => line.includes('- [ ]')),
    ).toHaveLength(10_000)
  })
})

describe('a plan as Markdown and back', () => {
  it('keeps titles, nesting, order, state, estimates, priorities, dates, owners, tags and criteria of realistic plans', () => {
    fc.assert(
      fc.property(realisticPlan, (plan) => {
        const markdown = planToMarkdown(plan)
        expect(readOutline(markdown, { least: 1 })?.roots.map(seenInOutline)).toEqual(childrenOf(plan, null).map((id) => seenInPlan(plan, id)))
      }),
      { numRuns: 500 },
    )
  })

  it('makes no task of anything that a text holds', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.constantFrom('- [ ] x', '# y', '1. z', '```', '> q', '<b>', 'Note:', '---', '  * w', '(2d)', 'after: 1', '| a |', '\t- tab'),
        fc.string(),
      ),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(hostile, fc.string({ minLength: 1, maxLength: 60 }), (lines, criterionText) => {
        const text = criterionText.replace(/\s+/g, ' ').trim() || 'x'
        const plan = planOf(project({ summary: lines.join('\n') }), [
          task('a', null, { title: 'First', description: lines.join('\n'), acceptanceCriteria: [criterion(text)] }),
          task('a1', 'a', { title: 'Inner', description: lines.join('\n') }),
          task('b', null, { title: 'Second' }),
        ])
        const outline = readOutline(planToMarkdown(plan))
        expect(outline?.roots.map(({ title, children }) => [title, children.map((child) => child.title)])).toEqual([
          ['First', ['Inner']],
          ['Second', []],
        ])
      }),
      { numRuns: 2_000 },
    )
  })
})

interface Seen {
  readonly title: string
  readonly status: string
  readonly estimateMinutes: number | null
  readonly priority: string
  readonly dueDate: string | null
  readonly assignee: string | null
  readonly tags: readonly string[]
  readonly description: string
  readonly criteria: readonly (readonly [string, boolean])[]
  readonly children: readonly Seen[]
}

function seenInPlan(plan: Plan, id: TaskId): Seen {
  const found = plan.tasks.get(id)
  if (!found) throw new Error(`no task ${id}`)
  const { title, status, estimateMinutes, priority, dueDate, assignee, tags, description, acceptanceCriteria } = found
  const criteria = acceptanceCriteria.map(({ text, done }) => [text, done] as const)
  return {
    title,
    status,
    estimateMinutes,
    priority,
    dueDate,
    assignee: assignee?.name ?? null,
    tags,
    description,
    criteria,
    children: childrenOf(plan, id).map((child) => seenInPlan(plan, child)),
  }
}

function seenInOutline({ title, hints, description, criteria, children }: OutlineNode): Seen {
  return {
    title,
    status: hints.status ?? 'todo',
    estimateMinutes: hints.estimateMinutes ?? null,
    priority: hints.priority ?? 'none',
    dueDate: hints.dueDate ?? null,
    assignee: hints.assignee ?? null,
    tags: [...(hints.tags ?? [])].sort(),
    description,
    criteria: criteria.map(({ text, done }) => [text, done] as const),
    children: children.map(seenInOutline),
  }
}

const words = fc.constantFrom(
  'set up',
  'Login',
  'API',
  'review the',
  'copy',
  'of 3 pages',
  'PostgreSQL (version 17)',
  'für Zoë',
  'and',
  'don’t',
  'v2',
  'A/B test',
  'e-mail',
  '50%',
  'CI',
  'C++',
)
const title = fc.array(words, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '))
const sentence = fc.array(words, { minLength: 2, maxLength: 8 }).map((parts) => `We ${parts.join(' ')}.`)

const realisticTask = fc.record({
  title,
  status: fc.constantFrom(...taskStatuses),
  priority: fc.constantFrom(...priorities),
  estimateMinutes: fc.option(fc.integer({ min: 1, max: 9_999 })),
  dueDate: fc.option(fc.constantFrom('2026-12-01', '2027-02-28')),
  assignee: fc.option(fc.constantFrom('Anna', 'Ben Ode', 'Zoë', 'j.doe').map((name) => ({ kind: 'person', name }) as const)),
  tags: fc.uniqueArray(fc.constantFrom('api', 'two words', 'front-end', 'q4'), { maxLength: 3 }).map((tags) => [...tags].sort()),
  description: fc.array(sentence, { maxLength: 3 }).map((sentences) => sentences.join('\n')),
  acceptanceCriteria: fc
    .array(fc.record({ text: sentence, done: fc.boolean() }), { maxLength: 3 })
    .map((all) => all.map(({ text, done }, index) => ({ id: `c${index}` as CriterionId, text, done }))),
  above: fc.nat(),
})

const realisticPlan = fc.array(realisticTask, { minLength: 1, maxLength: 12 }).map((drafts) => {
  const tasks: Task[] = []
  const depths: number[] = []
  for (const [index, { above, ...fields }] of drafts.entries()) {
    const parent = index > 0 && above % 3 > 0 ? above % index : undefined
    const fits = parent !== undefined && (depths[parent] ?? 0) < 5
    depths.push(fits ? (depths[parent] ?? 0) + 1 : 0)
    tasks.push(task(`t${String(index).padStart(2, '0')}`, fits ? (tasks[parent]?.id ?? null) : null, fields))
  }
  return planOf(project(), tasks)
})
