const opening = /^\{\s*"reply"\s*:\s*"/
/** No opening of an answer is longer; what has not begun with a reply by then does not begin with one. */
const longestOpening = 200

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/**
 * Reads the first text of an answer as it grows, where the answer begins with its reply. Each character is looked at
 * once, so that a long reply in small pieces costs no more than in one.
 */
export class ReplyReader {
  #state: 'opening' | 'text' | 'escape' | 'unicode' | 'over' = 'opening'
  #held = ''

  /** What a piece of the answer adds to the reply. */
  read(piece: string): string {
    if (this.#state === 'over') return ''
    if (this.#state !== 'opening') return this.#readText(piece)
    this.#held += piece
    const [opened] = opening.exec(this.#held) ?? []
    if (opened === undefined) {
      if (this.#held.length > longestOpening) this.#state = 'over'
      return ''
    }
    const rest = this.#held.slice(opened.length)
    this.#held = ''
    this.#state = 'text'
    return this.#readText(rest)
  }

  #readText(piece: string): string {
    let text = ''
    for (const character of piece) {
      if (this.#state === 'text') {
        if (character === '\\') this.#state = 'escape'
        else if (character === '"') {
          this.#state = 'over'
          break
        } else text += character
      } else if (this.#state === 'escape') {
        if (character === 'u') this.#state = 'unicode'
        else {
          text += escapes[character] ?? character
          this.#state = 'text'
        }
      } else {
        this.#held += character
        if (this.#held.length < 4) continue
        const code = Number.parseInt(this.#held, 16)
        if (!Number.isNaN(code)) text += String.fromCharCode(code)
        this.#held = ''
        this.#state = 'text'
      }
    }
    return this.#wellFormed(text)
  }

  #half = ''

  /** Half of a character waits for its other half, which may come with the next piece. */
  #wellFormed(text: string): string {
    const whole = this.#half + text
    this.#half = ''
    const last = whole.charCodeAt(whole.length - 1)
    const isHalf = last >= 0xd800 && last <= 0xdbff
    if (isHalf && this.#state !== 'over') this.#half = whole.slice(-1)
    return (isHalf ? whole.slice(0, -1) : whole).toWellFormed().replace(/(?![\n\t])\p{Cc}/gu, '')
  }
}
