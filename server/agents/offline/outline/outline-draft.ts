import type { CriterionDraft, TaskDraft, TaskDraftBody } from '../../../core/patch/draft.ts'
import { limits } from '../../../core/plan/limits.ts'
import { durationInWords } from '../planner/words.ts'
import { resolveAfter } from './after.ts'
import { foldOutline } from './fold.ts'
import { groupRoots, type Group } from './group.ts'
import type { Hints, Outline, OutlineNode } from './outline.ts'
import { piecesOf } from './text.ts'

export interface OutlineOptions {
  /** At most so many roots; more heads are grouped. Null keeps every head where it is, as an import does. */
  readonly mostRoots: number | null
  /** Tasks that are there already and may be waited for, by title. */
  readonly existing?: readonly { readonly id: string; readonly title: string }[]
  /** Depth of the tasks that become the roots: 0, or deeper when the outline goes under a task. */
  readonly depth?: number
  readonly parentTaskId?: string
  readonly rationale?: (node: OutlineNode) => string
}

/** An outline as entries of a draft, and what had to be done to it, to be told. */
export interface OutlineEntries {
  readonly entries: readonly TaskDraft[]
  readonly groups: readonly Group[]
  /** Tasks that stand as lists in descriptions, since they stood too deep or were too many. */
  readonly folded: number
  /** Words after "after:" that name no task; they stay in the description. */
  readonly unresolved: readonly string[]
}

/** Makes entries of an outline: parents before children, in the order they were written. */
export function outlineEntries(outline: Pick<Outline, 'roots'>, options: OutlineOptions): OutlineEntries {
  const grouped = options.mostRoots === null ? { roots: outline.roots, groups: [] } : groupRoots(outline.roots, Math.max(1, options.mostRoots))
  const { roots, folded } = foldOutline(grouped.roots, { depth: limits.depth - (options.depth ?? 0), nodes: limits.operations - 500 })
  const placed = place(roots, options)
  const { dependsOn, unresolved } = resolveAfter(placed, options.existing ?? [])
  const groupTitles = new Set(grouped.groups.map((group) => group.title))
  const entries = placed.flatMap(({ id, parentId, depth, node }) => {
    const rationale = groupTitles.has(node.title)
      ? 'Groups neighbouring parts of your outline'
      : (options.rationale?.(node) ?? `Line ${node.line} of your outline`)
    return entriesOf({ id, parentId, depth, node, dependsOn: dependsOn.get(id) ?? [], lostAfter: unresolved.get(id) ?? [], rationale })
  })
  return { entries, groups: grouped.groups, folded, unresolved: [...unresolved.values()].flat() }
}

/** What front matter says of the whole and a project has no field for stays readable. */
export function summaryOf(outline: Outline): string {
  const { assignee, estimateMinutes, status, after } = outline.hints
  const lines = [
    assignee === undefined ? '' : `Owner: ${assignee}`,
    estimateMinutes === undefined ? '' : `Estimate: ${durationInWords(estimateMinutes)}`,
    status === undefined ? '' : `Status: ${status.replaceAll('_', ' ')}`,
    after === undefined ? '' : `After: ${after.join(', ')}`,
  ].filter((line) => line !== '')
  return [outline.summary, lines.join('\n')].filter((part) => part.trim() !== '').join('\n\n')
}

/** A node with its local name and its place. */
export interface Placed {
  readonly id: string
  readonly parentId: string | null
  readonly depth: number
  readonly node: OutlineNode
}

function place(roots: readonly OutlineNode[], options: OutlineOptions): readonly Placed[] {
  const placed: Placed[] = []
  const visit = (node: OutlineNode, parentId: string | null, depth: number): void => {
    const id = `new-${placed.length + 1}`
    placed.push({ id, parentId, depth, node })
    for (const child of node.children) visit(child, id, depth + 1)
  }
  for (const root of roots) visit(root, options.parentTaskId ?? null, options.depth ?? 0)
  return placed
}

interface EntryInput extends Placed {
  readonly dependsOn: readonly string[]
  readonly lostAfter: readonly string[]
  readonly rationale: string
}

/** The entry of a node; a description longer than a plan holds goes on in further tasks beside or below it. */
function entriesOf(input: EntryInput): readonly TaskDraft[] {
  const { node, id, parentId, depth } = input
  const { criteria, spare } = criteriaOf(node)
  const title = titleOf(node.title)
  const description = [
    ...(title.rest === '' ? [] : [title.rest]),
    node.description,
    ...(spare.length > 0 ? [spare.map((text) => `- ${text}`).join('\n')] : []),
    ...leftHints(node, input.lostAfter),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
  const [first = '', ...others] = piecesOf(description, limits.description)
  const body: TaskDraftBody = {
    parentTaskId: parentId,
    title: title.title,
    ...(first === '' ? {} : { description: first }),
    ...fieldsOf(node),
    ...(criteria.length > 0 ? { acceptanceCriteria: criteria } : {}),
    ...(input.dependsOn.length > 0 ? { dependsOn: input.dependsOn } : {}),
  }
  const more = others.map((text, index): TaskDraft => ({
    op: 'create',
    taskId: `${id}-more-${index + 1}`,
    rationale: 'The text was longer than one description holds',
    body: { parentTaskId: depth < limits.depth ? id : parentId, title: titleOf(`${title.title.slice(0, 250)} (continued)`).title, description: text },
  }))
  return [{ op: 'create', taskId: id, rationale: input.rationale, body }, ...more]
}

function titleOf(words: string): { title: string; rest: string } {
  const title = words.replace(/\s+/g, ' ').trim()
  if (title === '') return { title: 'Untitled', rest: '' }
  if (title.length <= limits.title) return { title, rest: '' }
  const [head = ''] = piecesOf(title, limits.title - 1)
  return { title: `${head}…`, rest: words.trim() }
}

function criteriaOf(node: OutlineNode): { criteria: readonly CriterionDraft[]; spare: readonly string[] } {
  const short = node.criteria.filter((criterion) => criterion.text.trim().length <= limits.criterion && criterion.text.trim() !== '')
  const long = node.criteria.filter((criterion) => criterion.text.trim().length > limits.criterion)
  return {
    criteria: short.slice(0, limits.criteria).map(({ text, done }) => (done ? { text, done } : text)),
    spare: [...short.slice(limits.criteria), ...long].map((criterion) => criterion.text),
  }
}

/** Hints that make fields. */
function fieldsOf(node: OutlineNode): TaskDraftBody {
  const { hints } = node
  const startFits = hints.startDate === undefined || hints.dueDate === undefined || hints.startDate <= hints.dueDate
  return {
    ...(hints.status === undefined || hints.status === 'todo' ? {} : { status: hints.status }),
    ...(hints.priority === undefined ? {} : { priority: hints.priority }),
    ...(hints.estimateMinutes === undefined ? {} : { estimateMinutes: hints.estimateMinutes }),
    ...(hints.startDate === undefined || !startFits ? {} : { startDate: hints.startDate }),
    ...(hints.dueDate === undefined ? {} : { dueDate: hints.dueDate }),
    ...(hints.assignee === undefined ? {} : { assignee: { kind: 'person', name: hints.assignee } as const }),
    ...(hints.tags === undefined ? {} : { tags: tagsOf(hints.tags) }),
  }
}

export const tagsOf = (tags: readonly string[]): readonly string[] => [...new Set(tags)].slice(0, limits.tags)

/** What the writer said that no field takes. */
function leftHints({ hints }: { hints: Hints }, lostAfter: readonly string[]): readonly string[] {
  const startFits = hints.startDate === undefined || hints.dueDate === undefined || hints.startDate <= hints.dueDate
  const spareTags = [...new Set(hints.tags ?? [])].slice(limits.tags)
  return [
    ...(lostAfter.length > 0 ? [`After: ${lostAfter.join(', ')}`] : []),
    ...(startFits ? [] : [`Start: ${hints.startDate}`]),
    ...(spareTags.length > 0 ? [`Tags: ${spareTags.join(', ')}`] : []),
  ]
}
