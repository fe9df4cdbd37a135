import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { icon } from '../../components/icon.ts'
import { View } from '../../components/view.ts'
import { ancestorsOf, type TaskId } from '../../state/core.ts'
import { filterKinds, filterSize, toggled } from '../../state/filter.ts'
import { keysOf } from '../../state/keys.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { Watch } from '../../state/store.ts'
import { plural } from '../../words/plural.ts'
import './filter-panel.ts'
import { filterLabel } from './filter-panel.ts'

/** What is shown of the plan, and how deep. */
@customElement('pw-tree-toolbar')
export class TreeToolbarView extends View {
  @property({ attribute: false }) declare session: ProjectSession
  @state() private filtering = false

  constructor() {
    super()
    new Watch(this, () => [this.session?.plan, this.session?.review, this.session?.tree])
  }

  override render(): TemplateResult {
    const { tree, plan } = this.session
    const count = plan.plan?.tasks.size ?? 0
    const any = count > 0
    const size = filterSize(tree.filter)
    return html`
      <div class="toolbar" role="toolbar" aria-label=${msg('Plan')}>
        <label class="search">${icon('search')}<input type="search" data-search placeholder=${msg('Filter')} aria-label=${msg('Filter the plan')} .value=${tree.search} @input=${(event: InputEvent) => tree.setSearch((event.target as HTMLInputElement).value)} @keydown=${this.#searchKey} /><kbd>/</kbd></label>
        <button class="quiet ${size > 0 ? 'on' : ''}" data-testid="filter" aria-expanded=${String(this.filtering)} aria-controls="filter-panel" title=${msg('Filter by status, priority, person, tag or date')} @click=${() => (this.filtering = !this.filtering)}>${icon('filter')}<span class="hear">${msg('More filters')}</span>${size > 0 ? html`<span class="dot">${size}</span>` : nothing}</button>
        <button class="quiet icon-only" data-testid="levels" aria-haspopup="menu" aria-label=${msg('Levels')} title=${msg('How many levels are open')} ?disabled=${!any} @click=${this.#levels}>${icon('expand')}</button>
        <span class="gap"></span>
        <span class="hint row-count" role="status" data-testid="row-count">${this.#count(count)}</span>
        <button class="quiet" data-testid="add-task" aria-label=${msg('Add task')} title=${msg('Add a task at the end')} @click=${this.#add}>${icon('plus')}<span>${msg('Add task')}</span></button>
      </div>
      ${this.filtering ? html`<pw-filter-panel id="filter-panel" .services=${this.services} .session=${this.session} @close=${this.#closeFilter}></pw-filter-panel>` : this.#chips()}
      ${this.#crumbs()}
    `
  }

  #count(all: number): string {
    const { tree } = this.session
    if (tree.isFiltered) return msg(str`${tree.foundCount} of ${all} fit`)
    return all === 0 ? '' : plural(all, msg('1 task'), msg(str`${all} tasks`))
  }

  /** What is asked for while the panel is closed: each can be taken back by itself. */
  #chips(): TemplateResult | typeof nothing {
    const { tree } = this.session
    if (filterSize(tree.filter) === 0) return nothing
    return html`<div class="filter-chips" role="group" aria-label=${msg('Filters in use')}>
      ${filterKinds.flatMap((kind) =>
        [...tree.filter[kind]].map((value) => {
          const label = filterLabel(kind, value)
          return html`<button class="chip on" aria-label=${msg(str`Without the filter ${label}`)} @click=${() => tree.setFilter(toggled(tree.filter, kind, value))}>${label}${icon('close')}</button>`
        }),
      )}
      <button class="link" data-testid="clear-filter" @click=${() => tree.showAll()}>${msg('Show everything')}</button>
    </div>`
  }

  /** Where one is while a branch is shown alone. */
  #crumbs(): TemplateResult | typeof nothing {
    const { tree, plan } = this.session
    const shown = tree.shownPlan
    if (tree.zoomed === null || !shown) return nothing
    const path = [...ancestorsOf(shown, tree.zoomed)].reverse()
    const outside = this.#changesOutside(tree.zoomed)
    return html`<nav class="crumbs zoom-crumbs" aria-label=${msg('Shown branch')} data-testid="crumbs">
      <button class="crumb" @click=${() => this.#zoom(null)}>${plan.plan?.project.title}</button>
      ${path.map((id) => html`<span aria-hidden="true">›</span><button class="crumb" @click=${() => this.#zoom(id)}>${shown.tasks.get(id)?.title}</button>`)}
      <span aria-hidden="true">›</span><strong aria-current="true">${shown.tasks.get(tree.zoomed)?.title}</strong>
      ${outside > 0 ? html`<button class="link" @click=${() => this.#zoom(null)}>${plural(outside, msg('1 change elsewhere'), msg(str`${outside} changes elsewhere`))}</button>` : nothing}
    </nav>`
  }

  #changesOutside(zoomed: TaskId): number {
    const { review, tree } = this.session
    const shown = tree.shownPlan
    if (!shown || !review.current) return 0
    return review.operations.filter(({ taskId }) => taskId === null || !ancestorsOf(shown, taskId as TaskId).includes(zoomed)).length
  }

  #zoom(id: TaskId | null): void {
    const from = this.session.tree.zoomed
    this.session.go({ under: id })
    if (from) this.session.tree.focus(from)
  }

  readonly #closeFilter = (): void => {
    this.filtering = false
    this.querySelector<HTMLElement>('[data-testid=filter]')?.focus()
  }

  readonly #searchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.session.tree.setSearch('')
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    document.querySelector<HTMLElement>('pw-tree [role=row][tabindex="0"]')?.focus()
  }

  readonly #levels = (event: Event): void => {
    const { tree } = this.session
    const level = (count: number) => ({
      label: plural(count, msg('1 level'), msg(str`${count} levels`)),
      keys: String(count),
      run: () => tree.expandTo(count),
    })
    this.services.overlays.openMenu(event.currentTarget as Element, msg('Levels'), [
      ...[1, 2, 3, 4, 5].map(level),
      { label: msg('All levels'), keys: keysOf('level-all') ?? '', icon: 'expand', separator: true, run: () => tree.expandAll(true) },
      { label: msg('Collapse all'), icon: 'collapse', run: () => tree.expandAll(false) },
    ])
  }

  readonly #add = (): void => {
    const { plan, tree } = this.session
    if (!plan.plan) return
    tree.startAdding({ parentId: tree.zoomed, afterId: plan.plan.children.get(tree.zoomed)?.at(-1) ?? null })
    tree.focus('input')
  }
}
