import { describe, expect, it } from 'vitest'
import { planFromGoal } from '../planner/plan-from-goal.ts'
import { accepted, draftOf, emptyPlan, requestFor, templates, titlesOf } from '../planner/testing/fixtures.ts'
import type { OutlineNode } from './outline.ts'
import { readOutline } from './read-outline.ts'

const today = '2026-11-20'
const shape = (nodes: readonly OutlineNode[], depth = 0): string[] =>
  nodes.flatMap((node) => [`${'  '.repeat(depth)}${node.title}`, ...shape(node.children, depth + 1)])
const read = (text: string) => {
  const outline = readOutline(text, { today })
  if (!outline) throw new Error('expected an outline')
  return outline
}

describe('hints at the end of an item', () => {
  it.each([
    ['Salads - due Monday', 'Salads', { dueDate: '2026-11-23' }],
    ['bread (due Monday)', 'bread', { dueDate: '2026-11-23' }],
    ['cake by Dec 4', 'cake', { dueDate: '2026-12-04' }],
    ['wine, depends on 1', 'wine', { after: ['1'] }],
    ['music, due Dec 4, depends on 1 and 2', 'music', { dueDate: '2026-12-04', after: ['1', '2'] }],
    ['music, depends on 1, due 4 December', 'music', { dueDate: '2026-12-04', after: ['1'] }],
    ['chairs (2h, due tomorrow)', 'chairs', { estimateMinutes: 120, dueDate: '2026-11-21' }],
    ['done by hand', 'done by hand', {}],
    ['lights due 3/4', 'lights due 3/4', {}],
    ['learn what it depends on', 'learn what it depends on', {}],
    ['stand by me', 'stand by me', {}],
    ['read `--due Friday`', 'read `--due Friday`', {}],
  ])('%s', (line, title, hints) => {
    const [first] = read(`- ${line}\n- Other`).roots
    expect({ title: first?.title, hints: first?.hints }).toEqual({ title, hints })
  })

  it('without a day to count from leaves "Friday" in the words', () => {
    expect(readOutline('- Salads - due Friday\n- Wine')?.roots[0]?.title).toBe('Salads - due Friday')
  })

  it('reads days in lines that are fields', () => {
    expect(read('- Salads\n  - Due: Monday\n- Wine').roots[0]?.hints).toEqual({ dueDate: '2026-11-23' })
  })

  it('makes them fields of the plan, with numbers that count the items', () => {
    const plan = accepted(draftOf(planFromGoal(requestFor('Party:\n- Salads - due Monday\n- wine, depends on 1'), templates)), emptyPlan)
    const [salads, wine] = [...plan.tasks.values()]
    expect(salads).toMatchObject({ title: 'Salads', dueDate: '2026-11-23' })
    expect(wine).toMatchObject({ title: 'wine', dependsOn: [salads?.id] })
  })
})

describe('requirements with identifiers', () => {
  it.each([
    ['bullets, then lines', '# P\n\n## Functions\n\n- FR-1: In\n- FR-2: Find\n- FR-3: Book\n\nFR-4: Export\n\nFR-5: Import\n\n## More\n\n- Fast'],
    [
      'lines, some with parts',
      '# P\n\n## Functions\n\nFR-1: In\n- by mail\n\nFR-2: Find\n- by name\n\nFR-3: Book\n\nFR-4: Export\n\nFR-5: Import\n\n## More\n\n- Fast',
    ],
    [
      'heads and lines',
      '# P\n\n## Functions\n\n### FR-1: In\n- by mail\n\n### FR-2: Find\n\n### FR-3: Book\n\nFR-4: Export\n\nFR-5: Import\n\n## More\n\n- Fast',
    ],
  ])('are tasks of one rank, bulleted or not: %s', (_name, text) => {
    expect(read(text).roots[0]?.children.map((child) => child.title.slice(0, 4))).toEqual(['FR-1', 'FR-2', 'FR-3', 'FR-4', 'FR-5'])
  })

  it('leave a sentence alone that only begins with such a word', () => {
    expect(shape(read('# P\n\n## A\n\nQ4 is late.\n\n- One\n- Two').roots)).toEqual(['A', '  One', '  Two'])
  })
})

describe('hints of the whole', () => {
  it('and of its only head are all kept', () => {
    expect(read('Depends on: bravo\n## x-ray after: alpha\n2) foxtrot\n3) echo').hints.after).toEqual(['bravo', 'alpha'])
  })
})

describe('code', () => {
  it.each([
    '```json\n{ "a": 1 }\n- not a task\n# not a title\n```\n\n- Build it\n- Ship it',
    '~~~\n# not a title\n- not a task\n~~~\n\n1. Build it\n2. Ship it',
    '- Build it\n- ```bash\n  - not a task\n  ```\n- Ship it',
  ])('makes neither tasks nor titles, and stays', (text) => {
    const plan = accepted(draftOf(planFromGoal(requestFor(text), templates)), emptyPlan)
    expect(titlesOf(plan)).toEqual(['Build it', 'Ship it'])
    expect(plan.project.title).not.toMatch(/`|~|\{|not a/)
    expect(JSON.stringify([plan.project.summary, ...[...plan.tasks.values()].map((task) => task.description)])).toContain('not a task')
  })

  it('beside a goal belongs to the goal, and alone is none', () => {
    const plan = accepted(draftOf(planFromGoal(requestFor('```bash\n# install\n- npm i\n```\n\nBuild a REST API for rooms'), templates)), emptyPlan)
    expect(plan.project.title).toBe('REST API for rooms')
    expect(plan.project.summary).toContain('npm i')
    expect(planFromGoal(requestFor('```\n# install\n- npm i\n- run\n```'), templates).kind).toBe('question')
  })
})

describe('tables', () => {
  it('with a column of titles become tasks with fields, and what no field takes is kept', () => {
    const { roots } = read(
      '# Launch\n\n## Timeline\n\n| Date | Milestone | Owner | Venue |\n|---|---|---|---|\n| Dec 4 | Freeze texts | Maria | Room 5 |\n| soon | Party | - | Hall |\n\nMore text.\n\n## People\n\n| Name | Role |\n|---|---|\n| Ann | Lead |',
    )
    expect(shape(roots)).toEqual(['Timeline', '  Freeze texts', '  Party', 'People'])
    expect(roots[0]?.children[0]).toMatchObject({ hints: { dueDate: '2026-12-04', assignee: 'Maria' }, description: 'Venue: Room 5' })
    expect(roots[0]?.children[1]?.description).toBe('Date: soon\n\nVenue: Hall')
    expect(roots[0]?.description).toContain('More text.')
    expect(roots[1]?.description).toContain('| Ann | Lead |')
  })

  it('know days of work and what waits for what', () => {
    const { roots } = read('| # | Task | Days | Depends on |\n|---|---|---|---|\n| 1 | Design | 3 | |\n| 2 | Build | 10 | 1 |')
    expect(roots.map((root) => root.hints)).toEqual([{ estimateMinutes: 1440 }, { estimateMinutes: 4800, after: ['1'] }])
  })

  it('in a section of prose stay text', () => {
    const { roots, summary } = read(
      '# P\n\n## Background\n\n| Date | Event |\n|---|---|\n| Dec 4 | It broke |\n\n## Repair\n\n- One\n\n## Test\n\n- Two',
    )
    expect(shape(roots)).toEqual(['Repair', '  One', 'Test', '  Two'])
    expect(summary).toContain('| Dec 4 | It broke |')
    expect(summary).toContain('| Date | Event |')
  })
})
