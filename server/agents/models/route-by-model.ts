import type { TaskId } from '../../core/plan/task.ts'
import type { LanguageModel } from '../../ports/language-model.ts'
import type { AgentPart, AgentRequest, Modelling } from '../agent.ts'
import { aboutOf, wantedOf } from '../prompts/plan/about.ts'
import { chooseShown } from '../prompts/plan/choose.ts'
import { snapshotLines } from '../prompts/plan/snapshot.ts'
import { cut } from '../prompts/fence.ts'
import { router } from '../prompts/index.ts'
import { handlesFor } from '../wire/handles.ts'
import { wireRoute } from '../wire/operations.ts'
import { routeOutput } from '../wire/schema.ts'
import type { Drafting } from './course.ts'

/** The router sees little of the plan: enough to know the task that is meant. */
const planTokens = 500
/** Room for models that think before they answer. */
const answerTokens = 1_000

export interface Routing {
  readonly kind: Drafting
  readonly focus: TaskId | null
}

/**
 * Asks a model which kind of turn a message is. Whatever goes wrong, the message is taken for an edit: the editor can
 * answer in words and ask back, too.
 */
export async function* routeByModel(
  model: LanguageModel,
  request: AgentRequest,
  modelling: Modelling,
  signal: AbortSignal,
): AsyncGenerator<AgentPart, Routing> {
  const { plan, today, user, message, taskId } = request
  const fallback: Routing = { kind: 'edit', focus: taskId }
  if (!model.serves('route')) return fallback
  const handles = handlesFor(plan)
  const { shown, detail } = chooseShown({ plan, handles, wanted: wantedOf(aboutOf(request)), tokens: planTokens, fullDetailTokens: 0 })
  const turn = router.turn({
    material: [{ fence: 'plan', text: snapshotLines(plan, handles, shown, detail) }],
    ...{ today, user, message: cut(message, longestMessage), focus: taskId !== null && plan.tasks.has(taskId) ? handles.handleOf(taskId) : null },
  })
  let text = ''
  let isWhole = false
  const events = model.generate(
    {
      kind: 'route',
      system: router.system,
      messages: [{ role: 'user', text: turn }],
      stableMessages: 0,
      cacheKey: modelling.conversation,
      output: routeOutput,
      tools: [],
      maxOutputTokens: Math.min(answerTokens, model.contextFor('route').outputTokens),
      prefer: modelling.prefer,
      only: null,
      allow: modelling.allow,
    },
    signal,
  )
  for await (const event of events) {
    if (event.kind === 'try') text = ''
    if (event.kind === 'delta') text += event.text.slice(0, 10_000 - text.length)
    if (event.kind === 'finish') isWhole = event.reason === 'stop'
    // What it cost is told; that it was tried is nobody's business: the answer is not from here.
    if (event.kind === 'tried') yield { kind: 'tried', record: event.record }
  }
  const routed = isWhole ? readRoute(text) : undefined
  if (!routed) return fallback
  const focus = handles.idOf(routed.taskId) ?? taskId
  if (routed.kind === 'decompose') return focus === null ? fallback : { kind: 'decompose', focus }
  // A plan that is there is not planned anew over its head: that is a large edit.
  return { kind: routed.kind === 'plan' ? 'edit' : routed.kind, focus: taskId }
}

/** The kind of a turn shows in the beginning of a message. */
const longestMessage = 4_000

function readRoute(text: string): { readonly kind: Drafting; readonly taskId: string } | undefined {
  try {
    const parsed = wireRoute.safeParse(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
