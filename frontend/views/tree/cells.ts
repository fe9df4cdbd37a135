import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { properties } from '../../components/properties.ts'
import { isClosed, type Task } from '../../state/core.ts'
import { durationText } from '../../state/duration.ts'
import type { TaskRow } from '../../state/rows.ts'
import { cellNames, type CellName } from '../../state/tree-store.ts'
import { priorityLabel } from '../../words/labels.ts'
import { plural } from '../../words/plural.ts'
import { dateText, taskName } from '../../words/values.ts'
import { namesIn, tabStop, type RowContext } from '../row-context.ts'
import { cellEditor } from './cell-editor.ts'

/** A cell can be reached by the arrows of its row; Tab leads to the one that has the keyboard. Rows at rest have none of it. */
export const cellTab = (name: CellName, { focused, cell }: RowContext): number | typeof nothing => (focused ? tabStop(cell === name) : nothing)

const column: Readonly<Record<CellName, number>> = { status: 2, title: 3, tags: 4, priority: 6, estimate: 7, dates: 8, assignee: 9 }

interface Shown {
  readonly text: string | TemplateResult
  readonly label: string
  readonly extra?: string
  readonly title?: string
  /** Drawn, not said. */
  readonly initials?: string
}

/** A cell with a value; without one it is there only where it can be reached, so that it can be given. */
function cell(name: CellName, task: Task, context: RowContext, shown: Shown | null): TemplateResult | typeof nothing {
  const typed = context.typing === name
  if (!shown && !typed && (!context.active || context.readonly)) return nothing
  const label = shown?.label ?? emptyLabel(name)
  return html`<div role="gridcell" aria-colindex=${column[name]} class="cell ${name} ${shown?.extra ?? ''} ${shown ? '' : 'unset'}" data-do="cell" data-cell=${name} data-initials=${shown?.initials ?? nothing} tabindex=${cellTab(name, context)} aria-label=${typed ? nothing : label} title=${typed ? nothing : (shown?.title ?? label)}>${typed ? cellEditor(name, task, context) : (shown?.text ?? '')}</div>`
}

const emptyLabel = (name: CellName): string =>
  ({
    status: msg('Status'),
    title: msg('Title'),
    tags: msg('No tags'),
    priority: msg('No priority'),
    estimate: msg('No estimate'),
    dates: msg('No dates'),
    assignee: msg('Nobody assigned'),
  })[name]

/** Progress, priority, estimate, dates and assignee: each in a column of its own. */
export function fieldCells(task: Task, context: RowContext): TemplateResult {
  return html`${progressCell(context)}${cell('priority', task, context, priority(task))}${cell('estimate', task, context, estimate(task, context))}${cell('dates', task, context, dates(task, context))}${cell('assignee', task, context, assignee(task))}`
}

function progressCell({ progress }: RowContext): TemplateResult | typeof nothing {
  if (!progress || progress.total === 0) return nothing
  const { done, total } = progress
  return html`<div role="gridcell" aria-colindex="5" class="cell progress" aria-label=${msg(str`Progress: ${done}/${total} done`)} ${properties({ '--done-fraction': (done / total).toFixed(2) })}>${done}/${total}</div>`
}

const priority = ({ priority: value }: Task): Shown | null =>
  value === 'none' ? null : { text: '', label: msg(str`Priority: ${priorityLabel(value)}`), extra: `priority-${value}` }

function estimate(task: Task, { progress }: RowContext): Shown | null {
  const minutes = progress?.estimateMinutes ?? task.estimateMinutes ?? 0
  if (minutes === 0) return null
  const text = durationText(minutes)
  return progress ? { text, label: msg(str`Estimate, summed: ${text}`), extra: 'summed' } : { text, label: msg(str`Estimate: ${text}`) }
}

function dates({ startDate, dueDate, status }: Task, { today }: RowContext): Shown | null {
  const late = dueDate !== null && dueDate < today && !isClosed(status)
  const start = startDate ? msg(str`Start: ${dateText(startDate)}`) : ''
  if (dueDate === null) return startDate === null ? null : { text: `${dateText(startDate)} –`, label: start, extra: 'start-only' }
  const due = late ? msg(str`Due: ${dateText(dueDate)}, overdue`) : msg(str`Due: ${dateText(dueDate)}`)
  return { text: dateText(dueDate), label: [start, due].filter(Boolean).join(', '), extra: late ? 'late' : '' }
}

function assignee({ assignee: who }: Task): Shown | null {
  if (!who) return null
  const label = who.kind === 'agent' ? msg(str`Assignee: ${who.name}, an agent`) : msg(str`Assignee: ${who.name}`)
  return { text: '', label, extra: who.kind, title: who.name, ...(who.kind === 'agent' ? {} : { initials: initials(who.name) }) }
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('')

/** Small things after the title: tags, what it waits for, criteria, what is hidden below. */
export function tagsCell(row: TaskRow, context: RowContext): TemplateResult | typeof nothing {
  const { task } = row
  if (context.typing === 'tags') return cell('tags', task, context, null)
  const waits = task.dependsOn.filter((id) => !isClosed(context.shown.tasks.get(id)?.status ?? 'done'))
  const criteria = task.acceptanceCriteria
  const met = criteria.filter(({ done }) => done).length
  if (waits.length === 0 && criteria.length === 0 && task.tags.length === 0 && row.hidden === 0) return cell('tags', task, context, null)
  const names = waits.map((id) => taskName(namesIn(context), id)).join(', ')
  const said = [
    waits.length > 0 ? msg(str`Waits for ${names}`) : '',
    criteria.length > 0 ? msg(str`Criteria: ${met}/${criteria.length} met`) : '',
    // As it is read: who speaks to the page names what they see.
    task.tags.length > 0 ? msg(str`Tags: ${tagText(task.tags)}`) : '',
  ].filter(Boolean)
  return html`<div role="gridcell" aria-colindex="4" class="cell tags" data-do="cell" data-cell="tags" tabindex=${cellTab('tags', context)} aria-label=${row.hidden > 0 ? nothing : said.join('. ')} title=${[...said.slice(0, -1), task.tags.length > 0 ? msg(str`Tags: ${task.tags.join(', ')}`) : (said.at(-1) ?? '')].join('\n')}>${row.hidden > 0 ? html`<button class="hidden-below" data-do="toggle" tabindex="-1">${plural(row.hidden, msg('1 change below'), msg(str`${row.hidden} changes below`))}</button>` : nothing}${waits.length > 0 ? html`<span class="waits" data-count=${waits.length}></span>` : nothing}${criteria.length > 0 ? html`<span class="met" data-count="${met}/${criteria.length}"></span>` : nothing}${task.tags.length > 0 ? tagText(task.tags) : nothing}</div>`
}

/** As many as are read at a glance. */
function tagText(tags: readonly string[]): string {
  const shown = tags
    .slice(0, 3)
    .map((tag) => `#${tag}`)
    .join(' ')
  return tags.length > 3 ? `${shown} +${tags.length - 3}` : shown
}

/** The cell beside another one of a row. */
export function cellBeside(name: CellName, step: 1 | -1): CellName | null {
  return cellNames[cellNames.indexOf(name) + step] ?? null
}
