import type { Operation } from '../core/patch/operation.ts'
import type { Draft, TaskDraft } from '../core/patch/draft.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { CalendarDate, TaskId } from '../core/plan/task.ts'
import type { Problem } from '../contract/problem.ts'
import type { ModelRef, TryRecord, WorstCase } from '../ports/language-model.ts'

/** `project` shapes the whole, `task` breaks one task down; null lets the router decide. */
export type TurnMode = 'project' | 'task'

export type AgentName = 'planner' | 'decomposer' | 'editor' | 'router' | 'assistant'

/** An earlier turn of the same conversation, oldest first, as far as an agent needs it. */
export interface EarlierTurn {
  readonly message: string
  readonly reply: string
  /** The tasks that turn created or changed, in the order in which it named them: what "it" and "the last one" mean. */
  readonly touched: readonly TaskId[]
  readonly created: readonly TaskId[]
  /** The question the agent asked back, if it did, with what it had understood so far. */
  readonly question: AgentQuestion | null
}

/** A question instead of a guess. Choosing an option means sending its `message`. */
export interface AgentQuestion {
  readonly text: string
  readonly options: readonly { readonly label: string; readonly message: string }[]
}

/** The proposal that this message refines, as the reviewer left it. */
export interface OpenProposalView {
  readonly operations: readonly {
    readonly id: string
    readonly taskId: TaskId | null
    /** What the task is called, where the operation creates or deletes it: a rejected new task stands in no plan. */
    readonly title: string | null
    readonly kind: string
    readonly decision: 'pending' | 'accepted' | 'rejected'
    readonly comment: string | null
  }[]
}

/** A proposal that was rejected as a whole, with the reviewer's reason. */
export interface RefusedProposal {
  /** What had been asked for. */
  readonly message: string
  /** In the reviewer's words. */
  readonly reason: string
  /** What was proposed, one line per operation, shortened where there are many. */
  readonly operations: readonly string[]
}

/** Another project, for questions over all of them and for the turn without a project. */
export interface ProjectView {
  readonly id: string
  readonly plan: Plan
}

/** A commit as a question about the past sees it, newest first. */
export interface PastCommit {
  readonly version: number
  readonly message: string
  readonly at: string
  readonly author: string
  readonly operations: readonly Operation[]
}

export interface AgentRequest {
  readonly message: string
  readonly mode: TurnMode | null
  /** The focus of task mode, or the task that is selected in the page. */
  readonly taskId: TaskId | null
  /** The draft state: the head plus the open proposal, if one is being refined. What the agent answers on. */
  readonly plan: Plan
  /** The plan as it is committed. */
  readonly head: Plan
  readonly proposal: OpenProposalView | null
  /** What the reviewer turned down in this conversation and why, newest first: it is not to be proposed again as it was. */
  readonly refused: readonly RefusedProposal[]
  /** Oldest first. */
  readonly earlier: readonly EarlierTurn[]
  /** Newest first, as many as are at hand. */
  readonly commits: readonly PastCommit[]
  /** Today in the person's calendar: dates such as "next Friday" count from here. */
  readonly today: CalendarDate
  /** Who is talking, for "assign to me". */
  readonly user: string | null
  readonly options: AgentOptions
  /** What only a model needs; null where the turn has none to talk to. */
  readonly modelling: Modelling | null
}

/** What a turn hands to an agent that asks a model. */
export interface Modelling {
  /** Names the conversation to caches; the same for all its turns, and says nothing about who or what. */
  readonly conversation: string
  /** A provider, or `provider/model`, that the person chose for this turn. */
  readonly prefer: string | null
  /** Budgets: asked before each try; a sentence for the person ends the turn. */
  readonly allow: (worst: WorstCase) => Promise<string | null>
  /** The other projects, for the tool that lists them. */
  readonly projects: () => Promise<readonly ProjectView[]>
}

export interface AgentOptions {
  /** At most how many root tasks the agent invents for a new project (DESIGN §1). */
  readonly maxMilestones: number
}

/** Where an answer came from: null where the rules gave it, without a model. */
export interface AnsweredBy extends ModelRef {
  /** Name and version of the prompt, such as `editor@3`. */
  readonly promptVersion: string
}

/**
 * What an agent answers. It never writes: a draft goes through `resolve` and becomes a proposal, words change nothing,
 * and a command asks the turn for something only the turn can do.
 */
export type AgentAnswer =
  | {
      readonly kind: 'draft'
      readonly agent: AgentName
      readonly reply: string
      readonly draft: Draft
      /** What was asked and understood but could not be turned into an operation, each with its reason. */
      readonly leftOut: readonly { readonly text: string; readonly reason: string }[]
      readonly by?: AnsweredBy
    }
  | {
      readonly kind: 'words'
      readonly agent: AgentName
      readonly reply: string
      /** False where nothing was understood. */ readonly understood: boolean
      readonly by?: AnsweredBy
    }
  | { readonly kind: 'question'; readonly agent: AgentName; readonly reply: string; readonly question: AgentQuestion; readonly by?: AnsweredBy }
  | { readonly kind: 'command'; readonly agent: AgentName; readonly command: 'undo' | 'start-over' }
  /** No answer that can be used: the turn fails with this, and the plan stays as it is. */
  | { readonly kind: 'failed'; readonly agent: AgentName; readonly problem: Problem }

/**
 * An answer as it arrives: words, whole entries of the draft, and at the end the answer itself, exactly once. A `try`
 * begins a call of a model: words and entries told before it no longer count. `tried` tells what a call used and cost.
 */
export type AgentPart =
  | ({ readonly kind: 'try'; readonly n: number } & ModelRef)
  | { readonly kind: 'tried'; readonly record: TryRecord }
  | { readonly kind: 'text-delta'; readonly text: string }
  | { readonly kind: 'entry'; readonly entry: TaskDraft }
  | { readonly kind: 'answer'; readonly answer: AgentAnswer }

/** One way to answer a message: the offline rules, or a model behind the same face. */
export interface Agent {
  readonly name: string
  respond(request: AgentRequest, signal: AbortSignal): AsyncIterable<AgentPart>
}
