import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { OperationWire } from '../api/wire.ts'
import { fieldChanges } from '../components/changes.ts'
import { icon } from '../components/icon.ts'
import { markdown } from '../components/markdown.ts'
import { words } from '../components/marks.ts'
import { properties } from '../components/properties.ts'
import { isClosed, priorities, type Plan, type Progress, type Task } from '../state/core.ts'
import { durationText } from '../state/duration.ts'
import { operationsOf } from '../state/overlay.ts'
import { movesAway, type Row, type TaskRow } from '../state/rows.ts'
import type { Refusal } from '../state/tree-store.ts'
import { isTicked } from '../state/ticks.ts'
import { decisionLabel, priorityLabel, statusLabel } from '../words/labels.ts'
import { reorderText } from '../words/places.ts'
import { plural } from '../words/plural.ts'
import { dateText, taskName } from '../words/values.ts'

/** All that a row needs to draw itself. It decides nothing and listens to nothing: the tree has one listener for all. */
export interface RowContext {
  readonly index: number
  readonly offset: number
  readonly count: number
  readonly focused: boolean
  readonly active: boolean
  readonly selected: boolean
  readonly renaming: boolean
  readonly opened: boolean
  readonly editing: string | null
  /** What was typed here and not taken. */
  readonly refused: Refusal | null
  readonly readonly: boolean
  readonly decidable: boolean
  readonly shown: Plan
  readonly plan: Plan
  readonly progress: Progress | undefined
  readonly today: string
  /** Who looks at it. */
  readonly user: string
  readonly note: string | null
  readonly follows: ReadonlySet<string>
  readonly followsTick: boolean
  /** Unticked, and not (or not yet) rejected. */
  readonly leftOut: { has(id: string): boolean }
  readonly told: { readonly text: string } | null
}

export function treeRow(row: Row, context: RowContext): TemplateResult {
  if (row.kind === 'input') return inputRow(row.depth, context)
  if (row.kind === 'project') return projectRow(row.operation, context)
  return row.kind === 'ghost' ? ghostRow(row, context) : taskRow(row, context)
}

/** What one of the two plans does not have, the other one names. */
const namesIn = ({ shown, plan }: RowContext): readonly Plan[] => [shown, plan]

const place = ({ offset }: RowContext) => properties({ transform: `translateY(${offset}px)` })
const indent = (depth: number) => properties({ '--depth': String(depth) })

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

// The review

function markCell(operations: readonly OperationWire[], row: TaskRow): TemplateResult {
  const ticked = operations.filter(isTicked).length
  return tickBox(
    operations.map(({ id }) => id).join(' '),
    ticked === operations.length,
    ticked > 0 && ticked < operations.length,
    msg(str`Take: ${row.task.title}`),
  )
}

const tickBox = (ids: string, ticked: boolean, mixed: boolean, label: string): TemplateResult =>
  html`<input type="checkbox" class="tick" data-do="tick" data-operations=${ids} data-testid="tick" tabindex="-1" .checked=${ticked} .indeterminate=${mixed} aria-label=${label} />`

function reviewLines(row: TaskRow, operations: readonly OperationWire[], context: RowContext): TemplateResult {
  const { change } = row
  const rationales = [...new Set(operations.flatMap(({ rationale }) => (rationale ? [rationale] : [])))]
  const update = change?.update
  const editing = operations.find((operation) => operation.id === context.editing)
  return html`<div class="review-lines">
    ${
      change?.move && movesAway(change.move)
        ? html`<span class="change"><span class="change-name">${msg('from')}</span> <button class="jump" data-do="jump" tabindex="-1">${change.move.before?.['parentId'] ? taskName(context.plan, String(change.move.before['parentId'])) : msg('the top level')}</button></span>`
        : nothing
    }
    ${change?.move && !movesAway(change.move) ? html`<span class="change" data-testid="reordered">${reorderText(row, context.shown)}</span>` : nothing}
    ${update ? fieldChanges(update.before, update.after, namesIn(context), { skip: ['title'], whole: context.opened }) : nothing}
    ${operations.length > 1 && context.decidable ? operations.map((operation) => html`<label class="op-line" data-operation-id=${operation.id}>${tickBox(operation.id, isTicked(operation), false, kindWord(operation))} ${kindWord(operation)}</label>`) : nothing}
    ${rationales.length > 0 ? html`<button class="why" data-do="why" tabindex="-1" aria-expanded=${String(context.opened)}><span class="change-name">${msg('why')}</span> <span class="why-text">${rationales.join(' · ')}</span></button>` : nothing}
    ${context.opened ? opened(row, operations, context) : nothing}
    ${operations.map((operation) => badges(operation, context))}
    ${editing ? editor(row, editing) : nothing}
    ${context.told ? html`<span class="told">${context.told.text} <button data-do="untell" tabindex="-1">${msg('Undo')}</button></span>` : nothing}
    ${context.note ? html`<span class="note">${context.note}</span>` : nothing}
  </div>`
}

const kindWord = (operation: OperationWire): string =>
  ({
    create: msg('add the task'),
    update: msg('change the fields'),
    move: msg('move the task'),
    delete: msg('delete the task'),
    project: msg('change the project'),
  })[operation.kind]

/** What is worth reading once: whole texts, criteria, what was proposed before it was edited. */
function opened({ task, change }: TaskRow, operations: readonly OperationWire[], context: RowContext): TemplateResult {
  const whole = change?.create ?? change?.delete
  return html`<div class="opened">
    ${whole && task.description ? markdown(task.description) : nothing}
    ${whole && task.acceptanceCriteria.length > 0 ? html`<ul>${task.acceptanceCriteria.map((criterion) => html`<li>${criterion.text}</li>`)}</ul>` : nothing}
    ${whole && task.dependsOn.length > 0 ? html`<p><span class="change-name">${msg('depends on')}</span> ${task.dependsOn.map((id) => taskName(namesIn(context), id)).join(', ')}</p>` : nothing}
    ${operations.map((operation) =>
      operation.original
        ? html`<p class="original"><span class="change-name">${msg('your edit')}</span> ${fieldChanges(...edited(operation.original.after, operation.after), namesIn(context), { whole: true })}</p>`
        : nothing,
    )}
  </div>`
}

type Fields = Readonly<Record<string, unknown>>

/** Of what was proposed and what it was made into, only the fields that differ. */
function edited(original: Fields | null, after: Fields | null): [Fields, Fields] {
  const fields = Object.keys({ ...original, ...after }).filter((field) => JSON.stringify(original?.[field]) !== JSON.stringify(after?.[field]))
  const side = (of: Fields | null): Fields => Object.fromEntries(fields.map((field) => [field, of?.[field] ?? null]))
  return [side(original), side(after)]
}

function badges(operation: OperationWire, context: RowContext): TemplateResult | typeof nothing {
  const { decision, comment, editedBy, unrequested } = operation
  const needs = context.decidable && !isTicked(operation) ? operation.requires.length : 0
  if (decision === 'pending' && !comment && !editedBy && !unrequested && needs === 0) return nothing
  return html`<span class="badges">
    ${decision === 'pending' ? nothing : decision === 'rejected' && context.leftOut.has(operation.id) ? html`<span class="badge left-out-badge">${msg('Left out')}</span>` : html`<span class="badge decision-${decision}">${icon(decision === 'accepted' ? 'check' : 'close')}${decisionLabel(decision)}</span>`}
    ${unrequested ? html`<span class="badge unrequested" title=${msg('The agent touched something nobody asked for. Tick it if you want it.')}>${msg('not asked for')}</span>` : nothing}
    ${editedBy ? html`<button class="badge edited" data-do="why" tabindex="-1">${icon('edit')}${editedBy === context.user ? msg('edited by you') : msg(str`edited by ${editedBy}`)}</button>` : nothing}
    ${needs > 0 ? html`<span class="needs">${plural(needs, msg('needs 1 other operation'), msg(str`needs ${needs} other operations`))}</span>` : nothing}
    ${comment ? html`<span class="comment">${icon('chat')}${comment}</span>` : nothing}
  </span>`
}

/** Edit in place: the same fields the proposal shows, before anything is applied. */
function editor({ task }: TaskRow, operation: OperationWire): TemplateResult {
  const fields = new Set(
    operation.kind === 'create' ? ['title', 'estimateMinutes', 'priority', 'dueDate', 'description'] : Object.keys(operation.after ?? {}),
  )
  return html`<form class="op-editor" data-do="editor" data-operation=${operation.id}>
    ${fields.has('title') ? html`<label class="field"><span>${msg('Title')}</span><input name="title" maxlength="300" required .value=${task.title} /></label>` : nothing}
    ${fields.has('estimateMinutes') ? html`<label class="field short"><span>${msg('Estimate')}</span><input name="estimate" placeholder="2d" .value=${task.estimateMinutes === null ? '' : durationText(task.estimateMinutes)} /></label>` : nothing}
    ${fields.has('priority') ? html`<label class="field short"><span>${msg('Priority')}</span><select name="priority">${priorities.map((priority) => html`<option value=${priority} ?selected=${priority === task.priority}>${priorityLabel(priority)}</option>`)}</select></label>` : nothing}
    ${fields.has('dueDate') ? html`<label class="field short"><span>${msg('Due')}</span><input name="dueDate" type="date" .value=${task.dueDate ?? ''} /></label>` : nothing}
    ${fields.has('description') ? html`<label class="field wide"><span>${msg('Description')}</span><textarea name="description" rows="3" .value=${task.description}></textarea></label>` : nothing}
    <span class="form-actions"><button class="button primary">${msg('Keep the edit')}</button><button type="button" class="button" data-do="editor-cancel">${msg('Cancel')}</button></span>
  </form>`
}

function actions(operations: readonly OperationWire[], context: RowContext): TemplateResult {
  return html`<span class="row-actions">
    ${
      operations.length > 0 && context.decidable
        ? html`<button class="act accept" data-do="accept" tabindex="-1" aria-label=${msg('Accept')} title=${msg('Accept (A)')}>${icon('check')}</button>
          <button class="act reject" data-do="reject" tabindex="-1" aria-label=${msg('Reject')} title=${msg('Reject (R)')}>${icon('close')}</button>`
        : html`<button class="act" data-do="add" tabindex="-1" aria-label=${msg('Add a task below')} title=${msg('Add a task below (Enter)')}>${icon('plus')}</button>`
    }
    <button class="act" data-do="more" tabindex="-1" aria-label=${msg('More')} title=${msg('More')}>${icon('more')}</button>
  </span>`
}

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

function projectRow(operation: OperationWire, context: RowContext): TemplateResult {
  const off = context.decidable && !isTicked(operation)
  return html`
    <div role="row" class="row project-row is-changed ${off ? 'off' : ''}" data-index=${context.index} data-key="project" data-operation-id=${operation.id} aria-level="1" aria-rowindex=${context.index + 1} tabindex=${context.focused ? 0 : -1} ${place(context)}>
      ${context.decidable ? html`<div role="gridcell" aria-colindex="1" class="cell mark">${tickBox(operation.id, isTicked(operation), false, msg('Take: changes of the project'))}</div>` : nothing}
      <div role="gridcell" aria-colindex="2" class="cell main" ${indent(0)}>
        <div class="line"><span class="sign" aria-hidden="true">~</span><span class="title">${msg('The project itself')}</span></div>
        <div class="review-lines">
          ${fieldChanges(operation.before, operation.after, namesIn(context), { whole: context.opened })}
          ${operation.rationale ? html`<button class="why" data-do="why" tabindex="-1" aria-expanded=${String(context.opened)}><span class="change-name">${msg('why')}</span> <span class="why-text">${operation.rationale}</span></button>` : nothing}
          ${badges(operation, context)}
          ${context.told ? html`<span class="told">${context.told.text} <button data-do="untell" tabindex="-1">${msg('Undo')}</button></span>` : nothing}
        </div>
      </div>
      ${context.active && context.decidable && !context.readonly ? html`<div role="gridcell" aria-colindex="4" class="cell acts">${actions([operation], context)}</div>` : nothing}
    </div>
  `
}
