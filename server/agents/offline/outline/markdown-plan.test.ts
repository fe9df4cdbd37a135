import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from '../../../core/plan/limits.ts'
import { accepted, emptyPlan, titlesOf } from '../planner/testing/fixtures.ts'
import { markdownPlan } from './markdown-plan.ts'

const read = (text: string) => {
  const result = markdownPlan(text)
  if (!result.ok) throw new Error('never fails')
  return result.value
}
const imported = (text: string) => {
  const { taskPatches, meta, title } = read(text)
  return accepted({ baseVersion: 0, taskPatches, metaUpdates: { ...meta, ...(title === null ? {} : { title }) } }, emptyPlan)
}

/** Every word of a plan, wherever it stands. */
const wordsIn = (value: unknown): Set<string> =>
  new Set(
    JSON.stringify(value)
      .replace(/\\[nt]/g, ' ')
      .toLowerCase()
      .match(/\p{L}{2,}/gu),
  )

describe('a Markdown file as a plan', () => {
  it('keeps every head where it is, however many there are', () => {
    const text = Array.from({ length: 20 }, (_, index) => `## Head ${index}\n- Item`).join('\n')
    expect(titlesOf(imported(text)).filter((title) => !title.startsWith(' '))).toHaveLength(20)
  })

  it('folds what stands deeper than a plan holds into a list, and says so', () => {
    const deep = Array.from({ length: 9 }, (_, depth) => `${'  '.repeat(depth)}- [ ] Level ${depth} (2h) @anna`).join('\n')
    const plan = imported(deep)
    expect(titlesOf(plan)).toHaveLength(6)
    expect([...plan.tasks.values()].find((task) => task.title === 'Level 5')?.description).toBe(
      '- Level 6 (2h, @anna)\n  - Level 7 (2h, @anna)\n    - Level 8 (2h, @anna)',
    )
    expect(read(deep).notes.join()).toContain('3 items stood deeper than 6 levels')
  })

  it('resolves “after” by title and number, and keeps the words of what cannot be', () => {
    const plan = imported('1. Design\n2. Build after: Design\n3. Test (after: 2)\n4. Launch after: Nowhere\n5. Circle after: Circle')
    const byTitle = new Map([...plan.tasks.values()].map((task) => [task.title, task]))
    expect(byTitle.get('Build')?.dependsOn).toEqual([byTitle.get('Design')?.id])
    expect(byTitle.get('Test')?.dependsOn).toEqual([byTitle.get('Build')?.id])
    expect(byTitle.get('Launch')?.description).toBe('After: Nowhere')
    expect(byTitle.get('Circle')?.dependsOn).toEqual([])
  })

  it('makes no circle of waiting, also not with what stands above', () => {
    const plan = imported('- A after: C\n  - B after: A\n- C after: A')
    expect([...plan.tasks.values()].reduce((count, task) => count + task.dependsOn.length, 0)).toBe(1)
  })

  it('folds a task with everything it says', () => {
    const deep = `${Array.from({ length: 6 }, (_, depth) => `${'  '.repeat(depth)}- Level ${depth}`).join('\n')}\n            - [~] Deep (high, owner: Anna Berg, start: 2026-11-21, due: 2026-12-01) #tag after: Level 9\n              Why not.\n              - AC: It holds`
    const folded = [...imported(deep).tasks.values()].find((task) => task.title === 'Level 5')?.description
    expect(folded).toBe(
      '- [ ] Deep (status: in progress, high, owner: Anna Berg, #tag, start: 2026-11-21, due: 2026-12-01) (after: Level 9)\n  Why not.\n  - [ ] It holds',
    )
  })

  it('imports a single task, and nothing from an empty file', () => {
    expect(titlesOf(imported('- One'))).toEqual(['One'])
    expect(read('').taskPatches).toEqual([])
  })

  it('divides what is longer than one field holds, and loses none of it', () => {
    const words = Array.from({ length: 20_000 }, (_, index) => `word${index}`).join(' ')
    const plan = imported(`# Doc\n\n${words}\n\n## One\n\n${words}\n\n## Two\n\nShort.`)
    const text = JSON.stringify([plan.project.summary, ...[...plan.tasks.values()].map((task) => task.description)])
    expect(text.match(/word19999\b/g)).toHaveLength(2)
    for (const task of plan.tasks.values()) expect(task.description.length).toBeLessThanOrEqual(limits.description)
  })

  it('keeps more tasks than a patch holds by folding the deepest', () => {
    const text = Array.from({ length: 6000 }, (_, index) => `- Head ${index}\n  - Item ${index}`).join('\n')
    const { taskPatches } = read(text)
    expect(taskPatches.length).toBeLessThanOrEqual(limits.operations)
    expect(JSON.stringify(taskPatches)).toContain('Item 5999')
  })

  it('puts an impossible start date into words', () => {
    const [task] = imported('- Design start 2026-12-05 due 2026-12-01\n- Other').tasks.values()
    expect(task).toMatchObject({ dueDate: '2026-12-01', startDate: null, description: 'Start: 2026-12-05' })
  })
})

const word = fc.constantFrom('alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel', 'India', 'Grüße', '計画', 'x-ray')
const phrase = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
const hint = fc.constantFrom('', '', '', ' (2d)', ' [high]', ' @anna', ' #tag', ' due 2026-12-01', ' after: alpha', ':', ' 3h')
const prefix = fc.constantFrom(
  '',
  '- ',
  '* ',
  '1. ',
  '2) ',
  '## ',
  '# ',
  '### ',
  '- [x] ',
  '- [ ] ',
  '> ',
  '**',
  '1.1 ',
  'a) ',
  '\t- ',
  '    ',
  '| ',
  'Phase 1: ',
)
const line = fc
  .tuple(fc.constantFrom('', '', '  ', '    ', '\t', '      '), prefix, phrase, hint)
  .map(([indent, mark, words, end]) => `${indent}${mark}${words}${end}`)
const special = fc.constantFrom(
  '',
  '',
  '',
  '---',
  '```',
  '## Acceptance criteria',
  '## Background',
  'Notes:',
  'Acceptance criteria:',
  '## Tasks',
  '===',
  'Estimate: 2 days',
  'Depends on: bravo',
)
const document = fc
  .array(fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: special }), { minLength: 1, maxLength: 25 })
  .map((lines) => lines.join('\n'))

describe('any text', () => {
  it('becomes a plan within the limits in which no word of the writer is missing', () => {
    fc.assert(
      fc.property(document, (text) => {
        const result = read(text)
        if (result.taskPatches.length === 0) return
        const plan = imported(text)
        for (const task of plan.tasks.values()) expect(task.title.length).toBeLessThanOrEqual(limits.title)
        const there = wordsIn([plan.project, ...plan.tasks.values()])
        const marks = new Set(['acceptance', 'criteria', 'notes', 'estimate', 'days', 'due', 'depends', 'on', 'after', 'tasks'])
        for (const known of wordsIn(text)) if (!marks.has(known)) expect(there).toContain(known)
      }),
      { numRuns: 1000 },
    )
  })
})
