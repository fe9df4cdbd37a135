import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { dateInput } from '../components/date-input.ts'
import { icon } from '../components/icon.ts'
import { View } from '../components/view.ts'
import { priorities, projectStatuses, type ProjectFields } from '../state/core.ts'
import type { ProjectSession } from '../state/project-session.ts'
import { Watch } from '../state/store.ts'
import { priorityLabel, projectStatusLabel } from '../words/labels.ts'
import { workText } from '../words/values.ts'

/** What holds for the project as a whole. Every edit is a commit of its own, as in a task. */
@customElement('pw-plan-head')
export class PlanHeadView extends View {
  @property({ attribute: false }) declare session: ProjectSession

  constructor() {
    super()
    new Watch(this, () => [this.session?.plan])
  }

  override render(): TemplateResult | typeof nothing {
    const project = this.session.plan.plan?.project
    if (!project) return nothing
    return html`
      <div class="plan-head">
        ${project.summary ? html`<p class="plan-summary" title=${project.summary}>${project.summary}</p>` : nothing}
        <div class="plan-facts" role="group" aria-label=${msg('The project')}>
          <button class="badge status-${project.status}" data-testid="project-status" title=${msg('Status of the project')} @click=${this.#status}>${projectStatusLabel(project.status)}</button>
          <button class="plan-fact priority-${project.priority}" data-testid="project-priority" title=${msg('Priority of the project')} @click=${this.#priority}>${icon(`priority-${project.priority}`)}<span>${priorityLabel(project.priority)}</span></button>
          ${this.#date(project, 'startDate', msg('Start'))} ${this.#date(project, 'dueDate', msg('Due'))}
          ${project.tags.slice(0, 6).map((tag) => html`<span class="tag">${tag}</span>`)} ${this.#progress()}
        </div>
      </div>
    `
  }

  #date(project: ProjectFields, field: 'startDate' | 'dueDate', label: string): TemplateResult {
    const input = dateInput({ id: `project-${field}`, value: project[field], save: (date) => this.#save({ [field]: date }) })
    return html`<span class="plan-fact plan-date"><label for="project-${field}">${label}</label>${input}</span>`
  }

  #progress(): TemplateResult | typeof nothing {
    const progress = this.session.plan.progress?.get(null)
    if (!progress || progress.total === 0) return nothing
    return html`<span class="plan-progress"
      ><progress max=${progress.total} .value=${progress.done} aria-label=${msg('Progress of the project')}></progress><span>${msg(str`${progress.done} of ${progress.total} done`)}</span>${progress.estimateMinutes > 0 ? html`<span class="hint">${workText(progress)}</span>` : nothing}</span
    >`
  }

  // What happens

  #save(fields: Partial<ProjectFields>): void {
    void this.session.plan.changeProject(fields).then((done) => {
      // What was refused must not stay in the box as if it were so.
      if (!done) this.requestUpdate()
    })
  }

  readonly #status = (event: Event): void => {
    const current = this.session.plan.plan?.project.status
    this.services.overlays.openMenu(
      event.currentTarget as Element,
      msg('Status of the project'),
      projectStatuses.map((status) => ({ label: projectStatusLabel(status), checked: status === current, run: () => this.#save({ status }) })),
    )
  }

  readonly #priority = (event: Event): void => {
    const current = this.session.plan.plan?.project.priority
    this.services.overlays.openMenu(
      event.currentTarget as Element,
      msg('Priority of the project'),
      priorities.map((priority) => ({
        label: priorityLabel(priority),
        icon: `priority-${priority}` as const,
        checked: priority === current,
        run: () => this.#save({ priority }),
      })),
    )
  }
}
