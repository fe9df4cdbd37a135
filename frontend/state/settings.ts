import { Store } from './store.ts'

export type Theme = 'system' | 'light' | 'dark'

/** What this browser remembers of the person: a name, a theme, the width of the conversation. */
export class Settings extends Store {
  get user(): string {
    return read('user') ?? ''
  }

  /** Whether the name was asked for already, answered or not. */
  get userAsked(): boolean {
    return read('user') !== null
  }

  setUser(name: string): void {
    write('user', name.trim().slice(0, 200))
    this.changed()
  }

  get theme(): Theme {
    const theme = read('theme')
    return theme === 'light' || theme === 'dark' ? theme : 'system'
  }

  setTheme(theme: Theme): void {
    write('theme', theme === 'system' ? null : theme)
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
    this.changed()
  }

  get letterKeys(): boolean {
    return read('letter-keys') !== 'off'
  }

  setLetterKeys(on: boolean): void {
    write('letter-keys', on ? null : 'off')
    this.changed()
  }

  /** Whether a decision leads on to the next operation that has none. */
  get advance(): boolean {
    return read('advance') !== 'off'
  }

  setAdvance(on: boolean): void {
    write('advance', on ? null : 'off')
    this.changed()
  }

  get sideWidth(): number {
    const width = Number(read('side-width'))
    return Number.isFinite(width) && width >= 280 && width <= 720 ? width : 400
  }

  setSideWidth(width: number): void {
    write('side-width', String(Math.round(Math.min(720, Math.max(280, width)))))
    this.changed()
  }
}

/** A message that was begun, per conversation, so that a reload does not lose it. */
export const drafts = {
  read: (conversation: string): string => read(`draft:${conversation}`) ?? '',
  write: (conversation: string, text: string): void => write(`draft:${conversation}`, text === '' ? null : text),
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(`planwright:${name}`)
  } catch {
    return null
  }
}

/** Storage may be closed to us (private windows) or full; then the page forgets, and that is all. */
function write(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`planwright:${name}`)
    else localStorage.setItem(`planwright:${name}`, value)
  } catch {
    // See above.
  }
}
