import { formatDuration } from './duration.ts'
import { childrenOf, type Plan } from './plan.ts'
import type { Assignee, Task, TaskId } from './task.ts'
import { inOrder } from './tree.ts'

/**
 * The plan as Markdown for people: a nested checklist with numbers, fields as hints on the line, descriptions and
 * criteria below it. The offline agent reads it back as an outline. Text stays text: what would be structure, a hint
 * or HTML is escaped, and a description with structure of its own stands in a quote.
 *
 *     - [ ] 1.2 Sign in with a password (2d) [high] @Anna #api due 2026-12-01 after: 1.1
 */
export function planToMarkdown(plan: Plan): string {
  const { project } = plan
  const head = ['#', escapeLine(project.title), ...priorityHint(project.priority), ...project.tags.map(tagHint), ...dateHints(project)].join(' ')
  const numbers = numbersOf(plan)
  const blocks = [
    head,
    ...textBlock(project.summary, ''),
    ...childrenOf(plan, null).map((id) => taskLines(plan, id, numbers, '').join('\n').trimEnd()),
  ]
  return `${blocks.join('\n\n')}\n`
}

type Numbers = ReadonlyMap<TaskId, string>

/** Outline numbers, which hints refer to. Where one would have more than three digits there is none: nobody reads it. */
const numbersOf = (plan: Plan): Numbers =>
  new Map(inOrder(plan).flatMap(({ task, number }) => (/\d{4}/.test(number) ? [] : [[task.id, number] as const])))

function taskLines(plan: Plan, id: TaskId, numbers: Numbers, indent: string): readonly string[] {
  const task = plan.tasks.get(id)
  if (!task) return []
  const below = `${indent}  `
  const children = childrenOf(plan, id)
  const description = textBlock(task.description, below)
  return [
    `${indent}- [${task.status === 'done' ? 'x' : ' '}] ${headOf(plan, task, numbers)}`,
    ...description.flatMap((block) => ['', block, '']),
    ...criteriaLines(task, below),
    ...children.flatMap((child) => taskLines(plan, child, numbers, below)),
  ]
}

function headOf(plan: Plan, task: Task, numbers: Numbers): string {
  const number = numbers.get(task.id)
  const marker = number === undefined ? [] : [number.includes('.') ? number : `${number}.`]
  const title = number === undefined ? escapeStart(escapeLine(task.title)) : escapeLine(task.title)
  const estimate = task.estimateMinutes ? [`(${formatDuration(task.estimateMinutes)})`] : []
  const tags = task.tags.map(tagHint)
  return [
    ...marker,
    title,
    ...estimate,
    ...priorityHint(task.priority),
    ...statusHint(plan, task),
    ...assigneeHint(task.assignee),
    ...tags,
    ...dateHints(task),
    ...afterHint(plan, task, numbers),
  ].join(' ')
}

function criteriaLines(task: Task, indent: string): readonly string[] {
  if (task.acceptanceCriteria.length === 0) return []
  return [
    `${indent}- Acceptance criteria:`,
    ...task.acceptanceCriteria.map(({ text, done }) => `${indent}  - [${done ? 'x' : ' '}] ${escapeStart(escapeLine(text))}`),
  ]
}

const priorityHint = (priority: Task['priority']): readonly string[] => (priority === 'none' ? [] : [`[${priority}]`])

const statusWords = { todo: 'to do', in_progress: 'in progress', blocked: 'blocked', review: 'review', cancelled: 'cancelled' } as const

/** The box says whether it is done. Open above nothing but finished work must be said, since an outline would read it as done. */
function statusHint(plan: Plan, { id, status }: Task): readonly string[] {
  if (status === 'done') return []
  const children = childrenOf(plan, id)
  const looksDone = children.length > 0 && children.every((child) => plan.tasks.get(child)?.status === 'done')
  return status === 'todo' && !looksDone ? [] : [`[status: ${statusWords[status]}]`]
}

const simpleName = /^\p{L}[\p{L}\d._-]{0,48}$/u

function assigneeHint(assignee: Assignee | null): readonly string[] {
  if (assignee === null) return []
  return [simpleName.test(assignee.name) ? `@${assignee.name}` : `(owner: ${withoutMarks(assignee.name)})`]
}

const tagHint = (tag: string): string => (/^\p{L}[\p{L}\d_/-]{0,48}$/u.test(tag) ? `#${tag}` : `(tag: ${withoutMarks(tag)})`)

const dateHints = ({ startDate, dueDate }: Pick<Task, 'startDate' | 'dueDate'>): readonly string[] => [
  ...(startDate === null ? [] : [`starts ${startDate}`]),
  ...(dueDate === null ? [] : [`due ${dueDate}`]),
]

function afterHint(plan: Plan, task: Task, numbers: Numbers): readonly string[] {
  const names = task.dependsOn.flatMap((id) => numbers.get(id) ?? plan.tasks.get(id)?.title ?? [])
  return names.length === 0 ? [] : [`after: ${names.map(withoutMarks).join(', ')}`]
}

/** Names inside of a hint: without what would end it. */
const withoutMarks = (name: string): string =>
  name
    .replace(/[()[\]{},;|`<]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()

/** Text that may have several lines: as it is where it has no structure, else as a quote, out of which nothing can break. */
function textBlock(text: string, indent: string): readonly string[] {
  const lines = text.trim().split('\n')
  if (text.trim() === '') return []
  const quoted = lines.some((line) => line !== '' && !isPlain(line))
  // A last line such as "Note:" would name the list that follows the quote.
  const closed = quoted && lines.at(-1)?.trimEnd().endsWith(':') ? [...lines, ''] : lines
  return [closed.map((line) => (quoted ? `${indent}> ${line}`.trimEnd() : line && indent + line)).join('\n')]
}

/** A line that is a sentence and nothing else: no marker, no label, no field, no HTML. */
const isPlain = (line: string): boolean =>
  /^["“'‘(]?\p{L}/u.test(line) &&
  !line.endsWith(':') &&
  !/<[a-z/!?]/i.test(line) &&
  !/^\(?(?:[a-z]|[ivx]{2,5})[).]\s/i.test(line) &&
  !/^\p{L}[\p{L}\d ]{0,25}\s?:(?:\s|$)/u.test(line) &&
  !/^(?:phase|step|milestone|stage|week|day|sprint|part|module|epic|chapter|workstream)\s/i.test(line)

/** Marks that Markdown or an outline would read at the start of an item. */
const escapeStart = (text: string): string => text.replace(/^(\d{1,9})([.)])/, '$1\\$2').replace(/^([-+*#>])/, '\\$1')

/** What a line must not turn into: HTML, a link, bold text, a hint. Code is left as it is. */
function escapeLine(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapes.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), part)))
    .join('')
}

const durationLike = String.raw`(?:est(?:imate|\.)?\s|~|about\s|ca\.?\s?)?\d{1,4}(?:[.,]\d{1,2})?\s?-?[a-z]{1,7}(?:[\s,]*\d{1,4}\s?[a-z]{1,7})*`
const fieldNames =
  'estimate|est|estimated effort|effort|duration|prio|priority|owner|assignee|assigned to|responsible|due|due date|deadline|start|starts|start date|tags?|labels?|depends on|dependencies|after|blocked by|waits for|status'
const hintLike = String.raw`(?:${durationLike}|[@#]\p{L}[^,;|]*|(?:none|low|medium|normal|high|urgent|critical|p[0-4])(?:\sprio(?:rity)?)?|(?:due|by|deadline)\s[^,;|]*|(?:${fieldNames})\s?[:=][^,;|]*)`

const escapes: readonly (readonly [RegExp, string])[] = [
  [/\\(?=[!-/:-@[-`{-~])/g, '\\\\'],
  [/<(?=[a-z/!?])/gi, '\\<'],
  [/\](?=\()/g, '\\]'],
  [/([*_~])\1/g, '\\$1\\$1'],
  [/(^|\s)([@#])(?=\p{L})/gu, '$1\\$2'],
  [/(^|\s)!(?=(?:low|medium|high|urgent|critical|p[0-4]))/gi, '$1\\!'],
  [/((?:due|deadline|starts?|starting)(?::\s?|\s)(?:on\s|by\s)?\d{4})-(?=\d{2}-\d{2})/gi, '$1\\-'],
  [/((?:^|\s)(?:after|depends on|blocked by|waits for|est|estimate|effort|prio|priority)\s?)([:=])/gi, '$1\\$2'],
  [new RegExp(String.raw`([([{])(\s*${hintLike}(?:[,;|]\s*${hintLike})*\s*)([)\]}])`, 'giu'), '\\$1$2\\$3'],
]
