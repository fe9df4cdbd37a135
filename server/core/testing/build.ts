import type { DraftIssue } from '../patch/conflict.ts'
import type { Draft, TaskDraft } from '../patch/draft.ts'
import type { Operation, OperationId, PatchOperation } from '../patch/operation.ts'
import { resolve, type Resolved } from '../patch/resolve.ts'
import { toSet } from '../plan/order.ts'
import { type Plan, planOf } from '../plan/plan.ts'
import type { ProjectFields } from '../plan/project.ts'
import { type Criterion, type CriterionId, type Task, taskDefaults, type TaskId } from '../plan/task.ts'
import { inOrder } from '../plan/tree.ts'
import { applied } from './laws/law.ts'
import { ours } from './laws/index.ts'
import { emptyProject } from './small-plan.ts'

/** Short ways to write plans, patches and drafts in tests. */

export const id = (name: string): TaskId => name as TaskId
export const op = (name: string): OperationId => name as OperationId
export const criterion = (name: string, text = name, done = false): Criterion => ({ id: name as CriterionId, text, done })

type Rest = Partial<Omit<Task, 'id' | 'dependsOn'>> & { readonly dependsOn?: readonly string[] }

/** A task whose title is its id, under a parent. */
export const task = (name: string, parent: string | null = null, { dependsOn = [], ...rest }: Rest = {}): Task => ({
  ...taskDefaults,
  id: id(name),
  parentId: parent === null ? null : id(parent),
  rank: `a${name.at(-1) ?? ''}`,
  title: name,
  dependsOn: toSet(dependsOn.map(id)),
  ...rest,
})

export const plan = (...tasks: readonly Task[]): Plan => planOf(emptyProject, tasks, 1)
export const withProject = (fields: Partial<ProjectFields>, ...tasks: readonly Task[]): Plan => planOf({ ...emptyProject, ...fields }, tasks, 1)

/** "a", "a.b": the tree of a plan as ids by their numbers, one line per task. */
export const outlineOf = (of: Plan): readonly string[] => inOrder(of).map(({ task: { id: own }, depth }) => `${'  '.repeat(depth)}${own}`)

export const after = (operations: readonly Operation[], base: Plan): Plan => applied(ours, operations, base)

export const patch = (...operations: readonly Operation[]): readonly PatchOperation[] =>
  operations.map((operation, index) => ({ id: op(`o${index}`), operation, rationale: null }))

export const update = (name: string, before: object, changed: object): Operation => ({ kind: 'update', taskId: id(name), before, after: changed })
export const move = (of: Task, parent: string | null, rank = of.rank): Operation => ({
  kind: 'move',
  taskId: of.id,
  before: { parentId: of.parentId, rank: of.rank },
  after: { parentId: parent === null ? null : id(parent), rank },
})
export const create = (of: Task): Operation => ({ kind: 'create', task: of })
export const remove = (of: Task): Operation => ({ kind: 'delete', task: of })

export const entry = (what: TaskDraft['op'], taskId: string, body?: TaskDraft['body']): TaskDraft => ({ op: what, taskId, ...(body ? { body } : {}) })

export interface Outcome extends Resolved {
  readonly plan: Plan
  readonly kinds: readonly string[]
}

/** What a draft comes to: new tasks are called as their local names, new criteria "c-new-0", … */
export function resolved(base: Plan, entries: readonly TaskDraft[], rest: Partial<Draft> = {}): Outcome {
  let count = 0
  const ids = { task: (name: string) => id(name), criterion: () => `c-new-${count++}` as CriterionId }
  const outcome = resolve({ baseVersion: base.version, taskPatches: entries, ...rest }, base, ids)
  return { ...outcome, plan: after(outcome.operations, base), kinds: outcome.issues.map(label) }
}

const label = ({ index, field, kind }: DraftIssue): string => `${index} ${field ?? '-'} ${kind}`
