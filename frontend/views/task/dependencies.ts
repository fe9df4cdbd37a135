import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../components/icon.ts'
import { ancestorsOf, childrenOf, isBelow, type Plan, type Progress, type Task, type TaskId } from '../../state/core.ts'
import { ranked } from '../../state/fuzzy.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { progressText, taskName } from '../../words/values.ts'
import type { PickItem } from '../palette/picker.ts'
import type { Drafts } from './drafts.ts'

/** What a task is bound to: what it waits for, what waits for it, and what stands below it. */
export interface Bonds {
  readonly session: ProjectSession
  readonly drafts: Drafts
  open(id: TaskId): void
}

export function dependenciesSection(plan: Plan, task: Task, bonds: Bonds): TemplateResult {
  const dependants = [...(plan.dependants.get(task.id) ?? [])]
  const set = (dependsOn: readonly TaskId[]) => () => bonds.drafts.set({ dependsOn })
  const free = (id: TaskId) => () => {
    const other = plan.tasks.get(id)
    if (other) void bonds.session.plan.changeTask(id, { dependsOn: other.dependsOn.filter((each) => each !== task.id) })
  }
  return html`<section>
    <h3>${msg('Depends on')}</h3>
    <ul class="plain-list">
      ${task.dependsOn.map((id) => html`<li>${link(plan, id, bonds)}<button class="quiet icon-only" aria-label=${msg(str`No longer depend on ${taskName(plan, id)}`)} @click=${set(task.dependsOn.filter((other) => other !== id))}>${icon('close')}</button></li>`)}
    </ul>
    <button class="add-button" data-testid="add-dependency" @click=${() => void addDependency(task, bonds)}>${icon('plus')}${msg('Add a task it waits for')}</button>
    <h3>${msg('Needed by')}</h3>
    <ul class="plain-list">
      ${dependants.map((id) => html`<li>${link(plan, id, bonds)}<button class="quiet icon-only" aria-label=${msg(str`${taskName(plan, id)} no longer waits for it`)} @click=${free(id)}>${icon('close')}</button></li>`)}
    </ul>
    <button class="add-button" data-testid="add-dependant" @click=${() => void addDependant(task, bonds)}>${icon('plus')}${msg('Add a task that waits for it')}</button>
  </section>`
}

export function childrenSection(plan: Plan, task: Task, progress: Progress | undefined, bonds: Bonds): TemplateResult | typeof nothing {
  const children = childrenOf(plan, task.id)
  if (children.length === 0) return nothing
  return html`<section>
    <h3>${msg('Sub-tasks')} ${progress ? html`<span class="hint">${progressText(progress)}</span>` : nothing}</h3>
    <ul class="plain-list">${children.slice(0, 100).map((id) => html`<li>${link(plan, id, bonds)}</li>`)}</ul>
    ${children.length > 100 ? html`<p class="hint">${msg(str`and ${children.length - 100} more`)}</p>` : nothing}
  </section>`
}

function link(plan: Plan, id: TaskId, bonds: Bonds): TemplateResult {
  const other = plan.tasks.get(id)
  return html`<button class="task-link status-${other?.status ?? 'todo'}" @click=${() => bonds.open(id)}>${icon(`status-${other?.status ?? 'todo'}`)}<span>${taskName(plan, id)}</span></button>`
}

async function addDependency(task: Task, { session, drafts }: Bonds): Promise<void> {
  const id = await choose(session, msg('Which task does it wait for?'), (plan, other) =>
    reason(plan, task.id, other.id, task.dependsOn.includes(other.id)),
  )
  const now = session.plan.plan?.tasks.get(task.id)
  if (id && now) drafts.set({ dependsOn: [...now.dependsOn, id] })
}

async function addDependant(task: Task, { session }: Bonds): Promise<void> {
  const id = await choose(session, msg('Which task waits for it?'), (plan, other) =>
    reason(plan, task.id, other.id, other.dependsOn.includes(task.id)),
  )
  const other = id === null ? undefined : session.plan.plan?.tasks.get(id)
  if (other) await session.plan.changeTask(other.id, { dependsOn: [...other.dependsOn, task.id] })
}

/** Why two tasks cannot be bound to each other; undefined where they can. */
function reason(plan: Plan, id: TaskId, other: TaskId, isBound: boolean): string | undefined {
  if (id === other) return msg('The task itself.')
  if (isBound) return msg('It is there already.')
  return isBelow(plan, other, id) || isBelow(plan, id, other) ? msg('One stands below the other.') : undefined
}

async function choose(session: ProjectSession, label: string, why: (plan: Plan, other: Task) => string | undefined): Promise<TaskId | null> {
  const plan = session.plan.plan
  if (!plan) return null
  const { pick } = await import('../palette/picker.ts')
  const tasks = [...plan.tasks.values()]
  const item = (other: Task): PickItem => ({
    key: other.id,
    label: other.title,
    icon: `status-${other.status}`,
    detail: [...ancestorsOf(plan, other.id)]
      .reverse()
      .map((above) => taskName(plan, above))
      .join(' › '),
    disabled: why(plan, other),
  })
  const chosen = await pick({ label, placeholder: label, find: (query) => ranked(tasks, query, ({ title }) => title, 60).map(item) })
  return chosen ? (chosen.key as TaskId) : null
}
