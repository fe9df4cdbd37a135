import { describe, expect, it } from 'vitest'
import { apply } from '../patch/apply.ts'
import { invert } from '../patch/invert.ts'
import type { Operation, OperationId } from '../patch/operation.ts'
import type { Plan } from '../plan/plan.ts'
import { create, plan, task, update } from '../testing/build.ts'
import type { AppliedPart, Proposal, ReviewedOperation } from './proposal.ts'
import { broughtBack, reopened, takenBack } from './take-back.ts'

const item = (id: string, operation: Operation, more: Partial<ReviewedOperation> = {}): ReviewedOperation => ({
  id: id as OperationId,
  operation,
  rationale: null,
  unrequested: false,
  unticked: false,
  decision: 'pending',
  comment: null,
  editedBy: null,
  original: null,
  ...more,
})

// Of a proposal, the part that these functions read.
const proposal = (status: Proposal['status'], operations: readonly ReviewedOperation[], applied: readonly AppliedPart[]): Proposal =>
  ({ status, parked: false, operations, applied, revisions: [], reason: 'so', baseVersion: 0 }) as unknown as Proposal

const part = (version: number, operations: readonly ReviewedOperation[], undoneBy: number | null = null): AppliedPart => ({
  version,
  operations,
  closing: true,
  undoneBy,
})

const after = (operations: readonly Operation[], head: Plan): Plan => {
  const result = apply(operations, head)
  if (!result.ok) throw new Error('the example does not apply')
  return result.value
}

let made = 0
const newId = (): OperationId => `new${(made += 1)}` as OperationId

const a = create(task('a'))
const b = create(task('b'))
const none = plan()

describe('undoing a commit of a proposal', () => {
  it('puts back what it took, as it was decided, and opens the proposal; what was not taken stays turned down', () => {
    const kept = item('o1', a, { decision: 'accepted', comment: 'good' })
    const back = takenBack(proposal('accepted', [item('o2', b)], [part(3, [kept])]), { version: 3, by: 4, head: { ...none, version: 4 }, newId })
    expect(back).toMatchObject({ status: 'open', reason: null, baseVersion: 4, applied: [{ version: 3, undoneBy: 4 }] })
    expect(back?.operations).toEqual([kept, item('o2', b, { decision: 'rejected' })])
  })

  it('leaves the rest of an open proposal as it is being decided', () => {
    const rest = item('o2', b, { decision: 'accepted' })
    const back = takenBack(proposal('open', [rest], [part(3, [item('o1', a)])]), { version: 3, by: 4, head: none, newId })
    expect(back?.operations).toEqual([item('o1', a), rest])
  })

  it('squashes what was refined since for the same task', () => {
    const rest = item('o2', update('a', { title: 'a' }, { title: 'Better' }))
    const back = takenBack(proposal('open', [rest], [part(3, [item('o1', a)])]), { version: 3, by: 4, head: none, newId })
    expect(back?.operations.map(({ id, operation }) => [id, operation.kind])).toEqual([['o1', 'create']])
    expect(back?.operations[0]?.operation).toMatchObject({ task: { title: 'Better' } })
  })

  it('is no matter of a commit that took nothing of it, or that was undone before', () => {
    const parts = [part(3, [item('o1', a)], 4)]
    expect(takenBack(proposal('open', [], parts), { version: 2, by: 5, head: none, newId })).toBeUndefined()
    expect(takenBack(proposal('open', [], parts), { version: 3, by: 5, head: none, newId })).toBeUndefined()
  })
})

describe('undoing that undo', () => {
  it('settles the proposal again, and a further undo opens it again', () => {
    const full = after([a], none)
    const undone = takenBack(proposal('accepted', [], [part(3, [item('o1', a)])]), { version: 3, by: 4, head: none, newId })
    if (!undone) throw new Error('nothing came back')
    const settled = broughtBack(undone, { version: 4, by: 5, head: full, newId })
    expect(settled).toMatchObject({ status: 'accepted', operations: [], applied: [{ version: 5, operations: [{ id: 'o1' }], undoneBy: null }] })
    const again = settled && takenBack(settled, { version: 5, by: 6, head: after(invert([a]), full), newId })
    expect(again).toMatchObject({ status: 'open', operations: [{ id: 'o1' }] })
  })

  it('leaves what was edited meanwhile to be decided', () => {
    const edited = item('o1', create(task('a', null, { title: 'Mine' })), { editedBy: 'Ada' })
    const open = proposal('open', [edited, item('o2', b)], [part(3, [item('o1', a), item('o2', b)], 4)])
    const settled = broughtBack(open, { version: 4, by: 5, head: after([a, b], none), newId })
    expect(settled).toMatchObject({ status: 'open', operations: [{ id: 'o1', editedBy: 'Ada' }], applied: [{ operations: [{ id: 'o2' }] }] })
  })
})

describe('reopening an accepted proposal', () => {
  it('brings back what the plan does not have any more, and only that', () => {
    const done = proposal('accepted', [], [part(3, [item('o1', a), item('o2', b)])])
    expect(reopened(done, { head: after([a, b], none), newId })).toBeUndefined()
    const open = reopened(done, { head: after([b], none), newId })
    expect(open).toMatchObject({ status: 'open', operations: [{ id: 'o1' }], applied: [{ operations: [{ id: 'o2' }] }] })
  })
})
