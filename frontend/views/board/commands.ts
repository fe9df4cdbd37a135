import { msg, str } from '@lit/localize'
import type { BoardCard, BoardColumn, CardPlace } from '../../state/board.ts'
import { keysOf, pressedOf, viewCommandOf } from '../../state/keys.ts'
import type { MenuItem } from '../../state/overlays.ts'
import { decideItems, decideTask } from '../decide.ts'
import { isTyping } from '../typing.ts'
import type { BoardView } from './board.ts'

interface Found {
  readonly card: BoardCard
  readonly column: BoardColumn
  readonly index: number
}

/** What can be done to a card by key, by click and by menu. */
export class BoardCommands {
  readonly #view: BoardView

  constructor(view: BoardView) {
    this.#view = view
  }

  readonly click = (event: Event): void => {
    const { board, session } = this.#view
    const target = event.target as Element
    const action = target.closest<HTMLElement>('[data-do]')?.dataset['do']
    if (action === 'show-all') return session.tree.showAll()
    if (action === 'add') {
      const columnId = target.closest<HTMLElement>('[data-column]')?.dataset['column'] ?? ''
      return board.startAdding({ columnId, text: '', problem: null })
    }
    const element = target.closest<HTMLElement>('[data-card]')
    const found = board.cardOf(element?.dataset['card'] ?? null)
    if (!found) return
    board.focus(found.card.key)
    if (action === 'menu') this.#menu(target.closest('[data-do]') ?? target, found)
    else session.go({ task: found.card.task.id })
  }

  readonly submit = (event: Event): void => {
    const form = event.target as HTMLFormElement
    if (!form.matches('.card-adder')) return
    event.preventDefault()
    const { board } = this.#view
    const title = (form.elements.namedItem('title') as HTMLInputElement).value.trim()
    const columnId = board.adding?.columnId
    if (title === '' || columnId === undefined) return this.#stopAdding()
    void board.add(columnId, title)
  }

  readonly key = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const target = event.target as HTMLElement
    if (target.closest('.card-adder')) {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      return this.#stopAdding()
    }
    if (isTyping(event) || !target.closest('[data-card]') || target.closest('button')) return
    const found = this.#view.board.focused
    const command = viewCommandOf('board', pressedOf(event), this.#view.services.settings.letterKeys)
    if (!found || !(this.#view.board.held ? this.#holding(command, event.key) : this.#walking(command, found))) return
    event.preventDefault()
    event.stopPropagation()
  }

  putBack(): void {
    const { board, services } = this.#view
    const title = board.cardOf(board.held?.id ?? null)?.card.task.title ?? ''
    board.hold(null)
    services.announcer.say(msg(str`“${title}” is back where it was`))
  }

  #stopAdding(): void {
    this.#view.board.startAdding(null)
    this.#view.keepFocus()
  }

  #walking(command: string | undefined, found: Found): boolean {
    const { board, session } = this.#view
    const { column, index, card } = found
    switch (command) {
      case 'card-down':
        return this.#focus(column.cards[index + 1])
      case 'card-up':
        return this.#focus(column.cards[index - 1])
      case 'card-first':
        return this.#focus(column.cards[0])
      case 'card-last':
        return this.#focus(column.cards.at(-1))
      case 'column-left':
        return this.#focus(this.#beside(found, -1))
      case 'column-right':
        return this.#focus(this.#beside(found, 1))
      case 'card-open':
        session.go({ task: card.task.id })
        return true
      case 'pick-up':
        this.#pickUp(found)
        return true
      case 'card-menu':
        this.#menu(this.#elementOf(card.key), found)
        return true
      case 'card-accept':
      case 'card-reject':
        return decideTask(session, card.change, card.task.title, command === 'card-accept' ? 'accepted' : 'rejected')
      case 'card-add':
        board.startAdding({ columnId: column.id, text: '', problem: null })
        return true
      default:
        return false
    }
  }

  #focus(card: BoardCard | undefined): boolean {
    if (card) this.#view.board.focus(card.key)
    this.#view.keepFocus()
    return true
  }

  /** The card at the same height of the next column that has some. */
  #beside({ column, index }: Found, step: 1 | -1): BoardCard | undefined {
    const { columns } = this.#view.board
    for (let at = columns.findIndex(({ id }) => id === column.id) + step; columns[at]; at += step) {
      const cards = columns[at]?.cards ?? []
      if (cards.length > 0) return cards[Math.min(index, cards.length - 1)]
    }
    return undefined
  }

  #elementOf(key: string): Element {
    return this.#view.querySelector(`[data-card="${CSS.escape(key)}"]`) ?? this.#view
  }

  // Picking up and putting down

  #pickUp({ card, column, index }: Found): void {
    const { board, services } = this.#view
    const refusal = board.refusal(card)
    if (refusal) {
      services.toasts.show(refusal)
      return services.announcer.say(refusal)
    }
    const at = { columnId: column.id, afterKey: column.cards[index - 1]?.key ?? null }
    board.hold({ id: card.task.id, at, from: at })
    services.announcer.say(msg(str`Picked up “${card.task.title}”. ${this.#placeText(at)} Arrows move it, Space puts it down, Escape puts it back.`))
    this.#view.keepFocus()
  }

  /** While a card is held, Tab leads nowhere: it is put down or back first. */
  #holding(command: string | undefined, key: string): boolean {
    const { board } = this.#view
    if (command === 'put-back') {
      this.putBack()
      this.#view.keepFocus()
      return true
    }
    if (command === 'pick-up' || command === 'card-open') {
      this.#putDown()
      return true
    }
    const to = this.#moved(command)
    if (to && board.held) {
      board.hold({ ...board.held, at: to })
      this.#view.services.announcer.say(this.#placeText(to))
      this.#view.keepFocus()
    }
    return command !== undefined || key === 'Tab'
  }

  /** Where a key leads a held card. */
  #moved(command: string | undefined): CardPlace | undefined {
    const { board } = this.#view
    const { held, columns } = board
    if (!held) return undefined
    const at = columns.findIndex(({ id }) => id === held.at.columnId)
    const othersOf = (column: BoardColumn | undefined): readonly BoardCard[] => column?.cards.filter((card) => card.key !== held.id) ?? []
    const others = othersOf(columns[at])
    const index = others.findIndex((card) => card.key === held.at.afterKey) + 1
    const place = (columnId: string | undefined, cards: readonly BoardCard[], to: number): CardPlace | undefined =>
      columnId === undefined || to < 0 || to > cards.length ? undefined : { columnId, afterKey: cards[to - 1]?.key ?? null }
    switch (command) {
      case 'card-down':
        return place(held.at.columnId, others, index + 1)
      case 'card-up':
        return place(held.at.columnId, others, index - 1)
      case 'card-first':
        return place(held.at.columnId, others, 0)
      case 'card-last':
        return place(held.at.columnId, others, others.length)
      case 'column-left':
      case 'column-right': {
        const next = columns[at + (command === 'column-left' ? -1 : 1)]
        const cards = othersOf(next)
        return place(next?.id, cards, Math.min(index, cards.length))
      }
      default:
        return undefined
    }
  }

  #putDown(): void {
    const { board, services } = this.#view
    const { held } = board
    if (!held) return
    const title = this.#view.session.plan.plan?.tasks.get(held.id)?.title ?? ''
    services.announcer.say(msg(str`Put down “${title}”. ${this.#placeText(held.at)}`))
    void board.drop(held.id, held.at)
    this.#view.keepFocus()
  }

  #placeText({ columnId, afterKey }: CardPlace): string {
    const { board } = this.#view
    const others = board.columns.find(({ id }) => id === columnId)?.cards.filter((card) => card.key !== board.held?.id) ?? []
    const index = others.findIndex((card) => card.key === afterKey) + 1
    return msg(str`${board.labelOf(columnId)}, ${index + 1} of ${others.length + 1}.`)
  }

  // The menu: the same without dragging

  #menu(anchor: Element, { card, column, index }: Found): void {
    const { board, services, session } = this.#view
    const refusal = board.refusal(card)
    const move = (place: CardPlace) => () => {
      board.focus(card.key)
      void board.drop(card.task.id, place)
      this.#view.keepFocus()
    }
    const closed: Partial<MenuItem> = refusal ? { disabled: refusal } : {}
    const others = column.cards.filter((each) => each.key !== card.key)
    const columns: readonly MenuItem[] = board.columns.map(({ id, cards }, at) => ({
      ...{ label: board.labelOf(id), checked: id === column.id, separator: at === 0, ...closed },
      run: id === column.id ? () => this.#view.keepFocus() : move({ columnId: id, afterKey: cards.at(-1)?.key ?? null }),
    }))
    services.overlays.openMenu(anchor, msg(str`Move “${card.task.title}”`), [
      ...decideItems(session, card.change, card.task.title),
      { label: msg('Details'), icon: 'open', keys: keysOf('card-open') ?? '', run: () => session.go({ task: card.task.id }) },
      {
        label: msg('To the top'),
        icon: 'arrow-up',
        separator: true,
        ...closed,
        ...(index === 0 ? { disabled: msg('It is there.') } : {}),
        run: move({ columnId: column.id, afterKey: null }),
      },
      {
        label: msg('Up'),
        ...closed,
        ...(index === 0 ? { disabled: msg('It is at the top.') } : {}),
        run: move({ columnId: column.id, afterKey: others[index - 2]?.key ?? null }),
      },
      {
        label: msg('Down'),
        ...closed,
        ...(index >= others.length ? { disabled: msg('It is at the end.') } : {}),
        run: move({ columnId: column.id, afterKey: others[index]?.key ?? null }),
      },
      {
        label: msg('To the end'),
        icon: 'arrow-down',
        ...closed,
        ...(index >= others.length ? { disabled: msg('It is there.') } : {}),
        run: move({ columnId: column.id, afterKey: others.at(-1)?.key ?? null }),
      },
      ...columns,
    ])
  }
}
