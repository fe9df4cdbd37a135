import type { Io } from './io.ts'

export const outputModes = ['text', 'json'] as const
export type OutputMode = (typeof outputModes)[number]

/** Colours of a terminal, or none. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  green(text: string): string
  red(text: string): string
  yellow(text: string): string
  blue(text: string): string
}

export function paintFor({ color }: Pick<Io, 'color'>): Paint {
  const with_ =
    (open: number, close: number) =>
    (text: string): string =>
      color && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text
  return { bold: with_(1, 22), dim: with_(2, 22), green: with_(32, 39), red: with_(31, 39), yellow: with_(33, 39), blue: with_(34, 39) }
}

/** Prints a result: the value itself as JSON, or what `text` makes of it for people. */
export function print<Value>(io: Io, mode: OutputMode, value: Value, text: (value: Value, paint: Paint) => string): void {
  if (mode === 'json') return io.out(`${JSON.stringify(value, null, 2)}\n`)
  const said = text(value, paintFor(io))
  if (said !== '') io.out(said.endsWith('\n') ? said : `${said}\n`)
}

/**
 * What people or models wrote, made harmless for a terminal: escape sequences in a title must not move the cursor,
 * change colours or set the clipboard. Line breaks and tabs stay.
 */
export const plain = (text: string): string =>
  text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '�')

/** As `plain`, on one line. */
export const oneLine = (text: string): string => plain(text).replaceAll(/\s+/g, ' ').trim()

/** Rows in columns, each as wide as its widest cell; the last takes what is left. */
export function table(rows: readonly (readonly string[])[], gap = 2): string {
  const widths = rows.reduce<number[]>((found, row) => row.map((cell, at) => Math.max(found[at] ?? 0, widthOf(cell))), [])
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell) + gap)))
        .join('')
        .trimEnd(),
    )
    .join('\n')
}

/** Characters that a text takes, without the colours in it. */
const widthOf = (text: string): number => [...text.replaceAll(/\u001b\[\d+m/g, '')].length
