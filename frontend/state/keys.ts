/** What a key does in the tree, apart from how the tree does it. One table for the handler and for the help. */
export type TreeCommand =
  | 'down'
  | 'up'
  | 'right'
  | 'left'
  | 'first'
  | 'last'
  | 'page-down'
  | 'page-up'
  | 'add'
  | 'rename'
  | 'delete'
  | 'move-up'
  | 'move-down'
  | 'indent'
  | 'outdent'
  | 'break-down'
  | 'details'
  | 'search'
  | 'status'
  | 'accept'
  | 'reject'
  | 'pending'
  | 'edit'
  | 'comment'
  | 'tick'
  | 'why'
  | 'jump'
  | 'lens'
  | 'apply'
  | 'accept-below'
  | 'reject-below'
  | 'next-pending'
  | 'previous-pending'

export interface Pressed {
  readonly key: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
}

const plain: Readonly<Record<string, TreeCommand>> = {
  ArrowDown: 'down',
  ArrowUp: 'up',
  ArrowRight: 'right',
  ArrowLeft: 'left',
  Home: 'first',
  End: 'last',
  PageDown: 'page-down',
  PageUp: 'page-up',
  Enter: 'add',
  F2: 'rename',
  Delete: 'delete',
  ' ': 'tick',
  '/': 'search',
}

const letters: Readonly<Record<string, TreeCommand>> = {
  j: 'down',
  k: 'up',
  a: 'accept',
  r: 'reject',
  u: 'pending',
  e: 'edit',
  c: 'comment',
  d: 'break-down',
  i: 'details',
  w: 'why',
  o: 'jump',
  v: 'lens',
  s: 'status',
  n: 'next-pending',
  p: 'previous-pending',
}

/** The command of a key, or undefined where the key is not ours. `letterKeys`: whether single letters count at all. */
export function commandOf({ key, ctrl, shift, alt }: Pressed, letterKeys: boolean): TreeCommand | undefined {
  if (ctrl) return { Enter: 'apply' as const, Home: 'first' as const, End: 'last' as const }[key]
  if (alt) return ({ ArrowUp: 'move-up', ArrowDown: 'move-down', ArrowRight: 'indent', ArrowLeft: 'outdent' } as const)[key]
  if (shift) {
    if (!letterKeys) return undefined
    return ({ a: 'accept-below', r: 'reject-below' } as const)[key.toLowerCase()]
  }
  return plain[key] ?? (letterKeys ? letters[key] : undefined)
}
