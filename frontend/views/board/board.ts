import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../components/icon.ts'
import { View } from '../../components/view.ts'
import { boardBys, type CardPlace } from '../../state/board.ts'
import { boardOf, type BoardStore } from '../../state/board-store.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { Watch } from '../../state/store.ts'
import { plural } from '../../words/plural.ts'
import { planFilter } from '../plan-filter.ts'
import { BoardCommands } from './commands.ts'
import { BoardDragging } from './dragging.ts'
import type { BoardColumnView } from './column.ts'
import './column.ts'
import { byLabel, columnLabel } from './labels.ts'
import '../../styles/board.css'

/** The plan as cards in columns. Every drag is a change of one card, and can be undone as one. */
@customElement('pw-board')
export class BoardView extends View {
  /** Where a dragged card would land. */
  @state() over: (CardPlace & { readonly index: number }) | null = null
  @property({ attribute: false }) declare session: ProjectSession
  board!: BoardStore
  readonly #commands = new BoardCommands(this)
  readonly #dragging = new BoardDragging(this)
  #renders = 0
  #focusWanted = false
  #hadFocus = false
  #typing: string | null = null

  constructor() {
    super()
    new Watch(this, () => [this.session?.plan, this.session?.review, this.session?.tree, this.session, this.board])
    this.addEventListener('click', (event) => this.#commands.click(event))
    this.addEventListener('keydown', (event) => this.#commands.key(event))
    this.addEventListener('submit', (event) => this.#commands.submit(event))
    this.addEventListener('pointerover', (event) => this.#dragging.offer(event))
    this.addEventListener('focusin', (event) => {
      const key = (event.target as Element).closest<HTMLElement>('[data-card]')?.dataset['card']
      if (key !== undefined) this.board.focus(key)
    })
    this.addEventListener('focusout', (event) => {
      // Whoever goes elsewhere puts down what was picked up, where it was.
      if (this.board.held && event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.#commands.putBack()
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#dragging.stop()
    this.board?.hold(null)
    this.board?.startAdding(null)
  }

  override willUpdate(): void {
    this.board = boardOf(this.session)
    this.board.labelOf = (id) => columnLabel(id, this.board.by)
    this.#hadFocus = this.contains(document.activeElement)
    this.#renders += 1
  }

  override updated(): void {
    void this.#settle()
  }

  get #columns(): readonly BoardColumnView[] {
    return [...this.querySelectorAll<BoardColumnView>('pw-board-column')]
  }

  /** The columns render after the board: only then their cards can have the keyboard. */
  async #settle(): Promise<void> {
    await Promise.all(this.#columns.map((column) => column.updateComplete))
    this.#focusAdder()
    const lost = this.#hadFocus && !this.contains(document.activeElement) && !this.board.adding
    if (this.#focusWanted || lost) this.#focusWanted = !this.#focusCard()
  }

  #focusAdder(): void {
    const columnId = this.board.adding?.columnId ?? null
    if (columnId !== this.#typing) this.querySelector<HTMLInputElement>('.card-adder input')?.focus()
    this.#typing = columnId
  }

  /** The keyboard goes to the focused card with the next render. */
  keepFocus(): void {
    this.#focusWanted = true
    this.requestUpdate()
  }

  #focusCard(): boolean {
    const found = this.board.focused
    if (!found) return true
    const column = this.#columns.find((each) => each.column.id === found.column.id)
    column?.list.scrollTo(found.index)
    const card = column?.querySelector<HTMLElement>(`[data-card="${CSS.escape(found.card.key)}"]`)
    card?.focus({ preventScroll: true })
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    return card !== null && card !== undefined
  }

  override render(): TemplateResult {
    const { columns, by, all, held } = this.board
    return html`
      ${this.#toolbar()} ${this.#hint()}
      <div class="board ${held ? 'holding' : ''}" role="group" aria-describedby="board-keys" aria-label=${msg(str`Board by ${byLabel(by)}`)} data-testid="board">
        ${repeat(
          columns,
          ({ id }) => `${by}:${id}:${String(all)}`,
          (column) =>
            html`<pw-board-column data-column=${column.id} .session=${this.session} .board=${this.board} .column=${column} .landing=${this.over?.columnId === column.id ? this.over.index : null} .state=${this.#renders}></pw-board-column>`,
        )}
      </div>
      <p class="hear" id="board-keys">${msg('Arrows go from card to card. Space picks a card up, arrows move it, Space puts it down. M moves it by a menu, Enter opens it.')}</p>
    `
  }

  /** Why there are no cards, where there are none. */
  #hint(): TemplateResult | typeof nothing {
    const { session, board } = this
    if (board.columns.some(({ cards }) => cards.length > 0)) return nothing
    if ((session.plan.plan?.tasks.size ?? 0) === 0)
      return html`<p class="board-hint">${msg('The plan is empty. Say in the conversation what you want to get done, or add a card with + in a column.')}</p>`
    return session.tree.isFiltered
      ? html`<p class="board-hint">${msg('Nothing in the plan fits.')} <button class="link" data-do="show-all">${msg('Show everything')}</button></p>`
      : nothing
  }

  #toolbar(): TemplateResult {
    const { session, board } = this
    const count = board.columns.reduce((sum, { cards }) => sum + cards.filter(({ kind }) => kind !== 'ghost').length, 0)
    return html`<div class="toolbar" role="toolbar" aria-label=${msg('Board')}>
      ${planFilter(session, () => this.keepFocus())}
      <span class="segments" role="radiogroup" aria-label=${msg('Columns by')}>
        ${boardBys.map((by) => html`<button role="radio" aria-checked=${String(board.by === by)} data-testid="by-${by}" @click=${() => session.go({ by: by === 'status' ? null : by })}>${byLabel(by)}</button>`)}
      </span>
      <button class="quiet toggle" aria-pressed=${String(board.all)} data-testid="all-tasks" title=${msg('Show tasks that have others below them too')} @click=${() => session.go({ all: board.all ? null : '1' })}>${icon('tree')}<span class="wide-only">${msg('All tasks')}</span><span class="hear narrow-only">${msg('All tasks')}</span></button>
      <span class="gap"></span>
      <span class="hint row-count">${plural(count, msg('1 card'), msg(str`${count} cards`))}</span>
    </div>`
  }
}
