import { fold } from '../offline/language/words.ts'
import type { Plan } from '../../core/plan/plan.ts'
import type { TaskId } from '../../core/plan/task.ts'
import type { Handles } from './handles.ts'
import { quoted } from './words.ts'

/** A task that an answer names: one of the plan, or one that the answer creates, under its local name. */
export type Reference = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly message: string; readonly reason: string }

/** What the names in an answer stand for. Unknown ones are never guessed at, only what was probably meant is told. */
export class References {
  readonly plan: Plan
  readonly #handles: Handles
  /** The local names of the tasks that the answer creates; null while it is still arriving, when any may come. */
  readonly #created: ReadonlySet<string> | null
  readonly #arrived = new Set<string>()
  #titles: Map<string, TaskId | null> | undefined

  constructor(plan: Plan, handles: Handles, created: ReadonlySet<string> | null) {
    this.plan = plan
    this.#handles = handles
    this.#created = created
  }

  read(name: string): Reference {
    const id = this.#handles.idOf(name)
    if (id !== undefined) {
      if (this.#created?.has(name.trim()))
        return unknown(`${quoted(name)} is a task of the plan and a new one of this answer, too.`, 'It can mean a task of the plan and a new one.')
      if (this.plan.tasks.has(id)) return { ok: true, name: id }
      return unknown(`${quoted(name)} is no longer in the plan.`, 'It names a task that is no longer in the plan.')
    }
    const local = name.trim()
    if (this.#created === null ? this.#mayCome(local) : this.#created.has(local)) return { ok: true, name: local }
    return unknown(`there is no task ${quoted(name)}. ${this.#hint(local)}`, `It names a task that is not in this plan: ${quoted(name)}.`)
  }

  /** Takes note of a new task of an answer that is still arriving. */
  note(name: string): void {
    this.#arrived.add(name)
  }

  /** A name of an answer that is still arriving, which may be given further down; but nobody would look for a handle there. */
  #mayCome(name: string): boolean {
    return this.#arrived.has(name) || (!/^t\d+$/i.test(name) && this.complaintAbout(name) === undefined)
  }

  /** Why no new task may be called that; undefined where one may. */
  complaintAbout(name: string): string | undefined {
    if (name === '') return 'is empty; call new tasks n1, n2, …'
    if (name.length > 60) return 'is too long; call new tasks n1, n2, …'
    if (this.#handles.idOf(name) !== undefined || this.plan.tasks.has(name as TaskId) || reserved.has(name.toLowerCase()))
      return `${quoted(name)} is taken; call new tasks n1, n2, …`
    return undefined
  }

  /** A task as complaints name it: its handle where it has one. */
  label(name: string): string {
    return this.plan.tasks.has(name as TaskId) ? this.#handles.handleOf(name as TaskId) : name
  }

  /** A text that names tasks by their ids, with the handles in their place. */
  relabelled(text: string): string {
    return text.replace(/“([^”]{1,100})”/g, (whole, name: string) => (this.plan.tasks.has(name as TaskId) ? `“${this.label(name)}”` : whole))
  }

  /** All handles that may be used, as ranges: "t1–t4, t6". */
  allowed(): string {
    const ranges: [from: number, to: number][] = []
    for (const [index, id] of this.#handles.ids.entries()) {
      if (!this.plan.tasks.has(id)) continue
      const last = ranges.at(-1)
      if (last && last[1] === index) last[1] = index + 1
      else ranges.push([index + 1, index + 1])
    }
    const shown = ranges.slice(0, 40).map(([from, to]) => (from === to ? `t${from}` : `t${from}–t${to}`))
    const parts = [shown.join(', ') + (ranges.length > 40 ? ', …' : '')]
    const created = [...(this.#created ?? [])]
    if (created.length > 0) parts.push(`${created.slice(0, 40).join(', ')}${created.length > 40 ? ', …' : ''} of this answer`)
    return parts.filter((part) => part !== '').join('; ') || 'none: the plan is empty'
  }

  #hint(name: string): string {
    const titled = this.#byTitle().get(fold(name))
    if (titled) return `The task of that title is ${this.label(titled)}.`
    if (this.plan.tasks.has(name as TaskId)) return `Its handle is ${this.label(name)}.`
    const near = [...(this.#created ?? [])].find((created) => created.toLowerCase() === name.toLowerCase())
    if (near !== undefined) return `Did you mean ${quoted(near)}?`
    return `Use a handle of the plan lines${this.#created?.size ? ' or a tempId of this answer' : ''}.`
  }

  /** Tasks by folded title; null where two have the same. */
  #byTitle(): ReadonlyMap<string, TaskId | null> {
    if (!this.#titles) {
      this.#titles = new Map()
      for (const { id, title } of this.plan.tasks.values()) this.#titles.set(fold(title), this.#titles.has(fold(title)) ? null : id)
    }
    return this.#titles
  }
}

const unknown = (message: string, reason: string): Reference => ({ ok: false, message, reason })

const reserved: ReadonlySet<string> = new Set(['root', 'first', 'last', 'project', 'none', '__proto__'])
