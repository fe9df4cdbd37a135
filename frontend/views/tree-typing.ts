import { msg, str } from '@lit/localize'
import type { Problem } from '../api/problem.ts'
import type { TaskId } from '../state/core.ts'
import { parseDuration } from '../state/duration.ts'
import type { Adding } from '../state/rows.ts'
import type { TreeHost } from './tree-commands.ts'

/** What is typed into the tree: a new task, a title, an operation of a proposal. */
export class TreeTyping {
  readonly #host: TreeHost
  /** Where a task was added, and where the next one goes. */
  readonly #addedAt = new WeakMap<Adding, Adding>()

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
    if (event.key !== 'Enter') return
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
}
