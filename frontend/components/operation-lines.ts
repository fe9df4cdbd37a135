import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { CommittedOperationWire } from '../api/wire.ts'
import type { TaskId } from '../state/core.ts'
import { countName } from '../state/counts.ts'
import { countSign } from '../words/labels.ts'
import { taskName, type Names } from '../words/values.ts'
import { fieldChanges } from './changes.ts'

const most = 200

/** What the operations call their tasks themselves, before whatever the plans call them. */
export function namesOf(operations: readonly CommittedOperationWire[], names: Names): Names {
  const own = new Map(
    operations.flatMap(({ taskId, before, after }) => {
      const title = after?.['title'] ?? before?.['title']
      return taskId !== null && typeof title === 'string' ? [[taskId as TaskId, { title }] as const] : []
    }),
  )
  return [...[names].flat(), { tasks: own }]
}

/** Operations in words, one line each, as a story tells them. */
export function operationLines(operations: readonly CommittedOperationWire[], names: Names): TemplateResult {
  const all = namesOf(operations, names)
  return html`<ul class="operation-lines">
    ${operations.slice(0, most).map((operation) => html`<li class="operation-line is-${operation.kind}"><span class="sign count-${countName(operation.kind)}" aria-hidden="true">${countSign[countName(operation.kind)]}</span><span>${sentence(operation, all)}</span></li>`)}
    ${operations.length > most ? html`<li class="hint">${msg('and more; compare the two versions to see all of it')}</li>` : nothing}
  </ul>`
}

function sentence({ kind, taskId, before, after }: CommittedOperationWire, names: Names): TemplateResult {
  const nameOf = (id: string): string => taskName(names, id)
  const name = taskId === null ? msg('the project') : nameOf(taskId)
  const above = (side: Record<string, unknown> | null): string => (side?.['parentId'] ? nameOf(String(side['parentId'])) : msg('the top level'))
  switch (kind) {
    case 'create':
      return html`${msg('Added')} <strong>${name}</strong>${after?.['parentId'] ? html` <span class="hint">${msg('under')} ${above(after)}</span>` : nothing}`
    case 'delete':
      return html`${msg('Deleted')} <del><strong>${name}</strong></del>`
    case 'move':
      return before?.['parentId'] === after?.['parentId']
        ? html`${msg('Reordered')} <strong>${name}</strong>`
        : html`${msg('Moved')} <strong>${name}</strong> <span class="hint">${msg('from')}</span> ${above(before)} <span class="hint">${msg('to')}</span> ${above(after)}`
    case 'update':
    case 'project':
      return html`${msg('Changed')} <strong>${name}</strong> <span class="line-changes">${fieldChanges(before, after, names)}</span>`
  }
}
