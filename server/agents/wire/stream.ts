import { JSONParser } from '@streamparser/json'
import { ReplyReader } from './stream-reply.ts'

/** What a piece of an answer brought. */
export interface StreamedPiece {
  /** More of the reply. */
  readonly reply: string
  /** Operations whose last byte has arrived, as they came: not yet read. */
  readonly operations: readonly unknown[]
}

const nothing: StreamedPiece = { reply: '', operations: [] }

/**
 * Reads an answer while it arrives: each operation as soon as it is whole, and the reply as it grows. For showing only;
 * what counts is the whole answer, read again at its end. Words and a code fence before the object are passed over.
 * Never throws: what is no JSON brings nothing more.
 */
export class AnswerStream {
  readonly #parser = new JSONParser({ paths: ['$.operations.*'], keepStack: false })
  readonly #reply = new ReplyReader()
  #operations: unknown[] = []
  #begun = false
  #over = false

  constructor() {
    this.#parser.onValue = ({ value }) => void this.#operations.push(value)
    this.#parser.onError = () => void (this.#over = true)
    this.#parser.onEnd = () => void (this.#over = true)
  }

  /** Takes in what has arrived, and gives what it brought. */
  read(text: string): StreamedPiece {
    if (this.#over) return nothing
    const json = this.#begun ? text : text.slice(text.indexOf('{'))
    if (!this.#begun && !text.includes('{')) return nothing
    this.#begun = true
    const reply = this.#reply.read(json)
    try {
      this.#parser.write(json)
    } catch {
      // Whatever the library finds wrong with it: the whole answer is read again, and complained about, at its end.
      this.#over = true
    }
    const operations = this.#operations
    this.#operations = []
    return { reply, operations }
  }
}
