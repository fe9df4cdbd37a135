import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { ProjectListItemWire } from '../api/wire.ts'
import { icon } from '../components/icon.ts'
import { View } from '../components/view.ts'
import { Projects } from '../state/projects.ts'
import { historyPath, projectPath } from '../state/router.ts'
import { Watch } from '../state/store.ts'
import { projectStatusLabel } from '../words/labels.ts'
import { plural } from '../words/plural.ts'
import { ageText, progressText } from '../words/values.ts'
import './goal.ts'

/** What you want to get done, and what you are at already; or what lies in the trash. */
@customElement('pw-home')
export class HomeView extends View {
  @state() private importOpen = false

  @property({ type: Boolean }) trash = false
  #projects: Projects | undefined
  #release: () => void = () => undefined

  constructor() {
    super()
    new Watch(this, () => [this.#projects, this.services?.settings])
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#release()
    this.#projects = undefined
  }

  override willUpdate(changed: PropertyValues): void {
    if (this.#projects && !changed.has('trash')) return
    this.#release()
    this.#projects = new Projects(this.services.client, this.trash)
    this.#release = this.#projects.follow(this.services.changes)
    void this.#projects.load()
  }

  override render(): TemplateResult {
    return this.trash ? this.#trashPage() : this.#homePage()
  }

  #homePage(): TemplateResult {
    return html`
      <pw-goal .services=${this.services}></pw-goal>
      ${this.#list()}
      ${this.#nameAsked()}
      ${this.importOpen ? html`<pw-import .services=${this.services} @close=${() => (this.importOpen = false)}></pw-import>` : nothing}
    `
  }

  #list(): TemplateResult {
    const projects = this.#projects
    if (!projects) return html``
    const none = projects.state === 'ready' && projects.items.length === 0
    return html`
      <section class="projects" aria-labelledby="projects-title">
        <div class="section-head">
          <h2 id="projects-title">${msg('Projects')}</h2>
          <span class="gap"></span>
          <label class="search">${icon('search')}<input type="search" placeholder=${msg('Search')} aria-label=${msg('Search projects')} .value=${projects.search} @input=${(event: InputEvent) => projects.setSearch((event.target as HTMLInputElement).value)} /></label>
          <button class="button" @click=${this.#openImport}>${icon('upload')}<span>${msg('Import')}</span></button>
          <button class="button" @click=${this.#create}>${icon('plus')}<span>${msg('New')}</span></button>
        </div>
        ${projects.state === 'failed' ? failed(projects) : nothing}
        ${projects.state === 'loading' ? skeleton() : nothing}
        ${none && projects.search.trim() !== '' ? html`<p class="none">${msg(str`No project fits “${projects.search}”.`)}</p>` : nothing}
        ${none && projects.search.trim() === '' ? html`<div class="empty small"><p>${msg('No projects yet. Say above what you want to get done, or start with an empty one.')}</p></div>` : nothing}
        <ul class="project-list">
          ${repeat(
            projects.items,
            (project) => project.id,
            (project) => this.#item(project),
          )}
        </ul>
        ${projects.nextCursor ? html`<button class="button more" @click=${() => projects.load(projects.nextCursor ?? undefined)}>${msg('Show more')}</button>` : nothing}
        ${projects.state === 'loading' ? nothing : foot()}
      </section>
    `
  }

  #item(project: ProjectListItemWire): TemplateResult {
    const { progress } = project
    return html`
      <li class="project-item" data-project-id=${project.id}>
        <a class="project-link" href=${projectPath(project.id)}>
          <span class="project-line"><span class="project-title">${project.title}</span>${this.#waits(project.id)}</span>
          ${project.summary ? html`<span class="project-summary">${project.summary.split('\n')[0]}</span>` : nothing}
        </a>
        <span class="badge status-${project.status}">${projectStatusLabel(project.status)}</span>
        <span class="project-progress"><progress max=${Math.max(1, progress.total)} .value=${progress.done} aria-label=${msg(str`Progress of ${project.title}`)}></progress><span>${progressText(progress)}</span></span>
        <span class="project-age"><span>${msg(str`version ${project.version}`)}</span><time datetime=${project.updatedAt} title=${project.updatedAt}>${ageText(project.updatedAt)}</time></span>
        <button class="quiet icon-only" aria-label=${msg(str`More for ${project.title}`)} @click=${(event: Event) => this.#more(event, project)}>${icon('more')}</button>
      </li>
    `
  }

  #waits(id: string): TemplateResult | typeof nothing {
    const count = this.#projects?.waiting.get(id) ?? 0
    if (count === 0) return nothing
    return html`<span class="waits" data-testid="waits">${icon('inbox')}${plural(count, msg('Proposal waiting'), msg(str`${count} proposals waiting`))}</span>`
  }

  #trashPage(): TemplateResult {
    const projects = this.#projects
    if (!projects) return html``
    return html`
      <section class="projects" aria-labelledby="trash-title">
        <div class="section-head">
          <h1 id="trash-title" class="display">${msg('Trash')}</h1>
          <span class="gap"></span>
          <a class="button" href="/">${icon('arrow-left')}<span>${msg('Projects')}</span></a>
        </div>
        <p class="hint">${msg('Projects stay here for 30 days and can be restored as they were.')}</p>
        ${projects.state === 'failed' ? failed(projects) : nothing}
        ${projects.state === 'loading' ? skeleton() : nothing}
        ${projects.state === 'ready' && projects.items.length === 0 ? html`<div class="empty small"><p>${msg('The trash is empty.')}</p></div>` : nothing}
        <ul class="project-list">
          ${repeat(
            projects.items,
            (project) => project.id,
            (project) => html`
              <li class="project-item trashed" data-project-id=${project.id}>
                <span class="project-link"><span class="project-title">${project.title}</span><span class="project-summary">${msg(str`Deleted ${ageText(project.deletedAt ?? project.updatedAt)}`)}</span></span>
                <button class="button" @click=${() => this.#restore(project)}>${icon('restore')}<span>${msg('Restore')}</span></button>
                <button class="button danger" @click=${() => this.#purge(project)}>${icon('trash')}<span>${msg('Delete for good')}</span></button>
              </li>
            `,
          )}
        </ul>
      </section>
    `
  }

  /** Asked once, lightly, and never in the way. */
  #nameAsked(): TemplateResult | typeof nothing {
    const { settings } = this.services
    if (settings.userAsked || !this.#projects || this.#projects.state !== 'ready') return nothing
    const save = (event: Event): void => {
      event.preventDefault()
      const form = new FormData(event.target as HTMLFormElement)
      settings.setUser(String(form.get('name') ?? ''))
    }
    return html`<form class="name-ask" @submit=${save}>
      <label for="name-ask">${msg('What should we call you? It stands beside what you do.')}</label>
      <span><input id="name-ask" name="name" maxlength="200" autocomplete="name" placeholder=${msg('Your name')} /><button class="button">${msg('Save')}</button><button type="button" class="quiet" @click=${() => settings.setUser('')}>${msg('Not now')}</button></span>
    </form>`
  }

  // What happens

  readonly #create = async (): Promise<void> => {
    const { client, overlays, router, toasts } = this.services
    const title = await overlays.ask({
      title: msg('New project'),
      body: msg('An empty one; add tasks by hand or by talking.'),
      confirm: msg('Create'),
      input: { label: msg('Title'), required: true },
    })
    if (title === null) return
    const answer = await client.createProject(title)
    if (answer.ok) router.go(projectPath(answer.value.id))
    else toasts.problem(answer.problem)
  }

  readonly #openImport = (): void => {
    void import('./import.ts').then(() => (this.importOpen = true))
  }

  #more(event: Event, project: ProjectListItemWire): void {
    const { client, overlays } = this.services
    overlays.openMenu(event.currentTarget as Element, project.title, [
      { label: msg('Open'), icon: 'folder', run: () => this.services.router.go(projectPath(project.id)) },
      { label: msg('History'), icon: 'history', run: () => this.services.router.go(historyPath(project.id)) },
      { label: msg('Export as Markdown'), icon: 'download', href: client.exportPath(project.id, 'markdown') },
      { label: msg('Move to trash'), icon: 'trash', danger: true, separator: true, run: () => void this.#trash(project) },
    ])
  }

  async #trash(project: ProjectListItemWire): Promise<void> {
    const { client, toasts } = this.services
    const answer = await client.trashProject(project.id)
    if (!answer.ok) return toasts.problem(answer.problem)
    toasts.show(msg(str`“${project.title}” is in the trash`), { label: msg('Undo'), run: () => void this.#restore(project) })
    await this.#projects?.load()
  }

  async #restore(project: ProjectListItemWire): Promise<void> {
    const { client, router, toasts } = this.services
    const answer = await client.restoreProject(project.id)
    if (!answer.ok) return toasts.problem(answer.problem)
    toasts.show(msg(str`“${project.title}” is back`), { label: msg('Open'), run: () => router.go(projectPath(project.id)) })
    await this.#projects?.load()
  }

  async #purge(project: ProjectListItemWire): Promise<void> {
    const { client, overlays, toasts } = this.services
    const yes = await overlays.confirm({
      title: msg('Delete for good?'),
      body: msg('The plan, its whole history, its proposals and its conversations go. This cannot be undone.'),
      confirm: msg('Delete for good'),
      danger: true,
      typed: project.title,
    })
    if (!yes) return
    const answer = await client.purgeProject(project.id, project.title)
    if (!answer.ok) return toasts.problem(answer.problem)
    toasts.show(msg(str`“${project.title}” is gone`))
    await this.#projects?.load()
  }
}

const failed = (projects: Projects): TemplateResult =>
  html`<div class="empty small" role="alert"><p>${projects.problem?.detail}</p><button class="button" @click=${() => projects.load()}>${msg('Try again')}</button></div>`

/** Appears only when loading takes long enough to be noticed. */
const skeleton = (): TemplateResult => html`<div class="skeleton" aria-hidden="true"><span></span><span></span><span></span></div>`

const foot = (): TemplateResult =>
  html`<p class="foot"><a href="/trash">${icon('trash')}${msg('Trash')}</a><a href="/api/docs" target="_blank" rel="noopener">${icon('text')}${msg('API')}</a></p>`
