import { html, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { View } from '../../components/view.ts'
import type { ProjectSession } from '../../state/project-session.ts'

@customElement('pw-timeline')
export class TimelineView extends View {
  @property({ attribute: false }) declare session: ProjectSession

  override render(): TemplateResult {
    return html`<div class="skeleton rows-skeleton" aria-hidden="true"><span></span><span></span><span></span></div>`
  }
}
