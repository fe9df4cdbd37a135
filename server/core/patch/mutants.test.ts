import { describe, expect, it } from 'vitest'
import type { Plan } from '../plan/plan.ts'
import { ok } from '../result.ts'
import { type Implementation, laws, ours } from '../testing/laws/index.ts'
import { checkLaw } from '../testing/laws/run.ts'
import { apply } from './apply.ts'
import type { Operation, OperationId, PatchOperation } from './operation.ts'
import { perform } from './perform.ts'
import { isSetField } from './reconcile-field.ts'
import { reconcile } from './reconcile.ts'
import { findBroken } from './rules.ts'
import { Workspace } from './workspace.ts'

/** A way to get it wrong that somebody might, and the law that notices. */
interface Mutant {
  readonly name: string
  readonly law: string
  readonly core: Implementation
}

const plain = (items: readonly PatchOperation[]): readonly Operation[] => items.map((item) => item.operation)

/** A rebase that looks at every operation in its own way first, and is ours from there. */
const rebaseAfter =
  (look: (operation: Operation, head: Plan) => Operation | undefined): Implementation['rebase'] =>
  (operations, head) => {
    const seen = operations.map((item) => ({ item, operation: look(item.operation, head) }))
    const rebased = ours.rebase(
      seen.flatMap(({ item, operation }) => (operation ? [{ ...item, operation }] : [])),
      head,
    )
    return { ...rebased, dropped: [...rebased.dropped, ...seen.flatMap(({ item, operation }) => (operation ? [] : [item.id]))] }
  }

/** The before side is the head's, whatever it was: nobody is told that something was overwritten. */
function lastWriterWins(operation: Operation, head: Plan): Operation {
  const task = operation.kind === 'update' || operation.kind === 'move' ? head.tasks.get(operation.taskId) : undefined
  if (task && operation.kind === 'move') return { ...operation, before: { parentId: task.parentId, rank: task.rank } }
  if (!task || operation.kind !== 'update') return operation
  const before = Object.entries(operation.before).map(([field, was]) => [field, isSetField(field) ? was : task[field as 'title']])
  return { ...operation, before: Object.fromEntries(before) as typeof operation.before }
}

/** A delete of whatever is there by now. */
function deleteAnyway(operation: Operation, head: Plan): Operation {
  const task = operation.kind === 'delete' ? head.tasks.get(operation.task.id) : undefined
  return task ? { kind: 'delete', task } : operation
}

/** Sets compared whole: where a member was added elsewhere, ours are lost. */
function setsAsWholeFields(operation: Operation, head: Plan): Operation | undefined {
  const answer = reconcile(operation, head)
  const isSet = operation.kind === 'update' && (operation.after.tags ?? operation.after.dependsOn) !== undefined
  return isSet && answer.kind === 'keep' && answer.operation !== operation ? undefined : operation
}

/** Criteria compared whole, and the last list wins. */
function lastListWins(operation: Operation, head: Plan): Operation {
  const criteria =
    operation.kind === 'update' && operation.after.acceptanceCriteria ? head.tasks.get(operation.taskId)?.acceptanceCriteria : undefined
  return criteria && operation.kind === 'update' ? { ...operation, before: { ...operation.before, acceptanceCriteria: criteria } } : operation
}

/** A merge of criteria that is not symmetric: mine, then what is left of theirs. */
function mineFirst(operation: Operation, head: Plan): Operation {
  if (operation.kind !== 'update' || !operation.after.acceptanceCriteria) return operation
  const theirs = head.tasks.get(operation.taskId)?.acceptanceCriteria ?? []
  const mine = operation.after.acceptanceCriteria
  const known = new Set(mine.map(({ id }) => id))
  const removed = new Set((operation.before.acceptanceCriteria ?? []).map(({ id }) => id))
  const merged = [...mine, ...theirs.filter(({ id }) => !known.has(id) && !removed.has(id))]
  return { ...operation, before: { ...operation.before, acceptanceCriteria: theirs }, after: { ...operation.after, acceptanceCriteria: merged } }
}

/** One pass over the operations; nothing is tried again, and the rules are asked only if wanted. */
const inOnePass =
  (asksRules: boolean): Implementation['rebase'] =>
  (operations, head) => {
    const workspace = new Workspace(head)
    const kept: PatchOperation[] = []
    const dropped: OperationId[] = []
    const conflicts = operations.flatMap((item) => {
      const answer = reconcile(item.operation, workspace)
      if (answer.kind === 'conflict') return answer.conflicts.map((conflict) => ({ ...conflict, operationId: item.id }))
      if (answer.kind === 'drop') dropped.push(item.id)
      else {
        kept.push({ ...item, operation: answer.operation })
        perform(answer.operation, workspace)
      }
      return []
    })
    if (asksRules && findBroken(plain(kept), workspace).length > 0) return ours.rebase(operations, head)
    return { operations: kept, conflicts, dropped }
  }

/** Applies without a question. */
const applyAnything = (operations: readonly Operation[], plan: Plan): Plan => {
  const workspace = new Workspace(plan)
  for (const operation of operations) perform(operation, workspace)
  return workspace.finish()
}

const mutants: readonly Mutant[] = [
  { name: 'the last writer wins', law: 'L7', core: { ...ours, rebase: rebaseAfter(lastWriterWins) } },
  { name: 'a delete does not see a newer edit', law: 'L7', core: { ...ours, rebase: rebaseAfter(deleteAnyway) } },
  { name: 'sets are whole fields, and members get lost', law: 'L7', core: { ...ours, rebase: rebaseAfter(setsAsWholeFields) } },
  { name: 'the last list of criteria wins', law: 'L7', core: { ...ours, rebase: rebaseAfter(lastListWins) } },
  { name: 'criteria merge mine first', law: 'L7', core: { ...ours, rebase: rebaseAfter(mineFirst) } },
  { name: 'what is blocked is not tried again', law: 'L7', core: { ...ours, rebase: inOnePass(true) } },
  { name: 'rebase forgets the rules', law: 'L5', core: { ...ours, rebase: inOnePass(false) } },
  {
    name: 'rules are checked after each operation',
    law: 'L4',
    core: {
      ...ours,
      apply: (operations, plan) => {
        let current = plan
        for (const operation of operations) {
          const result = apply([operation], current)
          if (!result.ok) return result
          current = result.value
        }
        return ok(current)
      },
    },
  },
  {
    name: 'apply checks no rules',
    law: 'L5',
    core: { ...ours, apply: (operations, plan) => (apply(operations, plan).ok ? apply(operations, plan) : ok(applyAnything(operations, plan))) },
  },
  {
    name: 'apply looks for no cycle of moves',
    law: 'L5',
    core: {
      ...ours,
      apply: (operations, plan) => {
        const result = apply(operations, plan)
        return !result.ok && result.error.conflicts.length > 0 && result.error.conflicts.every(({ kind }) => kind === 'cycle')
          ? ok(applyAnything(operations, plan))
          : result
      },
    },
  },
  {
    name: 'apply overwrites what it was given',
    law: 'L1',
    core: {
      ...ours,
      apply: (operations, plan) => {
        const result = apply(operations, plan)
        for (const operation of operations) if (operation.kind === 'update') Object.assign(plan.tasks.get(operation.taskId) ?? {}, operation.after)
        return result
      },
    },
  },
  { name: 'the inverse is not reversed', law: 'L2', core: { ...ours, invert: (operations) => [...ours.invert(operations)].reverse() } },
  {
    name: 'the inverse forgets moves',
    law: 'L2',
    core: { ...ours, invert: (operations) => ours.invert(operations).filter(({ kind }) => kind !== 'move') },
  },
  {
    name: 'diff is not canonical',
    law: 'L4',
    core: {
      ...ours,
      diff: (from, to) =>
        ours.diff(from, to).flatMap((operation): readonly Operation[] => {
          const fields = operation.kind === 'update' ? Object.keys(operation.after) : []
          if (operation.kind !== 'update' || fields.length < 2) return [operation]
          return fields.map(
            (field) =>
              ({
                ...operation,
                before: { [field]: operation.before[field as 'title'] },
                after: { [field]: operation.after[field as 'title'] },
              }) as Operation,
          )
        }),
    },
  },
  {
    name: 'diff deletes first',
    law: 'L4',
    core: { ...ours, diff: (from, to) => [...ours.diff(from, to)].sort((a, b) => Number(b.kind === 'delete') - Number(a.kind === 'delete')) },
  },
  { name: 'diff goes by id, not top-down', law: 'L4', core: { ...ours, diff: (from, to) => [...ours.diff(from, to)].reverse() } },
  { name: 'closing forgets what is needed', law: 'L9', core: { ...ours, close: (selection) => selection } },
  {
    name: 'closing closes each row alone and joins them',
    law: 'L9',
    core: {
      ...ours,
      close: (selection, operations, base) => new Set([...selection].flatMap((id) => [...ours.close(new Set([id]), operations, base)])),
    },
  },
  {
    name: 'closing knows the tree but no rules',
    law: 'L9',
    core: {
      ...ours,
      close: (selection, operations, base) => {
        const creates = operations.filter(
          (item) => item.operation.kind === 'create' || item.operation.kind === 'move' || item.operation.kind === 'delete',
        )
        return new Set([...selection, ...ours.close(new Set(creates.filter(({ id }) => selection.has(id)).map(({ id }) => id)), creates, base)])
      },
    },
  },
  {
    name: 'resolve applies what it left out',
    law: 'L11',
    core: { ...ours, resolve: (draft, plan, ids) => ({ ...ours.resolve(draft, plan, ids), issues: [] }) },
  },
  {
    name: 'resolve lists the operations as they were written',
    law: 'L11',
    core: {
      ...ours,
      resolve: (draft, plan, ids) => {
        const resolved = ours.resolve(draft, plan, ids)
        return { ...resolved, operations: [...resolved.operations].reverse() }
      },
    },
  },
]

/** The same cases every time, so that a mutant never survives by luck. */
const within = { numRuns: 20_000, seed: 1, endOnFailure: true }

describe('every wrong implementation falls to its law', () => {
  it.each(mutants.map((mutant) => [`${mutant.law} fells it: ${mutant.name}`, mutant] as const))('%s', { timeout: 60_000 }, (_, { law, core }) => {
    const named = laws.find(({ id }) => id === law)
    if (!named) throw new Error(`there is no law ${law}`)
    expect(() => checkLaw(named, core, within)).toThrow('Property failed')
  })
})
