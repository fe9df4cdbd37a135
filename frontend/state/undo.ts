import type { CommitWire } from '../api/wire.ts'

/**
 * Which version the next undo and redo turn back. An undo is a commit like any other, so without this a second Ctrl+Z
 * would only undo the first.
 */
export interface UndoStacks {
  readonly undo: readonly number[]
  readonly redo: readonly number[]
}

export const noUndo: UndoStacks = { undo: [], redo: [] }

const longest = 200

/** A commit that did something new: it can be undone, and what was undone before cannot come back. */
export const committed = (stacks: UndoStacks, version: number): UndoStacks =>
  stacks.undo.includes(version) || stacks.redo.includes(version) ? stacks : { undo: [...stacks.undo, version].slice(-longest), redo: [] }

/** `version` was turned back by commit `by`. */
export const undone = (stacks: UndoStacks, version: number, by: number): UndoStacks => ({
  undo: stacks.undo.filter((each) => each !== version),
  redo: [...stacks.redo, by],
})

export const redone = (stacks: UndoStacks, version: number, by: number): UndoStacks => ({
  undo: [...stacks.undo, by],
  redo: stacks.redo.filter((each) => each !== version),
})

/** The stacks of a log that was not followed from the start, newest commit first: each revert hides what it reverted. */
export function stacksOf(commits: readonly Pick<CommitWire, 'version' | 'source'>[]): UndoStacks {
  const undo: number[] = []
  let hidden = 0
  for (const { version, source } of commits) {
    if (source === 'revert') hidden += 1
    else if (hidden > 0) hidden -= 1
    else undo.unshift(version)
  }
  return { undo, redo: [] }
}
