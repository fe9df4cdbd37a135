import { cardinal, ordinal } from './numbers.ts'

/** Some of a list of siblings by position: how many words say so, how many tasks are meant, and which. */
export interface Spot {
  readonly length: number
  readonly wanted: number
  readonly pick: (siblings: readonly string[]) => readonly string[]
}

/** Reads "second", "last two", "second to last" at the start of a phrase. */
export function ordinalHead(keys: readonly string[]): Spot | undefined {
  const [first = '', second = ''] = keys
  const nth = ordinal(first)
  const at = (index: number, length: number): Spot => ({
    length,
    wanted: 1,
    pick: (siblings) => siblings.slice(index, index === -1 ? undefined : index + 1),
  })
  if (first === 'penultimate') return at(-2, 1)
  if (first === 'last' && second === 'but' && keys[2] === 'one') return at(-2, 3)
  if (
    (nth !== undefined && (second === 'last' || (second === 'to' && keys[2] === 'last'))) ||
    first === 'second-to-last' ||
    first === 'second-last'
  ) {
    const back = nth ?? 2
    return at(-back, nth === undefined ? 1 : second === 'last' ? 2 : 3)
  }
  const count = second === 'couple' || second === 'pair' ? 2 : cardinal(second)
  const many = second === 'couple' ? (keys[2] === 'of' ? 3 : 2) : 2
  if (first === 'first' && count !== undefined && count > 0) return { length: many, wanted: count, pick: (siblings) => siblings.slice(0, count) }
  if ((first === 'last' || first === 'final') && count !== undefined && count > 0)
    return { length: many, wanted: count, pick: (siblings) => siblings.slice(-count) }
  const leading = cardinal(first)
  if (leading !== undefined && leading > 0 && (second === 'last' || second === 'first'))
    return { length: 2, wanted: leading, pick: (siblings) => (second === 'last' ? siblings.slice(-leading) : siblings.slice(0, leading)) }
  if (first === 'last' || first === 'final') return at(-1, 1)
  if (nth !== undefined) return at(nth - 1, 1)
  return undefined
}
