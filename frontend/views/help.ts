import { html } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { View } from '../components/view.ts'
@customElement('pw-help')
export class V extends View {
  @property({ attribute: false }) declare session: unknown
  override render() { return html`` }
}
