import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Problem } from '../api/problem.ts'
import type { TaskDraftBody } from '../api/wire.ts'
import { dateInput } from '../components/date-input.ts'
import { icon } from '../components/icon.ts'
import { markdown } from '../components/markdown.ts'
import { View } from '../components/view.ts'
import {
  ancestorsOf,
  childrenOf,
  isBelow,
  limits,
  priorities,
  taskStatuses,
  type Criterion,
  type Plan,
  type Task,
  type TaskId,
} from '../state/core.ts'
import { durationText, parseDuration } from '../state/duration.ts'
import type { ProjectSession } from '../state/project-session.ts'
import { Watch } from '../state/store.ts'
import { tagsOf } from '../state/tags.ts'
import { priorityLabel, statusLabel } from '../words/labels.ts'
import { progressText, taskName } from '../words/values.ts'
import { proposedTask } from './proposed-task.ts'

/** One task with all its fields. Every edit is a commit of its own, and can be undone as one. */
@customElement('pw-task-panel')
export class TaskPanelView extends View {
  @state() private describing = false
  @state() private search = ''
  /** What was typed into a field and not taken, by field, with the reason beside it. */
  @state() private unsaved: ReadonlyMap<string, Unsaved> = new Map()
  @property({ attribute: false }) declare session: ProjectSession
  @property() taskId = ''
  #wasOpenedFrom: Element | null = null

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
    if (!changed.has('taskId')) return
    this.describing = false
    this.search = ''
    this.unsaved = new Map()
  }

  override render(): TemplateResult {
    const plan = this.session.plan.plan
    const task = plan?.tasks.get(this.taskId as TaskId)
    if (plan && task) return this.#task(plan, this.#withUnsaved(task))
    const { shownPlan } = this.session.tree
    const proposed = shownPlan?.tasks.get(this.taskId as TaskId)
    return proposed ? html`${this.#head(shownPlan, proposed)}${proposedTask(proposed, [shownPlan, plan])}` : this.#missing()
  }

  #head(plan: Plan | null, task: Task | null): TemplateResult {
    const path = plan && task ? [...ancestorsOf(plan, task.id)].reverse() : []
    return html`<div class="pane-head task-head">
      <h2 class="hear">${task?.title ?? msg('Task')}</h2>
      <nav class="crumbs" aria-label=${msg('Place in the plan')}>
        ${path.length === 0 ? html`<span class="hint">${msg('Top level')}</span>` : path.map((id, index) => html`${index > 0 ? html`<span aria-hidden="true">›</span>` : nothing}<button class="crumb" @click=${() => this.#open(id)}>${taskName(plan, id)}</button>`)}
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
        <textarea class="task-title" rows="1" maxlength="300" aria-label=${msg('Title')} .value=${task.title} @keydown=${this.#titleKey} @change=${(event: Event) => this.#title(event, task)}></textarea>
        ${this.#problem('title')}
        <div class="task-actions">
          <button class="button" data-testid="break-down" @click=${() => this.session.breakDown(task.id, msg('Break this down into sub-tasks'))}>${icon('sparkles')}${msg('Break down')}</button>
          <button class="button" data-testid="talk" @click=${() => this.session.talkAbout(task.id)}>${icon('chat')}${msg('Talk about this task')}</button>
        </div>
        ${this.#fields(task)} ${this.#description(task)} ${this.#criteria(task)} ${this.#dependencies(plan, task)} ${this.#children(plan, task)}
      </div>
    `
  }

  #fields(task: Task): TemplateResult {
    return html`<div class="fields">
      <span class="field-name">${msg('Status')}</span>
      <button class="field-value status-${task.status}" @click=${(event: Event) => this.#choose(event, 'status')}>${icon(`status-${task.status}`)}<span>${statusLabel(task.status)}</span></button>
      <span class="field-name">${msg('Priority')}</span>
      <button class="field-value priority-${task.priority}" @click=${(event: Event) => this.#choose(event, 'priority')}>${icon(`priority-${task.priority}`)}<span>${priorityLabel(task.priority)}</span></button>
      ${this.#duration(task, 'estimateMinutes', msg('Estimate'))} ${this.#duration(task, 'spentMinutes', msg('Time spent'))}
      ${this.#date(task, 'startDate', msg('Start'))} ${this.#date(task, 'dueDate', msg('Due'))}
      <label class="field-name" for="task-assignee">${msg('Assignee')}</label>
      <span class="field-pair">
        <input id="task-assignee" class="field-input" maxlength="200" placeholder=${msg('Nobody')} .value=${task.assignee?.name ?? ''} @change=${(event: Event) => this.#assign(event, task)} />
        <button class="quiet icon-only" ?disabled=${task.assignee === null} aria-pressed=${String(task.assignee?.kind === 'agent')} aria-label=${msg('Is an agent')} title=${task.assignee?.kind === 'agent' ? msg('An agent') : msg('A person')} @click=${() => this.#assigneeKind(task)}>${icon(task.assignee?.kind === 'agent' ? 'agent' : 'person')}</button>
      </span>
      ${this.#problem('assignee')}
      <label class="field-name" for="task-tags">${msg('Tags')}</label>
      <input id="task-tags" class="field-input" placeholder=${msg('Separated by commas')} .value=${task.tags.join(', ')} @change=${(event: Event) => this.#save({ tags: tagsOf(valueOf(event)) })} />
      ${this.#problem('tags')}
    </div>`
  }

  #duration(task: Task, field: 'estimateMinutes' | 'spentMinutes', label: string): TemplateResult {
    const minutes = task[field]
    return html`<label class="field-name" for="task-${field}">${label}</label
      ><input id="task-${field}" class="field-input" placeholder=${field === 'estimateMinutes' ? msg('None, e.g. 2d') : '0h'} .value=${minutes === null || minutes === 0 ? '' : durationText(minutes)} @change=${(event: Event) => this.#saveDuration(event, task, field)} />${this.#problem(field)}`
  }

  #date(task: Task, field: 'startDate' | 'dueDate', label: string): TemplateResult {
    const input = dateInput({ id: `task-${field}`, value: task[field], save: (date) => void this.#save({ [field]: date }) })
    return html`<label class="field-name" for="task-${field}">${label}</label>${input}${this.#problem(field)}`
  }

  #description(task: Task): TemplateResult {
    if (this.describing) {
      return html`<section>
        <h3>${msg('Description')}</h3>
        <form class="describe" @submit=${(event: Event) => this.#describe(event, task)}>
          <textarea name="description" rows="8" maxlength="50000" aria-label=${msg('Description')} .value=${task.description} @keydown=${this.#describeKey}></textarea>
          <span class="form-actions"><button class="button primary">${msg('Save')}</button><button type="button" class="button" @click=${this.#stopDescribing}>${msg('Cancel')}</button><span class="hint">${msg('Markdown')}</span></span>
          ${this.#problem('description')}
        </form>
      </section>`
    }
    return html`<section>
      <div class="section-line"><h3>${msg('Description')}</h3><button class="quiet icon-only" aria-label=${msg('Edit the description')} title=${msg('Edit')} @click=${this.#startDescribing}>${icon('edit')}</button></div>
      ${task.description ? markdown(task.description) : html`<button class="placeholder" @click=${this.#startDescribing}>${msg('Say what this is about.')}</button>`}
    </section>`
  }

  #criteria(task: Task): TemplateResult {
    const criteria = task.acceptanceCriteria
    const met = criteria.filter((criterion) => criterion.done).length
    return html`<section>
      <h3>${msg('Acceptance criteria')}${criteria.length > 0 ? html` <span class="hint">${met}/${criteria.length}</span>` : nothing}</h3>
      <ul class="criteria">
        ${repeat(
          criteria,
          (criterion) => criterion.id,
          (criterion) => html`<li>
            <input type="checkbox" class="tick" .checked=${criterion.done} aria-label=${msg(str`Met: ${criterion.text}`)} @change=${(event: Event) => this.#saveCriteria(task, criterion, { done: (event.target as HTMLInputElement).checked })} />
            <textarea rows="1" class="field-input grows" maxlength=${limits.criterion} aria-label=${msg('Criterion')} .value=${criterion.text} @keydown=${this.#titleKey} @change=${(event: Event) => this.#saveCriteria(task, criterion, { text: valueOf(event).trim() })}></textarea>
            <button class="quiet icon-only" aria-label=${msg(str`Remove: ${criterion.text}`)} @click=${() => this.#saveCriteria(task, criterion, { text: '' })}>${icon('close')}</button>
          </li>`,
        )}
      </ul>
      <form class="add-line" @submit=${(event: Event) => this.#addCriterion(event, task)}>
        ${icon('plus')}<input name="text" class="field-input" maxlength=${limits.criterion} aria-label=${msg('New criterion')} placeholder=${msg('Add a criterion')} />
      </form>
      ${this.#problem('acceptanceCriteria')}
    </section>`
  }

  #dependencies(plan: Plan, task: Task): TemplateResult {
    const dependants = [...(plan.dependants.get(task.id) ?? [])]
    return html`<section>
      <h3>${msg('Depends on')}</h3>
      <ul class="plain-list">
        ${task.dependsOn.map(
          (id) => html`<li>
            ${this.#taskLink(plan, id)}<button class="quiet icon-only" aria-label=${msg(str`No longer depend on ${taskName(plan, id)}`)} @click=${() => this.#set({ dependsOn: task.dependsOn.filter((other) => other !== id) })}>${icon('close')}</button>
          </li>`,
        )}
      </ul>
      <div class="add-line">
        ${icon('plus')}<input class="field-input" role="combobox" aria-expanded=${String(this.search !== '')} aria-controls="dependency-choices" aria-label=${msg('Add a dependency')} placeholder=${msg('Find a task it waits for')} .value=${this.search} @input=${(event: Event) => (this.search = valueOf(event))} @keydown=${this.#searchKey} />
      </div>
      <ul id="dependency-choices" class="choices" role="listbox" aria-label=${msg('Tasks')} ?hidden=${this.search.trim() === ''}>
        ${this.#choices(plan, task).map((choice) => html`<li role="option" aria-selected="false" tabindex="0" @click=${() => this.#depend(task, choice.id)} @keydown=${(event: KeyboardEvent) => (event.key === 'Enter' ? this.#depend(task, choice.id) : undefined)}>${icon(`status-${choice.status}`)}<span>${choice.title}</span></li>`)}
      </ul>
      ${dependants.length > 0 ? html`<h3>${msg('Needed by')}</h3><ul class="plain-list">${dependants.map((id) => html`<li>${this.#taskLink(plan, id)}</li>`)}</ul>` : nothing}
    </section>`
  }

  /** Tasks it may wait for: none that is itself, above, below or there already. */
  #choices(plan: Plan, task: Task): readonly Task[] {
    const words = this.search.trim().toLowerCase()
    if (words === '') return []
    const found: Task[] = []
    for (const other of plan.tasks.values()) {
      if (found.length >= 6) break
      if (other.id === task.id || task.dependsOn.includes(other.id) || !other.title.toLowerCase().includes(words)) continue
      if (isBelow(plan, other.id, task.id) || isBelow(plan, task.id, other.id)) continue
      found.push(other)
    }
    return found
  }

  #children(plan: Plan, task: Task): TemplateResult | typeof nothing {
    const children = childrenOf(plan, task.id)
    if (children.length === 0) return nothing
    const progress = this.session.plan.progress?.get(task.id)
    return html`<section>
      <h3>${msg('Sub-tasks')} ${progress ? html`<span class="hint">${progressText(progress)}</span>` : nothing}</h3>
      <ul class="plain-list">${children.slice(0, 100).map((id) => html`<li>${this.#taskLink(plan, id)}</li>`)}</ul>
    </section>`
  }

  #taskLink(plan: Plan, id: TaskId): TemplateResult {
    const other = plan.tasks.get(id)
    return html`<button class="task-link status-${other?.status ?? 'todo'}" @click=${() => this.#open(id)}>${icon(`status-${other?.status ?? 'todo'}`)}<span>${taskName(plan, id)}</span></button>`
  }

  // What happens

  /** A choice from a menu or a list: where it is refused, the plan stays as it was, and so does what is shown. */
  #set(fields: TaskDraftBody): void {
    void this.session.plan.changeTask(this.taskId as TaskId, fields)
  }

  /** Something typed: where it is refused, it stays in its box with the reason beside it. */
  async #save(fields: TaskDraftBody): Promise<boolean> {
    const { taskId } = this
    const field = Object.keys(fields)[0] ?? ''
    const keep = (unsaved: Unsaved | null): void => {
      if (taskId !== this.taskId) {
        if (unsaved) this.services.toasts.problem(unsaved.problem)
        return
      }
      const next = new Map(this.unsaved)
      if (unsaved) next.set(field, unsaved)
      else next.delete(field)
      this.unsaved = next
    }
    const done = await this.session.plan.changeTask(taskId as TaskId, fields, (problem) => keep({ fields, problem }))
    if (done && this.unsaved.has(field)) keep(null)
    return done
  }

  #withUnsaved(task: Task): Task {
    if (this.unsaved.size === 0) return task
    const fields = [...this.unsaved.values()].flatMap((unsaved) => Object.entries(unsaved.fields)).filter(([field]) => field !== 'acceptanceCriteria')
    return { ...task, ...(Object.fromEntries(fields) as Partial<Task>) }
  }

  #problem(field: string): TemplateResult | typeof nothing {
    const unsaved = this.unsaved.get(field)
    return unsaved
      ? html`<p class="field-problem" role="alert">${unsaved.problem.detail} <button type="button" class="link" @click=${() => this.#save(unsaved.fields)}>${msg('Try again')}</button></p>`
      : nothing
  }

  #open(id: TaskId): void {
    this.session.tree.reveal(id)
    this.session.go({ task: id })
  }

  readonly #close = (): void => {
    this.session.go({ task: null })
    const row = document.querySelector<HTMLElement>('pw-tree .row[tabindex="0"]')
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
    if (title !== '' && title !== task.title) void this.#save({ title })
    else box.value = task.title
  }

  readonly #titleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    ;(event.target as HTMLElement).blur()
  }

  #choose(event: Event, field: 'status' | 'priority'): void {
    const task = this.session.plan.plan?.tasks.get(this.taskId as TaskId)
    if (!task) return
    const items =
      field === 'status'
        ? taskStatuses.map((status) => ({
            label: statusLabel(status),
            icon: `status-${status}` as const,
            checked: task.status === status,
            run: () => this.#set({ status }),
          }))
        : priorities.map((priority) => ({
            label: priorityLabel(priority),
            icon: `priority-${priority}` as const,
            checked: task.priority === priority,
            run: () => this.#set({ priority }),
          }))
    this.services.overlays.openMenu(event.currentTarget as Element, field === 'status' ? msg('Status') : msg('Priority'), items)
  }

  #saveDuration(event: Event, task: Task, field: 'estimateMinutes' | 'spentMinutes'): void {
    const box = event.target as HTMLInputElement
    const minutes = parseDuration(box.value)
    if (minutes === undefined) {
      box.value = task[field] === null ? '' : durationText(task[field])
      this.services.toasts.show(msg('Write a time such as 2d, 4h, 1w 2d or 90m.'), null, 'problem')
      return
    }
    if (field === 'spentMinutes') void this.#save({ spentMinutes: minutes ?? 0 })
    else void this.#save({ estimateMinutes: minutes })
  }

  #assign(event: Event, task: Task): void {
    const name = valueOf(event).trim()
    void this.#save({ assignee: name === '' ? null : { kind: task.assignee?.kind ?? 'person', name } })
  }

  #assigneeKind(task: Task): void {
    if (task.assignee) this.#set({ assignee: { ...task.assignee, kind: task.assignee.kind === 'agent' ? 'person' : 'agent' } })
  }

  readonly #startDescribing = (): void => {
    this.describing = true
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.describe textarea')?.focus())
  }

  /** Leaves the text as the plan has it. */
  readonly #stopDescribing = (): void => {
    this.describing = false
    this.unsaved = new Map([...this.unsaved].filter(([field]) => field !== 'description'))
  }

  #describe(event: Event, task: Task): void {
    event.preventDefault()
    const description = String(new FormData(event.target as HTMLFormElement).get('description') ?? '')
    this.describing = false
    if (description === task.description && !this.unsaved.has('description')) return
    void this.#save({ description }).then((done) => {
      if (!done) this.describing = true
    })
  }

  readonly #describeKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) (event.target as HTMLTextAreaElement).form?.requestSubmit()
  }

  /** An empty text takes the criterion out. */
  #saveCriteria(task: Task, changed: Criterion, change: Partial<Pick<Criterion, 'text' | 'done'>>): void {
    const criteria = task.acceptanceCriteria.flatMap((criterion) => {
      const next = criterion.id === changed.id ? { ...criterion, ...change } : criterion
      return next.text === '' ? [] : [next]
    })
    void this.#save({ acceptanceCriteria: criteria })
  }

  #addCriterion(event: Event, task: Task): void {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const text = String(new FormData(form).get('text') ?? '').trim()
    if (text === '') return
    form.reset()
    void this.#save({ acceptanceCriteria: [...task.acceptanceCriteria, text] })
  }

  readonly #searchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.search !== '') {
      event.stopPropagation()
      this.search = ''
    } else if (event.key === 'Enter') this.querySelector<HTMLElement>('.choices li')?.click()
    else if (event.key === 'ArrowDown') this.querySelector<HTMLElement>('.choices li')?.focus()
  }

  #depend(task: Task, id: TaskId): void {
    this.search = ''
    this.#set({ dependsOn: [...task.dependsOn, id] })
  }
}

interface Unsaved {
  readonly fields: TaskDraftBody
  readonly problem: Problem
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value
