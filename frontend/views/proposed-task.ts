import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../components/icon.ts'
import { markdown } from '../components/markdown.ts'
import type { Task } from '../state/core.ts'
import { durationText } from '../state/duration.ts'
import { priorityLabel, statusLabel } from '../words/labels.ts'
import { dateText, taskName, type Names } from '../words/values.ts'

/** A task that is only proposed, to be read with all it would have. */
export function proposedTask(task: Task, names: Names): TemplateResult {
  return html`<div class="task-body" data-testid="proposed-task">
    <p class="bar-note strong">${icon('info')}${msg('Only proposed. It can be edited, talked about and broken down here once it is applied; before that, edit it in the tree (E), or say in the conversation what should be different.')}</p>
    <p class="task-title-text">${task.title}</p>
    <dl class="fields">
      ${factsOf(task).map(([name, value]) => html`<dt class="field-name">${name}</dt><dd class="field-text">${value}</dd>`)}
    </dl>
    ${task.description ? html`<section><h3>${msg('Description')}</h3>${markdown(task.description)}</section>` : nothing}
    ${task.acceptanceCriteria.length > 0 ? html`<section><h3>${msg('Acceptance criteria')}</h3><ul class="plain-list">${task.acceptanceCriteria.map((criterion) => html`<li>${criterion.text}</li>`)}</ul></section>` : nothing}
    ${task.dependsOn.length > 0 ? html`<section><h3>${msg('Depends on')}</h3><ul class="plain-list">${task.dependsOn.map((id) => html`<li>${taskName(names, id)}</li>`)}</ul></section>` : nothing}
  </div>`
}

/** Priority and estimate always, since their absence tells something too; the rest where it is set. */
function factsOf(task: Task): readonly (readonly [string, string])[] {
  return [
    ...(task.status === 'todo' ? [] : [[msg('Status'), statusLabel(task.status)] as const]),
    [msg('Priority'), priorityLabel(task.priority)],
    [msg('Estimate'), task.estimateMinutes === null ? msg('None') : durationText(task.estimateMinutes)],
    ...(task.startDate ? [[msg('Start'), dateText(task.startDate)] as const] : []),
    ...(task.dueDate ? [[msg('Due'), dateText(task.dueDate)] as const] : []),
    ...(task.assignee ? [[msg('Assignee'), task.assignee.name] as const] : []),
    ...(task.tags.length > 0 ? [[msg('Tags'), task.tags.join(', ')] as const] : []),
  ]
}
