import type { OperationId } from '../core/patch/operation.ts'
import type { TurnPart } from './turn-parts.ts'

type Of<Kind extends TurnPart['kind']> = Extract<TurnPart, { kind: Kind }>

/** What a turn has told, as far as it still counts, for somebody who comes later: its words in one piece, each operation once. */
export class TurnSoFar {
  #first: TurnPart[] = []
  #text = ''
  readonly #operations = new Map<OperationId, Of<'operation'>>()
  #last: TurnPart[] = []

  add(part: TurnPart): void {
    switch (part.kind) {
      case 'turn':
        this.#first = [part]
        break
      case 'try':
        this.#first = [...this.#first.filter(({ kind }) => kind === 'turn'), part]
        this.#text = ''
        this.#operations.clear()
        break
      case 'message-delta':
        this.#text += part.text
        break
      case 'operation':
        this.#operations.set(part.operation.id, part)
        break
      case 'usage':
        this.#last = [...this.#last.filter(({ kind }) => kind !== 'usage'), part]
        break
      default:
        this.#last.push(part)
    }
  }

  /** In an order in which a turn may tell them. */
  parts(): readonly TurnPart[] {
    const words: readonly TurnPart[] = this.#text === '' ? [] : [{ kind: 'message-delta', text: this.#text }]
    return [...this.#first, ...words, ...this.#operations.values(), ...this.#last]
  }
}
