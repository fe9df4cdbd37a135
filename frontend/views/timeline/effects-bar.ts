import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { TimelineView } from './timeline.ts'
import { effectsText, spanText } from './words.ts'

/** What would follow from what is being moved, before it is let go. */
export function effectsBar({ store, commands, titleOf, session }: TimelineView): TemplateResult | typeof nothing {
  const { preview, adjustment } = store
  if (!adjustment) return nothing
  const planned = preview?.made.tasks.get(adjustment.taskId)
  const asked = preview && planned ? store.waitsFor(preview) : null
  const title = session.tree.shownPlan?.tasks.get(adjustment.taskId)?.title ?? titleOf(adjustment.taskId)
  return html`<div class="tl-effects" data-testid="effects">
    <strong>${title}</strong>
    ${preview && planned ? html`<span>${spanText(planned)}</span><span>${effectsText(preview.effects)}</span>` : html`<span>${msg('as it was')}</span>`}
    ${asked ? html`<span class="late">${asked}</span>` : nothing}
    <button class="button" @click=${() => commands.drop()}>${msg('Put back')}</button>
    <button class="button primary" data-testid="keep" @click=${() => void commands.keep()}>${msg('Keep')}</button>
  </div>`
}
