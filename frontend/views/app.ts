import { msg, str, updateWhenLocaleChanges } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { icon } from '../components/icon.ts'
import { View } from '../components/view.ts'
import { globalCommandOf, keysOf, pressedOf } from '../state/keys.ts'
import type { Command } from '../state/commands.ts'
import { createServices } from '../state/services.ts'
import { Watch } from '../state/store.ts'
import { appearanceItems, themeIcon } from './appearance.ts'
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
  /** The section of the settings that is open. */
  @state() private settingsOpen: string | null = null

  constructor() {
    super()
    updateWhenLocaleChanges(this)
    this.services = createServices()
    const { router, settings, announcer, changes } = this.services
    new Watch(this, () => [router, settings, announcer, { subscribe: (listener) => changes.watch(listener) }])
    router.start()
    changes.start()
    this.services.commands.offer(() => this.#commands())
    void this.services.client.me().then((answer) => {
      if (answer.ok) settings.setServerUser(answer.value.serverUser)
    })
    this.addEventListener('settings', (event) => this.openSettings((event as CustomEvent<string>).detail))
    this.addEventListener('help', () => this.openHelp())
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
    if (event.defaultPrevented) return
    const pressed = pressedOf(event)
    // What is typed is meant for the text; a key with Ctrl is not.
    if (isTyping(event) && !pressed.ctrl) return
    const command = globalCommandOf(pressed, this.services.settings.letterKeys)
    if (command !== 'help' && command !== 'palette' && command !== 'settings') return
    event.preventDefault()
    if (document.querySelector('dialog[open]')) return
    if (command === 'help') this.openHelp()
    else if (command === 'palette') this.openPalette()
    else this.openSettings()
  }

  openPalette(): void {
    void import('./palette/palette.ts').then(({ openPalette }) => openPalette(this.services))
  }

  openSettings(section = 'appearance'): void {
    void import('./settings/settings.ts').then(() => (this.settingsOpen = section))
  }

  /** What can be done on every page. */
  #commands(): readonly Command[] {
    const { router, settings } = this.services
    const go = (path: string) => () => router.go(path)
    const keys = (command: string): { readonly keys?: string } => {
      const text = keysOf(command)
      return text ? { keys: text } : {}
    }
    const group = msg('Planwright')
    return [
      { id: 'home', label: msg('All projects'), group, icon: 'folder', run: go('/') },
      { id: 'inbox', label: msg('Inbox: proposals of all projects'), group, icon: 'inbox', run: go('/inbox') },
      { id: 'trash', label: msg('Trash'), group, icon: 'trash', run: go('/trash') },
      { id: 'settings', label: msg('Settings'), group, icon: 'settings', ...keys('settings'), run: () => this.openSettings() },
      { id: 'name', label: msg('Your name'), group, icon: 'person', run: () => this.openSettings('name') },
      { id: 'models', label: msg('Models: who answers, and what it costs'), group, icon: 'agent', run: () => this.openSettings('models') },
      { id: 'help', label: msg('Keys'), group, icon: 'keyboard', ...keys('help'), run: () => this.openHelp() },
      { id: 'dark', label: msg('Dark'), group, icon: 'moon', run: () => settings.setTheme('dark') },
      { id: 'light', label: msg('Light'), group, icon: 'sun', run: () => settings.setTheme('light') },
      { id: 'system', label: msg('Light or dark like the system'), group, icon: 'system', run: () => settings.setTheme('system') },
      { id: 'contrast', label: msg('High contrast'), group, icon: 'contrast', run: () => settings.setContrast(!settings.contrast) },
    ]
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
      ${this.settingsOpen === null ? nothing : html`<pw-settings .services=${this.services} .section=${this.settingsOpen} @close=${() => (this.settingsOpen = null)}></pw-settings>`}
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
    return html`<pw-project .services=${this.services} .route=${route} .actions=${this.globalActions()}></pw-project>`
  }

  /** What is at the same place on every page. */
  globalActions(): TemplateResult {
    const { settings } = this.services
    const name = settings.name || msg('Who are you?')
    return html`
      <button class="quiet icon-only" data-testid="palette" aria-label=${msg('Commands')} title=${msg('Commands, tasks and projects (Ctrl K)')} @click=${() => this.openPalette()}>${icon('command')}</button>
      <button class="quiet person" data-testid="person" aria-label=${msg(str`${name}: settings`)} title=${msg('Your name and settings')} @click=${() => this.openSettings(settings.name ? 'appearance' : 'name')}>${icon('person')}<span class="wide-only">${name}</span></button>
      <button class="quiet icon-only" data-testid="appearance" aria-label=${msg('Appearance')} title=${msg('Appearance')} @click=${this.#appearance}>${icon(themeIcon[settings.theme])}</button>
      <button class="quiet icon-only" data-testid="help" aria-label=${msg('Help and keys')} title=${msg('Help and keys (?)')} @click=${() => this.openHelp()}>${icon('help')}</button>
    `
  }

  readonly #skip = (event: Event): void => {
    event.preventDefault()
    this.querySelector<HTMLElement>('#main')?.focus()
  }

  readonly #appearance = (event: Event): void => {
    const { overlays } = this.services
    overlays.openMenu(event.currentTarget as Element, msg('Appearance'), [
      ...appearanceItems(this.services.settings),
      { label: msg('Settings'), icon: 'settings', keys: keysOf('settings') ?? '', separator: true, run: () => this.openSettings() },
    ])
  }
}
