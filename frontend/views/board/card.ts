import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { avatar } from '../../components/avatar.ts'
import { fieldChanges } from '../../components/changes.ts'
import { icon } from '../../components/icon.ts'
import { words } from '../../components/marks.ts'
import { properties } from '../../components/properties.ts'
import type { BoardBy, BoardCard } from '../../state/board.ts'
import { ancestorsOf, isClosed, type Plan } from '../../state/core.ts'
import { durationText } from '../../state/duration.ts'
import { priorityLabel, statusLabel } from '../../words/labels.ts'
import { dateText, taskName } from '../../words/values.ts'

/** All that a card needs to draw itself. The board has one listener for all of them. */
export interface CardContext {
  readonly index: number
  readonly count: number
  readonly offset: number
  readonly by: BoardBy
  readonly shown: Plan
  readonly plan: Plan
  readonly today: string
  readonly focused: boolean
  readonly current: boolean
  readonly held: boolean
  /** Of what is proposed for it, nothing would be applied. */
  readonly leftOut: boolean
  readonly toColumn: string
}

export function boardCard(card: BoardCard, context: CardContext): TemplateResult {
  const { task, kind } = card
  const sign = signOf(card, context)
  return html`<li
    class="card-place"
    data-index=${context.index}
    data-key=${card.key}
    aria-setsize=${context.count}
    aria-posinset=${context.index + 1}
    ${properties({ transform: `translateY(${context.offset}px)` })}
  >
    <article
      class="card ${sign ? `is-${sign.name}` : ''} ${kind} ${context.held ? 'held' : ''} ${context.leftOut ? 'left-out' : ''} ${context.current ? 'current' : ''} ${isClosed(task.status) ? 'closed' : ''}"
      data-card=${card.key}
      data-task-id=${task.id}
      tabindex=${context.focused ? 0 : -1}
      aria-roledescription=${msg('card')}
    >
      ${path(card, context)}
      <h3 class="card-title">
        ${sign ? html`<span class="sign" aria-hidden="true">${sign.text}</span><span class="hear">${sign.word}: ${context.leftOut ? msg('left out: ') : ''}</span>` : nothing}<span class="card-text">${title(card)}</span>
      </h3>
      ${kind === 'ghost' ? nothing : html`${changes(card, context)}${facts(card, context)}`}
      ${kind === 'task' ? html`<button class="quiet icon-only card-menu" data-do="menu" tabindex="-1" aria-label=${msg(str`Move or open “${task.title}”`)} title=${msg('Move, open (M)')}>${icon('more')}</button>` : nothing}
    </article>
  </li>`
}

interface Sign {
  readonly name: 'added' | 'removed' | 'moved' | 'changed'
  readonly text: string
  readonly word: string
}

/** Sign, word and colour say the same thing three times, as in the tree. */
function signOf({ kind, change }: BoardCard, { toColumn }: CardContext): Sign | null {
  if (kind === 'ghost') return { name: 'moved', text: '→', word: msg(str`Would move to ${toColumn}`) }
  if (!change) return null
  if (change.delete) return { name: 'removed', text: '−', word: msg('Deleted') }
  if (change.create) return { name: 'added', text: '+', word: msg('Added') }
  if (change.update) return { name: 'changed', text: '~', word: msg('Changed') }
  return { name: 'moved', text: '→', word: msg('Moved') }
}

function title({ kind, task, before, change }: BoardCard): TemplateResult | string {
  if (kind === 'removed') return html`<del>${task.title}</del>`
  return kind === 'task' && before && change?.update?.after?.['title'] !== undefined ? words(before.title, task.title) : task.title
}

function path({ task, kind }: BoardCard, { shown, plan, toColumn }: CardContext): TemplateResult | typeof nothing {
  if (kind === 'ghost') return html`<p class="card-path moved-to">${msg(str`to ${toColumn}`)}</p>`
  const titles = ancestorsOf(shown.tasks.has(task.id) ? shown : plan, task.id)
    .map((id) => taskName([shown, plan], id))
    .reverse()
  return titles.length === 0 ? nothing : html`<p class="card-path" title=${titles.join(' › ')}>${titles.join(' › ')}</p>`
}

/** What a proposal changes; what is long, or shown on the card anyway, is left to the details. */
function changes({ change, kind }: BoardCard, { shown, plan }: CardContext): TemplateResult | typeof nothing {
  const update = kind === 'task' ? change?.update : undefined
  if (!update) return nothing
  const skip = ['title', 'description', 'acceptanceCriteria', 'metadata']
  const lines = fieldChanges(update.before, update.after, [shown, plan], { skip })
  return lines.length === 0 ? nothing : html`<div class="card-changes">${lines}</div>`
}

function facts({ task }: BoardCard, { today, by }: CardContext): TemplateResult | typeof nothing {
  const { priority, estimateMinutes, dueDate, acceptanceCriteria, assignee, status } = task
  const late = dueDate !== null && dueDate < today && !isClosed(status)
  const met = acceptanceCriteria.filter(({ done }) => done).length
  if (by === 'status' && priority === 'none' && estimateMinutes === null && !dueDate && acceptanceCriteria.length === 0 && !assignee) return nothing
  return html`<div class="card-facts">
    ${by === 'status' ? nothing : html`<span class="card-fact status-${status}" title=${statusLabel(status)}>${icon(`status-${status}`)}<span class="hear">${statusLabel(status)}</span></span>`}
    ${priority === 'none' ? nothing : html`<span class="card-fact priority-${priority}" title=${msg(str`Priority: ${priorityLabel(priority)}`)}>${icon(`priority-${priority}`)}<span class="hear">${msg(str`Priority: ${priorityLabel(priority)}`)}</span></span>`}
    ${dueDate === null ? nothing : html`<span class="card-fact due ${late ? 'late' : ''}" title=${late ? msg('Overdue') : msg('Due')}>${icon(late ? 'warning' : 'calendar')}<span class="hear">${late ? msg('overdue since') : msg('due')} </span>${dateText(dueDate)}</span>`}
    ${estimateMinutes === null ? nothing : html`<span class="card-fact" title=${msg('Estimate')}>${icon('timer')}<span class="hear">${msg('estimate')} </span>${durationText(estimateMinutes)}</span>`}
    ${acceptanceCriteria.length === 0 ? nothing : html`<span class="card-fact ${met === acceptanceCriteria.length ? 'all-met' : ''}" title=${msg('Acceptance criteria met')}>${icon('criteria')}${met}/${acceptanceCriteria.length}<span class="hear"> ${msg('criteria met')}</span></span>`}
    ${assignee ? avatar(assignee) : nothing}
  </div>`
}
