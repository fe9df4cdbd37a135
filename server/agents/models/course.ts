import { limits } from '../../core/plan/limits.ts'
import { childrenOf } from '../../core/plan/plan.ts'
import type { TaskId } from '../../core/plan/task.ts'
import type { TurnKind } from '../../ports/language-model.ts'
import type { AgentAnswer, AgentRequest } from '../agent.ts'
import { Desk } from '../offline/editor/desk.ts'
import { doubtAbout } from '../offline/editor/reading.ts'
import { isGeneric, wantsBreakdown } from '../offline/language/breakdown.ts'
import { chosenOption } from '../offline/language/choice.ts'
import { readCommand } from '../offline/language/commands.ts'
import { readReferences } from '../offline/language/references.ts'
import { withoutPleasantries } from '../offline/language/politeness.ts'
import { tokenise, type Token } from '../offline/language/tokens.ts'
import { answerQuestion, looksLikeQuestion } from '../offline/questions/questions.ts'
import { route, type PlanTemplates } from '../offline/router.ts'

export type Drafting = Extract<TurnKind, 'plan' | 'decompose' | 'edit' | 'ask'>

/**
 * How a message is answered: by the rules, by a model as a turn of some kind, or, where rules cannot tell of which kind,
 * after asking the router. `request` is the message as it is to be understood: a chosen option in the words it stands for.
 */
export type Course =
  | { readonly how: 'rules' }
  | { readonly how: 'model'; readonly kind: Drafting; readonly focus: TaskId | null; readonly request: AgentRequest }
  | { readonly how: 'unclear'; readonly request: AgentRequest }

/** Chooses the course of a message by rules alone. `fastPath`: what rules understand without doubt is theirs. */
export function courseOf(request: AgentRequest, templates: PlanTemplates, fastPath: boolean): Course {
  const rules: Course = { how: 'rules' }
  if (request.modelling === null || request.message.trim() === '' || request.message.length > limits.message) return rules
  const chosen = chosenOption(request)
  if (chosen && 'answer' in chosen) return rules
  // The question stays in sight: an option may be a word or two that only it explains.
  const meant = chosen ? { ...request, message: chosen.message } : request
  const tokens = tokenise(meant.message)
  if (readCommand(tokens)) return rules
  const alone: AgentRequest = chosen ? { ...meant, earlier: request.earlier.slice(0, -1) } : meant
  const routed = route(alone, templates)
  if (fastPath && (routed.certain ? meant.plan.tasks.size > 0 : isSureAnswer(alone, tokens, routed.answer))) return rules
  return kindOf(meant, tokens, routed.answer)
}

const isSureAnswer = (request: AgentRequest, tokens: readonly Token[], ruled: AgentAnswer): boolean =>
  'agent' in ruled && ruled.agent === 'assistant' && request.message.length < 2_000 && answerQuestion(request, tokens)?.sure === true

/** Which kind of turn the message is; what the rules made of it says most. */
function kindOf(request: AgentRequest, tokens: readonly Token[], ruled: AgentAnswer): Course {
  const { plan, mode, taskId } = request
  const turn = (kind: Drafting, focus: TaskId | null = taskId): Course => ({ how: 'model', kind, focus, request })
  const agent = ruled.kind === 'command' ? 'router' : ruled.agent
  const isUnderstood = ruled.kind === 'draft' || ruled.kind === 'question' || (ruled.kind === 'words' && ruled.understood)
  const asks = agent === 'assistant' ? isUnderstood || !isPoliteOrder(tokens) : !isUnderstood && looksLikeQuestion(tokens) && !isPoliteOrder(tokens)
  if (plan.tasks.size === 0) {
    if (asks) return turn('ask', null)
    return turn(agent === 'editor' && ruled.kind === 'draft' ? 'edit' : 'plan', null)
  }
  if (agent === 'router' && ruled.kind === 'question') return { how: 'rules' }
  if (asks) return turn('ask')
  if (agent === 'decomposer') return turn('decompose', targetOf(request, tokens) ?? taskId)
  if (mode === 'project') return turn('edit')
  if (isUnderstood) return turn('edit')
  if (mode === 'task' && taskId !== null) return turn(isGeneric(tokens) || childrenOf(plan, taskId).length === 0 ? 'decompose' : 'edit')
  const target = targetOf(request, tokens)
  if (target !== undefined) return turn('decompose', target)
  return isPoliteOrder(tokens) && looksLikeQuestion(tokens) ? turn('edit') : { how: 'unclear', request }
}

/** What a question is about rather than an order: "could you tell me …". */
const telling =
  /^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|tell|explain|show|list|summari[sz]e|say|compare|recommend|suggest|think|know|see|remind|give|answer)(?:'s)?$/

/** "Could you rework the plan?" has the mark of a question and is none. */
function isPoliteOrder(tokens: readonly Token[]): boolean {
  const { from, to } = withoutPleasantries(tokens, 0, tokens.length)
  return from > 0 && to - from > 1 && !telling.test(tokens[from]?.key ?? '')
}

/** The one task that is to be broken down, where the message names it surely. */
function targetOf(request: AgentRequest, tokens: readonly Token[]): TaskId | undefined {
  const wanted = wantsBreakdown(tokens)
  if (!wanted) return undefined
  if (wanted.from === wanted.to) return request.taskId ?? undefined
  const desk = new Desk(request)
  const refs = readReferences(desk.scope(), tokens, wanted.from, wanted.to)
  const [only] = refs?.ids ?? []
  // `as`: references name tasks of the plan.
  return refs && refs.ids.length === 1 && !doubtAbout(desk, refs, false) && refs.confidence > 0.5 ? (only as TaskId) : undefined
}
