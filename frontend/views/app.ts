import { msg, updateWhenLocaleChanges } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { icon } from '../components/icon.ts'
import { View } from '../components/view.ts'
import { createServices } from '../state/services.ts'
import { Watch } from '../state/store.ts'
import { appearanceItems } from './appearance.ts'
import './home.ts'
import './menu.ts'
import './project.ts'
import './question.ts'
import './toasts.ts'
import { isTyping } from './typing.ts'

/** The frame around every page: where one is, what holds everywhere, and what lies on top. */
@customElement('pw-app')
export class AppView extends View {
  @state() private helpOpen = false

  constructor() {
    super()
    updateWhenLocaleChanges(this)
    this.services = createServices()
    const { router, settings, announcer, changes } = this.services
    new Watch(this, () => [router, settings, announcer, { subscribe: (listener) => changes.watch(listener) }])
    router.start()
    changes.start()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('keydown', this.#key)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('keydown', this.#key)
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.key !== '?' || event.ctrlKey || event.metaKey || isTyping(event)) return
    event.preventDefault()
    this.openHelp()
  }

  openHelp(): void {
    void import('./help.ts').then(() => (this.helpOpen = true))
  }

  override render(): TemplateResult {
    const { announcer, changes, router } = this.services
    const { route } = router
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${msg('Skip to the content')}</a>
      ${
        changes.connection === 'lost'
          ? html`<div class="banner" role="status" data-testid="offline">${icon('offline')} <span>${msg('The server does not answer. What you see may be old; it comes back by itself.')}</span></div>`
          : nothing
      }
      ${route.name === 'project' ? this.#project() : this.#plain()}
      <pw-menu .services=${this.services}></pw-menu>
      <pw-question .services=${this.services}></pw-question>
      <pw-toasts .services=${this.services}></pw-toasts>
      ${this.helpOpen ? html`<pw-help .services=${this.services} @close=${() => (this.helpOpen = false)}></pw-help>` : nothing}
      <div class="hear" role="status" aria-live="polite" data-testid="announcements">${announcer.text}</div>
    `
  }

  #plain(): TemplateResult {
    const { name } = this.services.router.route
    document.title = name === 'trash' ? msg('Trash · Planwright') : name === 'inbox' ? msg('Inbox · Planwright') : 'Planwright'
    if (name === 'inbox') void import('./review/inbox.ts').then(() => this.requestUpdate())
    return html`
      <header class="topbar">
        <a class="brand" href="/">${icon('logo', 'logo')}<span>Planwright</span></a>
        <span class="gap"></span>
        <a class="quiet icon-only ${name === 'inbox' ? 'on' : ''}" href="/inbox" data-testid="to-inbox" aria-label=${msg('Inbox')} title=${msg('Proposals that wait, of all projects')}>${icon('inbox')}</a>
        ${this.globalActions()}
      </header>
      <main id="main" class="plain" tabindex="-1">
        ${
          name === 'unknown'
            ? html`<div class="empty"><h1>${msg('There is nothing here')}</h1><p>${msg('The address does not name a project or a page.')}</p><a class="button" href="/">${msg('To your projects')}</a></div>`
            : name === 'inbox'
              ? html`<pw-inbox .services=${this.services}></pw-inbox>`
              : html`<pw-home .services=${this.services} .trash=${name === 'trash'}></pw-home>`
        }
      </main>
    `
  }

  #project(): TemplateResult {
    const { route } = this.services.router
    if (route.name !== 'project') return html``
    return html`<pw-project .services=${this.services} .route=${route} .actions=${this.globalActions()} @help=${() => this.openHelp()}></pw-project>`
  }

  /** What is at the same place on every page. */
  globalActions(): TemplateResult {
    const { settings } = this.services
    return html`
      <button class="quiet person" @click=${this.#who} title=${msg('Your name on what you do')}>
        ${icon('person')}<span class="wide-only">${settings.user || msg('Who are you?')}</span><span class="hear narrow-only">${settings.user || msg('Who are you?')}</span>
      </button>
      <button class="quiet icon-only" data-testid="appearance" aria-label=${msg('Appearance')} title=${msg('Appearance')} @click=${this.#appearance}>${icon(settings.theme === 'dark' ? 'moon' : settings.theme === 'light' ? 'sun' : 'system')}</button>
      <button class="quiet icon-only" data-testid="help" aria-label=${msg('Help and keys')} title=${msg('Help and keys (?)')} @click=${() => this.openHelp()}>${icon('help')}</button>
    `
  }

  readonly #skip = (event: Event): void => {
    event.preventDefault()
    this.querySelector<HTMLElement>('#main')?.focus()
  }

  readonly #who = async (): Promise<void> => {
    const { overlays, settings } = this.services
    const name = await overlays.ask({
      title: msg('Who are you?'),
      body: msg('Your name stands beside what you do, in the history and for the others. It stays in this browser.'),
      confirm: msg('Save'),
      input: { label: msg('Name'), value: settings.user },
    })
    if (name !== null) settings.setUser(name)
  }

  readonly #appearance = (event: Event): void => {
    const { overlays } = this.services
    overlays.openMenu(event.currentTarget as Element, msg('Appearance'), appearanceItems(this.services.settings))
  }
}
