import type { DraftIssue } from '../core/patch/conflict.ts'
import type { Draft, TaskDraft } from '../core/patch/draft.ts'

/** An agent's draft as far as it is one. `indexes` tells where each entry stood in the answer. */
export interface CheckedDraft {
  readonly draft: Draft
  readonly indexes: readonly number[]
  readonly issues: readonly DraftIssue[]
}

const ops: readonly unknown[] = ['create', 'update', 'delete']

/**
 * Whether an agent's answer has the form of a draft, entry by entry, so that one bad entry does not cost the others.
 * What the fields hold is for `resolve` to judge. Nothing is repaired.
 */
export function checkDraft(given: Draft): CheckedDraft {
  const { metaUpdates, taskPatches, ...rest } = given
  const meta = isObject(metaUpdates) ? { metaUpdates } : {}
  if (!Array.isArray(taskPatches as unknown)) {
    const issue = issueOf(-1, null, 'taskPatches', 'The answer holds no list of changes.')
    return { draft: { ...rest, ...meta, taskPatches: [] }, indexes: [], issues: [issue] }
  }
  const found = (taskPatches as readonly unknown[]).map((entry, index) => ({ index, entry, complaint: complaintOf(entry) }))
  const kept = found.filter(({ complaint }) => complaint === undefined)
  const issues = found.flatMap(({ index, entry, complaint }) => (complaint ? [issueOf(index, nameOf(entry), ...complaint)] : []))
  return { draft: { ...rest, ...meta, taskPatches: kept.map(({ entry }) => entry as TaskDraft) }, indexes: kept.map(({ index }) => index), issues }
}

function complaintOf(entry: unknown): readonly [field: string | null, detail: string] | undefined {
  if (!isObject(entry)) return [null, 'A change must be an object with an op and a taskId.']
  if (!ops.includes(entry['op'])) return ['op', `There is no change of the kind ${JSON.stringify(entry['op'] ?? null)}: create, update or delete.`]
  if (nameOf(entry) === null) return ['taskId', 'A change must name its task.']
  const body = entry['body'] ?? {}
  return isObject(body) ? undefined : ['body', 'What a change says must be an object.']
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const nameOf = (entry: unknown): string | null =>
  isObject(entry) && typeof entry['taskId'] === 'string' && entry['taskId'] !== '' ? entry['taskId'] : null

const issueOf = (index: number, taskId: string | null, field: string | null, detail: string): DraftIssue => ({
  index,
  taskId,
  field,
  kind: 'invalid',
  detail,
})
