import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../components/icon.ts'
import type { Schedule, ScheduleWarning, TaskId } from '../../state/core.ts'
import { zooms, type Zoom } from '../../state/timeline-scale.ts'
import { plural } from '../../words/plural.ts'
import { dateText } from '../../words/values.ts'
import { planFilter } from '../plan-filter.ts'
import { calendarMenu } from './calendar-menu.ts'
import type { TimelineView } from './timeline.ts'
import { daysText, lateOf, warningText, zoomLabel } from './words.ts'

/** The line above: filter, zoom, what is drawn, and what one should know of the whole. */
export function timelineTools(view: TimelineView): TemplateResult {
  const { session, store } = view
  const shown = store.isTable ? 'table' : store.zoom
  const go = (zoom: Zoom | 'table'): void => session.go({ zoom: zoom === 'week' ? null : zoom })
  return html`
    <div class="toolbar" role="toolbar" aria-label=${msg('Timeline')}>
      ${planFilter(session, () => view.keepFocus())}
      <span class="segments" role="radiogroup" aria-label=${msg('How much is seen at once')}>
        ${[...zooms, 'table' as const].map((zoom) => html`<button role="radio" aria-checked=${String(zoom === shown)} data-testid="zoom-${zoom}" @click=${() => go(zoom)}>${zoomLabel(zoom)}</button>`)}
      </span>
      ${store.isTable ? nothing : html`<button class="quiet" data-testid="today" title=${msg('Go to today (T)')} @click=${() => view.showToday()}>${msg('Today')}</button>`}
      <span class="gap"></span>
      <button class="quiet icon-only" aria-label=${msg('What is shown, calendar, fixing dates')} title=${msg('What is shown, calendar, fixing dates')} data-testid="timeline-menu" @click=${(event: Event) => menu(view, event.currentTarget as Element)}>${icon('settings')}</button>
    </div>
    ${store.made ? facts(view, store.made) : nothing}
  `
}

function menu(view: TimelineView, anchor: Element): void {
  const { store, services } = view
  const count = store.fixable(null)
  services.overlays.openMenu(anchor, msg('Timeline'), [
    { label: msg('Critical path'), keys: 'C', checked: store.showCritical, run: () => store.set({ showCritical: !store.showCritical }) },
    { label: msg('Slack'), checked: store.showSlack, run: () => store.set({ showSlack: !store.showSlack }) },
    { label: msg('Plan open work from today on'), checked: store.openFromToday, run: () => store.set({ openFromToday: !store.openFromToday }) },
    {
      ...{
        label: plural(count, msg('Fix the dates of 1 task'), msg(str`Fix the dates of ${count} tasks`)),
        icon: 'calendar' as const,
        separator: true,
      },
      ...(count === 0 ? { disabled: msg('Every open task has its dates already.') } : {}),
      run: () => void store.proposeDates(null),
    },
    { label: msg('Working days and hours'), icon: 'timer', run: () => void calendarMenu(view, anchor) },
  ])
}

/** When it ends, and what stands in the way: each count leads to the tasks that it counts. */
function facts(view: TimelineView, made: Schedule): TemplateResult {
  const { warnings, finishDay, startDay } = made
  const late = lateOf(made)
  const project = late.get(null) ?? 0
  const of = (kind: ScheduleWarning['kind']): readonly ScheduleWarning[] =>
    warnings.filter((warning) => warning.kind === kind && !('taskId' in warning && warning.taskId === null))
  const chip = (kind: ScheduleWarning['kind'], text: (count: number) => string, look = ''): TemplateResult | typeof nothing => {
    const found = of(kind)
    return found.length === 0
      ? nothing
      : html`<button class="tl-fact ${look}" data-testid="fact-${kind}" @click=${(event: Event) => list(view, event.currentTarget as Element, text(found.length), found)}>${text(found.length)}</button>`
  }
  return html`<div class="tl-facts" role="group" aria-label=${msg('The plan over time')}>
    <span class="tl-fact plain"><span class="hint">${msg('From')}</span> ${dateText(startDay)} <span class="hint">${msg('to')}</span> <strong data-testid="finish">${dateText(finishDay)}</strong></span>
    ${project > 0 ? html`<span class="tl-fact plain late">${icon('warning')}${msg(str`${daysText(project)} after the due date`)}</span>` : nothing}
    ${chip('due-missed', (count) => msg(str`${count} late`), 'late')}
    ${chip('start-missed', (count) => plural(count, msg('1 start not kept'), msg(str`${count} starts not kept`)))}
    ${chip('not-begun', (count) => msg(str`${count} should have begun`))}
    ${chip('unestimated', (count) => msg(str`${count} not estimated`))}
    ${chip('circle', (count) => plural(count, msg('1 dependency passed over'), msg(str`${count} dependencies passed over`)), 'late')}
    ${of('no-start').length > 0 ? html`<span class="tl-fact plain hint">${msg('No start date: it begins today')}</span>` : nothing}
  </div>`
}

/** At most this many in a menu: whoever has more reads the table. */
const most = 50

function list(view: TimelineView, anchor: Element, label: string, warnings: readonly ScheduleWarning[]): void {
  const nameOf = (id: TaskId): string => view.titleOf(id)
  view.services.overlays.openMenu(
    anchor,
    label,
    warnings.slice(0, most).flatMap((warning) => {
      if (!('taskId' in warning) || warning.taskId === null) return []
      const { taskId } = warning
      return [{ label: nameOf(taskId), keys: warningText(warning, nameOf), run: () => view.reveal(taskId) }]
    }),
  )
}
