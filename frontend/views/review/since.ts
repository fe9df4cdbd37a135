import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { OperationWire } from '../../api/wire.ts'
import { fieldChanges } from '../../components/changes.ts'
import { icon } from '../../components/icon.ts'
import { namesOf } from '../../components/operation-lines.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import type { ReviewStore } from '../../state/review-store.ts'
import { headline } from './headline.ts'
import type { Names } from '../../words/values.ts'

/** What the last message made of the proposal, and a way to see that alone. */
export function sinceNote({ review, plan, tree }: ProjectSession): TemplateResult | typeof nothing {
  const { since } = review
  if (!since) return nothing
  const parts = [
    since.added.length > 0 ? msg(str`${since.added.length} new`) : '',
    since.changed.length > 0 ? msg(str`${since.changed.length} changed`) : '',
    since.gone.length > 0 ? msg(str`${since.gone.length} withdrawn`) : '',
  ].filter(Boolean)
  if (parts.length === 0) return nothing
  const all = namesOf(since.gone, [plan.plan, tree.shownPlan])
  return html`<div class="since" data-testid="since">
    <p class="bar-note">${icon('history')}<span>${msg('Since your last message:')} ${parts.join(', ')}</span>
      <button class="link" aria-pressed=${String(review.onlySince)} @click=${() => review.setOnlySince(!review.onlySince)}>${review.onlySince ? msg('Show everything') : msg('Show only these')}</button></p>
    ${review.onlySince && since.gone.length > 0 ? html`<div class="withdrawn"><p class="hint">${msg('Not proposed any more:')}</p><ul>${since.gone.map((operation) => html`<li>${headline(operation, all)}</li>`)}</ul></div>` : nothing}
  </div>`
}

/** Beside an operation that the last message brought or changed: what it was before. */
export function sinceMark(operation: OperationWire, review: Pick<ReviewStore, 'since' | 'onlySince'>, names: Names): TemplateResult | typeof nothing {
  const { since } = review
  if (!since) return nothing
  if (since.added.includes(operation.id)) return html`<span class="badge since-new">${msg('new since your last message')}</span>`
  const was = since.changed.find(({ operationId }) => operationId === operation.id)?.was
  if (!was) return nothing
  if (!review.onlySince) return html`<span class="badge since-new">${msg('changed since your last message')}</span>`
  return html`<span class="since-was"><span class="change-name">${msg('before your message')}</span> ${fieldChanges(...differing(was.after, operation.after), names, { whole: true })}</span>`
}

type Fields = Readonly<Record<string, unknown>>

/** Of what was proposed and what it became, only the fields that differ. */
export function differing(before: Fields | null, after: Fields | null): [Fields, Fields] {
  const fields = Object.keys({ ...before, ...after }).filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(after?.[field]))
  const side = (of: Fields | null): Fields => Object.fromEntries(fields.map((field) => [field, of?.[field] ?? null]))
  return [side(before), side(after)]
}
