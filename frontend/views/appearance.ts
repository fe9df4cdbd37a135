import { msg } from '@lit/localize'
import type { MenuItem } from '../state/overlays.ts'
import type { Settings, Theme } from '../state/settings.ts'

export const themeLabel = (theme: Theme): string => ({ system: msg('Like the system'), light: msg('Light'), dark: msg('Dark') })[theme]
export const themeIcon = { system: 'system', light: 'sun', dark: 'moon' } as const

/** How the page looks, as entries of a menu. */
export function appearanceItems(settings: Settings): readonly MenuItem[] {
  const themes = (['system', 'light', 'dark'] as const).map((theme) => ({
    label: themeLabel(theme),
    icon: themeIcon[theme],
    checked: settings.theme === theme,
    run: () => settings.setTheme(theme),
  }))
  return [
    ...themes,
    {
      label: msg('High contrast'),
      icon: 'contrast',
      separator: true,
      checked: settings.contrast,
      run: () => settings.setContrast(!settings.contrast),
    },
  ]
}
