import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { OperationWire } from '../api/wire.ts'
import { countName } from '../state/counts.ts'
import { countSign } from '../words/labels.ts'

const most = 8

export interface OperationChips {
  readonly operations: readonly OperationWire[]
  /** What a task is called that the operation itself does not name. */
  readonly titleOf?: (taskId: string) => string | undefined
  /** Leads to the row in the plan; without it, a chip is only read. */
  readonly jumps: boolean
}

/** Operations as they arrive, a word each, the newest of many. */
export function operationChips({ operations, titleOf, jumps }: OperationChips): TemplateResult {
  const shown = operations.length > most + 2 ? operations.slice(-most) : operations
  return html`<div class="op-chips">
    ${operations.length > shown.length ? html`<span class="hint">${msg(str`${operations.length - shown.length} before`)}</span>` : nothing}
    ${shown.map((operation) => {
      const look = `op-chip count-${countName(operation.kind)}`
      const text = html`<span aria-hidden="true">${countSign[countName(operation.kind)]}</span>${nameOf(operation, titleOf)}`
      return jumps
        ? html`<button class=${look} data-jump=${operation.taskId ?? 'project'}>${text}</button>`
        : html`<span class=${look}>${text}</span>`
    })}
  </div>`
}

function nameOf({ kind, taskId, before, after }: OperationWire, titleOf: OperationChips['titleOf']): string {
  if (kind === 'project') return msg('The project')
  const title = String(after?.['title'] ?? before?.['title'] ?? '')
  if (kind === 'create' || kind === 'delete' || taskId === null) return title
  return titleOf?.(taskId) ?? title
}
