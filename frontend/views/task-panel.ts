import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { TaskWire } from '../api/wire.ts'
import { icon } from '../components/icon.ts'
import { markdown } from '../components/markdown.ts'
import { View } from '../components/view.ts'
import { ancestorsOf, type Plan, type Task, type TaskId } from '../state/core.ts'
import type { ProjectSession } from '../state/project-session.ts'
import { choicesOf } from '../state/filter.ts'
import { memo, Watch } from '../state/store.ts'
import { taskName } from '../words/values.ts'
import { proposedTask } from './proposed-task.ts'
import { criteriaSection } from './task/criteria.ts'
import { childrenSection, dependenciesSection, type Bonds } from './task/dependencies.ts'
import { Drafts, keepOnEnter } from './task/drafts.ts'
import { taskFields } from './task/fields.ts'
import './task/history.ts'
import { moreSection } from './task/more.ts'
import './task/talk.ts'

type Tab = 'details' | 'talk' | 'history'

/** One task with all its fields, what was said about it and what happened to it. Every edit is a commit of its own. */
@customElement('pw-task-panel')
export class TaskPanelView extends View implements Bonds {
  @state() private describing = false
  @state() private tab: Tab = 'details'
  /** When it was made and changed; null until the server told. */
  @state() private times: Pick<TaskWire, 'createdAt' | 'updatedAt'> | null = null
  @property({ attribute: false }) declare session: ProjectSession
  @property() taskId = ''
  readonly drafts = new Drafts(this)
  readonly #people = memo((plan: Plan) => choicesOf(plan).assignee)
  #wasOpenedFrom: Element | null = null
  #timesOf = ''

  constructor() {
    super()
    new Watch(this, () => [this.session?.plan, this.session?.review, this.session?.tree])
    this.addEventListener('keydown', this.#key)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#wasOpenedFrom = document.activeElement
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('taskId')) this.describing = false
    void this.#askTimes()
  }

  override render(): TemplateResult {
    const plan = this.session.plan.plan
    const task = plan?.tasks.get(this.taskId as TaskId)
    if (plan && task) return this.#task(plan, this.drafts.over(task))
    const { shownPlan } = this.session.tree
    const proposed = shownPlan?.tasks.get(this.taskId as TaskId)
    return proposed ? html`${this.#head(shownPlan, proposed)}${proposedTask(proposed, [shownPlan, plan])}` : this.#missing()
  }

  #head(plan: Plan | null, task: Task | null): TemplateResult {
    const path = plan && task ? [...ancestorsOf(plan, task.id)].reverse() : []
    return html`<div class="pane-head task-head">
      <h2 class="hear">${task?.title ?? msg('Task')}</h2>
      <nav class="crumbs" aria-label=${msg('Place in the plan')}>
        ${path.length === 0 ? html`<span class="hint">${msg('Top level')}</span>` : path.map((id, index) => html`${index > 0 ? html`<span aria-hidden="true">›</span>` : nothing}<button class="crumb" @click=${() => this.open(id)}>${taskName(plan, id)}</button>`)}
      </nav>
      <span class="gap"></span>
      <button class="quiet icon-only" data-testid="close-task" aria-label=${msg('Close the details')} title=${msg('Close (Esc)')} @click=${this.#close}>${icon('close')}</button>
    </div>`
  }

  #missing(): TemplateResult {
    return html`${this.#head(null, null)}<div class="empty small"><p>${msg('This task is not in the plan (any more).')}</p></div>`
  }

  #task(plan: Plan, task: Task): TemplateResult {
    return html`
      ${this.#head(plan, task)}
      <div class="task-body" data-testid="task-panel" data-task-id=${task.id}>
        <textarea class="task-title" rows="1" maxlength="300" aria-label=${msg('Title')} .value=${task.title} @keydown=${keepOnEnter} @change=${(event: Event) => this.#title(event, task)}></textarea>
        ${this.drafts.problem('title')}
        <div class="task-actions">
          <button class="button" data-testid="break-down" @click=${() => this.session.breakDown(task.id, msg('Break this down into sub-tasks'))}>${icon('sparkles')}${msg('Break down')}</button>
          <button class="button" data-testid="talk" @click=${() => this.session.talkAbout(task.id)}>${icon('chat')}${msg('Talk about this task')}</button>
        </div>
        ${this.#tabs()}
        <div id="task-tab-panel" class="task-tab-panel" role="tabpanel" aria-labelledby="task-tab-${this.tab}">${this.#tabPanel(plan, task)}</div>
      </div>
    `
  }

  #tabs(): TemplateResult {
    const labels: Readonly<Record<Tab, string>> = { details: msg('Details'), talk: msg('Conversation'), history: msg('History') }
    const names = Object.keys(labels) as Tab[]
    const key = (event: KeyboardEvent): void => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
      if (step === undefined) return
      event.preventDefault()
      this.tab = names[(names.indexOf(this.tab) + step + names.length) % names.length] ?? 'details'
      void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#task-tab-${this.tab}`)?.focus())
    }
    return html`<div class="task-tabs" role="tablist" aria-label=${msg('Of this task')} @keydown=${key}>
      ${names.map((name) => html`<button role="tab" id="task-tab-${name}" aria-controls="task-tab-panel" aria-selected=${String(this.tab === name)} tabindex=${this.tab === name ? 0 : -1} @click=${() => (this.tab = name)}>${labels[name]}</button>`)}
    </div>`
  }

  #tabPanel(plan: Plan, task: Task): TemplateResult {
    if (this.tab === 'talk') return html`<pw-task-talk .services=${this.services} .session=${this.session} .taskId=${task.id}></pw-task-talk>`
    if (this.tab === 'history')
      return html`<pw-task-history .services=${this.services} .session=${this.session} .taskId=${task.id} .version=${this.session.plan.head?.version ?? 0}></pw-task-history>`
    const progress = this.session.plan.progress?.get(task.id)
    return html`
      <datalist id="task-people">${this.#people(plan).map(({ value }) => html`<option value=${value}></option>`)}</datalist>
      ${taskFields(task, this.drafts, this.services)} ${this.#description(task)} ${criteriaSection(task, this.drafts)}
      ${dependenciesSection(plan, task, this)} ${childrenSection(plan, task, progress, this)}
      ${moreSection(task, this.times, this.drafts, (text) => this.services.toasts.show(text, null, 'problem'))}
    `
  }

  #description(task: Task): TemplateResult {
    if (this.describing) {
      return html`<section>
        <h3>${msg('Description')}</h3>
        <form class="describe" @submit=${(event: Event) => this.#describe(event, task)}>
          <textarea name="description" rows="8" maxlength="50000" aria-label=${msg('Description')} .value=${task.description} @keydown=${this.#describeKey}></textarea>
          <span class="form-actions"><button class="button primary">${msg('Save')}</button><button type="button" class="button" @click=${this.#stopDescribing}>${msg('Cancel')}</button><span class="hint">${msg('Markdown')}</span></span>
          ${this.drafts.problem('description')}
        </form>
      </section>`
    }
    return html`<section>
      <div class="section-line"><h3>${msg('Description')}</h3><button class="quiet icon-only" aria-label=${msg('Edit the description')} title=${msg('Edit')} @click=${this.#startDescribing}>${icon('edit')}</button></div>
      ${task.description ? markdown(task.description) : html`<button class="placeholder" @click=${this.#startDescribing}>${msg('Say what this is about.')}</button>`}
    </section>`
  }

  // What happens

  /** Goes to another task, in the tree and here. */
  open(id: TaskId): void {
    this.session.tree.reveal(id)
    this.session.go({ task: id })
  }

  /** Asked once for each version: the plan itself holds no times. */
  async #askTimes(): Promise<void> {
    const asked = `${this.taskId} ${this.session.plan.head?.version ?? 0}`
    if (asked === this.#timesOf || !this.session.plan.plan?.tasks.has(this.taskId as TaskId)) return
    this.#timesOf = asked
    const answer = await this.services.client.task(this.taskId)
    if (answer.ok && asked === this.#timesOf) this.times = answer.value.task
  }

  readonly #startDescribing = (): void => {
    this.describing = true
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.describe textarea')?.focus())
  }

  /** Leaves the text as the plan has it. */
  readonly #stopDescribing = (): void => {
    this.describing = false
    this.drafts.drop('description')
  }

  #describe(event: Event, task: Task): void {
    event.preventDefault()
    const description = String(new FormData(event.target as HTMLFormElement).get('description') ?? '')
    this.describing = false
    if (description === task.description && !this.drafts.has('description')) return
    void this.drafts.save({ description }).then((done) => {
      if (!done) this.describing = true
    })
  }

  readonly #describeKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) (event.target as HTMLTextAreaElement).form?.requestSubmit()
  }

  readonly #close = (): void => {
    this.session.go({ task: null })
    const row = document.querySelector<HTMLElement>('pw-tree [role=row][tabindex="0"], pw-tree [role=gridcell][tabindex="0"]')
    ;(row ?? (this.#wasOpenedFrom as HTMLElement | null))?.focus()
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (this.describing) this.#stopDescribing()
    else this.#close()
  }

  #title(event: Event, task: Task): void {
    const box = event.target as HTMLTextAreaElement
    const title = box.value.replace(/\s+/g, ' ').trim()
    if (title !== '' && title !== task.title) void this.drafts.save({ title })
    else box.value = task.title
  }
}
