import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { Task } from '../../state/core.ts'
import { durationText } from '../../state/duration.ts'
import type { CellName } from '../../state/tree-store.ts'
import type { RowContext } from '../row-context.ts'

/** What is typed into a cell. Enter keeps it, Tab keeps it and goes on, Escape gives it up. The tree reads the form. */
export function cellEditor(name: CellName, task: Task, { refused }: RowContext): TemplateResult {
  return html`<form class="cell-editor ${name}-editor" data-do="cell-form" data-cell=${name} data-task-id=${task.id}>${inputs(name, task, refused?.text)}<button class="hear" tabindex="-1">${msg('Save')}</button>${refused ? html`<p class="field-problem" role="alert">${refused.problem}</p>` : nothing}</form>`
}

function inputs(name: CellName, task: Task, typed: string | undefined): TemplateResult {
  switch (name) {
    case 'dates':
      return html`<label><span>${msg('Start')}</span><input type="date" name="startDate" min="1900-01-01" .value=${task.startDate ?? ''} /></label>
        <label><span>${msg('Due')}</span><input type="date" name="dueDate" min="1900-01-01" .value=${task.dueDate ?? ''} /></label>`
    case 'estimate':
      return html`<input name="text" aria-label=${msg('Estimate')} placeholder="2d 4h" maxlength="40" .value=${typed ?? (task.estimateMinutes === null ? '' : durationText(task.estimateMinutes))} />`
    case 'assignee':
      return html`<input name="text" aria-label=${msg('Assignee')} placeholder=${msg('A name; bot: before an agent')} maxlength="205" list="known-people" .value=${typed ?? nameText(task)} />`
    default:
      return html`<input name="text" aria-label=${msg('Tags')} placeholder=${msg('Tags, separated by commas')} list="known-tags" .value=${typed ?? task.tags.join(', ')} />`
  }
}

const agentMark = 'bot:'

const nameText = ({ assignee }: Task): string =>
  assignee === null ? '' : assignee.kind === 'agent' ? `${agentMark} ${assignee.name}` : assignee.name

/** Who is meant by what was typed: nobody, a person, or after `bot:` an agent. */
export function assigneeOf(text: string): { readonly kind: 'person' | 'agent'; readonly name: string } | null {
  const trimmed = text.trim()
  const isAgent = trimmed.toLowerCase().startsWith(agentMark)
  const name = (isAgent ? trimmed.slice(agentMark.length) : trimmed).trim()
  return name === '' ? null : { kind: isAgent ? 'agent' : 'person', name }
}
