import type { EarlierTurn } from '../../agent.ts'
import type { Task } from '../../../core/plan/task.ts'
import type { Catalogue } from './catalogue.ts'

/** Which tasks a phrase names, and how surely. */
export interface References {
  readonly ids: readonly string[]
  /** The phrase, as the person wrote it. */
  readonly phrase: string
  /** Where the phrase stands in the message, so that a question can put a clear one in its place. */
  readonly start: number
  readonly end: number
  /** 1 for a number or an exact title, down to 0 for nothing found. */
  readonly confidence: number
  /** Tasks that fit equally; then `ids` holds the first and somebody has to ask. */
  readonly either: readonly string[]
  /** A group is named by what its members have in common; it may be empty. */
  readonly group: boolean
  /** The phrase said more clearly, one for each meaning, where it has several. */
  readonly readings?: readonly string[]
}

/** What the words of a message can refer to. */
export interface Scope {
  readonly message: string
  readonly catalogue: Catalogue
  readonly earlier: readonly EarlierTurn[]
  readonly focus: string | null
  readonly inFocus: boolean
  readonly user: string | null
  readonly today: string
  /** Titles that this same message has given: new tasks and renamed ones. */
  readonly fresh: readonly { readonly id: string; readonly title: string }[]
  /** What the clause before was about: "it", "them". */
  readonly last: readonly string[]
  /** What the clauses of this message were about, oldest first. */
  readonly recent: readonly string[]
  /** A task as it stands after the clauses before. Undefined where it is deleted or never was. */
  readonly find: (
    id: string,
  ) =>
    | Pick<
        Task,
        | 'title'
        | 'status'
        | 'priority'
        | 'tags'
        | 'assignee'
        | 'estimateMinutes'
        | 'spentMinutes'
        | 'dueDate'
        | 'startDate'
        | 'description'
        | 'acceptanceCriteria'
        | 'dependsOn'
      >
    | undefined
  readonly children: (id: string | null) => readonly string[]
  readonly memo: Map<string, References | undefined>
}
