import { LitElement } from 'lit'
import { property } from 'lit/decorators.js'
import type { Services } from '../state/services.ts'

/** A view renders into the page itself: one set of styles, ids that reach everywhere, and one listener per view. */
export class View extends LitElement {
  @property({ attribute: false }) declare services: Services

  override createRenderRoot(): HTMLElement {
    return this
  }
}
