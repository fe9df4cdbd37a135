import { Store } from './store.ts'

export type Theme = 'system' | 'light' | 'dark'

/** What this browser remembers of the person: a name, a theme, keys, the width of the conversation. */
export class Settings extends Store {
  /** PLANWRIGHT_USER of the server: the name of those who give none here. */
  #serverUser: string | null = null

  constructor() {
    super()
    // Another tab of this browser changed something.
    globalThis.addEventListener?.('storage', ({ key }: StorageEvent) => {
      if (!key?.startsWith('planwright:')) return
      this.#show()
      this.changed()
    })
  }

  /** The name given in this browser, and sent along; empty where there is none. */
  get user(): string {
    return read('user') ?? ''
  }

  /** The name under which things are done from here; empty where nobody knows it. */
  get name(): string {
    return this.user || (this.#serverUser ?? '')
  }

  setServerUser(name: string | null): void {
    this.#serverUser = name
    this.changed()
  }

  /** Whether the name is known, or was asked for already and not answered. */
  get userAsked(): boolean {
    return read('user') !== null || this.#serverUser !== null
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
    this.#show()
    this.changed()
  }

  /** Stronger lines and text, also where the system does not ask for them. */
  get contrast(): boolean {
    return read('contrast') === 'more'
  }

  setContrast(more: boolean): void {
    write('contrast', more ? 'more' : null)
    this.#show()
    this.changed()
  }

  #show(): void {
    const { dataset } = document.documentElement
    if (this.theme === 'system') delete dataset['theme']
    else dataset['theme'] = this.theme
    if (this.contrast) dataset['contrast'] = 'more'
    else delete dataset['contrast']
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
