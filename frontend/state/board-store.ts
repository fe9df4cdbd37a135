import { msg, str } from '@lit/localize'
import { boardBys, columnIdOf, columnsOf, dropOf, type BoardBy, type BoardCard, type BoardColumn, type BoardInput, type CardPlace } from './board.ts'
import type { Plan, TaskId } from './core.ts'
import { matcherOf } from './filter.ts'
import { operationsOf } from './overlay.ts'
import type { ProjectSession } from './project-session.ts'
import { memo, Store } from './store.ts'

/** A card that was picked up by key and is not put down yet. */
export interface Held {
  readonly id: TaskId
  readonly at: CardPlace
  readonly from: CardPlace
}

/** The columns of the plan that is open, and what the keyboard does among them. */
export class BoardStore extends Store {
  held: Held | null = null
  /** The column in which a title is being typed, with what was refused of it. */
  adding: { readonly columnId: string; readonly text: string; readonly problem: string | null } | null = null
  readonly session: ProjectSession
  readonly #columns = memo((plan: Plan, shown: Plan, overlay: BoardInput['overlay'], by: BoardBy, all: boolean, keep: BoardInput['keep']) =>
    columnsOf({ plan, shown, overlay, by, all, keep }),
  )
  readonly #keep = memo((search: string, filter: Parameters<typeof matcherOf>[1], changesOnly: boolean, today: string): BoardInput['keep'] => {
    const fits = matcherOf(search, filter, today)
    if (!fits && !changesOnly) return null
    return (task, change) => (!fits || fits(task)) && (!changesOnly || operationsOf(change).length > 0)
  })

  constructor(session: ProjectSession) {
    super()
    this.session = session
  }

  get by(): BoardBy {
    const { by } = this.session.query
    return boardBys.find((each) => each === by) ?? 'status'
  }

  get all(): boolean {
    return this.session.query.all !== null
  }

  /** The columns as they are shown, a held card where it would be put down. */
  get columns(): readonly BoardColumn[] {
    const { tree, review, plan } = this.session
    const [head, shown] = [plan.plan, tree.shownPlan]
    if (!head || !shown) return []
    const reviewing = review.operations.length > 0 && tree.lens === 'review'
    const keep = this.#keep(tree.search, tree.filter, reviewing && tree.changesOnly, new Date().toISOString().slice(0, 10))
    const columns = this.#columns(head, shown, reviewing ? tree.overlay : null, this.by, this.all, keep)
    return this.held ? withHeld(columns, this.held) : columns
  }

  cardOf(key: string | null): { readonly card: BoardCard; readonly column: BoardColumn; readonly index: number } | undefined {
    if (key === null) return undefined
    for (const column of this.columns) {
      const index = column.cards.findIndex((card) => card.key === key)
      const card = column.cards[index]
      if (card) return { card, column, index }
    }
    return undefined
  }

  /** The card that has the keyboard, or the first there is. */
  get focused(): ReturnType<BoardStore['cardOf']> {
    const found = this.cardOf(this.session.tree.focusedKey)
    if (found) return found
    const column = this.columns.find(({ cards }) => cards.length > 0)
    const card = column?.cards[0]
    return column && card ? { column, card, index: 0 } : undefined
  }

  /** Why a card cannot be moved; null where it can. */
  refusal({ kind, before }: BoardCard): string | null {
    const { tree, review } = this.session
    if (before === null) return msg('This task is only proposed. Apply the proposal first, or edit it there.')
    if (kind === 'removed') return msg('The proposal deletes this task.')
    if (review.current && tree.lens === 'original') return msg('This is the plan as it is, to look at. Go back to Review to change it.')
    return null
  }

  /** The keyboard stands on the same task in every view. */
  focus(key: string): void {
    this.session.tree.focus(key)
  }

  hold(held: Held | null): void {
    this.held = held
    this.changed()
  }

  startAdding(adding: BoardStore['adding']): void {
    this.adding = adding
    this.changed()
  }

  /** Puts a card somewhere else. Resolves to whether that changed anything. */
  async drop(id: TaskId, place: CardPlace): Promise<boolean> {
    const { plan } = this.session
    const head = plan.plan
    const task = head?.tasks.get(id)
    this.held = null
    if (!head || !task) return false
    const body = dropOf(head, this.columns, this.by, id, place)
    if (Object.keys(body).length === 0) {
      this.changed()
      return false
    }
    const isOther = columnIdOf(task, this.by) !== place.columnId
    const text = isOther ? msg(str`Moved “${short(task.title)}” to ${this.labelOf(place.columnId)}`) : msg(str`Moved “${short(task.title)}”`)
    return plan.patch([{ op: 'update', taskId: id, body }], text)
  }

  /** A new task in that column. What was refused stays in its box, with the reason. */
  async add(columnId: string, title: string): Promise<void> {
    const column = this.columns.find(({ id }) => id === columnId)
    if (!column) return
    const body = { title, ...column.fields, parentTaskId: this.session.tree.zoomed }
    const done = await this.session.plan.patch([{ op: 'create', taskId: 'new-1', body }], msg(str`Added “${short(title)}”`), (problem) =>
      this.startAdding({ columnId, text: title, problem: problem.detail }),
    )
    if (done) this.startAdding({ columnId, text: '', problem: null })
  }

  /** What a column is called; set by the view, which has the words. */
  labelOf: (columnId: string) => string = (columnId) => columnId
}

/** The one of this project: what was worked out and chosen is still there when the view is shown again. */
export function boardOf(session: ProjectSession): BoardStore {
  const known = stores.get(session)
  if (known) return known
  const made = new BoardStore(session)
  stores.set(session, made)
  return made
}

const stores = new WeakMap<ProjectSession, BoardStore>()

const short = (title: string): string => (title.length > 60 ? `${title.slice(0, 58)}…` : title)

function withHeld(columns: readonly BoardColumn[], { id, at }: Held): readonly BoardColumn[] {
  const card = columns.flatMap(({ cards }) => cards).find(({ key }) => key === id)
  if (!card) return columns
  return columns.map((column) => {
    const others = column.cards.filter(({ key }) => key !== id)
    if (column.id !== at.columnId) return others.length === column.cards.length ? column : { ...column, cards: others }
    const index = others.findIndex(({ key }) => key === at.afterKey) + 1
    return { ...column, cards: [...others.slice(0, index), card, ...others.slice(index)] }
  })
}
