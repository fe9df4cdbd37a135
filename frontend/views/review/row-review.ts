import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { OperationWire } from '../../api/wire.ts'
import { fieldChanges } from '../../components/changes.ts'
import { icon } from '../../components/icon.ts'
import { markdown } from '../../components/markdown.ts'
import { priorities } from '../../state/core.ts'
import { durationText } from '../../state/duration.ts'
import { movesAway, type TaskRow } from '../../state/rows.ts'
import { isTicked } from '../../state/ticks.ts'
import { decisionLabel, priorityLabel } from '../../words/labels.ts'
import { reorderText } from '../../words/places.ts'
import { plural } from '../../words/plural.ts'
import { taskName } from '../../words/values.ts'
import { differing, sinceMark } from './since.ts'
import { indent, namesIn, place, type RowContext } from '../row-context.ts'

/** The box that takes or leaves all operations of a row. */
export function markCell(operations: readonly OperationWire[], row: TaskRow): TemplateResult {
  const ticked = operations.filter(isTicked).length
  return tickBox(idsOf(operations), ticked === operations.length, ticked > 0 && ticked < operations.length, msg(str`Take: ${row.task.title}`))
}

const idsOf = (operations: readonly OperationWire[]): string => operations.map(({ id }) => id).join(' ')

const tickBox = (ids: string, ticked: boolean, mixed: boolean, label: string): TemplateResult =>
  html`<input type="checkbox" class="tick" data-do="tick" data-operations=${ids} data-testid="tick" tabindex="-1" .checked=${ticked} .indeterminate=${mixed} aria-label=${label} />`

/** What a proposal does to the task of a row, under its title: in words, with its reason and what was decided. */
export function reviewLines(row: TaskRow, operations: readonly OperationWire[], context: RowContext): TemplateResult {
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
    ${context.review ? operations.map((operation) => context.review && sinceMark(operation, context.review, namesIn(context))) : nothing}
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
        ? html`<p class="original"><span class="change-name">${msg('your edit')}</span> ${fieldChanges(...differing(operation.original.after, operation.after), namesIn(context), { whole: true })}</p>`
        : nothing,
    )}
  </div>`
}

function badges(operation: OperationWire, context: RowContext): TemplateResult | typeof nothing {
  const { decision, comment, editedBy, unrequested } = operation
  const needs = context.decidable && !isTicked(operation) ? operation.requires.length : 0
  if (decision === 'pending' && !comment && !editedBy && !unrequested && needs === 0) return nothing
  return html`<span class="badges">
    ${decision === 'pending' ? nothing : operation.unticked ? html`<span class="badge left-out-badge">${msg('Left out')}</span>` : html`<span class="badge decision-${decision}">${icon(decision === 'accepted' ? 'check' : 'close')}${decisionLabel(decision)}</span>`}
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

/** What can be done with a row under the pointer. */
export function actions(operations: readonly OperationWire[], context: RowContext): TemplateResult {
  return html`<span class="row-actions">
    ${
      operations.length > 0 && context.decidable
        ? html`<button class="act accept" data-do="accept" data-operations=${idsOf(operations)} tabindex="-1" aria-label=${msg('Accept')} title=${msg('Accept (A)')}>${icon('check')}</button>
          <button class="act reject" data-do="reject" data-operations=${idsOf(operations)} tabindex="-1" aria-label=${msg('Reject')} title=${msg('Reject (R)')}>${icon('close')}</button>`
        : html`<button class="act" data-do="add" tabindex="-1" aria-label=${msg('Add a task below')} title=${msg('Add a task below (Enter)')}>${icon('plus')}</button>`
    }
    <button class="act" data-do="more" tabindex="-1" aria-label=${msg('More')} title=${msg('More')}>${icon('more')}</button>
  </span>`
}

/** What a proposal does to the project itself. */
export function projectRow(operation: OperationWire, context: RowContext): TemplateResult {
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
