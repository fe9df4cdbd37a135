import { limits } from '../../../core/plan/limits.ts'
import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { outlineEntries, summaryOf, type OutlineEntries } from '../outline/outline-draft.ts'
import { countNodes, type Outline, type OutlineNode } from '../outline/outline.ts'
import { piecesOf, withoutCode } from '../outline/text.ts'
import { readDeadline } from './dates.ts'
import { isMeaningless, readGoal, withoutLeadIn } from './goal.ts'
import { metaUpdatesFor } from './meta.ts'
import { durationInWords, listOf, plural, shorten } from './words.ts'

/** A plan in the writer's own words and nesting. Nothing is added to it but its place in the tree. */
export function planFromOutline(outline: Outline, request: AgentRequest, from: 'outline' | 'prose' = 'outline'): AgentAnswer {
  const [summary = '', ...spare] = piecesOf(summaryOf(outline), limits.description)
  const roots = [...outline.roots, ...spare.map((text, index) => noteNode(text, index))]
  const existing = [...request.plan.tasks.values()].map((task) => ({ id: task.id, title: task.title }))
  const made = outlineEntries(
    { roots },
    {
      mostRoots: request.options.maxMilestones,
      existing,
      ...(from === 'prose' ? { rationale: reasonInProse } : {}),
    },
  )
  const deadline = outline.hints.dueDate ?? readDeadline(shorten(outline.summary, 500), request.today)?.date ?? null
  const metaUpdates = metaUpdatesFor(request.plan, {
    title: titleFor(outline, request),
    summary,
    tags: outline.hints.tags ?? [],
    priority: outline.hints.priority ?? 'none',
    dueDate: deadline,
    startDate: outline.hints.startDate ?? null,
  })
  return {
    kind: 'draft',
    agent: 'planner',
    reply: replyFor(roots, made, from),
    draft: {
      baseVersion: request.plan.version,
      rationale: from === 'prose' ? 'The steps your text names, in its order.' : 'Your outline, in your words and your order.',
      ...(metaUpdates ? { metaUpdates } : {}),
      taskPatches: made.entries,
    },
    leftOut: [],
  }
}

/** A title of its own, else what the introduction names, else its first and last head. */
function titleFor(outline: Outline, request: AgentRequest): string {
  if (outline.title !== null) return shorten(outline.title, 120)
  const introduction = (
    withoutCode(outline.summary)
      .text.split('\n')
      .find((line) => line.trim() !== '' && !line.trim().startsWith('|')) ?? ''
  )
    .replace(/^#+\s+/, '')
    .replace(/:$/, '')
    .trim()
  const about = /\b(?:for|about)\s+((?:our|my|the|an?)\s+[^,.?!:;\n]{3,60})/i.exec(introduction)?.[1]
  if (about !== undefined && /[.!?]|\bplan\b/i.test(introduction)) return readGoal(about, request.today).title
  if (introduction !== '' && introduction.length <= 200 && !isCallOnly(introduction) && !isMeaningless(introduction)) {
    const { title } = readGoal(introduction, request.today)
    if (title.length > 3 && !isMeaningless(title)) return title
  }
  const [first, last] = [outline.roots[0], outline.roots.at(-1)]
  if (!first || !last || first === last) return shorten(first?.title ?? 'Plan', 120)
  return outline.roots.length === 2
    ? listOf([shorten(first.title, 50), shorten(last.title, 50)])
    : `${shorten(first.title, 50)} to ${shorten(last.title, 50)}`
}

/** "Here is my plan" and "Plan this" name nothing. */
const isCallOnly = (line: string): boolean =>
  /^(?:(?:here(?:'s|’s| is| are)?|this|these|please|plan|import|use|take|make|turn|convert|create|our|my|the|following|below|is|are|a|an|into|to|from|of|project|plan|tasks?|outline|list|steps?|to-?dos?|notes?|it|structure|like|follows?|as|we|need|have|want|i|what)[\s,.:]*)+$/i.test(
    withoutLeadIn(line),
  )

const noteNode = (text: string, index: number): OutlineNode => ({
  title: index === 0 ? 'Notes from the document' : `Notes from the document (${index + 1})`,
  number: null,
  description: text,
  hints: {},
  criteria: [],
  children: [],
  line: 1,
})

/** A sentence that gave a task is its own reason. */
const reasonInProse = (node: OutlineNode): string =>
  node.hints.after === undefined ? 'Your text names it as a beginning' : `Your text puts it after step ${listOf(node.hints.after)}`

function replyFor(roots: readonly OutlineNode[], made: OutlineEntries, from: 'outline' | 'prose'): string {
  const count = countNodes(roots)
  const done = countWhere(roots, (node) => node.hints.status === 'done' && node.children.length === 0)
  const estimate = sumOf(roots)
  const heads =
    made.groups.length > 0
      ? `${plural(roots.length, from === 'prose' ? 'task' : 'head')}, grouped under ${made.entries.filter((entry) => entry.body?.parentTaskId === null).length}`
      : plural(roots.length, from === 'prose' ? 'task' : 'head')
  return [
    `${from === 'prose' ? `I took the steps out of your text, in its order, and left the rest in the summary: ${heads}` : `I took over your outline as you wrote it: ${plural(count, 'task')} in ${heads}`}${done > 0 ? `, ${done} of them done` : ''}${estimate > 0 ? `, ${durationInWords(estimate)} estimated` : ''}.`,
    ...(made.groups.length > 0
      ? [
          `Grouped, in your order: ${made.groups
            .slice(0, 6)
            .map((group) => `“${shorten(group.title, 70)}” (${group.members.length})`)
            .join(', ')}. Rename or move the groups as you like.`,
        ]
      : []),
    ...(made.folded > 0
      ? [
          `${plural(made.folded, 'item')} stood deeper than ${limits.depth + 1} levels and ${made.folded === 1 ? 'is' : 'are'} kept as lists in the description above them.`,
        ]
      : []),
    ...(made.unresolved.length > 0
      ? [`I found no task for ${listOf(made.unresolved.slice(0, 3).map((name) => `“${shorten(name, 40)}”`))}; the words stand in the description.`]
      : []),
    ...(estimate === 0 ? ['Nothing was invented: there are no estimates yet.'] : []),
    'Next: accept it, or select a task and say “break it down”.',
  ].join(' ')
}

function countWhere(nodes: readonly OutlineNode[], test: (node: OutlineNode) => boolean): number {
  return nodes.reduce((sum, node) => sum + (test(node) ? 1 : 0) + countWhere(node.children, test), 0)
}

/** Leaves carry the work; where none of them is estimated, the head's own estimate counts. */
function sumOf(nodes: readonly OutlineNode[]): number {
  return nodes.reduce((sum, node) => {
    const below = sumOf(node.children)
    return sum + (below > 0 ? below : (node.hints.estimateMinutes ?? 0))
  }, 0)
}
