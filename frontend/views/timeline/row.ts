import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../components/icon.ts'
import { properties } from '../../components/properties.ts'
import { dayNumberOf, type ScheduledTask, type Task } from '../../state/core.ts'
import type { TaskRow } from '../../state/rows.ts'
import type { Scale } from '../../state/timeline-scale.ts'
import { dateText } from '../../words/values.ts'
import { barText } from './words.ts'

/** All that a row needs to draw itself. The timeline has one listener for all of them. */
export interface BarContext {
  readonly index: number
  readonly offset: number
  readonly scale: Scale
  readonly planned: ScheduledTask | undefined
  /** Where it stands without the proposal; undefined where it is the same. */
  readonly was: ScheduledTask | undefined
  /** Where it would stand after what is being moved; undefined where it is the same. */
  readonly next: ScheduledTask | undefined
  readonly isMoved: boolean
  readonly late: number
  readonly focused: boolean
  readonly current: boolean
  readonly showCritical: boolean
  readonly showSlack: boolean
  readonly movable: boolean
  /** Of what is proposed for it, nothing would be applied. */
  readonly leftOut: boolean
}

export function timelineRow(row: TaskRow, context: BarContext): TemplateResult {
  const { task } = row
  const sign = signOf(row)
  return html`<div
    role="row"
    class="tl-row ${sign ? `is-${sign.name}` : ''} ${row.kind} ${context.current ? 'current' : ''} ${context.leftOut ? 'left-out' : ''} ${context.planned?.duration === 'below' ? 'heading' : ''}"
    data-index=${context.index}
    data-key=${row.key}
    data-task-id=${task.id}
    aria-level=${row.depth + 1}
    aria-posinset=${row.position}
    aria-setsize=${row.setSize}
    aria-rowindex=${context.index + 2}
    aria-expanded=${row.expandable ? String(row.expanded) : nothing}
    tabindex=${context.focused ? 0 : -1}
    ${properties({ transform: `translateY(${context.offset}px)` })}
  >
    <div role="rowheader" class="tl-name" title=${task.title} ${properties({ '--depth': String(row.depth) })}>
      ${row.expandable ? html`<button class="tl-twisty" data-do="toggle" tabindex="-1" aria-label=${row.expanded ? msg('Collapse') : msg('Expand')}>${icon(row.expanded ? 'chevron-down' : 'chevron-right')}</button>` : nothing}
      ${sign ? html`<span class="sign" aria-hidden="true">${sign.text}</span><span class="hear">${sign.word}: ${context.leftOut ? msg('left out: ') : ''}</span>` : nothing}
      <span class="tl-title">${row.kind === 'removed' ? html`<del>${task.title}</del>` : task.title}</span>
    </div>
    <div role="gridcell" class="tl-cell" aria-label=${cellText(row, context)}>${bars(task, row, context)}</div>
  </div>`
}

function signOf({ change }: TaskRow): { readonly name: string; readonly text: string; readonly word: string } | null {
  if (!change) return null
  if (change.delete) return { name: 'removed', text: '−', word: msg('Deleted') }
  if (change.create) return { name: 'added', text: '+', word: msg('Added') }
  return change.update ? { name: 'changed', text: '~', word: msg('Changed') } : { name: 'moved', text: '→', word: msg('Moved') }
}

function cellText({ task, kind }: TaskRow, { planned, was, late }: BarContext): string {
  const now = kind === 'removed' ? '' : barText(task, planned, late)
  const before = was ? msg(str`was ${barText(task, was, 0)}`) : ''
  return [now, before].filter(Boolean).join('; ') || msg('Left out')
}

function bars(task: Task, { kind }: TaskRow, context: BarContext): TemplateResult {
  const { planned, was, next, scale, late, showSlack } = context
  const due = kind !== 'removed' && task.dueDate !== null && planned ? scale.xOf(dayNumberOf(task.dueDate) + 1) : null
  return html`
    ${was ? html`<i class="tl-was" ${place(was, scale)}></i>` : nothing}
    ${planned && kind !== 'removed' ? bar(task, planned, context) : nothing}
    ${planned && showSlack && planned.slack > 0 && planned.duration !== 'below' ? html`<i class="tl-slack" ${between(scale.xOfFinish(planned.finish), scale.xOfFinish(planned.latestFinish))}></i>` : nothing}
    ${due === null ? nothing : html`<i class="tl-due ${late > 0 ? 'late' : ''}" title=${msg(str`Due ${dateText(task.dueDate ?? '')}`)} ${properties({ left: `${due}px` })}></i>`}
    ${next ? html`<i class="tl-next ${context.isMoved ? 'own' : ''}" data-testid="next" ${place(next, scale)}></i>` : nothing}
  `
}

function bar(task: Task, planned: ScheduledTask, context: BarContext): TemplateResult {
  const { scale, showCritical, late, movable } = context
  const isPoint = planned.start === planned.finish
  const look = [
    'tl-bar',
    planned.duration === 'below' ? 'below' : isPoint ? 'point' : '',
    task.startDate === null && planned.duration !== 'below' ? 'computed' : '',
    planned.duration === 'assumed' ? 'assumed' : '',
    task.status === 'done' ? 'done' : '',
    planned.isCritical && showCritical ? 'critical' : '',
    late > 0 ? 'late' : '',
    movable ? 'movable' : '',
  ].join(' ')
  return html`<div class=${look} data-bar title=${barText(task, planned, late)} ${place(planned, scale)}>${movable && !isPoint ? html`<i class="tl-grip" data-grip></i>` : nothing}</div>`
}

const between = (left: number, right: number) => properties({ left: `${left}px`, width: `${Math.max(2, right - left)}px` })

function place({ start, finish }: ScheduledTask, scale: Scale) {
  if (start === finish) return properties({ left: `${scale.xOfFinish(finish)}px`, width: '0px' })
  return between(scale.xOfStart(start), scale.xOfFinish(finish))
}
