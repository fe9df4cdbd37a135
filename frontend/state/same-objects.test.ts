import { describe, expect, it } from 'vitest'
import type { OperationWire, ProposalWire } from '../api/wire.ts'
import { planOf, taskDefaults, type Project, type Task } from './core.ts'
import { overlayOf } from './overlay.ts'
import { withKnownObjects } from './same-objects.ts'

const operation = (id: string, title: string, decision: OperationWire['decision'] = 'pending'): OperationWire => ({
  id,
  kind: 'update',
  taskId: 'a',
  before: { title: 'A' },
  after: { title },
  rationale: null,
  requires: [],
  unrequested: false,
  decision,
  unticked: false,
  comment: null,
  editedBy: null,
  original: null,
})

// Of a proposal, the part that is compared.
const proposal = (...operations: OperationWire[]): ProposalWire => ({ id: 'p', operations }) as unknown as ProposalWire
const told = <Value>(value: Value): Value => structuredClone(value)

describe('an answer that says what is known', () => {
  it('keeps the very same objects', () => {
    const known = proposal(operation('1', 'B'), operation('2', 'C'))
    expect(withKnownObjects(told(known), known).operations).toBe(known.operations)
  })

  it('keeps the sides of what was only decided, and takes what is new', () => {
    const known = proposal(operation('1', 'B'), operation('2', 'C'))
    const next = withKnownObjects(told(proposal(operation('1', 'B', 'accepted'), operation('2', 'D'), operation('3', 'E'))), known)
    expect(next.operations.map(({ decision }) => decision)).toEqual(['accepted', 'pending', 'pending'])
    expect(next.operations[0]?.after).toBe(known.operations[0]?.after)
    expect(next.operations[1]?.after).toEqual({ title: 'D' })
  })

  it('lets the overlay keep its plan over a decision, and make another one over an edit', () => {
    const task = { ...taskDefaults, id: 'a', parentId: null, rank: 'a', title: 'A' } as unknown as Task
    const plan = planOf({ id: 'p', title: 'P' } as unknown as Project, [task], 1)
    const first = operation('1', 'B')
    const before = overlayOf(plan, [first])
    const decided = { ...first, decision: 'accepted' as const }
    const after = overlayOf(plan, [decided])
    expect(after.after).toBe(before.after)
    expect(after.changes.get(task.id)?.update).toBe(decided)
    const edited = overlayOf(plan, [operation('1', 'C')])
    expect(edited.after.tasks.get(task.id)?.title).toBe('C')
    expect(edited.draft).toBe(edited.after)
    expect(overlayOf(plan, [{ ...first, decision: 'rejected' }]).draft.tasks.get(task.id)?.title).toBe('A')
  })
})
