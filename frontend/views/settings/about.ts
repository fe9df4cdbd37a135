import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { View } from '../../components/view.ts'

/** Which server this is, and where the rest is told. */
@customElement('pw-about')
export class AboutView extends View {
  @state() private health: { readonly version: string; readonly storage: string; readonly agent: string } | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    void this.services.client.health().then((answer) => {
      if (answer.ok) this.health = answer.value
    })
  }

  override render(): TemplateResult {
    const { health } = this
    return html`
      <p><strong>Planwright</strong> ${health ? msg(str`version ${health.version}`) : nothing}</p>
      <p class="hint">${msg('A plan you can trust, because every change to it was a diff you could read first.')}</p>
      ${health ? html`<dl class="fields"><dt class="field-name">${msg('Storage')}</dt><dd class="field-text">${health.storage}</dd><dt class="field-name">${msg('Agent')}</dt><dd class="field-text">${health.agent}</dd></dl>` : nothing}
      <p><a href="/api/docs" target="_blank" rel="noopener">${msg('API reference')}</a></p>
    `
  }
}
