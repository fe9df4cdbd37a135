import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../components/icon.ts'
import { words } from '../components/marks.ts'
import { isClosed, type Task } from '../state/core.ts'
import { durationText } from '../state/duration.ts'
import { operationsOf } from '../state/overlay.ts'
import { movesAway, type Row, type TaskRow } from '../state/rows.ts'
import { isTicked } from '../state/ticks.ts'
import { priorityLabel, statusLabel } from '../words/labels.ts'
import { plural } from '../words/plural.ts'
import { dateText, taskName } from '../words/values.ts'
import { indent, namesIn, place, type RowContext } from './row-context.ts'
import { actions, markCell, projectRow, reviewLines } from './review/row-review.ts'

export function treeRow(row: Row, context: RowContext): TemplateResult {
  if (row.kind === 'input') return inputRow(row.depth, context)
  if (row.kind === 'project') return projectRow(row.operation, context)
  return row.kind === 'ghost' ? ghostRow(row, context) : taskRow(row, context)
}

function taskRow(row: TaskRow, context: RowContext): TemplateResult {
  const { task, change } = row
  const operations = operationsOf(change)
  const sign = signOf(row)
  const removed = row.kind === 'removed'
  const off = operations.length > 0 && context.decidable && operations.every((operation) => !isTicked(operation))
  const following = operations.some((operation) => context.follows.has(operation.id))
  return html`
    <div
      role="row"
      class="row ${sign ? `is-${sign.name}` : ''} ${removed ? 'removed' : ''} ${off ? 'off' : ''} ${context.selected ? 'selected' : ''} ${following ? (context.followsTick ? 'will-tick' : 'will-fall') : ''} ${isClosed(task.status) ? 'closed' : ''}"
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
      tabindex=${context.focused ? 0 : -1}
      ${place(context)}
    >
      ${operations.length > 0 && context.decidable ? html`<div role="gridcell" aria-colindex="1" class="cell mark">${markCell(operations, row)}</div>` : nothing}
      <div role="gridcell" aria-colindex="2" class="cell main" ${indent(row.depth)}>
        <div class="line">
          ${row.expandable ? html`<button class="twisty" data-do="toggle" tabindex="-1" aria-label=${row.expanded ? msg('Collapse') : msg('Expand')}>${icon(row.expanded ? 'chevron-down' : 'chevron-right')}</button>` : nothing}
          <button class="status status-${task.status}" data-do="status" tabindex="-1" ?disabled=${removed || context.readonly} aria-label=${msg(str`Status: ${statusLabel(task.status)}`)} title=${statusLabel(task.status)}>${icon(`status-${task.status}`)}</button>
          ${sign ? html`<span class="sign" aria-hidden="true">${sign.text}</span><span class="hear">${sign.word}: </span>` : nothing}
          ${row.number ? html`<span class="number">${row.number}</span>` : nothing}
          ${context.renaming ? renameInput(row.before ?? task, context) : titleOf(row, context)}
          ${extras(row, context)}
        </div>
        ${context.renaming ? refusal(context) : nothing}
        ${operations.length > 0 ? reviewLines(row, operations, context) : nothing}
      </div>
      <div role="gridcell" aria-colindex="3" class="cell facts">${facts(task, context)}</div>
      ${context.active && !context.readonly ? html`<div role="gridcell" aria-colindex="4" class="cell acts">${actions(operations, context)}</div>` : nothing}
    </div>
  `
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

/** Small things after the title: what it waits for, criteria, tags, what is hidden below. */
function extras(row: TaskRow, context: RowContext): TemplateResult | typeof nothing {
  const { task } = row
  const open = task.dependsOn.filter((id) => !isClosed(context.shown.tasks.get(id)?.status ?? 'done'))
  const met = task.acceptanceCriteria.filter((criterion) => criterion.done).length
  if (open.length === 0 && task.acceptanceCriteria.length === 0 && task.tags.length === 0 && row.hidden === 0) return nothing
  return html`<span class="extras">
    ${row.hidden > 0 ? html`<button class="hidden-below" data-do="toggle" tabindex="-1">${plural(row.hidden, msg('1 change below'), msg(str`${row.hidden} changes below`))}</button>` : nothing}
    ${open.length > 0 ? html`<span class="waits" title=${msg(str`Waits for ${open.map((id) => taskName(namesIn(context), id)).join(', ')}`)}>${icon('link')}${open.length}<span class="hear"> ${msg('open dependencies')}</span></span>` : nothing}
    ${task.acceptanceCriteria.length > 0 ? html`<span class="met" title=${msg('Acceptance criteria met')}>${icon('criteria')}${met}/${task.acceptanceCriteria.length}<span class="hear"> ${msg('criteria met')}</span></span>` : nothing}
    ${task.tags.slice(0, 3).map((tag) => html`<span class="tag">${tag}</span>`)}${task.tags.length > 3 ? html`<span class="tag">+${task.tags.length - 3}</span>` : nothing}
  </span>`
}

function facts(task: Task, { progress, today }: RowContext): TemplateResult {
  const late = task.dueDate !== null && task.dueDate < today && !isClosed(task.status)
  const minutes = progress?.estimateMinutes ?? task.estimateMinutes ?? 0
  return html`
    ${progress && progress.total > 0 ? html`<span class="fact row-progress"><progress max=${progress.total} .value=${progress.done} aria-label=${msg('Progress')}></progress><span class="fraction">${progress.done}/${progress.total}</span></span>` : nothing}
    ${task.priority === 'none' ? nothing : html`<span class="fact priority priority-${task.priority}" title=${priorityLabel(task.priority)}>${icon(`priority-${task.priority}`)}<span class="hear">${msg('Priority')} ${priorityLabel(task.priority)}</span></span>`}
    ${minutes > 0 ? html`<span class="fact estimate ${progress ? 'summed' : ''}" title=${progress ? msg('Estimate, summed') : msg('Estimate')}>${durationText(minutes)}</span>` : nothing}
    ${task.dueDate ? html`<span class="fact due ${late ? 'late' : ''}" title=${late ? msg('Overdue') : msg('Due')}>${late ? html`<span class="hear">${msg('overdue')} </span>` : nothing}${dateText(task.dueDate)}</span>` : nothing}
    ${task.assignee ? html`<span class="fact avatar ${task.assignee.kind}" title=${task.assignee.name}>${task.assignee.kind === 'agent' ? icon('agent') : initials(task.assignee.name)}<span class="hear">${task.assignee.name}</span></span>` : nothing}
  `
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('')

// Rows that are no tasks

function ghostRow(row: TaskRow, context: RowContext): TemplateResult {
  const to = row.task.parentId === null ? msg('the top level') : taskName(namesIn(context), row.task.parentId)
  return html`
    <div role="row" class="row ghost is-moved" data-index=${context.index} data-key=${row.key} data-ghost-of=${row.task.id} aria-level=${row.depth + 1} aria-posinset=${row.position} aria-setsize=${row.setSize} aria-rowindex=${context.index + 1} tabindex=${context.focused ? 0 : -1} ${place(context)}>
      <div role="gridcell" aria-colindex="2" class="cell main" ${indent(row.depth)}>
        <div class="line"><span class="sign" aria-hidden="true">→</span>${row.number ? html`<span class="number">${row.number}</span>` : nothing}<del class="title">${row.before?.title ?? row.task.title}</del> <button class="jump" data-do="jump" tabindex="-1">${msg(str`moved to ${to}`)}</button></div>
      </div>
    </div>
  `
}

function inputRow(depth: number, context: RowContext): TemplateResult {
  return html`
    <div role="row" class="row input-row" data-index=${context.index} data-key="input" aria-level=${depth + 1} aria-rowindex=${context.index + 1} ${place(context)}>
      <div role="gridcell" aria-colindex="2" class="cell main" ${indent(depth)}>
        <div class="line"><span class="status">${icon('status-todo')}</span><input class="title-input" data-input="add" data-testid="new-task" maxlength="300" aria-label=${msg('New task')} placeholder=${msg('New task · Enter adds it, Escape ends')} .value=${context.refused?.text ?? ''} /></div>
        ${refusal(context)}
      </div>
    </div>
  `
}
