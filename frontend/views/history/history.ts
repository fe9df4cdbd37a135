import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../components/icon.ts'
import { View } from '../../components/view.ts'
import type { CommitWire } from '../../api/wire.ts'
import type { TaskId } from '../../state/core.ts'
import { byDay, HistoryStore } from '../../state/history-store.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { projectPath, type HistoryQuery } from '../../state/router.ts'
import { Watch } from '../../state/store.ts'
import '../plan-preview.ts'
import { HistoryCommands } from './commands.ts'
import { commitItem } from './commit.ts'
import { lookedAt } from './looked.ts'
import { dayText, sourceLabel } from './words.ts'
import '../../styles/board.css'
import '../../styles/history.css'

/** How the plan came to be what it is: who, when, why; any two versions compared; any of them restored. */
@customElement('pw-history')
export class HistoryView extends View {
  @state() changesOnly = true
  @state() inWords = false
  @property({ attribute: false }) declare session: ProjectSession
  @property({ attribute: false }) declare query: HistoryQuery
  history!: HistoryStore
  readonly #commands = new HistoryCommands(this)
  #projectId = ''
  #looked = ''
  #seen = -1

  constructor() {
    super()
    new Watch(this, () => [this.history, this.session?.plan])
    this.addEventListener('click', (event) => this.#commands.click(event))
    this.addEventListener('open-task', (event) => this.session.go({ task: (event as CustomEvent<TaskId>).detail }))
  }

  override willUpdate(_changed: PropertyValues): void {
    if (this.#projectId !== this.session.id) {
      this.#projectId = this.session.id
      this.history = new HistoryStore(this.services, this.session.id)
      this.#looked = ''
      void this.history.load()
    }
    const { version, from, to } = this.query
    const wanted = `${this.session.id} ${version} ${from} ${to}`
    if (wanted !== this.#looked) {
      this.#looked = wanted
      void this.history.look(this.query)
    }
    const head = this.session.plan.plan?.version
    const newest = this.history.commits[0]?.version
    if (this.history.state === 'ready' && head !== undefined && head !== (newest ?? 0) && head !== this.#seen) {
      this.#seen = head
      void this.history.load()
    }
  }

  override render(): TemplateResult {
    const { history } = this
    const { looked, looking } = history
    return html`
      <div class="history ${looked || looking ? 'looking' : ''}">
        <section class="log" aria-labelledby="history-title">
          <div class="log-head">
            <h2 id="history-title" class="display">${msg('History')}</h2>
            <span class="gap"></span>
            <a class="button" href=${projectPath(this.session.id)}>${icon('arrow-left')}${msg('Plan')}</a>
          </div>
          ${this.#compare()} ${this.#filters()} ${this.#story()}
        </section>
        ${
          looked
            ? lookedAt(looked, { session: this.session, changesOnly: this.changesOnly, inWords: this.inWords })
            : looking
              ? html`<section class="looked"><div class="skeleton rows-skeleton" aria-hidden="true"><span></span><span></span><span></span></div></section>`
              : nothing
        }
      </div>
    `
  }

  #story(): TemplateResult {
    const { history } = this
    const { state: loading, shown, nextCursor, isReading, problem } = history
    if (loading === 'failed')
      return html`<div class="empty small" role="alert"><p>${problem?.detail}</p><button class="button" data-do="again">${msg('Try again')}</button></div>`
    if (loading === 'loading') return html`<div class="skeleton" aria-hidden="true"><span></span><span></span><span></span></div>`
    const isEmpty = shown.length === 0 && !isReading
    return html`
      ${isEmpty && history.isFiltered && nextCursor === null ? html`<div class="empty small"><p>${msg('No change fits.')}</p><button class="button" data-do="show-all">${msg('Show everything')}</button></div>` : nothing}
      ${isEmpty && !history.isFiltered ? html`<div class="empty small"><p>${msg('Nothing has changed yet. Every change you apply or make by hand becomes a version here.')}</p></div>` : nothing}
      ${repeat(
        byDay(shown),
        ({ day }) => day,
        ({ day, commits }) =>
          html`<h3 class="commit-day">${dayText(day)}</h3>
            <ol class="commits">${repeat(
              commits,
              (commit) => commit.version,
              (commit) => this.#commit(commit),
            )}</ol>`,
      )}
      ${isReading ? html`<p class="hint" role="status">${msg('Looking further back…')}</p>` : nextCursor ? html`<button class="button more" data-do="further">${msg('Show more')}</button>` : nothing}
    `
  }

  #commit(commit: CommitWire): TemplateResult {
    const { history, query } = this
    const { version } = commit
    return commitItem(commit, {
      opened: history.opened.get(version),
      lookedAt: query.version === version || query.to === version,
      picked: history.picked === version,
      pickedOther: history.picked,
      names: this.session.plan.plan,
      head: this.session.plan.plan?.version ?? 0,
    })
  }

  #compare(): TemplateResult | typeof nothing {
    const head = this.session.plan.plan?.version ?? 0
    if (head === 0) return nothing
    const { picked } = this.history
    const from = this.query.from ?? picked ?? Math.max(0, head - 1)
    const to = this.query.to ?? head
    const box = (name: string, label: string, value: number): TemplateResult =>
      html`<input type="number" inputmode="numeric" name=${name} min="0" max=${head} step="1" required aria-label=${label} .value=${String(value)} />`
    return html`<form class="compare" aria-label=${msg('Compare two versions')} @submit=${this.#commands.compare}>
      ${icon('compare')}<span>${msg('Compare version')}</span>${box('from', msg('From version'), from)}<span class="hint">${msg('with')}</span>${box('to', msg('To version'), to)}
      <button class="button" data-testid="compare">${msg('Show')}</button>
      <span class="hint">${msg(str`0 is the empty plan, ${head} is now`)}</span>
    </form>`
  }

  #filters(): TemplateResult | typeof nothing {
    const { history } = this
    const { authors, sources, filter } = history
    if (authors.length < 2 && sources.length < 2 && !history.isFiltered) return nothing
    const option = (value: string, label: string, chosen: string | null): TemplateResult =>
      html`<option value=${value} ?selected=${value === (chosen ?? '')}>${label}</option>`
    return html`<div class="log-filters" role="group" aria-label=${msg('Filter')}>
      <select aria-label=${msg('Who')} @change=${(event: Event) => history.setFilter({ author: valueOf(event) })}>
        ${option('', msg('Everybody'), filter.author)}${authors.map((name) => option(name, name, filter.author))}
      </select>
      <select aria-label=${msg('How it came about')} @change=${(event: Event) => history.setFilter({ source: valueOf(event) as CommitWire['source'] | null })}>
        ${option('', msg('Everything'), filter.source)}${sources.map((source) => option(source, sourceLabel(source), filter.source))}
      </select>
      ${history.isFiltered ? html`<button class="link" data-do="show-all">${msg('Show everything')}</button>` : nothing}
    </div>`
  }
}

const valueOf = (event: Event): string | null => (event.target as HTMLSelectElement).value || null
