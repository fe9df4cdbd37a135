import { msg } from '@lit/localize'
import type { MenuItem } from '../state/overlays.ts'
import type { Settings, Theme } from '../state/settings.ts'

/** How the page looks and listens, as entries of a menu. */
export function appearanceItems(settings: Settings): readonly MenuItem[] {
  const choice = (theme: Theme, label: string, icon: 'system' | 'sun' | 'moon'): MenuItem => ({
    label,
    icon,
    checked: settings.theme === theme,
    run: () => settings.setTheme(theme),
  })
  return [
    choice('system', msg('Like the system'), 'system'),
    choice('light', msg('Light'), 'sun'),
    choice('dark', msg('Dark'), 'moon'),
    {
      label: settings.letterKeys ? msg('Turn single-letter keys off') : msg('Turn single-letter keys on'),
      icon: 'keyboard',
      separator: true,
      run: () => settings.setLetterKeys(!settings.letterKeys),
    },
  ]
}
