import type { Plan } from '../../core/plan/plan.ts'
import type { TaskId } from '../../core/plan/task.ts'
import { childrenOf } from '../../core/plan/plan.ts'
import type { LanguageModel, ModelRequest, ToolSpec } from '../../ports/language-model.ts'
import type { AgentRequest, Modelling } from '../agent.ts'
import { historyTokens, type Budget } from '../memory/budget.ts'
import { converse, type RenderTurn } from '../memory/converse.ts'
import type { Told } from '../memory/told.ts'
import { assistant, decomposer, editor, planner } from '../prompts/index.ts'
import type { Material } from '../prompts/prompt.ts'
import { historyLines } from '../prompts/plan/history.ts'
import { estimateTokens } from '../../core/tokens.ts'
import { listProjects } from '../tools/list-projects.ts'
import { toolSpec, type ToolName } from '../tools/specs.ts'
import type { Handles } from '../wire/handles.ts'
import { answerOutput } from '../wire/schema.ts'
import type { Drafting } from './course.ts'
import { mostHistoryTokens, usableContext } from './settings.ts'

/** What is sent for a turn, and what it takes to read the answer. */
export interface Prompted {
  readonly request: ModelRequest
  readonly handles: Handles
  readonly tools: readonly ToolName[]
  readonly promptVersion: string
  readonly agent: 'planner' | 'decomposer' | 'editor' | 'assistant'
  /** What the conversation has been told once this turn is answered. */
  readonly told: Told
}

export interface Prompting {
  readonly model: LanguageModel
  readonly kind: Drafting
  readonly focus: TaskId | null
  readonly request: AgentRequest
  readonly modelling: Modelling
  /** What the person wrote, where `request.message` says it more clearly. */
  readonly spoken: string
  readonly told: Told | undefined
}

const prompts = { plan: planner, decompose: decomposer, edit: editor, ask: assistant } as const

/** Room for an answer. One that is cut for want of it is asked for again with all that the model may write. */
const answerTokens: Readonly<Record<Drafting, number>> = { plan: 8_000, decompose: 6_000, edit: 8_000, ask: 4_000 }

/** Builds the request for a turn. Undefined where it would be larger than the models take. */
export async function promptFor(prompting: Prompting): Promise<Prompted | undefined> {
  const { model, kind, focus, request, modelling, spoken, told } = prompting
  const prompt = prompts[kind]
  const tools = toolsFor(kind, request.plan)
  const specs = tools.map(toolSpec)
  const output = kind === 'ask' ? null : answerOutput
  const room = model.contextFor(kind)
  const budget = budgetOf(room.inputTokens, prompt.system, output, specs)
  const past = kind === 'ask' ? historyLines(request.commits, request.message) : ''
  const projects = kind === 'ask' && request.plan.tasks.size === 0 ? await listProjects(modelling, { words: '' }) : ''
  const render: RenderTurn = (material, handles) =>
    turnText(prompting, focus, [...material, { fence: 'earlier', text: past }, { fence: 'projects', text: projects }], handles)
  const conversed = converse(told, { request, spoken, render, budget })
  if (!conversed) return undefined
  return {
    handles: conversed.handles,
    tools,
    promptVersion: prompt.id,
    agent: prompt.name as Prompted['agent'],
    told: conversed.told,
    request: {
      kind,
      system: prompt.system,
      messages: conversed.told.messages,
      // All of it: the next turn begins with these very messages.
      stableMessages: conversed.told.messages.length,
      cacheKey: modelling.conversation,
      output,
      tools: specs,
      maxOutputTokens: Math.min(answerTokens[kind], room.outputTokens),
      prefer: modelling.prefer,
      only: null,
      allow: modelling.allow,
    },
  }
}

export function budgetOf(context: number, system: string, output: ModelRequest['output'], specs: readonly ToolSpec[]): Budget {
  const capacity = Math.floor(context * usableContext)
  const fixed =
    estimateTokens(system) +
    (output ? estimateTokens(JSON.stringify(output.schema)) : 0) +
    (specs.length > 0 ? estimateTokens(JSON.stringify(specs)) : 0)
  return { capacity, fixed, history: historyTokens(capacity, mostHistoryTokens) }
}

/** About as many tokens of lines are shown of a plan; of a larger one there is more to look up. */
const shownTokens = 3_200

const isLarge = ({ tasks }: Plan): boolean => {
  let tokens = tasks.size * 8
  for (const { title } of tasks.values()) tokens += Math.min(title.length, 160) / 4
  return tokens > shownTokens
}

/** What may be looked up. The same for all turns on a plan of about that size, since tools are part of what is cached. */
export function toolsFor(kind: Drafting, plan: Plan): readonly ToolName[] {
  const inPlan: readonly ToolName[] = plan.tasks.size === 0 ? [] : isLarge(plan) ? ['search_tasks', 'read_task', 'read_subtree'] : ['read_task']
  return kind === 'ask' ? [...inPlan, 'list_projects'] : inPlan
}

function turnText({ kind, request }: Prompting, focus: TaskId | null, material: Material, handles: Handles): string {
  const { plan, today, user, message, options } = request
  const turn = { material, today, user, message }
  const focused = focus !== null && plan.tasks.has(focus) ? focus : null
  const handle = focused === null ? null : handles.handleOf(focused)
  if (kind === 'plan') return planner.turn({ ...turn, maxMilestones: options.maxMilestones })
  if (kind === 'decompose' && focused !== null && handle !== null)
    return decomposer.turn({
      ...turn,
      focus: handle,
      estimateMinutes: plan.tasks.get(focused)?.estimateMinutes ?? null,
      subtasks: childrenOf(plan, focused).length,
    })
  return (kind === 'ask' ? assistant : editor).turn({ ...turn, focus: handle })
}
