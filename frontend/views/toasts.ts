import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../components/icon.ts'
import { View } from '../components/view.ts'
import { Watch } from '../state/store.ts'

/** Short messages in the corner. What they say is also announced where it happened. */
@customElement('pw-toasts')
export class ToastsView extends View {
  constructor() {
    super()
    new Watch(this, () => [this.services?.toasts])
  }

  override render(): TemplateResult {
    const { toasts } = this.services
    return html`<div class="toasts" role="region" aria-label=${msg('Messages')}>
      ${repeat(
        toasts.items,
        (toast) => toast.id,
        (toast) => html`
          <div class="toast ${toast.tone}" role=${toast.tone === 'problem' ? 'alert' : nothing} data-testid="toast" @pointerenter=${() => toasts.pause(toast)} @pointerleave=${() => toasts.resume(toast)} @focusin=${() => toasts.pause(toast)} @focusout=${() => toasts.resume(toast)}>
            ${toast.tone === 'problem' ? icon('warning') : nothing}
            <span>${toast.text}</span>
            ${
              toast.action
                ? html`<button
                  class="toast-action"
                  @click=${() => {
                    toasts.dismiss(toast.id)
                    toast.action?.run()
                  }}
                >
                  ${toast.action.label}
                </button>`
                : nothing
            }
            <button class="toast-close" aria-label=${msg('Dismiss')} @click=${() => toasts.dismiss(toast.id)}>${icon('close')}</button>
          </div>
        `,
      )}
    </div>`
  }
}
