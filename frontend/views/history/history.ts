import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { CommitWire } from '../../api/wire.ts'
import { icon } from '../../components/icon.ts'
import { operationLines } from '../../components/operation-lines.ts'
import { View } from '../../components/view.ts'
import type { CountName } from '../../state/counts.ts'
import { countsOf } from '../../state/counts.ts'
import { HistoryStore } from '../../state/history-store.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { historyPath, projectPath, type HistoryQuery } from '../../state/router.ts'
import { Watch } from '../../state/store.ts'
import { countLabel, countSign } from '../../words/labels.ts'
import { ageText, timeText } from '../../words/values.ts'
import '../plan-preview.ts'
import '../../styles/history.css'

/** How the plan came to be what it is: who, when, why; any two versions compared; any of them restored. */
@customElement('pw-history')
export class HistoryView extends View {
  @state() private changesOnly = true
  @state() private inWords = false
  @property({ attribute: false }) declare session: ProjectSession
  @property({ attribute: false }) declare query: HistoryQuery
  #history: HistoryStore | undefined

  constructor() {
    super()
    new Watch(this, () => [this.#history, this.session?.plan])
  }

  override willUpdate(changed: PropertyValues): void {
    if (!this.#history) {
      this.#history = new HistoryStore(this.services, this.session.id)
      void this.#history.load()
    }
    if (changed.has('query')) void this.#history.look(this.query)
    const head = this.session.plan.plan?.version
    const newest = this.#history.commits[0]?.version
    if (this.#history.state === 'ready' && head !== undefined && head !== (newest ?? 0) && head !== this.#seen) {
      this.#seen = head
      void this.#history.load()
    }
  }

  #seen = -1

  override render(): TemplateResult {
    const history = this.#history
    if (!history) return html``
    return html`
      <div class="history ${history.looked || history.looking ? 'looking' : ''}">
        <section class="log" aria-labelledby="history-title">
          <div class="log-head">
            <h2 id="history-title" class="display">${msg('History')}</h2>
            <span class="gap"></span>
            <a class="button" href=${projectPath(this.session.id)}>${icon('arrow-left')}${msg('Plan')}</a>
          </div>
          ${this.#compare()}
          ${history.state === 'failed' ? html`<div class="empty small" role="alert"><p>${history.problem?.detail}</p><button class="button" @click=${() => history.load()}>${msg('Try again')}</button></div>` : nothing}
          ${history.state === 'loading' ? html`<div class="skeleton" aria-hidden="true"><span></span><span></span><span></span></div>` : nothing}
          ${history.state === 'ready' && history.commits.length === 0 ? html`<div class="empty small"><p>${msg('Nothing has changed yet. Every change you apply or make by hand becomes a version here.')}</p></div>` : nothing}
          <ol class="commits">
            ${repeat(
              history.commits,
              (commit) => commit.version,
              (commit) => this.#commit(history, commit),
            )}
          </ol>
          ${history.nextCursor ? html`<button class="button more" @click=${() => history.load(true)}>${msg('Show more')}</button>` : nothing}
        </section>
        ${this.#looked(history)}
      </div>
    `
  }

  #compare(): TemplateResult | typeof nothing {
    const head = this.session.plan.plan?.version ?? 0
    if (head === 0) return nothing
    const from = this.query.from ?? Math.max(0, head - 1)
    const to = this.query.to ?? head
    const versions = Array.from({ length: Math.min(head + 1, 500) }, (_, index) => head - index)
    const select = (name: 'from' | 'to', value: number): TemplateResult =>
      html`<select aria-label=${name === 'from' ? msg('From version') : msg('To version')} @change=${(event: Event) => this.#go({ from: name === 'from' ? Number((event.target as HTMLSelectElement).value) : from, to: name === 'to' ? Number((event.target as HTMLSelectElement).value) : to })}>
        ${versions.map((version) => html`<option value=${version} ?selected=${version === value}>${version === 0 ? msg('0 (empty)') : version === head ? msg(str`${version} (now)`) : version}</option>`)}
      </select>`
    return html`<div class="compare" role="group" aria-label=${msg('Compare two versions')}>
      ${icon('compare')}<span>${msg('Compare')}</span>${select('from', from)}<span class="hint">${msg('with')}</span>${select('to', to)}
      <button class="button" data-testid="compare" @click=${() => this.#go({ from, to })}>${msg('Show')}</button>
    </div>`
  }

  #commit(history: HistoryStore, commit: CommitWire): TemplateResult {
    const operations = history.opened.get(commit.version)
    const lookedAt = this.query.version === commit.version
    return html`<li class="commit ${lookedAt ? 'on' : ''}" data-version=${commit.version}>
      <span class="commit-dot source-${commit.source}" aria-hidden="true"></span>
      <div class="commit-body">
        <p class="commit-message">${commit.message || this.#sourceLabel(commit)}</p>
        <p class="commit-facts">
          <strong>${msg(str`Version ${commit.version}`)}</strong><span>${commit.author.name}</span><span>${this.#sourceLabel(commit)}</span><time datetime=${commit.at} title=${timeText(commit.at)}>${ageText(commit.at)}</time>
          <span class="commit-counts">${counts(commit).map(([name, count]) => html`<span class="count count-${name}">${countSign[name]}${count}<span class="hear"> ${countLabel(name)}</span></span>`)}</span>
        </p>
        <p class="commit-actions">
          <button class="link" aria-expanded=${String(operations !== undefined)} @click=${() => history.toggle(commit.version)}>${operations ? msg('Hide what changed') : msg('What changed')}</button>
          <a href=${historyPath(this.session.id, { version: commit.version })}>${msg('Plan as it was')}</a>
          <button class="link" @click=${(event: Event) => this.#more(event, commit)}>${msg('Undo or restore')}…</button>
        </p>
        ${operations ? operationLines(operations, this.session.plan.plan) : nothing}
      </div>
    </li>`
  }

  #sourceLabel({ source, author }: CommitWire): string {
    const labels: Readonly<Record<CommitWire['source'], string>> = {
      chat: msg('from the conversation'),
      edit: msg('by hand'),
      patch: author.kind === 'agent' ? msg('by an agent') : msg('by a script'),
      import: msg('imported'),
      revert: msg('undone'),
      sync: msg('synced'),
    }
    return labels[source] ?? source
  }

  #looked(history: HistoryStore): TemplateResult | typeof nothing {
    const { looked } = history
    if (!looked)
      return history.looking
        ? html`<section class="looked"><div class="skeleton rows-skeleton" aria-hidden="true"><span></span><span></span><span></span></div></section>`
        : nothing
    const head = this.session.plan.plan?.version ?? 0
    if (looked.kind === 'version') {
      return html`<section class="looked" aria-label=${msg(str`The plan at version ${looked.version}`)}>
        <div class="pane-head"><h2>${msg(str`The plan at version ${looked.version}`)}</h2><span class="gap"></span>
          ${looked.version === head ? html`<span class="hint">${msg('This is the plan now.')}</span>` : html`<button class="button" data-testid="restore-version" @click=${() => this.#revert({ toVersion: looked.version })}>${icon('restore')}${msg('Restore')}</button>`}
          <button class="quiet icon-only" aria-label=${msg('Close')} @click=${() => this.#go({})}>${icon('close')}</button>
        </div>
        <pw-plan-preview .services=${this.services} .plan=${looked.plan}></pw-plan-preview>
      </section>`
    }
    const total = countsOf(looked.operations)
    return html`<section class="looked" aria-label=${msg(str`From version ${looked.from} to ${looked.to}`)} data-testid="diff">
      <div class="pane-head"><h2>${msg(str`From version ${looked.from} to ${looked.to}`)}</h2><span class="counts">${(Object.keys(total) as CountName[]).map((name) => (total[name] > 0 ? html`<span class="count count-${name}">${countSign[name]}${total[name]} ${countLabel(name)}</span>` : nothing))}</span><span class="gap"></span>
        <span class="segments"  role="radiogroup" aria-label=${msg('How to show it')}><button aria-checked=${String(!this.inWords)} role="radio" @click=${() => (this.inWords = false)}>${msg('Tree')}</button><button role="radio" aria-checked=${String(this.inWords)} @click=${() => (this.inWords = true)}>${msg('Words')}</button></span>
        <button class="quiet icon-only" aria-label=${msg('Close')} @click=${() => this.#go({})}>${icon('close')}</button>
      </div>
      ${
        looked.operations.length === 0
          ? html`<div class="empty small"><p>${msg('The two are the same.')}</p></div>`
          : this.inWords
            ? html`<div class="in-words">${operationLines(looked.operations, [this.session.plan.plan, looked.plan])}</div>`
            : html`<label class="only-changes"><input type="checkbox" class="tick" .checked=${this.changesOnly} @change=${(event: Event) => (this.changesOnly = (event.target as HTMLInputElement).checked)} />${msg('Only what changed')}</label>
              <pw-plan-preview .services=${this.services} .plan=${looked.plan} .operations=${looked.operations} .changesOnly=${this.changesOnly}></pw-plan-preview>`
      }
    </section>`
  }

  // What happens

  #go(query: Partial<HistoryQuery>): void {
    this.services.router.go(historyPath(this.session.id, query))
  }

  #more(event: Event, commit: CommitWire): void {
    this.services.overlays.openMenu(event.currentTarget as Element, msg(str`Version ${commit.version}`), [
      { label: msg('Undo just this change'), icon: 'undo', run: () => void this.session.plan.undo(commit.version) },
      { label: msg('Restore the plan as it was then'), icon: 'restore', run: () => void this.#revert({ toVersion: commit.version }) },
      {
        label: msg('Compare with the plan now'),
        icon: 'compare',
        separator: true,
        run: () => this.#go({ from: commit.version, to: this.session.plan.plan?.version ?? commit.version }),
      },
      { label: msg('Compare with the version before'), icon: 'compare', run: () => this.#go({ from: commit.version - 1, to: commit.version }) },
    ])
  }

  async #revert(target: { toVersion: number }): Promise<void> {
    const { client, overlays, toasts } = this.services
    const yes = await overlays.confirm({
      title: msg(str`Restore version ${target.toVersion}?`),
      body: msg('A new version is made that looks like that one. Nothing of the history goes away, and you can undo it.'),
      confirm: msg('Restore'),
    })
    if (!yes) return
    const answer = await client.revert(this.session.id, target)
    if (answer.ok) {
      await this.session.plan.arrive(answer.value)
      const { version, commit } = answer.value
      if (commit) this.session.plan.canBeUndone(version)
      toasts.show(
        commit ? msg(str`Restored as version ${version}`) : msg('The plan is like that already.'),
        commit ? { label: msg('Undo'), run: () => void this.session.plan.undo(version) } : null,
      )
      this.#go({})
      return
    }
    const propose = async (): Promise<void> => {
      const id = await this.session.plan.proposeRevert(target)
      if (id) this.services.router.go(projectPath(this.session.id, { proposal: id }))
    }
    toasts.problem(answer.problem, answer.problem.kind === 'patch-conflict' ? { label: msg('Propose it instead'), run: () => void propose() } : null)
  }
}

const counts = ({ counts: all }: CommitWire): readonly (readonly [CountName, number])[] =>
  (
    [
      ['added', all.created],
      ['changed', all.updated],
      ['moved', all.moved],
      ['deleted', all.deleted],
    ] as const
  ).filter(([, count]) => count > 0)
