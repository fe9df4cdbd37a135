import { limits } from '../../core/plan/limits.ts'
import type { Draft, TaskDraft } from '../../core/patch/draft.ts'
import type { Plan } from '../../core/plan/plan.ts'
import type { ProjectFields } from '../../core/plan/project.ts'
import { OperationDecoder } from './decode-operation.ts'
import type { Handles } from './handles.ts'
import { issueAt, type WireIssue } from './issue.ts'
import { References } from './references.ts'
import { subjectOf } from './subject.ts'
import { cleaned, quoted } from './words.ts'

/** An answer of a model, as far as it could be understood. */
export interface DecodedAnswer {
  readonly reply: string
  /** "" where nothing is asked. */
  readonly question: string
  readonly options: readonly string[]
  readonly draft: Draft
  /** For each entry of the draft, the operation it comes from. */
  readonly origins: readonly number[]
  readonly issues: readonly WireIssue[]
  /** How many operations the answer holds. */
  readonly operations: number
  /** What each operation is about, for a person. */
  readonly subjects: readonly string[]
  readonly references: References
}

const longestReply = 20_000
const longestOption = 500
const mostOptions = 8

/**
 * An answer on the wire as a draft for a plan, with what is wrong with it in words. Pure, total, and it never guesses:
 * what names an unknown task or says something that cannot be is left out of the draft and stands among the issues.
 */
export function decodeAnswer(answer: unknown, plan: Plan, handles: Handles): DecodedAnswer {
  const issues: WireIssue[] = []
  const given = typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? (answer as Readonly<Record<string, unknown>>) : undefined
  if (!given) issues.push(issueAt(null, null, `must be one object with reply, operations, question and options, not ${quoted(answer)}.`))
  const part = (name: string): unknown => (given && Object.hasOwn(given, name) ? given[name] : undefined)
  for (const [key, value] of Object.entries(given ?? {}).slice(0, 100))
    // Words beside the answer lose nothing; whatever holds more may be what was meant to be the answer.
    if (!known.has(key) && typeof value === 'object' && value !== null)
      issues.push(issueAt(null, null, `has no part ${quoted(key)}; every change stands in operations.`))
  const text = (name: string, longest: number): string => {
    const value = part(name)
    if (typeof value === 'string') return cleaned(value, longest)
    if (value !== undefined && value !== null) issues.push(issueAt(null, name, `must be text, not ${quoted(value)}.`))
    return ''
  }
  const list = (name: string): readonly unknown[] => {
    const value = part(name) ?? []
    if (Array.isArray(value)) return value as readonly unknown[]
    issues.push(issueAt(null, name, `must be a list, not ${quoted(value)}.`))
    return []
  }
  const reply = text('reply', longestReply)
  const question = text('question', longestReply)
  const options = list('options')
    .filter((option) => typeof option === 'string')
    .map((option) => cleaned(option, longestOption))
    .filter((option) => option !== '')
    .slice(0, mostOptions)
  const decoded = decodeOperations(list('operations'), plan, handles)
  return { reply, question, options, ...decoded, issues: [...issues, ...decoded.issues] }
}

const known: ReadonlySet<string> = new Set(['reply', 'operations', 'question', 'options'])

type DecodedOperations = Pick<DecodedAnswer, 'draft' | 'origins' | 'issues' | 'operations' | 'references' | 'subjects'>

function decodeOperations(operations: readonly unknown[], plan: Plan, handles: Handles): DecodedOperations {
  const references = new References(plan, handles, namesOf(operations))
  const decoder = new OperationDecoder(references)
  const decoded = new Map<number, { readonly entries: readonly TaskDraft[]; readonly issues: readonly WireIssue[] }>()
  let project: Partial<ProjectFields> = {}
  const isAdd = (operation: unknown): boolean =>
    typeof operation === 'object' && operation !== null && (operation as { op?: unknown }).op === 'add_task'
  // New tasks first: what changes a list of theirs begins with what they were created with.
  for (const first of [true, false])
    for (const [index, operation] of operations.entries()) {
      if (isAdd(operation) !== first) continue
      const { project: fields, ...rest } = decoder.decode(operation, index)
      decoded.set(index, rest)
      project = { ...project, ...fields }
    }
  const inOrder = operations.map((_, index) => decoded.get(index) ?? { entries: [], issues: [] })
  const taskPatches = inOrder.flatMap(({ entries }) => entries)
  const meta = Object.keys(project).length > 0 ? { metaUpdates: project } : {}
  return {
    draft: { baseVersion: plan.version, ...meta, taskPatches },
    origins: inOrder.flatMap(({ entries }, index) => entries.map(() => index)),
    issues: inOrder.flatMap(({ issues }) => issues),
    operations: operations.length,
    subjects: operations.map((operation) => subjectOf(operation, references)),
    references,
  }
}

/** The local names that an answer gives to its new tasks. */
function namesOf(operations: readonly unknown[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const operation of operations.slice(0, limits.operations)) {
    const { op, tempId, title } = (typeof operation === 'object' && operation !== null ? operation : {}) as Record<string, unknown>
    if (op === 'add_task' && typeof tempId === 'string' && typeof title === 'string') names.add(tempId.trim())
  }
  names.delete('')
  return names
}
