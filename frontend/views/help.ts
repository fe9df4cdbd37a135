import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import { View } from '../components/view.ts'
import { icon } from '../components/icon.ts'
import '../styles/help.css'

/** The keys, grouped by where they work. */
@customElement('pw-help')
export class HelpView extends View {
  override firstUpdated(): void {
    this.querySelector('dialog')?.showModal()
  }

  override render(): TemplateResult {
    return html`
      <dialog class="help" aria-labelledby="help-title" data-testid="help" @close=${() => this.dispatchEvent(new CustomEvent('close'))} @click=${this.#beside}>
        <div class="help-inner">
          <div class="help-head"><h2 id="help-title" class="display">${msg('Keys')}</h2><span class="gap"></span><button class="quiet icon-only" aria-label=${msg('Close')} @click=${() => this.querySelector('dialog')?.close()}>${icon('close')}</button></div>
          <p class="hint">${msg('Letters work while a row of the plan has the focus; they can be turned off under Appearance.')}</p>
          <div class="help-groups">${groups().map(
            ([title, keys]) =>
              html`<section><h3>${title}</h3><dl>${keys.map(([key, what]) => html`<div><dt>${key.split(' ').map((each) => html`<kbd>${each}</kbd>`)}</dt><dd>${what}</dd></div>`)}</dl></section>`,
          )}</div>
          <p class="hint">${msg('Everything here can be scripted:')} <a href="/api/docs" target="_blank" rel="noopener">${msg('API reference')}</a></p>
        </div>
      </dialog>
    `
  }

  readonly #beside = (event: MouseEvent): void => {
    if (event.target instanceof HTMLDialogElement) event.target.close()
  }
}

type Group = readonly [string, readonly (readonly [string, string])[]]

const groups = (): readonly Group[] => [
  [
    msg('Review a proposal'),
    [
      ['A', msg('accept the row, go to the next')],
      ['R', msg('reject the row, go to the next')],
      ['U', msg('back to pending')],
      ['Space', msg('tick or untick')],
      ['E', msg('edit before applying')],
      ['C', msg('comment')],
      ['W', msg('why, and the whole text')],
      ['O', msg('jump between both ends of a move')],
      ['⇧A ⇧R', msg('accept, reject with all below')],
      ['N P', msg('next, previous undecided')],
      ['V', msg('lens: review, result, original')],
      ['Ctrl+Enter', msg('apply what is ticked')],
    ],
  ],
  [
    msg('Edit the plan'),
    [
      ['Enter', msg('add a task below')],
      ['F2', msg('rename')],
      ['Delete', msg('delete')],
      ['Alt+↑ Alt+↓', msg('move up, down')],
      ['Alt+→ Alt+←', msg('indent, outdent')],
      ['S', msg('status')],
      ['I', msg('details')],
      ['D', msg('break down')],
      ['Ctrl+Z', msg('undo')],
      ['Ctrl+⇧Z', msg('redo')],
    ],
  ],
  [
    msg('Get around'),
    [
      ['↑ ↓ J K', msg('next, previous row')],
      ['→ ←', msg('open, close, go to the parent')],
      ['Home End', msg('first, last row')],
      ['/', msg('filter')],
      ['Esc', msg('close what lies on top')],
      ['?', msg('this help')],
    ],
  ],
  [
    msg('Conversation'),
    [
      ['Enter', msg('send')],
      ['⇧Enter', msg('new line')],
    ],
  ],
]
