import type { Marked } from 'marked'

/** One block of a Markdown text, as it was written. */
export interface Block {
  readonly raw: string
  /** Whether text that comes after can no longer change it. */
  readonly closed: boolean
}

/**
 * Splits a text that still grows into its blocks. Only the last one may change with what comes; so of a long answer
 * only its end is read anew with each piece. Definitions of links (`[1]: …`) are known to the block they stand in.
 */
export class GrowingBlocks {
  readonly #lexer: Pick<Marked, 'lexer'>
  #text = ''
  #closed: readonly Block[] = []
  /** How much of the text the closed blocks take. */
  #length = 0

  constructor(lexer: Pick<Marked, 'lexer'>) {
    this.#lexer = lexer
  }

  /** The blocks of the text. Where it does not continue the last one, all of it is read anew. */
  of(text: string): readonly Block[] {
    if (!text.startsWith(this.#text)) {
      this.#closed = []
      this.#length = 0
    }
    this.#text = text
    const tokens = this.#lexer.lexer(text.slice(this.#length))
    const raws = joined(tokens.map(({ type, raw }) => ({ isSpace: type === 'space', raw })))
    const last = raws.pop()
    for (const raw of raws) {
      this.#closed = [...this.#closed, { raw, closed: true }]
      this.#length += raw.length
    }
    return last === undefined ? this.#closed : [...this.#closed, { raw: last, closed: false }]
  }
}

/** Empty lines belong to the block before them. */
function joined(tokens: readonly { readonly isSpace: boolean; readonly raw: string }[]): string[] {
  const raws: string[] = []
  for (const { isSpace, raw } of tokens) {
    if (isSpace && raws.length > 0) raws[raws.length - 1] += raw
    else raws.push(raw)
  }
  return raws
}
