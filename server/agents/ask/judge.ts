import type { DraftIssue } from '../../core/patch/conflict.ts'
import { resolve } from '../../core/patch/resolve.ts'
import type { CriterionId, TaskId } from '../../core/plan/task.ts'
import { decodeAnswer, type DecodedAnswer } from '../wire/decode.ts'
import { issueAt, type WireIssue } from '../wire/issue.ts'
import type { Asking } from './asking.ts'
import { outermostObject } from './outermost.ts'

/** A complete answer, judged against the plan. */
export interface Judged {
  /** Undefined where the text is no answer at all. */
  readonly decoded: DecodedAnswer | undefined
  /** All that is wrong with it. */
  readonly issues: readonly WireIssue[]
  /** How many operations on the plan stand. */
  readonly standing: number
  /** Whether the draft as a whole is not as it was asked for: then a mended one may well hold less. */
  readonly isUnfit: boolean
}

/** Reads the text of a complete answer and tries it on the plan. Nothing is kept: ids are thrown away. */
export function judge(text: string, { plan, handles, check }: Pick<Asking, 'plan' | 'handles' | 'check'>): Judged {
  const json = outermostObject(text)
  if (!json.ok) return { decoded: undefined, issues: [issueAt(null, null, json.error)], standing: 0, isUnfit: false }
  const decoded = decodeAnswer(json.value, plan, handles)
  const { operations, issues } = resolve(decoded.draft, plan, {
    task: (name) => `new ${name}` as TaskId,
    criterion: () => 'new' as CriterionId,
  })
  const unfit = (check?.(decoded.draft) ?? []).map((message) => issueAt(null, null, message))
  const found = [...decoded.issues, ...issues.map((issue) => wireIssue(issue, decoded)), ...unfit]
  const isEmpty = found.length === 0 && decoded.operations === 0 && decoded.reply === '' && decoded.question === ''
  const saysNothing = issueAt(null, null, 'says nothing: it has no reply, no operations and no question.')
  return { decoded, issues: isEmpty ? [saysNothing] : found, standing: operations.length, isUnfit: unfit.length > 0 }
}

/** How the fields of a draft are called on the wire. */
const wireNames: Readonly<Record<string, string>> = {
  parentTaskId: 'parentId',
  afterTaskId: 'afterId',
  estimateMinutes: 'estimate',
  spentMinutes: 'spent',
  acceptanceCriteria: 'criteria',
}

function wireIssue({ index, field, detail }: DraftIssue, { origins, references }: DecodedAnswer): WireIssue {
  const name = field === null ? null : (wireNames[field] ?? field)
  const message = references.relabelled(detail)
  return index < 0 ? issueAt(null, name === null ? 'project' : `project ${name}`, message) : issueAt(origins[index] ?? null, name, message)
}
