import { describe, expect, it } from 'vitest'
import type { OperationId } from '../patch/operation.ts'
import { create, task } from '../testing/build.ts'
import { changesSince } from './changes-since.ts'
import type { Proposal, ReviewedOperation } from './proposal.ts'

const item = (id: string, title: string, comment: string | null = null): ReviewedOperation => ({
  id: id as OperationId,
  operation: create(task(id, null, { title })),
  rationale: null,
  unrequested: false,
  unticked: false,
  decision: 'pending',
  comment,
  editedBy: null,
  original: null,
})

const revision = (number: number, operations: readonly ReviewedOperation[]) => ({
  revision: number,
  turnId: null,
  baseVersion: 1,
  message: '',
  rationale: '',
  operations,
  leftOut: [],
})

// Of a proposal, the part that is compared.
const refined = {
  revision: 3,
  message: 'make it shorter',
  operations: [item('same', 'Same', 'a comment is no change'), item('other', 'Now'), item('fresh', 'Fresh')],
  revisions: [revision(1, [item('first', 'First')]), revision(2, [item('same', 'Same'), item('other', 'Before'), item('old', 'Old')])],
} as unknown as Proposal

describe('what a refinement changed', () => {
  it('is told against the revision before: what is new, what is otherwise, what is gone', () => {
    const changes = changesSince(refined)
    expect(changes).toMatchObject({ from: 2, to: 3, message: 'make it shorter', added: ['fresh'], gone: [{ id: 'old' }] })
    expect(changes?.changed).toMatchObject([{ id: 'other', was: { task: { title: 'Before' } } }])
  })

  it('is told against any revision that is kept', () => {
    expect(changesSince(refined, 1)).toMatchObject({ from: 1, added: ['same', 'other', 'fresh'], gone: [{ id: 'first' }] })
    expect(changesSince(refined, 9)).toBeUndefined()
  })

  it('is nothing where there was none', () => {
    expect(changesSince({ ...refined, revisions: [] })).toMatchObject({ from: null, added: [], changed: [], gone: [] })
  })
})
