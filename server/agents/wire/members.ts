import type { CriterionDraft } from '../../core/patch/draft.ts'
import type { Plan } from '../../core/plan/plan.ts'
import type { TaskId } from '../../core/plan/task.ts'
import { fold } from '../offline/language/words.ts'

/** The lists of a task, as they stand after the operations read so far: a draft gives sets whole, an answer by member. */
export interface Lists {
  readonly tags: readonly string[]
  /** Task ids, and local names of new tasks. */
  readonly dependsOn: readonly string[]
  readonly criteria: readonly { readonly id?: string; readonly text: string; readonly done: boolean }[]
}

const empty: Lists = { tags: [], dependsOn: [], criteria: [] }

/** What all tasks hold in their lists, with what an answer changed so far. */
export class Members {
  readonly #plan: Plan
  readonly #changed = new Map<string, Lists>()

  constructor(plan: Plan) {
    this.#plan = plan
  }

  of(name: string): Lists {
    const changed = this.#changed.get(name)
    if (changed) return changed
    const task = this.#plan.tasks.get(name as TaskId)
    return task ? { tags: task.tags, dependsOn: task.dependsOn, criteria: task.acceptanceCriteria } : empty
  }

  put(name: string, lists: Partial<Lists>): void {
    this.#changed.set(name, { ...this.of(name), ...lists })
  }
}

/** Whether two texts are the same to a person: apart from case, accents and spaces around them. */
export const sameText = (a: string, b: string): boolean => fold(a.trim()) === fold(b.trim())

/** A list with some members more, none of them twice. */
export const joined = (present: readonly string[], more: readonly string[]): readonly string[] => [...new Set([...present, ...more])]

/** Criteria as a draft writes them: one that is there keeps its id. */
export const criteriaDraft = (criteria: Lists['criteria']): readonly CriterionDraft[] =>
  criteria.map(({ id, text, done }) => (id === undefined ? { text, done } : { id, text, done }))
