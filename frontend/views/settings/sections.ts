import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { IconName } from '../../components/icon.ts'
import { icon } from '../../components/icon.ts'
import type { Services } from '../../state/services.ts'
import { themeIcon, themeLabel } from '../appearance.ts'
import './about.ts'
import './providers.ts'
import './usage.ts'

/** One part of the settings. Another one is a line in the list below. */
export interface SettingsSection {
  readonly id: string
  readonly icon: IconName
  readonly title: () => string
  readonly render: (services: Services) => TemplateResult
}

export const sections: readonly SettingsSection[] = [
  { id: 'appearance', icon: 'sun', title: () => msg('Appearance'), render: appearance },
  { id: 'keyboard', icon: 'keyboard', title: () => msg('Keyboard'), render: keyboard },
  { id: 'review', icon: 'check', title: () => msg('Review'), render: review },
  { id: 'models', icon: 'agent', title: () => msg('Models'), render: models },
  { id: 'usage', icon: 'timer', title: () => msg('Usage'), render: usage },
  { id: 'name', icon: 'person', title: () => msg('Your name'), render: name },
  { id: 'about', icon: 'info', title: () => msg('About'), render: about },
]

const toggle = (label: string, hint: string, on: boolean, set: (on: boolean) => void): TemplateResult =>
  html`<label class="setting"><input type="checkbox" class="tick" .checked=${on} @change=${(event: Event) => set((event.target as HTMLInputElement).checked)} /><span>${label}<small>${hint}</small></span></label>`

function appearance({ settings }: Services): TemplateResult {
  return html`
    <fieldset class="setting-group">
      <legend>${msg('Light or dark')}</legend>
      ${(['system', 'light', 'dark'] as const).map((theme) => html`<label class="setting"><input type="radio" class="pick-one" name="theme" .checked=${settings.theme === theme} @change=${() => settings.setTheme(theme)} />${icon(themeIcon[theme])}<span>${themeLabel(theme)}</span></label>`)}
    </fieldset>
    ${toggle(msg('High contrast'), msg('Stronger lines and text. It follows the system by itself.'), settings.contrast, (on) => settings.setContrast(on))}
  `
}

function keyboard({ settings }: Services): TemplateResult {
  return html`
    ${toggle(msg('Single letters and signs are keys'), msg('Such as A to accept and / to filter. Off, they do nothing by themselves; keys with Ctrl, the arrows, the palette and the menus stay.'), settings.letterKeys, (on) => settings.setLetterKeys(on))}
    <p><button class="button" @click=${(event: Event) => event.target?.dispatchEvent(new CustomEvent('help', { bubbles: true }))}>${icon('keyboard')}${msg('All keys')}</button></p>
  `
}

function review({ settings }: Services): TemplateResult {
  return toggle(
    msg('Go on after a decision'),
    msg('A and R lead to the next change that has no decision. Off, the keyboard stays where it is.'),
    settings.advance,
    (on) => settings.setAdvance(on),
  )
}

function name({ settings }: Services): TemplateResult {
  const save = (event: Event): void => {
    event.preventDefault()
    settings.setUser(String(new FormData(event.target as HTMLFormElement).get('name') ?? ''))
  }
  return html`<form class="setting-form" @submit=${save}>
    <label class="field"><span>${msg('Name')}</span><input name="name" maxlength="200" autocomplete="name" .value=${settings.user} placeholder=${settings.name || msg('Your name')} /></label>
    <p class="hint">${msg('It stands beside what you do, in the history and for the others. It stays in this browser.')}</p>
    ${settings.user === '' && settings.name !== '' ? html`<p class="hint">${msg('Until you give one, the name that the server was started with counts.')}</p>` : nothing}
    <button class="button primary">${msg('Save')}</button>
  </form>`
}

function models(services: Services): TemplateResult {
  return html`<pw-providers .services=${services}></pw-providers>`
}

function usage(services: Services): TemplateResult {
  return html`<pw-usage .services=${services}></pw-usage>`
}

function about(services: Services): TemplateResult {
  return html`<pw-about .services=${services}></pw-about>`
}
