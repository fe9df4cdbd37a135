import type { Template } from '../../config/templates.ts'
import type { AgentAnswer, AgentRequest } from '../agent.ts'
import { limits } from '../../core/plan/limits.ts'
import { childrenOf } from '../../core/plan/plan.ts'
import { decompose } from './decomposer/decompose.ts'
import { edit, notUnderstood } from './editor/editor.ts'
import { Desk } from './editor/desk.ts'
import { doubtAbout } from './editor/reading.ts'
import { withoutPleasantries } from './language/politeness.ts'
import { readCommand } from './language/commands.ts'
import { chosenOption } from './language/choice.ts'
import { readReferences } from './language/references.ts'
import { tokenise, type Token } from './language/tokens.ts'
import { addOutline } from './editor/outline.ts'
import { wantsBreakdown, isGeneric } from './language/breakdown.ts'
import { planFromGoal } from './planner/plan-from-goal.ts'
import { answerQuestion, looksLikeQuestion } from './questions/questions.ts'

export type PlanTemplates = readonly Template[]

/** What the router makes of a message: the answer, and whether an edit was understood beyond doubt. */
export interface Routed {
  readonly answer: AgentAnswer
  readonly certain: boolean
}

/** Answers a message with rules and templates alone. Pure: the same request gives the same answer. */
export const answerOffline = (request: AgentRequest, templates: PlanTemplates): AgentAnswer => route(request, templates).answer

/** Whether the message is an edit instruction all of whose parts were understood, with every task named surely. */
export const understoodWithoutDoubt = (request: AgentRequest): boolean => request.plan.tasks.size > 0 && route(request, []).certain

export function route(request: AgentRequest, templates: PlanTemplates): Routed {
  const { message } = request
  if (message.trim() === '') return plain({ kind: 'words', agent: 'router', understood: false, reply: 'Tell me what to plan or what to change.' })
  if (message.length > limits.message)
    return plain({
      kind: 'words',
      agent: 'router',
      understood: false,
      reply: `A message holds at most ${limits.message.toLocaleString('en')} characters.`,
    })
  const chosen = chosenOption(request)
  if (chosen)
    return 'message' in chosen
      ? route({ ...request, message: chosen.message, earlier: request.earlier.slice(0, -1) }, templates)
      : plain(chosen.answer)
  const tokens = tokenise(message)
  const command = readCommand(tokens)
  if (command) return plain({ kind: 'command', agent: 'router', command })
  const answered = message.length < 2000 ? answerQuestion(request, tokens) : undefined
  if (answered?.sure) return plain(answered.answer)
  const empty = request.plan.tasks.size === 0
  const isOutline = hasOutlineForm(message)
  if (empty) return onEmptyPlan(request, templates, tokens)
  const breakdown = breakDown(request, tokens, templates)
  if (breakdown) return plain(breakdown)
  const edited = isOutline ? undefined : edit(request, tokens)
  if (edited && (edited.answer.kind !== 'words' || edited.answer.understood)) return { answer: edited.answer, certain: edited.certain }
  if (request.mode === 'task' && request.taskId !== null && (isOutline || isGeneric(tokens))) return plain(decompose(request, templates))
  if (isOutline) {
    const asEdit = edit(request, tokens)
    if (asEdit.answer.kind === 'draft' && asEdit.answer.leftOut.length === 0) return asEdit
    const outline = addOutline(request)
    if (outline) return plain(outline)
    return asEdit
  }
  if (answered) return plain(answered.answer)
  if (edited && wantsSteps(request, tokens, edited.answer)) return plain(decompose(request, templates))
  if (looksLikeQuestion(tokens)) return plain(questionNotUnderstood(request))
  return edited ?? plain(notUnderstood(request))
}

/** In task mode, words that are no instruction say how a task without sub-tasks is to be broken down: "focus on security". */
const wantsSteps = (request: AgentRequest, tokens: readonly Token[], answer: AgentAnswer): boolean =>
  request.mode === 'task' &&
  request.taskId !== null &&
  childrenOf(request.plan, request.taskId).length === 0 &&
  !looksLikeQuestion(tokens) &&
  !isInstruction(tokens) &&
  answer.kind === 'words' &&
  answer.reply.startsWith('I did not understand that.') &&
  !/^\W*(?:no|not|do not|don't|never|stop|if|when|unless)\b/i.test(request.message)

const plain = (answer: AgentAnswer): Routed => ({ answer, certain: false })

function onEmptyPlan(request: AgentRequest, templates: PlanTemplates, tokens: readonly Token[]): Routed {
  const edited = tokens.length <= 400 && !hasOutlineForm(request.message) ? edit(request, tokens) : undefined
  // On an empty plan only what can be nothing but an edit is one: a goal may begin with "create" or "add", too.
  if (
    edited?.answer.kind === 'draft' &&
    (onlyProject(edited.answer) ||
      /^\W*(?:please\s+)?(?:add|insert|append)\b.{0,40}\b(?:tasks?|steps?|milestones?|items?|["“'])/i.test(request.message))
  )
    return edited
  if (looksLikeQuestion(tokens) && !/\b(plan|build|make|create|organi[sz]e)\b/i.test(request.message)) return plain(questionNotUnderstood(request))
  if (edited && isInstruction(tokens) && namesTask.test(request.message))
    return plain({
      kind: 'words',
      agent: 'editor',
      understood: false,
      reply:
        'This plan has no tasks yet. Tell me what you want to achieve, and I propose a plan: for example “Build a new user authentication flow”.',
    })
  return plain(planFromGoal(request, templates))
}

/** A verb and then what can only be a task: "delete 2", "rename it", "mark the first …". "Move house" and "Split the monolith" are goals. */
const namesTask =
  /^\W*(?:please\s+)?\w+\s+(?:(?:the\s+)?(?:tasks?|steps?|milestones?|numbers?)\b|#?\d+(?:\.\d+)*(?=\s*(?:$|[,.;!?]|(?:to|as|under|before|after|and|by|on|into|with|from|in)\b))|(?:it|that|this|them|those|these|all|everything)\b|the\s+(?:first|second|third|fourth|last)\b)/i

const instructing = new Set(
  'delete remove rename retitle mark move merge combine assign unassign tag untag swap indent outdent push postpone reopen reorder split drop estimate log unblock'.split(
    ' ',
  ),
)

/** Whether a message begins with a verb that needs a task to act on. */
function isInstruction(tokens: readonly Token[]): boolean {
  const { from, to } = withoutPleasantries(tokens, 0, tokens.length)
  return to - from <= 12 && instructing.has(tokens[from]?.key ?? '')
}

const onlyProject = (answer: AgentAnswer): boolean => answer.kind === 'draft' && answer.draft.taskPatches.length === 0

/** Several lines, most of them bullets, numbers or headings. */
export function hasOutlineForm(message: string): boolean {
  const lines = message.split('\n', 4000).filter((line) => line.trim() !== '')
  if (lines.length < 2) return false
  const marked = lines.filter((line) => /^\s{0,40}(?:[-*+•]|\d{1,3}[.)]|#{1,6}|\[[ xX]\]|(?:[-*+]|\d+[.)])\s+\[[ xX]\])\s+\S/.test(line)).length
  return (marked >= 2 && marked * 2 >= lines.length && !/:\s*$/.test(lines[0] ?? '')) || marked >= 3
}

/** "break down 2.1", "split Launch into sub-tasks", and in task mode whatever asks for more detail. */
function breakDown(request: AgentRequest, tokens: readonly Token[], templates: PlanTemplates): AgentAnswer | undefined {
  const wanted = wantsBreakdown(tokens)
  if (!wanted) return undefined
  if (wanted.from === wanted.to) return request.taskId === null ? undefined : decompose(request, templates)
  const desk = new Desk(request)
  const refs = readReferences(desk.scope(), tokens, wanted.from, wanted.to)
  if (!refs || refs.ids.length === 0)
    return refs && refs.confidence === 0 && refs.phrase.length < 120 && wanted.sure ? notFound(request, refs.phrase) : undefined
  const doubt = doubtAbout(desk, refs, false)
  if (doubt) {
    const options = doubt.options.map(({ label, replacement }) => ({
      label,
      message: request.message.slice(0, doubt.start) + replacement + request.message.slice(doubt.end),
    }))
    return {
      kind: 'question',
      agent: 'router',
      reply: [doubt.text, '', ...options.map(({ label }, index) => `${index + 1}. ${label}`)].join('\n'),
      question: { text: doubt.text, options },
    }
  }
  const [only] = refs.ids
  if (refs.ids.length > 1 || only === undefined)
    return { kind: 'words', agent: 'router', understood: false, reply: 'One task at a time: which one shall I break down first?' }
  // "into 3" asks for as many steps, no more and no less.
  const message = request.message.replace(/\b(into|in) (\d|two|three|four|five|six|seven|eight)[.!]*\s*$/i, '$1 $2 steps')
  return decompose({ ...request, message, taskId: only as AgentRequest['taskId'], mode: 'task' }, templates)
}

function notFound(request: AgentRequest, phrase: string): AgentAnswer {
  const answer = notUnderstood(request, [{ kind: 'left', text: phrase, reason: `I find no task “${phrase}” in this plan` }])
  return answer
}

function questionNotUnderstood(request: AgentRequest): AgentAnswer {
  const [first] = request.plan.tasks.values()
  const about = first
    ? [`what is next?`, `how far are we?`, `what does ${request.plan.tasks.size > 1 ? '2' : '1'} wait for?`]
    : ['what can you do?', 'how many tasks are there?']
  return {
    kind: 'words',
    agent: 'assistant',
    understood: false,
    reply: `I cannot answer that from the plan. I can answer for example:\n\n${about.map((line) => `- ${line}`).join('\n')}`,
  }
}
