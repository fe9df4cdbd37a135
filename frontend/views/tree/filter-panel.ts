import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { icon } from '../../components/icon.ts'
import { View } from '../../components/view.ts'
import { priorities, taskStatuses, type Plan, type Priority, type TaskStatus } from '../../state/core.ts'
import { choicesOf, dueFilters, toggled, type DueFilter, type FilterKind } from '../../state/filter.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { memo, Watch } from '../../state/store.ts'
import { priorityLabel, statusLabel } from '../../words/labels.ts'

const dueLabel = (due: DueFilter): string => ({ overdue: msg('Overdue'), week: msg('Within 7 days'), none: msg('No due date') })[due]

/** A value of the filter in words. */
export function filterLabel(kind: FilterKind, value: string): string {
  switch (kind) {
    case 'status':
      return statusLabel(value as TaskStatus)
    case 'priority':
      return priorityLabel(value as Priority)
    case 'due':
      return dueLabel(value as DueFilter)
    case 'assignee':
      return value === '' ? msg('Nobody') : `@${value}`
    case 'tag':
      return `#${value}`
  }
}

/** Which tasks are shown: any of the values of a kind, and every kind that has some. */
@customElement('pw-filter-panel')
export class FilterPanelView extends View {
  @property({ attribute: false }) declare session: ProjectSession
  readonly #choices = memo((plan: Plan) => choicesOf(plan, 24))

  constructor() {
    super()
    new Watch(this, () => [this.session?.plan, this.session?.tree])
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      this.dispatchEvent(new CustomEvent('close'))
    })
  }

  override firstUpdated(): void {
    this.querySelector('button')?.focus()
  }

  override render(): TemplateResult {
    const { plan, tree } = this.session
    const known = plan.plan ? this.#choices(plan.plan) : { assignee: [], tag: [] }
    const names = known.assignee.map(({ value }) => value)
    return html`<div class="filter-panel" data-testid="filter-panel">
      ${this.#kind('status', msg('Status'), taskStatuses)} ${this.#kind('priority', msg('Priority'), priorities)} ${this.#kind('due', msg('Due'), dueFilters)}
      ${names.length > 0 ? this.#kind('assignee', msg('Assignee'), [...names, '']) : nothing}
      ${
        known.tag.length > 0
          ? this.#kind(
              'tag',
              msg('Tag'),
              known.tag.map(({ value }) => value),
            )
          : nothing
      }
      <div class="filter-foot">
        <button class="link" ?disabled=${!tree.isFiltered} data-testid="clear-filter" @click=${() => tree.showAll()}>${msg('Show everything')}</button>
        <span class="gap"></span>
        <button class="quiet" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${icon('close')}<span>${msg('Close')}</span></button>
      </div>
    </div>`
  }

  #kind(kind: FilterKind, label: string, values: readonly string[]): TemplateResult {
    const { tree } = this.session
    return html`<div class="filter-kind" role="group" aria-label=${label}>
      <span class="field-name" aria-hidden="true">${label}</span>
      <span class="chips">${values.map((value) => {
        const on = (tree.filter[kind] as ReadonlySet<string>).has(value)
        return html`<button class="chip ${on ? 'on' : ''}" aria-pressed=${String(on)} @click=${() => tree.setFilter(toggled(tree.filter, kind, value))}>${filterLabel(kind, value)}</button>`
      })}</span>
    </div>`
  }
}
