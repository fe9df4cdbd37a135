import type { caseOf } from '../cases.ts'

type Bytes = Parameters<typeof caseOf>[0]

/**
 * Cases that random search finds seldom, or that failed once: tried first, every time. Trailing zeros are left away.
 * A new one is what fast-check prints as its counterexample.
 */
export const kept: Readonly<Record<string, readonly Bytes[]>> = {
  L7: [
    // A move is a cycle on the head until a later move of the same patch is replayed.
    [
      [
        222, 0, 0, 0, 0, 0, 0, 0, 154, 0, 0, 0, 0, 0, 0, 63, 0, 0, 0, 0, 0, 154, 0, 0, 0, 128, 143, 0, 0, 15, 0, 45, 0, 0, 0, 0, 0, 0, 128, 0, 103, 1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 111, 0, 0, 0, 0, 0, 137,
      ],
      [0, 110, 89, 213],
      [67, 20, 0, 0, 205, 112, 0, 0, 103, 103, 103, 0, 0, 188],
      [],
    ],
  ],
  L9: [
    // The union of two closed parts is not closed: two moves, each sound alone, make a cycle together.
    [
      [3, 103, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 128, 167, 0, 233, 0, 0, 0, 0, 0, 0, 0, 0, 103, 0, 0, 0, 0, 0, 154],
      [2, 50, 0, 0, 0, 0, 4, 0, 103, 0, 103, 103, 184, 106, 0, 26, 37, 10],
      [],
      [0, 0, 154, 154],
    ],
  ],
}
