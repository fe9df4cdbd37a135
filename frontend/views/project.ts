import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { icon } from '../components/icon.ts'
import { properties } from '../components/properties.ts'
import { View } from '../components/view.ts'
import { globalCommandOf, pressedOf, type TreeCommand } from '../state/keys.ts'
import type { MenuItem } from '../state/overlays.ts'
import { ProjectSession } from '../state/project-session.ts'
import { planViews, projectPath, type PlanViewName, type Route } from '../state/router.ts'
import { Watch } from '../state/store.ts'
import { viewLabel } from '../words/labels.ts'
import { plural } from '../words/plural.ts'
import { ageText, changesText } from '../words/values.ts'
import './conversation.ts'
import { GoKeys } from './go-keys.ts'
import './plan-head.ts'
import { projectCommands, type ProjectHost } from './project-commands.ts'
import './proposal-bar.ts'
import './tree.ts'
import './tree/selection-bar.ts'
import './tree/toolbar.ts'
import type { ProposalBarView } from './proposal-bar.ts'
import type { TreeView } from './tree.ts'
import { isTyping } from './typing.ts'

type Pane = 'chat' | 'plan' | 'review'

/** What is not needed to read the tree comes when it is asked for. */
const viewModules: Readonly<Record<Exclude<PlanViewName, 'tree'>, () => Promise<unknown>>> = {
  board: () => import('./board/board.ts'),
  timeline: () => import('./timeline/timeline.ts'),
  history: () => import('./history/history.ts'),
}

const viewKeys: Readonly<Record<PlanViewName, string>> = { tree: 'G T', board: 'G B', timeline: 'G L', history: 'G H' }

/** One project: the plan on the left, the conversation on the right, the open task over it. */
@customElement('pw-project')
export class ProjectView extends View {
  @state() private pane: Pane = 'plan'
  @state() private naming = false
  @state() private importOpen = false
  @property({ attribute: false }) declare route: Extract<Route, { name: 'project' }>
  @property({ attribute: false }) declare actions: TemplateResult
  #session: ProjectSession | undefined
  #dragging = false
  #release: () => void = () => undefined

  constructor() {
    super()
    new Watch(this, () => [this.#session, this.#session?.plan, this.#session?.review, this.#session?.tree, this.services?.settings])
    this.addEventListener('apply', () => void this.querySelector<ProposalBarView>('pw-proposal-bar')?.apply())
    this.addEventListener('show-plan', () => (this.pane = 'plan'))
    this.addEventListener('show-review', () => this.#toPane('review'))
    new GoKeys(
      this,
      () => this.services.settings.letterKeys,
      (view) => this.#toView(view),
    )
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('keydown', this.#key)
    this.#release = this.services.commands.offer(() => (this.#session?.plan.plan ? projectCommands(this.#session, this.#host(this.#session)) : []))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#release()
    document.removeEventListener('keydown', this.#key)
    this.#session?.stop()
    this.#session = undefined
  }

  override willUpdate(changed: PropertyValues): void {
    const { route } = this
    const { query } = route
    if (this.#session?.id !== route.id) {
      this.#session?.stop()
      this.#session = new ProjectSession(this.services, route.id)
      this.#session.start(query)
    } else if (changed.has('route')) {
      this.#session.setQuery(query)
    }
    if (query.read === 'list') void import('./review/review-list.ts').then(() => this.requestUpdate())
    if (query.view !== 'tree') void viewModules[query.view]().then(() => this.requestUpdate())
    if (query.task !== null) void import('./task-panel.ts').then(() => this.requestUpdate())
    const before = changed.get('route') as Route | undefined
    if (before?.name !== 'project') return
    if (before.query.view !== query.view) this.pane = 'plan'
    else if (query.focus !== null && query.focus !== before.query.focus) this.pane = 'chat'
  }

  override render(): TemplateResult {
    const session = this.#session
    if (!session) return html``
    const { plan } = session
    if (plan.state === 'missing') return this.#gone()
    if (plan.state === 'failed') return this.#failed(session)
    document.title = `${plan.plan?.project.title ?? msg('Project')} · Planwright`
    return html`
      ${this.#header(session)}
      ${this.#body(session)}
      ${this.importOpen ? html`<pw-import .services=${this.services} .projectId=${session.id} @close=${() => (this.importOpen = false)}></pw-import>` : nothing}
    `
  }

  #body(session: ProjectSession): TemplateResult {
    const { query, review } = session
    return html`
      <div class="project-body shows-${query.view} pane-${this.pane} ${query.task ? 'with-task' : ''}" ${properties({ '--side': `${this.services.settings.sideWidth}px` })}>
        <main id="main" class="plan-pane" tabindex="-1" aria-label=${msg('Plan')}>
          ${session.plan.plan && session.review.loaded ? this.#view(session) : html`<div class="skeleton rows-skeleton" aria-hidden="true"><span></span><span></span><span></span><span></span><span></span></div>`}
        </main>
        <aside class="side-pane" aria-label=${msg('Conversation')}>
          <div class="splitter" role="separator" tabindex="0" aria-orientation="vertical" aria-label=${msg('Width of the conversation')} aria-valuenow=${this.services.settings.sideWidth} aria-valuemin="280" aria-valuemax="720" @pointerdown=${this.#grab} @pointermove=${this.#drag} @pointerup=${this.#drop} @keydown=${this.#splitKey}></div>
          <pw-conversation .services=${this.services} .session=${session}></pw-conversation>
        </aside>
        ${this.pane === 'review' ? html`<div class="review-pane" role="main" aria-label=${msg('Review')}><pw-review-cards .services=${this.services} .session=${session}></pw-review-cards></div>` : nothing}
        ${query.task && customElements.get('pw-task-panel') ? html`<aside class="task-pane" aria-label=${msg('Task')}><pw-task-panel .services=${this.services} .session=${session} .taskId=${query.task}></pw-task-panel></aside>` : nothing}
      </div>
      <nav class="pane-tabs" aria-label=${msg('Panes')}>
        <button aria-pressed=${String(this.pane === 'chat')} data-testid="tab-chat" @click=${() => this.#toPane('chat')}>${icon('chat')}<span>${msg('Chat')}</span>${session.conversation.running ? html`<span class="spinner"></span>` : nothing}</button>
        <button aria-pressed=${String(this.pane === 'plan')} data-testid="tab-plan" @click=${() => this.#toPane('plan')}>${icon('tree')}<span>${msg('Plan')}</span></button>
        <button aria-pressed=${String(this.pane === 'review')} data-testid="tab-review" @click=${() => this.#toPane('review')}>${icon('compare')}<span>${msg('Review')}</span>${review.current ? html`<span class="dot">${review.current.operations.length}<span class="hear"> ${msg('operations waiting')}</span></span>` : nothing}</button>
      </nav>
    `
  }

  /** Plan and proposal come together: one after the other, everything would jump. */
  #view(session: ProjectSession): TemplateResult {
    const { view } = session.query
    if (view === 'history') return html`<pw-history .services=${this.services} .session=${session} .query=${session.query}></pw-history>`
    return html`
      <pw-plan-head .services=${this.services} .session=${session}></pw-plan-head>
      <pw-proposal-bar .services=${this.services} .session=${session}></pw-proposal-bar>
      ${
        view === 'board'
          ? html`<pw-board .services=${this.services} .session=${session}></pw-board>`
          : view === 'timeline'
            ? html`<pw-timeline .services=${this.services} .session=${session}></pw-timeline>`
            : this.#tree(session)
      }
    `
  }

  #header(session: ProjectSession): TemplateResult {
    const { plan, review } = session
    const project = plan.plan?.project
    const version = plan.plan?.version ?? 0
    const waiting = review.waiting.length
    const onHistory = session.query.view === 'history'
    return html`
      <header class="topbar project-bar">
        <a class="brand compact" href="/" aria-label=${msg('All projects')} title=${msg('All projects')}>${icon('logo', 'logo')}</a>
        ${
          this.naming && project
            ? html`<input class="name-input" aria-label=${msg('Title of the project')} maxlength="300" .value=${project.title} @keydown=${this.#nameKey} @blur=${this.#nameDone} />`
            : html`<h1 class="project-name"><button @click=${this.#name} title=${msg('Rename')}>${project?.title ?? ' '}</button></h1>`
        }
        <span class="gap"></span>
        <nav class="plan-views" aria-label=${msg('Views of the plan')}>
          ${planViews.map((view) => html`<a href=${this.#pathTo(session, view)} aria-current=${session.query.view === view ? 'page' : nothing} aria-label=${viewLabel(view)} title="${viewLabel(view)} (${viewKeys[view]})" data-testid="view-${view}">${icon(view)}<span>${viewLabel(view)}</span></a>`)}
        </nav>
        <span class="gap"></span>
        <span class="bar-actions">
          <button class="quiet icon-only" data-testid="undo" aria-label=${msg('Undo')} title=${msg('Undo the last change (Ctrl+Z)')} ?disabled=${!plan.canUndo} @click=${() => plan.undo()}>${icon('undo')}</button>
          <button class="quiet icon-only" data-testid="redo" aria-label=${msg('Redo')} title=${msg('Redo (Ctrl+Shift+Z)')} ?disabled=${!plan.canRedo} @click=${() => plan.redo()}>${icon('redo')}</button>
          <a class="quiet ${onHistory ? 'on' : ''}" data-testid="history" href=${this.#pathTo(session, onHistory ? 'tree' : 'history')} title=${msg('History')}>${icon('history')}<span class="wide-only">${msg(str`Version ${version}`)}</span><span class="hear narrow-only">${msg('History')}</span></a>
          <button class="quiet" data-testid="inbox" aria-label=${plural(waiting, msg('1 proposal waiting'), msg(str`${waiting} proposals waiting`))} title=${msg('Proposals that wait')} @click=${(event: Event) => this.#inbox(event, session)}>${icon('inbox')}${waiting > 0 ? html`<span class="dot">${waiting}</span>` : nothing}</button>
          <button class="quiet icon-only" aria-label=${msg('More')} title=${msg('Export, import, trash')} data-testid="project-menu" @click=${(event: Event) => this.#more(event, session)}>${icon('more')}</button>
          ${this.actions}
        </span>
      </header>
    `
  }

  #tree(session: ProjectSession): TemplateResult {
    if (session.query.read === 'list' && session.review.current)
      return html`<pw-review-list .services=${this.services} .session=${session}></pw-review-list>`
    const run = (command: TreeCommand): void => {
      const tree = this.querySelector<TreeView>('pw-tree')
      tree?.commands.run(command, tree.rows[tree.focusedIndex])
    }
    return html`<pw-tree-toolbar .services=${this.services} .session=${session}></pw-tree-toolbar><pw-tree .services=${this.services} .session=${session}></pw-tree><pw-selection-bar .services=${this.services} .session=${session} .run=${run}></pw-selection-bar>`
  }

  #gone(): TemplateResult {
    return html`
      <header class="topbar"><a class="brand" href="/">${icon('logo', 'logo')}<span>Planwright</span></a><span class="gap"></span>${this.actions}</header>
      <main id="main" class="plain" tabindex="-1"><div class="empty"><h1>${msg('There is no such project')}</h1><p>${msg('It may be in the trash, or it was deleted for good.')}</p><span class="options"><a class="button" href="/">${msg('To your projects')}</a><a class="button" href="/trash">${msg('Look in the trash')}</a></span></div></main>
    `
  }

  #failed(session: ProjectSession): TemplateResult {
    return html`
      <header class="topbar"><a class="brand" href="/">${icon('logo', 'logo')}<span>Planwright</span></a><span class="gap"></span>${this.actions}</header>
      <main id="main" class="plain" tabindex="-1"><div class="empty" role="alert"><h1>${msg('The plan could not be read')}</h1><p>${session.plan.problem?.detail}</p><button class="button primary" @click=${() => session.reload()}>${msg('Try again')}</button></div></main>
    `
  }

  // What happens

  readonly #key = (event: KeyboardEvent): void => {
    const session = this.#session
    if (!session || event.defaultPrevented || document.querySelector('dialog[open]')) return
    if (isTyping(event)) return
    if (event.key === 'Escape' && session.query.task) session.go({ task: null })
    const run = {
      undo: () => void session.plan.undo(),
      redo: () => void session.plan.redo(),
      search: () => this.querySelector<HTMLElement>('[data-search]')?.focus(),
    }[globalCommandOf(pressedOf(event), this.services.settings.letterKeys) ?? '']
    if (!run) return
    event.preventDefault()
    run()
  }

  #host(session: ProjectSession): ProjectHost {
    return {
      tree: this.querySelector<TreeView>('pw-tree'),
      toView: (view) => this.#toView(view),
      openImport: () => void import('./import.ts').then(() => (this.importOpen = true)),
      editProject: () => void this.#editProject(session),
      trash: () => void this.#trash(session),
    }
  }

  #pathTo(session: ProjectSession, view: PlanViewName): string {
    return projectPath(session.id, { ...session.query, view })
  }

  /** By key: the keyboard goes along. */
  #toView(view: PlanViewName): void {
    const session = this.#session
    if (!session) return
    this.services.router.go(this.#pathTo(session, view))
    this.services.announcer.say(viewLabel(view))
    this.querySelector<HTMLElement>('#main')?.focus()
  }

  #toPane(pane: Pane): void {
    if (pane === 'review') void import('./review/review-cards.ts')
    this.pane = pane
    if (this.#session?.query.task) this.#session.go({ task: null })
  }

  readonly #name = (): void => {
    this.naming = true
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('.name-input')?.select())
  }

  readonly #nameKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.naming = false
    if (event.key === 'Enter' && !event.isComposing) (event.target as HTMLInputElement).blur()
  }

  readonly #nameDone = (event: Event): void => {
    if (!this.naming) return
    this.naming = false
    const title = (event.target as HTMLInputElement).value.trim()
    const plan = this.#session?.plan
    if (title !== '' && title !== plan?.plan?.project.title) void plan?.changeProject({ title })
  }

  /** Everything that waits for an answer, with how old it is and how far behind. */
  #inbox(event: Event, session: ProjectSession): void {
    const { review } = session
    const items = review.waiting.map((proposal) => {
      const behind = proposal.headVersion - proposal.baseVersion
      const about = proposal.taskId ? (session.plan.plan?.tasks.get(proposal.taskId as never)?.title ?? msg('a task')) : msg('the project')
      return {
        label: `${changesText(proposal.operations.length)} · ${about}`,
        checked: proposal.id === review.current?.id,
        keys: `${ageText(proposal.createdAt)}${behind > 0 ? ` · ${msg(str`version ${proposal.baseVersion}, ${behind} behind`)}` : ''}${proposal.parked ? ` · ${msg('set aside')}` : ''}`,
        run: () => {
          if (proposal.parked) void review.verdicts.park(false, proposal.id)
          session.go({ proposal: proposal.id, focus: proposal.taskId })
          session.tree.setLens('review')
          this.pane = 'plan'
        },
      }
    })
    this.services.overlays.openMenu(event.currentTarget as Element, msg('Proposals that wait'), [
      ...(items.length > 0 ? items : [{ label: msg('Nothing waits for you'), disabled: msg('Ask for a change in the conversation.') }]),
      { label: msg('Proposals of all projects'), icon: 'inbox', separator: true, run: () => this.services.router.go('/inbox') },
    ])
  }

  #more(event: Event, session: ProjectSession): void {
    const { client, overlays } = this.services
    overlays.openMenu(event.currentTarget as Element, msg('Project'), [
      { label: msg('Export as Markdown'), icon: 'download', href: client.exportPath(session.id, 'markdown') },
      { label: msg('Export as JSON'), icon: 'download', href: client.exportPath(session.id, 'json') },
      { label: msg('Export as CSV'), icon: 'download', href: client.exportPath(session.id, 'csv') },
      {
        label: msg('Import into this project'),
        icon: 'upload',
        separator: true,
        run: () => void import('./import.ts').then(() => (this.importOpen = true)),
      },
      { label: msg('Edit summary and tags'), icon: 'edit', run: () => void this.#editProject(session) },
      ...this.#narrowItems(session),
      { label: msg('Move to trash'), icon: 'trash', danger: true, separator: true, run: () => void this.#trash(session) },
    ])
  }

  /** What has no room beside the title on a phone. */
  #narrowItems(session: ProjectSession): readonly MenuItem[] {
    if (matchMedia('(min-width: 720px)').matches) return []
    const redo: readonly MenuItem[] = session.plan.canRedo ? [{ label: msg('Redo'), icon: 'redo', run: () => void session.plan.redo() }] : []
    const tell = (name: string) => () => this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: 'appearance' }))
    return [
      ...redo,
      { label: msg('Help and keys'), icon: 'help', separator: true, run: tell('help') },
      { label: msg('Settings'), icon: 'settings', run: tell('settings') },
    ]
  }

  async #editProject(session: ProjectSession): Promise<void> {
    const project = session.plan.plan?.project
    if (!project) return
    const summary = await this.services.overlays.ask({
      title: msg('Summary'),
      body: msg('What this project is for, in a sentence or two.'),
      confirm: msg('Next'),
      input: { label: msg('Summary'), value: project.summary, lines: 6 },
    })
    if (summary === null) return
    const tags = await this.services.overlays.ask({
      title: msg('Tags'),
      body: msg('Separated by commas.'),
      confirm: msg('Save'),
      input: { label: msg('Tags'), value: project.tags.join(', ') },
    })
    if (tags === null) return
    await session.plan.changeProject({
      summary,
      tags: tags
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
    })
  }

  async #trash(session: ProjectSession): Promise<void> {
    const { client, router, toasts } = this.services
    const title = session.plan.plan?.project.title ?? ''
    const answer = await client.trashProject(session.id)
    if (!answer.ok) return toasts.problem(answer.problem)
    router.go('/')
    toasts.show(msg(str`“${title}” is in the trash`), {
      label: msg('Undo'),
      run: () =>
        void client
          .restoreProject(session.id)
          .then((restored) => (restored.ok ? router.go(projectPath(session.id)) : toasts.problem(restored.problem))),
    })
  }

  // The splitter

  readonly #grab = (event: PointerEvent): void => {
    this.#dragging = true
    ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
  }

  readonly #drag = (event: PointerEvent): void => {
    if (this.#dragging) this.services.settings.setSideWidth(Math.min(innerWidth - 420, innerWidth - event.clientX))
  }

  readonly #drop = (): void => {
    this.#dragging = false
  }

  readonly #splitKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: 24, ArrowRight: -24 }[event.key]
    if (!step) return
    event.preventDefault()
    this.services.settings.setSideWidth(this.services.settings.sideWidth + step)
  }
}
