import { msg } from '@lit/localize'
import { html, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Problem } from '../../api/problem.ts'
import type { TurnWire } from '../../api/wire.ts'
import { icon } from '../../components/icon.ts'
import { markdown } from '../../components/markdown.ts'
import { View } from '../../components/view.ts'
import type { TaskId } from '../../state/core.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { ageText } from '../../words/values.ts'

/** What was said about one task, to be read; it goes on beside the plan. */
@customElement('pw-task-talk')
export class TaskTalkView extends View {
  @property({ attribute: false }) declare session: ProjectSession
  @property() taskId = ''
  @state() private turns: readonly TurnWire[] | null = null
  @state() private problem: Problem | null = null

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('taskId')) void this.#load()
  }

  override render(): TemplateResult {
    const on = html`<button class="button primary" data-testid="go-on-talking" @click=${() => this.session.talkAbout(this.taskId as TaskId)}>${icon('chat')}${this.turns && this.turns.length > 0 ? msg('Go on talking') : msg('Talk about this task')}</button>`
    if (this.problem) return html`<p class="problem" role="alert">${this.problem.detail}</p>`
    if (!this.turns) return html`<div class="skeleton" aria-hidden="true"><span></span><span></span></div>`
    if (this.turns.length === 0)
      return html`<p class="hint">${msg('Nobody has talked about it yet. What is said here stays with the task; a breakdown is put up for review.')}</p>${on}`
    return html`<ol class="task-turns">${this.turns.map(
      (turn) =>
        html`<li><p class="said"><strong>${turn.message}</strong> <time datetime=${turn.createdAt}>${ageText(turn.createdAt)}</time></p>${turn.reply ? markdown(turn.reply) : html`<p class="hint">${turn.problem?.detail ?? msg('No answer yet')}</p>`}</li>`,
    )}</ol>${on}`
  }

  async #load(): Promise<void> {
    const { taskId } = this
    this.turns = null
    const answer = await this.services.client.conversation(this.session.id, taskId)
    if (taskId !== this.taskId) return
    this.problem = answer.ok ? null : answer.problem
    if (answer.ok) this.turns = answer.value.items
  }
}
