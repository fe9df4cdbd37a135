import type { AgentAnswer } from '../agents/agent.ts'
import type { DraftIssue } from '../core/patch/conflict.ts'
import type { TaskDraft } from '../core/patch/draft.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { TaskId } from '../core/plan/task.ts'
import type { LeftOut } from '../core/review/proposal.ts'

/** An answer that changes something. */
export type DraftAnswer = Extract<AgentAnswer, { kind: 'draft' }>

/** What an answer held that could not stand, in words for a person. */
export const leftOutOf = (answer: DraftAnswer, issues: readonly DraftIssue[], plan: Plan): readonly LeftOut[] => [
  ...answer.leftOut.map(({ text, reason }) => ({ draft: null, reason: `“${text}”: ${reason}` })),
  ...issues.map((issue) => ({ draft: entryAt(answer, issue.index), reason: withTitles(issue.detail, plan) })),
]

/** A sentence that names tasks by their ids, with their titles instead: nobody knows an id. */
const withTitles = (detail: string, { tasks }: Plan): string =>
  detail.replace(/“([^”]{1,100})”/g, (quoted, name: string) => {
    const title = tasks.get(name as TaskId)?.title
    return title === undefined ? quoted : `“${title}”`
  })

/** The entry of an answer, where it is one: what an agent wrote may be anything. */
function entryAt({ draft }: DraftAnswer, index: number): TaskDraft | null {
  const entry: unknown = Array.isArray(draft.taskPatches as unknown) ? draft.taskPatches[index] : null
  return typeof entry === 'object' && entry !== null ? (entry as TaskDraft) : null
}
