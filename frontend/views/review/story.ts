import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { OperationWire } from '../../api/wire.ts'
import { fieldChanges } from '../../components/changes.ts'
import { icon } from '../../components/icon.ts'
import { markdown } from '../../components/markdown.ts'
import { subtreeOf, type Criterion, type Plan, type TaskId } from '../../state/core.ts'
import { numbersOf } from '../../state/numbers.ts'
import { movesAway } from '../../state/rows.ts'
import { decisionLabel } from '../../words/labels.ts'
import { plural } from '../../words/plural.ts'
import { reorderText } from '../../words/places.ts'
import { taskName, valueText, type Names } from '../../words/values.ts'

/** What a story is told with: what tasks are called, the plan as it is and as proposed, and what else is proposed. */
export interface Telling {
  readonly names: Names
  readonly before: Plan | null
  readonly after: Plan | null
  readonly operations: readonly OperationWire[]
}

/** What comes with it, in words. Of a new task all that is set; of a change what went and what came. */
export function storyOf(operation: OperationWire, telling: Telling): TemplateResult {
  const { names } = telling
  const { kind, before, after } = operation
  switch (kind) {
    case 'create':
      return html`${placed(msg('under'), after, names)} ${newFields(after ?? {}, names)}`
    case 'delete':
      return html`${placed(msg('it stands under'), before, names)} ${alongWith(operation, telling)} ${newFields(before ?? {}, names)}`
    case 'move':
      return movesAway(operation)
        ? html`<p class="story-move"><span class="change-name">${msg('from')}</span> <del><span class="hear">${msg('was')} </span>${placeName(before, names)}</del> <span aria-hidden="true">→</span> <span class="change-name">${msg('to')}</span> <ins><span class="hear">${msg('now')} </span>${placeName(after, names)}</ins></p>`
        : html`<p><span class="change-name">${msg('under')}</span> ${placeName(after, names)}: ${reordered(operation, telling)}</p>`
    case 'update':
    case 'project':
      return html`<div class="story-changes">${fieldChanges(before, after, names, { whole: true })}</div>`
  }
}

/** Sub-tasks that go with a task. */
function alongWith({ taskId }: OperationWire, { operations, before }: Telling): TemplateResult | typeof nothing {
  const deleted = new Set(operations.flatMap(({ kind, taskId: id }) => (kind === 'delete' && id !== taskId ? [id] : [])))
  const below = before && taskId ? subtreeOf(before, taskId as TaskId).filter((id) => deleted.has(id)).length : 0
  return below === 0 ? nothing : html`<p>${plural(below, msg('1 sub-task goes with it'), msg(str`${below} sub-tasks go with it`))}</p>`
}

function reordered({ taskId, after: side }: OperationWire, { before, after }: Telling): string {
  if (!before || !after || taskId === null) return ''
  const id = taskId as TaskId
  const task = { id, parentId: (side?.['parentId'] as TaskId | null | undefined) ?? null }
  return reorderText({ task, number: numbersOf(after).get(id) ?? '', numberBefore: numbersOf(before).get(id) ?? '' }, after)
}

const placed = (word: string, side: OperationWire['after'], names: Names): TemplateResult =>
  html`<p><span class="change-name">${word}</span> ${placeName(side, names)}</p>`

const placeName = (side: OperationWire['after'], names: Names): string =>
  typeof side?.['parentId'] === 'string' ? taskName(names, side['parentId']) : msg('the top level')

const facts = ['estimateMinutes', 'priority', 'assignee', 'startDate', 'dueDate', 'tags', 'dependsOn'] as const

function newFields(after: Readonly<Record<string, unknown>>, names: Names): TemplateResult {
  const labels: Readonly<Record<(typeof facts)[number], string>> = {
    estimateMinutes: msg('estimate'),
    priority: msg('priority'),
    assignee: msg('assignee'),
    startDate: msg('start'),
    dueDate: msg('due'),
    tags: msg('tags'),
    dependsOn: msg('waits for'),
  }
  const set = facts.filter((field) => {
    const value = after[field]
    return value !== null && value !== undefined && value !== 'none' && !(Array.isArray(value) && value.length === 0)
  })
  const description = typeof after['description'] === 'string' ? after['description'] : ''
  const criteria = (after['acceptanceCriteria'] as readonly Criterion[] | undefined) ?? []
  return html`
    ${set.length === 0 ? nothing : html`<dl class="story-facts">${set.map((field) => html`<div><dt>${labels[field]}</dt><dd>${valueText(field, after[field], names)}</dd></div>`)}</dl>`}
    ${description === '' ? nothing : markdown(description)}
    ${criteria.length === 0 ? nothing : html`<p class="change-name">${msg('done when')}</p><ul class="story-criteria">${criteria.map(({ text }) => html`<li>${text}</li>`)}</ul>`}
  `
}

/** Why it was proposed, and what was said of it. */
export function remarks({ rationale, comment, editedBy, unrequested }: OperationWire, user: string): TemplateResult {
  return html`
    ${rationale ? html`<p class="story-why"><span class="change-name">${msg('why')}</span> ${rationale}</p>` : nothing}
    ${comment ? html`<p class="comment">${icon('chat')}<span class="hear">${msg('Comment')}: </span>${comment}</p>` : nothing}
    ${
      editedBy || unrequested
        ? html`<p class="badges">${unrequested ? html`<span class="badge unrequested">${msg('not asked for')}</span>` : nothing}${editedBy ? html`<span class="badge edited">${icon('edit')}${editedBy === user ? msg('edited by you') : msg(str`edited by ${editedBy}`)}</span>` : nothing}</p>`
        : nothing
    }
  `
}

/** What stands of it now, in one word. */
export const stateText = ({ decision, unticked }: Pick<OperationWire, 'decision' | 'unticked'>): string =>
  unticked ? msg('Left out') : decisionLabel(decision)
