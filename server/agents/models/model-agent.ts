import { problem } from '../../contract/problem.ts'
import type { LanguageModel } from '../../ports/language-model.ts'
import type { Agent, AgentAnswer, AgentPart, AgentRequest } from '../agent.ts'
import { askForDraft } from '../ask/ask.ts'
import { Conversations } from '../memory/told.ts'
import type { PlanTemplates } from '../offline/index.ts'
import { runTool } from '../tools/run-tool.ts'
import { checkFor } from './checks.ts'
import { courseOf, type Drafting } from './course.ts'
import { promptFor } from './prompting.ts'
import { routeByModel } from './route-by-model.ts'
import type { ModelAgentSettings } from './settings.ts'

export interface ModelAgentOptions {
  readonly model: LanguageModel
  /** Answers what needs no model, and everything where none is configured. */
  readonly offline: Agent
  readonly templates: PlanTemplates
  readonly settings: ModelAgentSettings
}

/**
 * The agents that ask a model, behind the face of one: rules choose who answers (planner, decomposer, editor or
 * assistant), the prompt is built, and the answer is read. What the rules understand without doubt is theirs, unless a
 * model was chosen for the message, and so is everything where no model serves the turn. A model that fails ends the turn in a problem: the rules do not step in
 * unasked, since their answer would be another than was asked for.
 */
export function modelAgent({ model, offline, templates, settings }: ModelAgentOptions): Agent {
  const conversations = new Conversations()
  return {
    name: 'model',
    async *respond(request: AgentRequest, signal: AbortSignal): AsyncIterable<AgentPart> {
      signal.throwIfAborted()
      const course = courseOf(request, templates, settings.fastPath && request.modelling?.prefer === null)
      const { modelling } = request
      if (course.how === 'rules' || modelling === null) return yield* offline.respond(request, signal)
      const turn = course.how === 'model' ? course : { ...course, ...(yield* routeByModel(model, course.request, modelling, signal)) }
      // A task that is gone, or none, cannot be broken down: the editor can ask which.
      const kind: Drafting = turn.kind === 'decompose' && (turn.focus === null || !request.plan.tasks.has(turn.focus)) ? 'edit' : turn.kind
      if (!model.serves(kind)) return yield* offline.respond(request, signal)
      const told = conversations.find(modelling.conversation)
      const prompted = await promptFor({ model, kind, focus: turn.focus, request: turn.request, modelling, spoken: request.message, told })
      if (!prompted) return yield { kind: 'answer', answer: tooLong(kind) }
      const { agent, promptVersion, handles, tools } = prompted
      const { plan } = turn.request
      const scene = { plan, handles, offered: tools, projects: modelling.projects }
      const { message } = turn.request
      const check = checkFor(kind, turn.request, turn.focus)
      const answer = yield* askForDraft(
        {
          model,
          request: prompted.request,
          message,
          plan,
          handles,
          agent,
          promptVersion,
          runTool: (call) => runTool(scene, call),
          ...(check ? { check } : {}),
        },
        signal,
      )
      if (answer.kind !== 'failed' && !signal.aborted) conversations.keep(modelling.conversation, prompted.told)
      yield { kind: 'answer', answer: withOffer(answer) }
    },
  }
}

const agentOf = { plan: 'planner', decompose: 'decomposer', edit: 'editor', ask: 'assistant' } as const

const tooLong = (kind: Drafting): AgentAnswer => ({
  kind: 'failed',
  agent: agentOf[kind],
  problem: problem(
    'too-large',
    'This message is longer than the configured models take. Send it in smaller parts, or set up a model with a larger context.',
  ),
})

/** A model that failed is no end: the rules can be asked instead. */
function withOffer(answer: AgentAnswer): AgentAnswer {
  if (answer.kind !== 'failed') return answer
  const { problem: failure } = answer
  return {
    ...answer,
    problem: { ...failure, detail: `${failure.detail} Or choose “offline” for this message: then the rules answer it, without a model.` },
  }
}
