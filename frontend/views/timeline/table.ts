import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { properties } from '../../components/properties.ts'
import type { TaskRow } from '../../state/rows.ts'
import type { TimelineStore } from '../../state/timeline-store.ts'
import { dateText } from '../../words/values.ts'
import { lateDays, lateOf, lengthText, slackText, daysText } from './words.ts'

/** The same to be read from top to bottom: what a screen reader, a printer or a narrow window can do with. */
export function timelineTable(store: TimelineStore, most: number): TemplateResult {
  const { made } = store
  const rows = store.rows.filter((row) => row.kind === 'task')
  if (!made) return html``
  const late = lateOf(made)
  const cells = ({ task, depth, number }: TaskRow): TemplateResult => {
    const planned = made.tasks.get(task.id)
    const days = lateDays(late, task.id)
    return html`<tr data-task-id=${task.id} data-key=${task.id}>
      <th scope="row" ${properties({ '--depth': String(depth) })}><button class="link" data-do="open">${number ? html`<span class="number">${number}</span> ` : nothing}${task.title}</button></th>
      ${
        planned
          ? html`<td>${dateText(planned.startDay)}${task.startDate === null && planned.duration !== 'below' ? html` <span class="hint">${msg('computed')}</span>` : nothing}</td>
            <td>${dateText(planned.finishDay)}</td><td>${lengthText(planned)}</td><td>${task.status === 'done' ? msg('done') : slackText(planned) || nothing}</td>
            <td class=${days > 0 ? 'late' : ''}>${task.dueDate ? dateText(task.dueDate) : nothing}${days > 0 ? html` <span>${msg(str`${daysText(days)} late`)}</span>` : nothing}</td>`
          : html`<td colspan="5" class="hint">${msg('left out')}</td>`
      }
    </tr>`
  }
  return html`<div class="tl-table" tabindex="0" role="region" aria-label=${msg('Timeline as a table')} data-testid="timeline-table">
    <table>
      <thead><tr><th scope="col">${msg('Task')}</th><th scope="col">${msg('Start')}</th><th scope="col">${msg('End')}</th><th scope="col">${msg('Length')}</th><th scope="col">${msg('Slack')}</th><th scope="col">${msg('Due')}</th></tr></thead>
      <tbody>${rows.slice(0, most).map(cells)}</tbody>
    </table>
    ${rows.length > most ? html`<button class="button more" data-do="more">${msg(str`Show more of ${rows.length} rows`)}</button>` : nothing}
  </div>`
}
