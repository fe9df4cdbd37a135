import Papa from 'papaparse'
import { formatDuration } from '../../core/plan/duration.ts'
import type { Plan } from '../../core/plan/plan.ts'
import type { Task } from '../../core/plan/task.ts'
import { inOrder } from '../../core/plan/tree.ts'
import { guard, joinMembers } from './csv-cells.ts'
import { assigneeText } from './words.ts'

const header = [
  ...['Number', 'Title', 'Status', 'Priority', 'Estimate', 'Spent', 'Start date', 'Due date', 'Assignee', 'Tags', 'Depends on'],
  ...['Acceptance criteria', 'Description', 'Id', 'Parent id'],
]

/**
 * The tasks as a table that spreadsheets open without harm: in tree order, with a byte order mark (without which Excel
 * garbles every umlaut) and with cells that look like formulas marked by an apostrophe.
 */
export function writeCsv(plan: Plan): string {
  const rows = inOrder(plan)
  const numbers = new Map(rows.map(({ task, number }) => [task.id, number]))
  const cells = rows.map(({ task, number }) =>
    [number, ...fieldCells(task), joinMembers(task.dependsOn.flatMap((id) => numbers.get(id) ?? [])), ...textCells(task)].map(guard),
  )
  return `\uFEFF${Papa.unparse([header, ...cells], { newline: '\r\n' })}\r\n`
}

function fieldCells(task: Task): readonly string[] {
  const { title, status, priority, estimateMinutes, spentMinutes, startDate, dueDate, assignee, tags } = task
  return [
    title,
    status.replaceAll('_', ' '),
    priority,
    estimateMinutes === null ? '' : formatDuration(estimateMinutes),
    spentMinutes === 0 ? '' : formatDuration(spentMinutes),
    startDate ?? '',
    dueDate ?? '',
    assignee === null ? '' : assigneeText(assignee),
    // One "#" in front is read as a mark of a tag; a tag that begins with it gets one more.
    joinMembers(tags.map((tag) => (tag.startsWith('#') ? `#${tag}` : tag))),
  ]
}

const textCells = ({ acceptanceCriteria, description, id, parentId }: Task): readonly string[] => [
  acceptanceCriteria.map(({ text, done }) => `[${done ? 'x' : ' '}] ${text}`).join('\n'),
  description,
  id,
  parentId ?? '',
]
