import { msg, str } from '@lit/localize'
import type { ConflictWire, OperationWire } from '../api/wire.ts'
import type { Priority, ProjectStatus, TaskStatus } from '../state/core.ts'
import type { CountName } from '../state/counts.ts'
import type { PlanViewName } from '../state/router.ts'
import type { Lens } from '../state/rows.ts'

/** What the words of the core are called on the screen. Functions, since the language may change while the page is open. */
export const statusLabel = (status: TaskStatus): string =>
  ({
    todo: msg('To do'),
    in_progress: msg('In progress'),
    blocked: msg('Blocked'),
    review: msg('In review'),
    done: msg('Done'),
    cancelled: msg('Cancelled'),
  })[status] ?? status

export const projectStatusLabel = (status: ProjectStatus): string =>
  ({ planning: msg('Planning'), active: msg('Active'), on_hold: msg('On hold'), done: msg('Done'), cancelled: msg('Cancelled') })[status] ?? status

export const priorityLabel = (priority: Priority): string =>
  ({ none: msg('No priority'), low: msg('Low'), medium: msg('Medium'), high: msg('High'), urgent: msg('Urgent') })[priority] ?? priority

export const lensLabel = (lens: Lens): string => ({ review: msg('Review'), result: msg('Result'), original: msg('Original') })[lens]

export const viewLabel = (view: PlanViewName): string =>
  ({ tree: msg('Tree'), board: msg('Board'), timeline: msg('Timeline'), history: msg('History') })[view]

export const countLabel = (name: CountName): string =>
  ({ added: msg('added'), changed: msg('changed'), moved: msg('moved'), deleted: msg('deleted') })[name]

export const countSign: Readonly<Record<CountName, string>> = { added: '+', changed: '~', moved: '→', deleted: '−' }

export const decisionLabel = (decision: OperationWire['decision']): string =>
  ({ pending: msg('Pending'), accepted: msg('Accepted'), rejected: msg('Rejected') })[decision]

export function fieldLabel(field: string): string {
  const labels: Readonly<Record<string, string>> = {
    title: msg('title'),
    description: msg('description'),
    summary: msg('summary'),
    status: msg('status'),
    priority: msg('priority'),
    estimateMinutes: msg('estimate'),
    spentMinutes: msg('time spent'),
    startDate: msg('start'),
    dueDate: msg('due'),
    assignee: msg('assignee'),
    tags: msg('tags'),
    acceptanceCriteria: msg('acceptance criteria'),
    dependsOn: msg('depends on'),
    boardRank: msg('place on the board'),
    focusFiles: msg('files'),
    externalRefs: msg('links'),
    metadata: msg('metadata'),
    parentId: msg('place'),
    rank: msg('place'),
  }
  return labels[field] ?? field
}

/** Why an operation no longer applies, in a sentence. */
export function conflictLabel(conflict: ConflictWire): string {
  const field = conflict.field === null ? '' : fieldLabel(conflict.field)
  const labels: Readonly<Record<ConflictWire['kind'], string>> = {
    'task-exists': msg('A task with this identity is there already.'),
    'parent-missing': msg('The task it would stand under is gone.'),
    'task-missing': msg('The task is gone.'),
    'field-changed': msg(str`The ${field} was changed in the meantime.`),
    'place-changed': msg('The task was moved in the meantime.'),
    cycle: msg('It would put a task below itself.'),
    'task-changed': msg('The task that would be deleted was changed in the meantime.'),
    'has-children': msg('The task that would be deleted has tasks below it now.'),
    'rule-broken': msg(str`The plan would break a rule (${conflict.field ?? ''}).`),
  }
  return labels[conflict.kind] ?? conflict.kind
}
