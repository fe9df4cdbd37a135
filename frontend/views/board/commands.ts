import { msg, str } from '@lit/localize'
import type { BoardCard, BoardColumn, CardPlace } from '../../state/board.ts'
import type { MenuItem } from '../../state/overlays.ts'
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
    if (isTyping(event) || !target.closest('[data-card]') || target.closest('button') || event.ctrlKey || event.metaKey || event.altKey) return
    const found = this.#view.board.focused
    if (!found) return
    const done = this.#view.board.held ? this.#holding(event.key) : this.#walking(event, found)
    if (!done) return
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

  #walking(event: KeyboardEvent, found: Found): boolean {
    const { board, session, services } = this.#view
    const { column, index, card } = found
    const letters = services.settings.letterKeys
    switch (event.key) {
      case 'ArrowDown':
        return this.#focus(column.cards[index + 1])
      case 'ArrowUp':
        return this.#focus(column.cards[index - 1])
      case 'Home':
        return this.#focus(column.cards[0])
      case 'End':
        return this.#focus(column.cards.at(-1))
      case 'ArrowLeft':
        return this.#focus(this.#beside(found, -1))
      case 'ArrowRight':
        return this.#focus(this.#beside(found, 1))
      case 'Enter':
        session.go({ task: card.task.id })
        return true
      case ' ':
        this.#pickUp(found)
        return true
      case '/':
        this.#view.querySelector<HTMLElement>('[data-search]')?.focus()
        return true
      case 'm':
      case 's':
        if (letters) this.#menu(this.#elementOf(card.key), found)
        return letters
      case 'n':
        if (letters) board.startAdding({ columnId: column.id, text: '', problem: null })
        return letters
      case 'j':
        return letters && this.#focus(column.cards[index + 1])
      case 'k':
        return letters && this.#focus(column.cards[index - 1])
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

  #holding(key: string): boolean {
    const { board } = this.#view
    if (key === 'Escape') {
      this.putBack()
      this.#view.keepFocus()
      return true
    }
    if (key === ' ' || key === 'Enter') {
      this.#putDown()
      return true
    }
    const to = this.#moved(key)
    if (to && board.held) {
      board.hold({ ...board.held, at: to })
      this.#view.services.announcer.say(this.#placeText(to))
      this.#view.keepFocus()
    }
    return key.startsWith('Arrow') || key === 'Home' || key === 'End' || key === 'Tab'
  }

  /** Where an arrow leads a held card. */
  #moved(key: string): CardPlace | undefined {
    const { board } = this.#view
    const { held, columns } = board
    if (!held) return undefined
    const at = columns.findIndex(({ id }) => id === held.at.columnId)
    const othersOf = (column: BoardColumn | undefined): readonly BoardCard[] => column?.cards.filter((card) => card.key !== held.id) ?? []
    const others = othersOf(columns[at])
    const index = others.findIndex((card) => card.key === held.at.afterKey) + 1
    const place = (columnId: string | undefined, cards: readonly BoardCard[], to: number): CardPlace | undefined =>
      columnId === undefined || to < 0 || to > cards.length ? undefined : { columnId, afterKey: cards[to - 1]?.key ?? null }
    switch (key) {
      case 'ArrowDown':
        return place(held.at.columnId, others, index + 1)
      case 'ArrowUp':
        return place(held.at.columnId, others, index - 1)
      case 'Home':
        return place(held.at.columnId, others, 0)
      case 'End':
        return place(held.at.columnId, others, others.length)
      case 'ArrowLeft':
      case 'ArrowRight': {
        const next = columns[at + (key === 'ArrowLeft' ? -1 : 1)]
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
      { label: msg('Details'), icon: 'open', keys: '↵', run: () => session.go({ task: card.task.id }) },
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
