import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Problem } from '../../api/problem.ts'
import type { CommitWire } from '../../api/wire.ts'
import { fieldChanges } from '../../components/changes.ts'
import { View } from '../../components/view.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { historyPath } from '../../state/router.ts'
import { ageText, timeText } from '../../words/values.ts'

/** What happened to one task: every version that touched it, with what it changed. */
@customElement('pw-task-history')
export class TaskHistoryView extends View {
  @property({ attribute: false }) declare session: ProjectSession
  @property() taskId = ''
  /** The version of the plan: a newer one may have touched the task. */
  @property({ type: Number }) version = 0
  @state() private commits: readonly CommitWire[] | null = null
  @state() private next: string | null = null
  @state() private problem: Problem | null = null

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('taskId')) this.commits = null
    if (changed.has('taskId') || changed.has('version')) void this.#load(null)
  }

  override render(): TemplateResult {
    if (this.problem) return html`<p class="problem" role="alert">${this.problem.detail}</p>`
    if (!this.commits) return html`<div class="skeleton" aria-hidden="true"><span></span><span></span></div>`
    if (this.commits.length === 0 && !this.next) return html`<p class="hint">${msg('Nothing has happened to it yet.')}</p>`
    return html`<ol class="task-history" data-testid="task-history">${this.commits.map((commit) => this.#commit(commit))}</ol>
      ${this.next ? html`<button class="button" @click=${() => this.#load(this.next)}>${msg('Show more')}</button>` : nothing}`
  }

  #commit(commit: CommitWire): TemplateResult {
    const plan = this.session.plan.plan
    return html`<li>
      <p><strong>${commit.author.name}</strong> <time datetime=${commit.at} title=${timeText(commit.at)}>${ageText(commit.at)}</time> <a href=${historyPath(this.session.id, { version: commit.version })}>${msg(str`version ${commit.version}`)}</a></p>
      ${(commit.operations ?? []).map((operation) => {
        if (operation.kind === 'create') return html`<p>${msg('Added')}</p>`
        if (operation.kind === 'delete') return html`<p>${msg('Deleted')}</p>`
        if (operation.kind === 'move') return html`<p>${msg('Moved')}</p>`
        return html`<p class="line-changes">${fieldChanges(operation.before, operation.after, plan)}</p>`
      })}
    </li>`
  }

  async #load(cursor: string | null): Promise<void> {
    const { taskId } = this
    const answer = await this.services.client.commitsOfTask(this.session.id, taskId, cursor ?? undefined)
    if (taskId !== this.taskId) return
    this.problem = answer.ok ? null : answer.problem
    if (!answer.ok) return
    this.commits = cursor === null ? answer.value.items : [...(this.commits ?? []), ...answer.value.items]
    this.next = answer.value.nextCursor
  }
}
