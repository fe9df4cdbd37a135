import type { References, Scope } from './scope.ts'
import { fold } from './words.ts'

/** What a filter phrase may look at. */
export interface FilterScope {
  readonly scope: Scope
  readonly reference: (from: number, to: number) => References | undefined
  readonly text: (from: number, to: number) => string
}

export interface Filter {
  readonly test: (id: string) => boolean
  /** Only among these; absent: among all. */
  readonly within?: readonly string[]
  readonly confidence: number
  readonly either: readonly string[]
  /** The phrase said more clearly, one for each meaning, where it has several. */
  readonly readings?: readonly string[]
}

export type Test = (id: string) => boolean
export type Found = NonNullable<ReturnType<Scope['find']>>

export interface Piece {
  readonly test?: Test
  readonly within?: readonly string[]
  readonly confidence?: number
  readonly either?: readonly string[]
  readonly length: number
  /** Whether the piece says by itself that tasks are meant. */
  readonly noun?: boolean
  readonly quantifier?: boolean
  /** A word that is a tag and a heading: both ways to say it plainly. */
  readonly rivals?: readonly string[]
}

export const ownedBy =
  (scope: Scope, name: string): Test =>
  (id) =>
    fold(scope.find(id)?.assignee?.name ?? '') === fold(name)

export const on =
  (scope: Scope, test: (task: Found) => boolean): Test =>
  (id) => {
    const task = scope.find(id)
    return task !== undefined && test(task)
  }
