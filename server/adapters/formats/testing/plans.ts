import fc from 'fast-check'
import { planOf, type Plan } from '../../../core/plan/plan.ts'
import { projectDefaults, projectStatuses, type Project } from '../../../core/plan/project.ts'
import { priorities, taskDefaults, taskStatuses, type CriterionId, type ProjectId, type Task, type TaskId } from '../../../core/plan/task.ts'
import type { StoredPlan } from '../../../ports/storage.ts'

export function taskWith(id: string, parentId: string | null = null, fields: Partial<Task> = {}): Task {
  return { ...taskDefaults, id: id as TaskId, parentId: parentId as TaskId | null, rank: id, title: id, ...fields }
}

export const planWith = (tasks: readonly Task[], fields: Partial<Project> = {}): Plan =>
  planOf({ ...projectDefaults, id: 'p' as ProjectId, title: 'Web shop', ...fields }, tasks)

export function storedOf(plan: Plan): StoredPlan {
  const times = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-02T00:00:00.000Z' }
  return { plan, projectTimes: { ...times, deletedAt: null }, taskTimes: new Map([...plan.tasks.keys()].map((id) => [id, times])) }
}

const clean = (text: string): string => text.replace(/\p{Cc}|\p{Cs}/gu, ' ')
const line = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
    fc.constantFrom('=SUM(A1)', '-1', '+x', '@me', "'quoted", "'=x", 'a, b', 'a;b', '"both"', 'x "y" z', 'ä', '1.2', 'true'),
  )
  .map((text) => clean(text).trim().slice(0, 50).trim() || 'x')
const lines = fc.array(line, { maxLength: 3 }).map((all) => all.join('\n'))
const date = fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))
const set = fc.uniqueArray(line, { maxLength: 3 }).map((members) => [...members].sort())
const refs = fc.array(fc.record({ provider: line, id: line, url: fc.constant('https://example.org/1') }), { maxLength: 2 })
const metadata = fc
  .dictionary(line, fc.oneof(line, fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.integer(), { maxLength: 2 })), {
    maxKeys: 2,
    noNullPrototype: true,
  })
  .filter((value) => !Object.hasOwn(value, '__proto__'))

const fields = fc.record({
  title: line,
  description: lines,
  status: fc.constantFrom(...taskStatuses),
  priority: fc.constantFrom(...priorities),
  estimateMinutes: fc.option(fc.integer({ min: 0, max: 525_600 })),
  spentMinutes: fc.integer({ min: 0, max: 525_600 }),
  startDate: fc.option(date),
  dueDate: fc.option(date),
  assignee: fc.option(fc.record({ kind: fc.constantFrom('person', 'agent'), name: line.map((name) => name.replace(/^@/, 'x')) })),
  tags: set,
  acceptanceCriteria: fc
    .array(fc.record({ text: line, done: fc.boolean() }), { maxLength: 3 })
    .map((all) => all.map((each, index) => ({ ...each, id: `c${index}` as CriterionId }))),
  boardRank: fc.option(fc.constant('a0')),
  focusFiles: fc.array(line, { maxLength: 2 }),
  externalRefs: refs,
  metadata,
})

const projectFields = fc.record({
  title: line,
  summary: lines,
  status: fc.constantFrom(...projectStatuses),
  priority: fc.constantFrom(...priorities),
  tags: set,
  startDate: fc.option(date),
  dueDate: fc.option(date),
  externalRefs: refs,
  metadata,
})

/** Plans with everything a field may hold, a tree and dependencies. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .tuple(projectFields, fc.array(fc.tuple(fields, fc.nat(), fc.uniqueArray(fc.nat(), { maxLength: 2 })), { maxLength: 8 }))
  .map(([project, drafts]) => {
    const idAt = (index: number): TaskId => `t${index}` as TaskId
    const tasks = drafts.map(([each, above, needed], index) => ({
      ...each,
      id: idAt(index),
      rank: `a${index}`,
      parentId: index > 0 && above % 3 > 0 ? idAt(above % index) : null,
      dependsOn: index === 0 ? [] : [...new Set(needed.map((position) => idAt(position % index)))].sort(),
    }))
    return planOf({ ...project, id: 'p' as ProjectId }, tasks)
  })
