import type { Plan } from '../../core/plan/plan.ts'
import type { ModelMessage } from '../../ports/language-model.ts'
import type { Detail } from '../prompts/plan/line.ts'
import type { Shown } from '../prompts/plan/snapshot.ts'
import type { Handles } from '../wire/handles.ts'

/** What a conversation has been told so far: the next turn begins with the same bytes. */
export interface Told {
  /** The plan as it was told last: what differs from it is told next. */
  readonly plan: Plan
  readonly handles: Handles
  readonly shown: Shown
  readonly detail: Detail
  readonly messages: readonly ModelMessage[]
  /** What the person said, oldest first, as far as `messages` holds it. The answer to the last one is not in them yet. */
  readonly said: readonly string[]
  /** What was last told of the review. */
  readonly review: string
  /** Tokens of the messages, an estimate; and of those, what was told with the plan and is no history. */
  readonly tokens: number
  readonly apartFromHistory: number
}

/**
 * The conversations that were talked in lately, in the memory of this process. One that is forgotten is told its plan anew:
 * that costs a cache, and nothing else is lost.
 */
export class Conversations {
  private readonly known = new Map<string, Told>()
  private readonly most: { readonly conversations: number; readonly tasks: number }
  private tasks = 0

  /** Keeps at most so many conversations, and plans of so many tasks in all; the newest always. */
  constructor(most = { conversations: 200, tasks: 100_000 }) {
    this.most = most
  }

  find(conversation: string): Told | undefined {
    return this.known.get(conversation)
  }

  keep(conversation: string, told: Told): void {
    this.forget(conversation)
    this.known.set(conversation, told)
    this.tasks += told.plan.tasks.size
    for (const oldest of this.known.keys()) {
      if (oldest === conversation || (this.known.size <= this.most.conversations && this.tasks <= this.most.tasks)) break
      this.forget(oldest)
    }
  }

  private forget(conversation: string): void {
    this.tasks -= this.known.get(conversation)?.plan.tasks.size ?? 0
    this.known.delete(conversation)
  }
}
