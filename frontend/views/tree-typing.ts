import { msg, str } from '@lit/localize'
import type { Problem } from '../api/problem.ts'
import type { TaskDraftBody } from '../api/wire.ts'
import { childrenOf, depthOf, limits, type TaskId } from '../state/core.ts'
import { parseDuration } from '../state/duration.ts'
import type { Adding } from '../state/rows.ts'
import { tagsOf } from '../state/tags.ts'
import type { CellName } from '../state/tree-store.ts'
import type { TreeHost } from './tree-commands.ts'
import { assigneeOf } from './tree/cell-editor.ts'
import { cellBeside } from './tree/cells.ts'

/** What is typed into the tree: a new task, a title, an operation of a proposal. */
export class TreeTyping {
  readonly #host: TreeHost
  /** Where a task was added, and where the next one goes. */
  readonly #addedAt = new WeakMap<Adding, Adding>()
  /** Where the keyboard goes once the cell is kept: along the row, or nowhere else. */
  thenGo: 1 | -1 | 0 = 0

  constructor(host: TreeHost) {
    this.#host = host
  }

  key(event: KeyboardEvent, input: HTMLInputElement): void {
    const { tree, plan } = this.#host.session
    event.stopPropagation()
    if (event.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      const { adding } = tree
      const back = adding?.afterId ?? adding?.parentId ?? tree.renaming
      tree.startAdding(null)
      tree.startRenaming(null)
      if (back) tree.focus(back)
      this.#host.keepFocus()
      if (adding) this.#followLast(adding, back)
      return
    }
    const side = sideOf(event)
    if (side !== 0 && input.dataset['input'] === 'add') {
      event.preventDefault()
      return this.#shift(side)
    }
    if (event.key !== 'Enter' && !(event.key === 'Tab' && input.dataset['input'] === 'rename')) return
    event.preventDefault()
    const title = input.value.trim()
    if (input.dataset['input'] === 'rename') {
      const id = tree.renaming
      tree.startRenaming(null)
      this.#host.keepFocus()
      if (id && title !== '' && title !== plan.plan?.tasks.get(id)?.title) this.#rename(id, title)
      return
    }
    const { adding } = tree
    if (!adding || title === '') return
    if (tree.refused) tree.startAdding(adding)
    input.value = ''
    void plan.inTurn(async () => {
      // The one before it may have been on its way when this one was typed: it goes after that.
      const place = this.#newest(adding)
      const id = await plan.addTask(title, place.parentId, place.afterId, (problem) => this.#notAdded(title, place, problem))
      if (id === null) return
      const next = { parentId: place.parentId, afterId: id }
      this.#addedAt.set(place, next)
      if (tree.adding === place) tree.startAdding(next)
      this.#host.session.services.announcer.say(msg(str`Added ${title}`))
    })
  }

  /** The new task stands a level deeper, under what is before it, or a level higher, behind what it would stand under. */
  #shift(side: 1 | -1): void {
    const { tree, plan } = this.#host.session
    const current = plan.plan
    const { adding } = tree
    if (!current || !adding) return
    const { parentId, afterId } = this.#newest(adding)
    if (side === 1) {
      const before = afterId !== null && current.tasks.has(afterId) ? afterId : null
      if (before === null || depthOf(current, before) + 1 > limits.depth) return this.#cannot()
      return tree.startAdding({ parentId: before, afterId: childrenOf(current, before).at(-1) ?? null })
    }
    if (parentId === null || parentId === tree.zoomed) return this.#cannot()
    tree.startAdding({ parentId: current.tasks.get(parentId)?.parentId ?? null, afterId: parentId })
  }

  #cannot(): void {
    this.#host.services.announcer.say(msg('It cannot go further that way.'))
  }

  /** Where the next task goes by now. */
  #newest(adding: Adding): Adding {
    let place = adding
    for (let next = this.#addedAt.get(place); next; next = this.#addedAt.get(place)) place = next
    return place
  }

  /** The last task may still be on its way when the typing ends: the keyboard goes on to it, unless it went elsewhere. */
  #followLast(adding: Adding, back: TaskId | null): void {
    const { tree, plan } = this.#host.session
    const stood = tree.focusedKey
    void plan.inTurn(() => {
      const last = this.#newest(adding).afterId
      if (last !== null && last !== back && tree.focusedKey === stood) {
        tree.focus(last)
        this.#host.keepFocus()
      }
      return Promise.resolve()
    })
  }

  #rename(id: TaskId, title: string): void {
    const { tree, plan } = this.#host.session
    void plan.changeTask(id, { title }, (problem) => {
      if (!this.#isTyping) tree.startRenaming(id, { text: title, problem: problem.detail })
      else this.#tell(title, problem, () => this.#rename(id, title))
    })
  }

  /** What was typed goes back into its box, with the reason beside it. Only where something else stands there by now, it is told in the corner. */
  #notAdded(title: string, place: Adding, problem: Problem): void {
    const { tree, plan } = this.#host.session
    const box = this.#host.querySelector<HTMLInputElement>('[data-input=add]')
    if (box && box.value === '') {
      box.value = title
      tree.startAdding(tree.adding, { text: title, problem: problem.detail })
    } else if (!this.#isTyping) tree.startAdding(place, { text: title, problem: problem.detail })
    else this.#tell(title, problem, () => void plan.addTask(title, place.parentId, place.afterId))
  }

  get #isTyping(): boolean {
    return this.#host.session.tree.adding !== null || this.#host.session.tree.renaming !== null
  }

  #tell(title: string, problem: Problem, run: () => void): void {
    this.#host.session.services.toasts.show(`“${title}”: ${problem.detail}`, { label: msg('Try again'), run }, 'problem')
  }

  submit(event: SubmitEvent): void {
    const cell = (event.target as Element).closest<HTMLFormElement>('form[data-do=cell-form]')
    if (cell) {
      event.preventDefault()
      return this.#keepCell(cell)
    }
    const form = (event.target as Element).closest<HTMLFormElement>('form[data-do=editor]')
    if (!form) return
    event.preventDefault()
    const values = new FormData(form)
    const text = (name: string): string | undefined => (values.has(name) ? String(values.get(name)) : undefined)
    const after: Record<string, unknown> = {}
    const [title, estimate, due, description, priority] = [text('title'), text('estimate'), text('dueDate'), text('description'), text('priority')]
    if (title !== undefined) after['title'] = title
    if (description !== undefined) after['description'] = description
    if (priority !== undefined) after['priority'] = priority
    if (due !== undefined) after['dueDate'] = due === '' ? null : due
    if (estimate !== undefined) {
      const minutes = parseDuration(estimate)
      if (minutes === undefined) return this.#host.session.services.toasts.show(msg('Write an estimate such as 2d, 4h or 1w 2d.'), null, 'problem')
      after['estimateMinutes'] = minutes
    }
    const id = form.dataset['operation'] ?? ''
    void this.#host.session.review.edit(id, after).then((done) => {
      if (!done) return
      this.#host.session.tree.startEditing(null)
      this.#host.keepFocus()
    })
  }

  /** What was typed into a cell. Where it cannot be read or is refused, it stays there with the reason. */
  #keepCell(form: HTMLFormElement): void {
    const { tree, plan } = this.#host.session
    const field = form.dataset['cell'] as CellName
    const taskId = form.dataset['taskId'] as TaskId
    const values = new FormData(form)
    const text = String(values.get('text') ?? '')
    const go = this.thenGo
    this.thenGo = 0
    const body = bodyOf(field, values)
    const again = (problem: string): void => tree.startTyping({ taskId, field }, { text, problem })
    if (body === undefined) return again(msg('Write an estimate such as 2d, 4h or 1w 2d.'))
    tree.startTyping(null)
    tree.focus(taskId, go === 0 ? field : cellBeside(field, go))
    this.#host.keepFocus()
    const task = plan.plan?.tasks.get(taskId)
    if (!task || Object.entries(body).every(([name, value]) => same(task[name as keyof typeof task], value))) return
    void plan.changeTask(taskId, body, (problem) => {
      if (tree.typing === null && !this.#isTyping) again(problem.detail)
      else this.#host.services.toasts.problem(problem)
    })
  }
}

/** Tab and Alt with an arrow say the same while a new task is typed. */
const sideOf = ({ key, shiftKey, altKey }: KeyboardEvent): 1 | -1 | 0 =>
  key === 'Tab' ? (shiftKey ? -1 : 1) : altKey && key === 'ArrowRight' ? 1 : altKey && key === 'ArrowLeft' ? -1 : 0

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The fields that a form of a cell gives; undefined where a time cannot be read. */
function bodyOf(field: CellName, values: FormData): TaskDraftBody | undefined {
  const text = String(values.get('text') ?? '')
  switch (field) {
    case 'estimate': {
      const minutes = parseDuration(text)
      return minutes === undefined ? undefined : { estimateMinutes: minutes }
    }
    case 'assignee':
      return { assignee: assigneeOf(text) }
    case 'dates':
      return { startDate: String(values.get('startDate') ?? '') || null, dueDate: String(values.get('dueDate') ?? '') || null }
    default:
      return { tags: tagsOf(text) }
  }
}
