/**
 * How many rows one statement takes. Only these sizes occur, so that few texts are prepared and each is used again. The
 * greatest stays below SQLite's 32,766 variables with the widest table.
 */
const sizes = [128, 16, 4, 1] as const

/** The items in groups of those sizes, greatest first, in order. */
export function* inChunks<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  let start = 0
  for (const size of sizes) {
    for (; items.length - start >= size; start += size) yield items.slice(start, start + size)
  }
}
