import type { TaskId } from '../../core/plan/task.ts'
import type { ModelMessage } from '../../ports/language-model.ts'
import type { AgentRequest, EarlierTurn } from '../agent.ts'
import { cut, fence } from '../prompts/fence.ts'
import type { Material } from '../prompts/prompt.ts'
import { aboutOf, wantedOf, type About } from '../prompts/plan/about.ts'
import { changeLines } from '../prompts/plan/changes.ts'
import { chooseShown } from '../prompts/plan/choose.ts'
import { reviewLines, taskMaterial } from '../prompts/plan/material.ts'
import { snapshotLines, type Shown } from '../prompts/plan/snapshot.ts'
import { estimateTokens } from '../../core/tokens.ts'
import { handlesFor, type Handles } from '../wire/handles.ts'
import { targetTokens, type Budget } from './budget.ts'
import { noteOf, summaryOf } from './summary.ts'
import type { Told } from './told.ts'

/** A turn of a conversation. `spoken` is what the person wrote, where `request.message` says it more clearly. */
export interface Speaking {
  readonly request: AgentRequest
  readonly spoken: string
  readonly render: RenderTurn
  readonly budget: Budget
}

/** The last part of a turn's message, which the agent's prompt writes around the material. */
export type RenderTurn = (material: Material, handles: Handles) => string

export interface Conversed {
  readonly told: Told
  readonly handles: Handles
}

/** More changed tasks than these are not listed: the plan is told anew. */
const mostChanges = 80
/** With less a plan says nothing. */
const fewestForPlan = 200
/** Room for the fences and sentences around the material. */
const around = 70

/**
 * The messages of a turn. Where the conversation goes on from what it was told, they begin with the same bytes and what is
 * new comes behind: the last answer, what changed in the plan, and the request. Else, and where the conversation has
 * outgrown its share, the plan is told anew with the last turns behind it and the older ones in summary. A pure function
 * of what was told and the request. Undefined where the prompt would be larger than the models take.
 */
export function converse(told: Told | undefined, speaking: Speaking): Conversed | undefined {
  const about = aboutOf(speaking.request)
  return (told && goOn(told, speaking, about)) ?? begin(speaking, about)
}

function goOn(told: Told, { request, spoken, render, budget }: Speaking, about: About): Conversed | undefined {
  const missing = turnsSince(told, request.earlier)
  if (!missing) return undefined
  const handles = told.plan === request.plan ? told.handles : handlesFor(request.plan, told.handles.ids)
  const changes = changeLines(told.plan, request.plan, handles, mostChanges)
  if (!changes) return undefined
  const review = reviewLines(request, handles)
  const tasks = taskMaterial({ request, handles, about, shown: told.shown, hasColumns: told.detail === 'full', tokens: extras(request) })
  const material: Material = [
    { fence: 'changes', text: changes.join('\n') },
    { fence: 'review', text: review === told.review ? '' : review },
    { fence: 'tasks', text: tasks.text },
  ]
  const added: readonly ModelMessage[] = [
    ...missing.flatMap((turn, index) => retold(turn, handles, index > 0)),
    { role: 'user', text: render(material, handles) },
  ]
  const tokens = told.tokens + tokensOf(added)
  const isTooLong = tokens - told.apartFromHistory > budget.history + estimateTokens(request.message) || tokens + budget.fixed > budget.capacity
  if (isTooLong) return undefined
  const shown = withShown(told.shown, tasks.added, request)
  return {
    handles,
    told: {
      ...{ plan: request.plan, handles, shown, detail: told.detail, review, tokens, apartFromHistory: told.apartFromHistory },
      messages: [...told.messages, ...added],
      said: [...told.said, ...missing.slice(1).map(({ message }) => message), spoken],
    },
  }
}

/**
 * The turns since what was told: the first is the one whose answer is still missing there, then those that needed no
 * model. Undefined where what was told is not how the conversation went.
 */
function turnsSince({ said }: Told, earlier: readonly EarlierTurn[]): readonly EarlierTurn[] | undefined {
  for (let at = earlier.length - 1; at >= 0; at -= 1) {
    const overlap = Math.min(at + 1, said.length)
    let same = 0
    while (same < overlap && earlier[at - same]?.message === said[said.length - 1 - same]) same += 1
    if (same === overlap) return earlier.slice(at)
  }
  return undefined
}

/** An earlier turn as messages; of one that is told already, only the answer. */
function retold(turn: EarlierTurn, handles: Handles, withMessage: boolean): readonly ModelMessage[] {
  const answer: ModelMessage = { role: 'assistant', text: noteOf(turn, handles), toolCalls: [] }
  return withMessage ? [{ role: 'user', text: fence('request', shortened(turn.message)) }, answer] : [answer]
}

/** A pasted document of an earlier turn is not told again whole. */
const longestRetold = 1_500
const shortened = (message: string): string => (message.length <= longestRetold ? message : `${cut(message, longestRetold)}…`)

const extras = ({ plan, message }: AgentRequest): number =>
  Math.max(plan.tasks.size <= 150 ? 170 : 450, Math.min(900, 2_000 - plan.tasks.size * 18)) + Math.min(300, Math.floor(message.length / 20))

const withShown = (shown: Shown, added: readonly TaskId[], { plan }: AgentRequest): Shown =>
  shown === 'all' || added.length === 0 ? shown : new Set([...shown, ...added].filter((id) => plan.tasks.has(id)))

function begin({ request, spoken, render, budget }: Speaking, about: About): Conversed | undefined {
  const { plan, earlier } = request
  const handles = handlesFor(plan)
  const messageTokens = estimateTokens(request.message)
  const review = reviewLines(request, handles)
  const { before, told: recent } = history(earlier, handles, Math.floor(budget.history / 2))
  const summary = summaryOf(before, request, Math.floor(budget.history / 4))
  const remembered = tokensOf(recent) + estimateTokens(summary)
  const apart = remembered + estimateTokens(review) + messageTokens
  const extra = extras(request)
  const most = budget.capacity - budget.fixed - apart - extra - around
  if (most < fewestForPlan) return undefined
  const tokens = Math.max(fewestForPlan, Math.min(most, targetTokens(plan.tasks.size) - budget.fixed - extra - around))
  const { shown, detail } = chooseShown({ plan, handles, wanted: wantedOf(about), tokens, fullDetailTokens: Math.min(tokens, 1_200) })
  const lines = plan.tasks.size === 0 ? `${snapshotLines(plan, handles, shown, detail)}\n(no tasks yet)` : snapshotLines(plan, handles, shown, detail)
  const tasks = taskMaterial({ request, handles, about, shown, hasColumns: detail === 'full', tokens: extra })
  const opening: Material = [
    { fence: 'plan', text: lines },
    { fence: 'earlier', text: summary },
  ]
  const turn: Material = [
    { fence: 'review', text: review },
    { fence: 'tasks', text: tasks.text },
  ]
  const messages = opened(opening, recent, (material) => ({ role: 'user', text: render(material, handles) }), turn)
  const all = tokensOf(messages)
  if (all + budget.fixed > budget.capacity) return undefined
  return {
    handles,
    told: {
      ...{ plan, handles, detail, review, messages, apartFromHistory: all - remembered, tokens: all },
      shown: withShown(shown, tasks.added, request),
      said: [...earlier.slice(earlier.length - recent.length / 2).map(({ message }) => message), spoken],
    },
  }
}

/** The plan stands at the front of the first message, whoever's it is, so that people and models take turns. */
function opened(
  opening: Material,
  recent: readonly ModelMessage[],
  render: (material: Material) => ModelMessage,
  turn: Material,
): readonly ModelMessage[] {
  const [first, ...rest] = recent
  if (first?.role !== 'user') return [render([...opening, ...turn])]
  const front = opening.filter(({ text }) => text !== '').map(({ fence: name, text }) => fence(name, text))
  return [
    { role: 'user', text: [...front, 'The plan above already holds what came of the messages that follow.', first.text].join('\n') },
    ...rest,
    render(turn),
  ]
}

/** The newest turns as messages, as many as the tokens hold, and those before them. */
function history(
  earlier: readonly EarlierTurn[],
  handles: Handles,
  tokens: number,
): { readonly before: readonly EarlierTurn[]; readonly told: readonly ModelMessage[] } {
  const told: ModelMessage[][] = []
  let left = tokens
  for (let at = earlier.length - 1; at >= 0; at -= 1) {
    const turn = earlier[at]
    const messages = turn ? retold(turn, handles, true) : []
    left -= tokensOf(messages)
    if (left < 0) return { before: earlier.slice(0, at + 1), told: told.flat() }
    told.unshift([...messages])
  }
  return { before: [], told: told.flat() }
}

const tokensOf = (messages: readonly ModelMessage[]): number => messages.reduce((sum, { text }) => sum + estimateTokens(text) + 4, 0)
