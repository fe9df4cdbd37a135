import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { Problem } from '../../api/problem.ts'
import type { TaskDraftBody } from '../../api/wire.ts'
import type { Task, TaskId } from '../../state/core.ts'
import type { ProjectSession } from '../../state/project-session.ts'

interface Unsaved {
  readonly fields: TaskDraftBody
  readonly problem: Problem
}

export interface DraftsHost extends ReactiveControllerHost {
  readonly session: ProjectSession
  readonly taskId: string
}

/** What was typed into the fields of a task: saved at once, and where that is refused, kept in its box with the reason beside it. */
export class Drafts implements ReactiveController {
  readonly #host: DraftsHost
  #unsaved: ReadonlyMap<string, Unsaved> = new Map()
  #taskId = ''

  constructor(host: DraftsHost) {
    this.#host = host
    host.addController(this)
  }

  hostUpdate(): void {
    if (this.#taskId === this.#host.taskId) return
    this.#taskId = this.#host.taskId
    this.#unsaved = new Map()
  }

  /** A choice from a menu or a list: where it is refused, the plan stays as it was, and so does what is shown. */
  set(fields: TaskDraftBody): void {
    void this.#host.session.plan.changeTask(this.#host.taskId as TaskId, fields)
  }

  /** Something typed; the fields of one edit are told by the first of them. */
  async save(fields: TaskDraftBody): Promise<boolean> {
    const { taskId } = this.#host
    const field = Object.keys(fields)[0] ?? ''
    const done = await this.#host.session.plan.changeTask(taskId as TaskId, fields, (problem) => {
      if (taskId === this.#host.taskId) this.keep(field, { fields, problem })
      else this.#host.session.services.toasts.problem(problem)
    })
    if (done && this.has(field)) this.drop(field)
    return done
  }

  /** A change of a list: made on the list as it is once what was sent before is answered, so that nothing gets lost in a hurry. */
  change(next: (task: Task) => TaskDraftBody): void {
    const { plan } = this.#host.session
    const id = this.#host.taskId as TaskId
    void plan.inTurn(async () => {
      const task = plan.plan?.tasks.get(id)
      if (task && id === this.#host.taskId) await this.save(next(task))
    })
  }

  has(field: string): boolean {
    return this.#unsaved.has(field)
  }

  keep(field: string, unsaved: Unsaved): void {
    this.#unsaved = new Map([...this.#unsaved, [field, unsaved]])
    this.#host.requestUpdate()
  }

  drop(field: string): void {
    this.#unsaved = new Map([...this.#unsaved].filter(([name]) => name !== field))
    this.#host.requestUpdate()
  }

  /** The task as it would be with what is still in the boxes. */
  over(task: Task): Task {
    if (this.#unsaved.size === 0) return task
    const fields = [...this.#unsaved.values()]
      .flatMap((unsaved) => Object.entries(unsaved.fields))
      .filter(([field]) => field !== 'acceptanceCriteria')
    return { ...task, ...(Object.fromEntries(fields) as Partial<Task>) }
  }

  problem(field: string): TemplateResult | typeof nothing {
    const unsaved = this.#unsaved.get(field)
    return unsaved
      ? html`<p class="field-problem" role="alert">${unsaved.problem.detail} <button type="button" class="link" @click=${() => this.save(unsaved.fields)}>${msg('Try again')}</button></p>`
      : nothing
  }
}

export const valueOf = (event: Event): string => (event.target as HTMLInputElement).value

/** Enter keeps what is typed in a box of one line. */
export function keepOnEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing) return
  event.preventDefault()
  ;(event.target as HTMLElement).blur()
}
