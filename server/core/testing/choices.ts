import type { Random } from './random.ts'

/**
 * Choices read from bytes: every byte is one, and where they end the first option is taken. So whatever fast-check
 * does to the bytes is a case, and smaller bytes are a simpler one.
 */
export function choicesOf(bytes: ArrayLike<number>): Random {
  let at = 0
  const below = (limit: number): number => {
    const byte = bytes[at] ?? 0
    at += 1
    return limit <= 1 ? 0 : byte % limit
  }
  return {
    below,
    // The first option, of a byte 0, is "no".
    chance: (probability) => below(256) >= 256 * (1 - probability),
    pick: (values) => {
      const value = values[below(values.length)]
      if (value === undefined) throw new RangeError('nothing to pick from')
      return value
    },
  }
}
