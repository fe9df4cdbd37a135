import type { Draft } from '../../core/patch/draft.ts'
import type { Plan } from '../../core/plan/plan.ts'
import type { LanguageModel, ModelRequest, ToolCall } from '../../ports/language-model.ts'
import type { AgentName } from '../agent.ts'
import type { Handles } from '../wire/handles.ts'

/** How much one question to a model may take. */
export interface AskLimits {
  /** So many times a bad answer goes back to the model. */
  readonly repairs: number
  /** So many times it may ask for tools, and so many calls in all. */
  readonly toolRounds: number
  readonly toolCalls: number
  /** What a tool gives back is cut at so many characters. */
  readonly toolAnswer: number
  /** An answer of more characters is not read to its end. */
  readonly answer: number
  /** At most so many issues are told to the model. */
  readonly issues: number
}

export const askLimits: AskLimits = { repairs: 2, toolRounds: 4, toolCalls: 8, toolAnswer: 12_000, answer: 1_000_000, issues: 10 }

/** One question to a model, its prompt built, with what is needed to read the answer. */
export interface Asking {
  readonly model: LanguageModel
  /** The prompt. Where `output` is null the answer is words; else it is read as an answer on the wire. */
  readonly request: ModelRequest
  /** The person's message itself, for offering to send it again in smaller parts. */
  readonly message: string
  /** The plan that the answer is about: the draft state. */
  readonly plan: Plan
  readonly handles: Handles
  readonly agent: AgentName
  /** Name and version of the prompt, such as `editor@3`. */
  readonly promptVersion: string
  /** Answers a call of a read tool. Nothing a tool does changes anything. */
  readonly runTool: (call: ToolCall) => Promise<string> | string
  /** What is wrong with a draft as a whole, in words for the model that begin with a verb; nothing where all is well. */
  readonly check?: (draft: Draft) => readonly string[]
  readonly limits?: Partial<AskLimits>
}
