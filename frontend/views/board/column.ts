import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../components/icon.ts'
import { properties } from '../../components/properties.ts'
import { View } from '../../components/view.ts'
import { VirtualList } from '../../components/virtual-list.ts'
import { columnIdOf, type BoardColumn } from '../../state/board.ts'
import type { BoardStore } from '../../state/board-store.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { plural } from '../../words/plural.ts'
import { isLeftOut } from '../decide.ts'
import { boardCard } from './card.ts'
import { columnMark } from './labels.ts'

/** One column, windowed: 5,000 cards are as quick as five. */
@customElement('pw-board-column')
export class BoardColumnView extends View {
  @property({ attribute: false }) declare session: ProjectSession
  @property({ attribute: false }) declare board: BoardStore
  @property({ attribute: false }) declare column: BoardColumn
  /** Where a dragged card would land: before the card of that index; null where it would land elsewhere. */
  @property({ attribute: false }) landing: number | null = null
  /** Counts up with whatever its cards show beside themselves. */
  @property({ attribute: false }) state: unknown = null
  readonly list = new VirtualList(this, {
    scroller: () => this.querySelector<HTMLElement>('.cards-scroller'),
    estimate: () => 92,
    key: (index) => this.column.cards[index]?.key ?? String(index),
    pinned: () => [this.#focusedIndex],
  })

  #cards: BoardColumn['cards'] | null = null

  #focusedKey: string | undefined
  #focusedIndex = -1

  override willUpdate(): void {
    const { cards } = this.column
    const { focused } = this.board
    this.#focusedKey = focused?.card.key
    this.#focusedIndex = focused?.column.id === this.column.id ? focused.index : -1
    if (cards !== this.#cards) this.list.invalidate()
    this.#cards = cards
    this.list.setCount(cards.length)
  }

  override render(): TemplateResult {
    const { column, board } = this
    const label = board.labelOf(column.id)
    const count = column.cards.filter(({ kind }) => kind !== 'ghost').length
    const headingId = `column-${[...column.id].map((sign) => sign.codePointAt(0)?.toString(36)).join('-')}`
    return html`
      <div class="column-head">
        ${columnMark(column.id, board.by)}
        <h2 id=${headingId}>${label}</h2>
        <span class="column-count" title=${plural(count, msg('1 card'), msg(str`${count} cards`))}>${count}</span>
        <span class="gap"></span>
        <button class="quiet icon-only" data-do="add" aria-label=${msg(str`Add a task to ${label}`)} title=${msg('Add a task (N)')}>${icon('plus')}</button>
      </div>
      <div class="cards-scroller" tabindex=${count === 0 ? nothing : -1}>
        ${this.#adder()}
        <ul class="cards" aria-labelledby=${headingId} ${properties({ height: `${this.list.height}px` })}>
          ${repeat(
            this.list.items,
            (item) => item.key,
            (item) => this.#card(item.index, item.start),
          )}
        </ul>
        ${this.landing === null ? nothing : html`<div class="landing" data-testid="landing" ${properties({ top: `${this.#topOf(this.landing)}px` })}></div>`}
        ${count === 0 && board.adding?.columnId !== column.id ? html`<p class="column-empty">${msg('No cards')}</p>` : nothing}
      </div>
    `
  }

  #card(index: number, offset: number): TemplateResult | typeof nothing {
    const card = this.column.cards[index]
    const { plan, tree, query } = this.session
    if (!card || !plan.plan || !tree.shownPlan) return nothing
    const { by } = this.board
    return boardCard(card, {
      ...{ index, offset, by, count: this.column.cards.length, plan: plan.plan, shown: tree.shownPlan },
      today: new Date().toISOString().slice(0, 10),
      focused: this.#focusedKey === card.key,
      current: query.task === card.task.id && card.kind !== 'ghost',
      held: this.board.held?.id === card.key,
      leftOut: isLeftOut(this.session, card.change),
      toColumn: this.board.labelOf(columnIdOf(card.task, by)),
    })
  }

  /** Typed at the top, where it is seen; it lands where the tree puts it. */
  #adder(): TemplateResult | typeof nothing {
    const { adding } = this.board
    if (adding?.columnId !== this.column.id) return nothing
    return html`<form class="card-adder" data-do="adder">
      <input name="title" maxlength="300" aria-label=${msg('Title of the new task')} placeholder=${msg('What is to be done?')} .value=${adding.text} aria-invalid=${adding.problem ? 'true' : nothing} autocomplete="off" />
      ${adding.problem ? html`<p class="field-problem" role="alert">${adding.problem}</p>` : nothing}
    </form>`
  }

  #topOf(index: number): number {
    const at = this.list.items.find((item) => item.index === index)
    if (at) return at.start
    return this.list.items.at(-1)?.end ?? 0
  }
}
