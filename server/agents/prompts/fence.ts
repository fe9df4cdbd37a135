/** The marks between which text stands that others wrote. `request` holds what the person wants; the others are data. */
export const fences = ['plan', 'projects', 'changes', 'review', 'tasks', 'earlier', 'request'] as const
export type Fence = (typeof fences)[number]

/** What may stand between the angle bracket and the name and is not seen, or hardly: spaces, slashes, marks of width zero. */
const opening = new RegExp(String.raw`<(?=[\s/\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*(?:${fences.join('|')}))`, 'giu')

/**
 * Text that can neither open nor close a fence: a bracket that begins to do so becomes one that only looks like it.
 * Anything else stays as it is, HTML too.
 */
export const defuse = (text: string): string => text.replace(opening, '‹')

/** Text between the marks of a fence. Nothing inside can end it. */
export const fence = (name: Fence, text: string): string => `<${name}>\n${defuse(text)}\n</${name}>`

/** The first `most` code units of a text, and none that is half a character. */
export const cut = (text: string, most: number): string => (text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, ''))

/** Text on one line: what would be a line of its own cannot be. Cut where it is longer than `most`. */
export function onLine(text: string, most = 160): string {
  // eslint-disable-next-line no-control-regex -- they are what is removed
  const flat = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ').trim()
  return flat.length <= most ? flat : `${cut(flat, most - 1).trimEnd()}…`
}

/** Text of several lines, each behind two spaces, so that none of them looks like a line of ours. */
export function indented(text: string, most: number): string {
  const shown = text.length <= most ? text : `${cut(text, most).trimEnd()}… (${text.length - most} more characters)`
  return shown
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `  ${line}`)
    .join('\n')
}
