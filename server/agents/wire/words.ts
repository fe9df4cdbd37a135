/** A model's words made fit to be kept and shown: valid Unicode, no control characters but newline and tab, and not endless. */
export function cleaned(text: string, longest: number): string {
  const plain = text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .trim()
  return plain.length <= longest
    ? plain
    : `${plain
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`
}

/** A value of an answer as a complaint about it quotes it: short, whatever it is. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return `"${cleaned(value, 60).replace(/\s+/g, ' ')}"`
  if (Array.isArray(value)) return 'a list'
  if (value === null || typeof value !== 'object') return String(value)
  return 'an object'
}
