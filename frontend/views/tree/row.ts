import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { words } from '../../components/marks.ts'
import { isClosed, type Task } from '../../state/core.ts'
import { operationsOf } from '../../state/overlay.ts'
import { movesAway, type Row, type TaskRow } from '../../state/rows.ts'
import { isTicked } from '../../state/ticks.ts'
import { statusLabel } from '../../words/labels.ts'
import { taskName } from '../../words/values.ts'
import { indent, namesIn, place, tabStop, type RowContext } from '../row-context.ts'
import { actions, markCell, projectRow, reviewLines } from '../review/row-review.ts'
import { cellTab, fieldCells, tagsCell } from './cells.ts'

/**
 * One line of the tree. A row at rest is as light as it can be, since there are many: a cell is one element with its
 * text, icons are masks, and what can be done with a row is drawn only under the pointer and the focus.
 */
export function treeRow(row: Row, context: RowContext): TemplateResult {
  if (row.kind === 'input') return inputRow(row.depth, context)
  if (row.kind === 'project') return projectRow(row.operation, context)
  return row.kind === 'ghost' ? ghostRow(row, context) : taskRow(row, context)
}

function taskRow(row: TaskRow, context: RowContext): TemplateResult {
  const { task } = row
  const operations = operationsOf(row.change)
  return html`
    <div
      role="row"
      class=${classes(row, context)}
      data-index=${context.index}
      data-key=${row.key}
      data-task-id=${task.id}
      data-operation-id=${operations[0]?.id ?? nothing}
      aria-level=${row.depth + 1}
      aria-posinset=${row.position}
      aria-setsize=${row.setSize}
      aria-rowindex=${context.index + 1}
      aria-expanded=${row.expandable ? String(row.expanded) : nothing}
      aria-selected=${String(context.selected)}
      aria-current=${context.current ? 'true' : nothing}
      tabindex=${tabStop(context.focused && context.cell === null)}
      ${place(context)}
    >${operations.length > 0 && context.decidable ? html`<div role="gridcell" aria-colindex="1" class="cell mark">${markCell(operations, row)}</div>` : nothing}${leadCell(row, context)}${mainCell(row, context)}${tagsCell(row, context)}${fieldCells(task, context)}${context.active && !context.readonly ? html`<div role="gridcell" aria-colindex="10" class="cell acts">${actions(operations, context)}</div>` : nothing}</div>
  `
}

function classes(row: TaskRow, context: RowContext): string {
  const operations = operationsOf(row.change)
  const sign = signOf(row)
  const names = [
    'row',
    sign ? `is-${sign.name}` : '',
    row.kind === 'removed' ? 'removed' : '',
    operations.length > 0 && context.decidable && operations.every((operation) => !isTicked(operation)) ? 'off' : '',
    context.selected ? 'selected' : '',
    context.current ? 'current' : '',
    operations.some((operation) => context.follows.has(operation.id)) ? (context.followsTick ? 'will-tick' : 'will-fall') : '',
    isClosed(row.task.status) ? 'closed' : '',
    row.isFound ? '' : 'leads',
    context.receives ? 'receives' : '',
  ]
  return names.filter(Boolean).join(' ')
}

/** Where it stands, and how far it is: the indent, what opens it, its status and its number. */
function leadCell(row: TaskRow, context: RowContext): TemplateResult {
  const { task, number } = row
  const label = statusLabel(task.status)
  const said = msg(str`Status: ${label}`)
  return html`<div role="gridcell" aria-colindex="2" class="cell lead status-${task.status}" data-do="cell" data-cell="status" tabindex=${cellTab('status', context)} aria-label=${number ? `${number}, ${said}` : said} title=${label} ${indent(row.depth)}>${row.expandable ? html`<button class="twisty" data-do="toggle" tabindex="-1" aria-label=${row.expanded ? msg('Collapse') : msg('Expand')}></button>` : nothing}${number}</div>`
}

/** The title alone is a cell by itself; with a proposal under it, or being typed, it has company. */
function mainCell(row: TaskRow, context: RowContext): TemplateResult {
  const { task, before } = row
  const operations = operationsOf(row.change)
  const tab = cellTab('title', context)
  if (!context.renaming && operations.length === 0)
    return html`<div role="gridcell" aria-colindex="3" class="cell main title" data-cell="title" data-do="select" tabindex=${tab} title=${context.focused ? nothing : task.title}>${task.title}</div>`
  const sign = signOf(row)
  return html`<div role="gridcell" aria-colindex="3" class="cell main" data-cell="title" tabindex=${tab}>
    <div class="line">${sign ? html`<span class="sign" aria-hidden="true">${sign.text}</span><span class="hear">${sign.word}: </span>` : nothing}${context.renaming ? renameInput(before ?? task, context) : titleOf(row, context)}</div>
    ${context.renaming ? refusal(context) : nothing}
    ${operations.length > 0 ? reviewLines(row, operations, context) : nothing}
  </div>`
}

interface Sign {
  readonly name: 'added' | 'removed' | 'moved' | 'changed'
  readonly text: string
  readonly word: string
}

/** Sign, word and colour say the same thing three times: none of them alone is enough for everybody. */
function signOf({ change }: TaskRow): Sign | null {
  if (!change) return null
  if (change.delete) return { name: 'removed', text: '−', word: msg('Deleted') }
  if (change.create) return { name: 'added', text: '+', word: msg('Added') }
  if (change.move && change.update) return { name: 'moved', text: '→ ~', word: msg('Moved and changed') }
  if (change.move) return { name: 'moved', text: movesAway(change.move) ? '→' : '↕', word: movesAway(change.move) ? msg('Moved') : msg('Reordered') }
  return { name: 'changed', text: '~', word: msg('Changed') }
}

function titleOf(row: TaskRow, context: RowContext): TemplateResult {
  const { task, before, change } = row
  const renamed = change?.update?.after?.['title'] !== undefined && before
  const title =
    row.kind === 'removed'
      ? html`<del><span class="hear">${msg('deleted')} </span>${task.title}</del>`
      : renamed
        ? words(before.title, task.title)
        : task.title
  return html`<span class="title" data-do="select" title=${context.focused ? nothing : task.title}>${title}</span>`
}

const renameInput = (task: Task, { refused }: RowContext): TemplateResult =>
  html`<input class="title-input" data-input="rename" aria-label=${msg('Title')} maxlength="300" .value=${refused?.text ?? task.title} />`

const refusal = ({ refused }: RowContext): TemplateResult | typeof nothing =>
  refused ? html`<p class="field-problem" role="alert">${refused.problem}</p>` : nothing

/** The old place of a task that moves to another parent. */
function ghostRow(row: TaskRow, context: RowContext): TemplateResult {
  const to = row.task.parentId === null ? msg('the top level') : taskName(namesIn(context), row.task.parentId)
  return html`
    <div role="row" class="row ghost is-moved" data-index=${context.index} data-key=${row.key} data-ghost-of=${row.task.id} aria-level=${row.depth + 1} aria-posinset=${row.position} aria-setsize=${row.setSize} aria-rowindex=${context.index + 1} tabindex=${tabStop(context.focused)} ${place(context)}>
      <div role="gridcell" aria-colindex="2" class="cell lead bare" ${indent(row.depth)}>${row.number}</div>
      <div role="gridcell" aria-colindex="3" class="cell main">
        <div class="line"><span class="sign" aria-hidden="true">→</span><del class="title">${row.before?.title ?? row.task.title}</del> <button class="jump" data-do="jump" tabindex="-1">${msg(str`moved to ${to}`)}</button></div>
      </div>
    </div>
  `
}

function inputRow(depth: number, context: RowContext): TemplateResult {
  return html`
    <div role="row" class="row input-row" data-index=${context.index} data-key="input" aria-level=${depth + 1} aria-rowindex=${context.index + 1} ${place(context)}>
      <div role="gridcell" aria-colindex="2" class="cell lead status-todo" ${indent(depth)}></div>
      <div role="gridcell" aria-colindex="3" class="cell main">
        <div class="line"><input class="title-input" data-input="add" data-testid="new-task" maxlength="300" aria-label=${msg('New task')} placeholder=${msg('New task · Enter adds it, Tab indents, Escape ends')} .value=${context.refused?.text ?? ''} /></div>
        ${refusal(context)}
      </div>
    </div>
  `
}

/** What a row is not asked to show where nobody can do anything with it: in a preview, or a version as it was. */
export const atRest = {
  ...{ cell: null, active: false, selected: false, current: false, renaming: false, typing: null, opened: false, editing: null, refused: null },
  ...{ readonly: true, decidable: false, user: '', receives: false, note: null, follows: new Set<string>(), followsTick: false },
  review: null,
  told: null,
} as const
