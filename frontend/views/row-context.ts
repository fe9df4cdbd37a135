import { properties } from '../components/properties.ts'
import type { Plan, Progress } from '../state/core.ts'
import type { Refusal } from '../state/tree-store.ts'

/** All that a row needs to draw itself. It decides nothing and listens to nothing: the tree has one listener for all. */
export interface RowContext {
  readonly index: number
  readonly offset: number
  readonly count: number
  readonly focused: boolean
  readonly active: boolean
  readonly selected: boolean
  readonly renaming: boolean
  readonly opened: boolean
  readonly editing: string | null
  /** What was typed here and not taken. */
  readonly refused: Refusal | null
  readonly readonly: boolean
  readonly decidable: boolean
  readonly shown: Plan
  readonly plan: Plan
  readonly progress: Progress | undefined
  readonly today: string
  /** Who looks at it. */
  readonly user: string
  readonly note: string | null
  readonly follows: ReadonlySet<string>
  readonly followsTick: boolean
  /** Unticked, and not (or not yet) rejected. */
  readonly leftOut: { has(id: string): boolean }
  readonly told: { readonly text: string } | null
}

/** What one of the two plans does not have, the other one names. */
export const namesIn = ({ shown, plan }: RowContext): readonly Plan[] => [shown, plan]

export const place = ({ offset }: RowContext) => properties({ transform: `translateY(${offset}px)` })
export const indent = (depth: number) => properties({ '--depth': String(depth) })
