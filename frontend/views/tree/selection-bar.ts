import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { icon, type IconName } from '../../components/icon.ts'
import { View } from '../../components/view.ts'
import { keysOf, type TreeCommand } from '../../state/keys.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { Watch } from '../../state/store.ts'
import { plural } from '../../words/plural.ts'

/** What can be done to all that is selected. There only while something is. */
@customElement('pw-selection-bar')
export class SelectionBarView extends View {
  @property({ attribute: false }) declare session: ProjectSession
  /** Runs a command on the selection; the tree knows how. */
  @property({ attribute: false }) run: (command: TreeCommand) => void = () => undefined

  constructor() {
    super()
    new Watch(this, () => [this.session?.tree.selection])
  }

  override render(): TemplateResult | typeof nothing {
    const { selection } = this.session.tree
    if (selection.size === 0) return nothing
    return html`<div class="selection-bar" role="toolbar" aria-label=${msg('Selected tasks')} data-testid="selection-bar">
      <strong>${plural(selection.size, msg('1 selected'), msg(str`${selection.size} selected`))}</strong>
      ${this.#button('status', 'status-in_progress', msg('Status'))} ${this.#button('priority', 'priority-high', msg('Priority'))}
      ${this.#button('assignee', 'person', msg('Assignee'))} ${this.#button('tags', 'tag', msg('Tags'))} ${this.#button('dates', 'calendar', msg('Due'))}
      ${this.#button('estimate', 'timer', msg('Estimate'))} ${this.#button('move-to', 'below', msg('Move to …'))} ${this.#button('outdent', 'arrow-left', msg('Outdent'))}
      ${this.#button('indent', 'arrow-right', msg('Indent'))} ${this.#button('copy', 'text', msg('Copy'))} ${this.#button('delete', 'trash', msg('Delete'))}
      <span class="gap"></span>
      <button class="quiet icon-only" aria-label=${msg('Clear the selection')} title=${msg('Clear the selection (Esc)')} @click=${() => this.run('leave')}>${icon('close')}</button>
    </div>`
  }

  #button(command: TreeCommand, name: IconName, label: string): TemplateResult {
    const keys = keysOf(command)
    return html`<button class="quiet ${command === 'delete' ? 'danger' : ''}" data-command=${command} title=${keys ? `${label} (${keys})` : label} @click=${() => this.run(command)}>${icon(name)}<span>${label}</span></button>`
  }
}
