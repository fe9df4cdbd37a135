import { properties } from '../components/properties.ts'
import type { Plan, Progress } from '../state/core.ts'
import type { ReviewStore } from '../state/review-store.ts'
import type { CellName, Refusal } from '../state/tree-store.ts'

/** All that a row needs to draw itself. It decides nothing and listens to nothing: the tree has one listener for all. */
export interface RowContext {
  readonly index: number
  readonly offset: number
  readonly count: number
  /** Whether Tab leads to this row, or to the cell of it that is named. */
  readonly focused: boolean
  readonly cell: CellName | null
  /** Under the pointer or the focus: what can be done with it is drawn too. */
  readonly active: boolean
  readonly selected: boolean
  /** Its details are open. */
  readonly current: boolean
  readonly renaming: boolean
  /** The field that is typed in its cell. */
  readonly typing: CellName | null
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
  /** What is dragged would land inside. */
  readonly receives: boolean
  readonly note: string | null
  readonly follows: ReadonlySet<string>
  readonly followsTick: boolean
  /** What a refinement changed; null where nothing is reviewed. */
  readonly review: Pick<ReviewStore, 'since' | 'onlySince'> | null
  readonly told: { readonly text: string } | null
}

/** What one of the two plans does not have, the other one names. */
export const namesIn = ({ shown, plan }: RowContext): readonly Plan[] => [shown, plan]

export const place = ({ offset }: RowContext) => properties({ transform: `translateY(${offset}px)` })
export const indent = (depth: number) => properties({ '--depth': String(depth) })
/** Exactly one element of the tree is on the way of the Tab key. */
export const tabStop = (focused: boolean): 0 | -1 => (focused ? 0 : -1)
