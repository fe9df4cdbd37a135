/** Text as every field of a plan takes it: one kind of newline, no control characters but newline and tab, no lone surrogates. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]/g, '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
}

/** Pieces of at most `max` code units, cut at line ends where there are some, never through a character. */
export function piecesOf(text: string, max: number): readonly string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > max) {
    const newline = rest.lastIndexOf('\n', max - 1)
    const space = rest.lastIndexOf(' ', max - 1)
    let end = newline > max / 2 ? newline : space > max / 2 ? space : max
    const last = rest.charCodeAt(end - 1)
    if (last >= 0xd800 && last <= 0xdbff) end -= 1
    pieces.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).replace(/^[ \n]/, '')
  }
  if (rest.trim() !== '' || pieces.length === 0) pieces.push(rest)
  return pieces
}

/** The text without blank lines at its ends and without more than one between paragraphs outside of code. */
export function tidyBlock(lines: readonly string[]): string {
  let start = 0
  let end = lines.length
  while (start < end && lines[start]?.trim() === '') start += 1
  while (end > start && lines[end - 1]?.trim() === '') end -= 1
  return lines.slice(start, end).join('\n')
}

/** A text without its fenced blocks of code, and these by themselves. A fence that never closes goes on to the end. */
export function withoutCode(text: string): { readonly text: string; readonly code: readonly string[] } {
  const code: string[] = []
  const words: string[] = []
  let open: string | null = null
  let block: string[] = []
  for (const line of text.split('\n')) {
    const marker = /^\s*(```|~~~)/.exec(line)?.[1]
    if (open === null && marker === undefined) words.push(line)
    else block.push(line)
    if (open === null) open = marker ?? null
    else if (marker === open) {
      open = null
      code.push(block.join('\n'))
      block = []
    }
  }
  if (block.length > 0) code.push(block.join('\n'))
  return { text: words.join('\n').trim(), code }
}
