import { bindings, type Binding, type TreeCommand } from './bindings.ts'

export type { TreeCommand } from './bindings.ts'

export interface Pressed {
  readonly key: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
}

/** What was pressed, as the table writes it: `j`, `Shift+a`, `Alt+ArrowUp`, `Ctrl+Enter`. Of a sign such as `#` nobody cares how it is typed. */
export function pressOf({ key, ctrl, shift, alt }: Pressed): string {
  const isLetter = /^\p{L}$/u.test(key)
  const isSign = key.length === 1 && !isLetter && key !== ' '
  const name = key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key
  return `${ctrl ? 'Ctrl+' : ''}${alt ? 'Alt+' : ''}${shift && !(isSign && !ctrl) ? 'Shift+' : ''}${name}`
}

/** Whether one printable character does something by itself: what speech input and a slip of the finger set off, and so can be turned off. */
export const isLetterKey = (press: string): boolean => /^(Shift\+)?[^+\s]$/u.test(press) || / /.test(press)

const treeKeys = new Map<string, TreeCommand>()
const globalKeys = new Map<string, Binding['command']>()
const viewKeys = { board: new Map<string, string>(), timeline: new Map<string, string>() }
for (const { scope, press, command } of bindings) {
  for (const each of press) {
    if (scope === 'tree' || scope === 'review') treeKeys.set(each, command as TreeCommand)
    else if (scope === 'everywhere') globalKeys.set(each, command)
    else if (scope === 'board' || scope === 'timeline') viewKeys[scope].set(each, command)
  }
}

/** The command of a key in the tree, or undefined where the key is not ours. `letterKeys`: whether single letters count at all. */
export function commandOf(pressed: Pressed, letterKeys: boolean): TreeCommand | undefined {
  const press = pressOf(pressed)
  return letterKeys || !isLetterKey(press) ? treeKeys.get(press) : undefined
}

/** The command of a key on a card of the board, or on a bar of the timeline. */
export function viewCommandOf(view: keyof typeof viewKeys, pressed: Pressed, letterKeys: boolean): string | undefined {
  const press = pressOf(pressed)
  return letterKeys || !isLetterKey(press) ? viewKeys[view].get(press) : undefined
}

/** The command of a key wherever the focus stands. */
export function globalCommandOf(pressed: Pressed, letterKeys: boolean): string | undefined {
  const press = pressOf(pressed)
  return letterKeys || !isLetterKey(press) ? globalKeys.get(press) : undefined
}

export const pressedOf = (event: KeyboardEvent): Pressed => ({
  key: event.key,
  ctrl: event.ctrlKey || event.metaKey,
  shift: event.shiftKey,
  alt: event.altKey,
})

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Shift: '⇧',
  Enter: '↵',
  Delete: 'Del',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** A key as it stands on a keyboard: `⇧A`, `Alt ↑`, `Ctrl K`. */
export const keyText = (press: string): string =>
  press
    .split(/\+(?=.)| /)
    .map((part) => (part.length === 1 ? part.toUpperCase() : (signs[part] ?? part)))
    .join(' ')
    .replace('⇧ ', '⇧')

/** The first key of a command as it is written beside it in a menu; undefined where it has none. */
export function keysOf(command: Binding['command']): string | undefined {
  const press = bindings.find((binding) => binding.command === command)?.press[0]
  return press === undefined ? undefined : keyText(press)
}
