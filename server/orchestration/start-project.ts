import type { AgentAnswer, AgentRequest } from '../agents/agent.ts'
import { problem, type Problem } from '../contract/problem.ts'
import { planOf, type Plan } from '../core/plan/plan.ts'
import { projectDefaults } from '../core/plan/project.ts'
import type { ProjectId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { Turn } from '../core/review/turn.ts'
import type { ProjectSummary, StoredPlan } from '../ports/storage.ts'
import type { Actor } from './actor.ts'
import { concludeTurn } from './conclude-turn.ts'
import type { Deps } from './deps.ts'
import { newTurn } from './new-turn.ts'
import { newProject } from './projects.ts'
import { conversationKey } from './running-turns.ts'
import { askAgent, endTurn, stopped, tellOutcome, type StartedTurn, type TakenTurn, type Watch } from './take-turn.ts'

/** Questions over all projects look at so many, the most recently changed first. */
const projectsAsked = 20

export interface StartProject {
  readonly message: string
  readonly actor: Actor
  readonly maxMilestones?: number
}

export interface StartedProject extends TakenTurn {
  /** The project that the goal made. */
  readonly project?: StoredPlan
  /** The projects that a question was answered from. */
  readonly projects?: readonly ProjectSummary[]
}

/** A message without a project: a goal makes a project with its first proposal waiting; a question is answered over all. */
export const startProject =
  (deps: Deps) =>
  async (input: StartProject, watch: Watch = () => undefined): Promise<Result<StartedProject, Problem>> => {
    const turnId = deps.ids.next()
    const running = deps.turns.begin(conversationKey(turnId, null), turnId)
    if (!running) throw new Error('a new turn has a conversation of its own')
    try {
      const turn = newTurn(deps, { id: turnId, projectId: null, taskId: null, mode: null, message: input.message, asked: {}, actor: input.actor })
      watch({ kind: 'turn', turn })
      await deps.storage.write((session) => session.saveTurn(turn))
      const outcome = await answer(deps, input, turn, running.signal, (text) => watch({ kind: 'message-delta', text }))
      if (!outcome.ok) {
        const ended = await endTurn(deps, turn, running.signal, outcome.error)
        if (ended.status === 'failed') watch({ kind: 'problem', problem: outcome.error })
        watch({ kind: 'done', turn: ended })
        return ended.status === 'failed' ? outcome : ok({ turn: ended, seen: null })
      }
      tellOutcome(outcome.value, watch)
      const { turn: told } = outcome.value
      if (told.projectId !== null) deps.feed.publish({ kind: 'turn', projectId: told.projectId, turn: told })
      return outcome
    } finally {
      running.end()
    }
  }

async function answer(
  deps: Deps,
  input: StartProject,
  turn: Turn,
  signal: AbortSignal,
  heard: (text: string) => void,
): Promise<Result<StartedProject, Problem>> {
  try {
    const given = await askAgent(deps, requestFor(deps, input, emptyPlan(input.message)), signal, heard)
    if (given.kind === 'draft') return await makeProject(deps, input, turn, given)
    const { reply, projects } = await answerOverProjects(deps, input, given, signal)
    const done: Turn = {
      ...turn,
      status: given.kind === 'question' ? 'question' : 'done',
      agent: given.agent,
      reply,
      question: given.kind === 'question' ? given.question : null,
    }
    await deps.storage.write((session) => session.saveTurn(done))
    return ok({ turn: done, seen: null, ...(projects.length > 0 ? { projects } : {}) })
  } catch (error) {
    if (signal.aborted) return fail(stopped)
    deps.log.error('a turn failed', { turnId: turn.id, error })
    return fail(problem('internal', 'The answer could not be worked out. Your message is kept; try again or say it another way.'))
  }
}

/** The goal becomes a project whose first patch waits for review. The same turn then belongs to that project. */
async function makeProject(deps: Deps, input: StartProject, turn: Turn, given: AgentAnswer): Promise<Result<StartedProject, Problem>> {
  const project = newProject(deps, { title: titleFrom(input.message) })
  const projectId = project.plan.project.id
  const started: StartedTurn = {
    turn: { ...turn, projectId },
    head: project,
    proposal: null,
    parks: null,
    isNew: true,
    plan: project.plan,
    past: { earlier: [], commits: [], refused: [] },
  }
  const concluded = await concludeTurn(deps, { projectId, message: input.message, actor: input.actor }, started, given)
  return concluded.ok && concluded.value.seen ? ok({ ...concluded.value, project }) : concluded
}

/** Asks the same question of every project; what has an answer is told under the project's name. */
async function answerOverProjects(
  deps: Deps,
  input: StartProject,
  given: AgentAnswer,
  signal: AbortSignal,
): Promise<{ readonly reply: string; readonly projects: readonly ProjectSummary[] }> {
  const own = 'reply' in given ? given.reply : 'There is nothing to undo here: open a project first.'
  if (given.kind !== 'words' || !given.understood) return { reply: own, projects: [] }
  const { items } = await deps.storage.read((session) =>
    session.listProjects({ q: null, status: null, deleted: false }, { limit: projectsAsked, cursor: null }),
  )
  const replies: string[] = []
  for (const summary of items) {
    const stored = await deps.storage.read((session) => deps.plans.find(session, summary.project.id))
    if (!stored || stored.plan.tasks.size === 0) continue
    const told = await askAgent(deps, requestFor(deps, input, stored.plan), signal, () => undefined)
    if (told.kind === 'words' && told.understood) replies.push(`**${summary.project.title}**\n\n${told.reply}`)
  }
  return replies.length > 0 ? { reply: replies.join('\n\n'), projects: items } : { reply: own, projects: [] }
}

const emptyPlan = (message: string): Plan => planOf({ ...projectDefaults, id: 'new' as ProjectId, title: titleFrom(message) }, [])

/** The first line of a goal, as a title until the first patch gives a fitting one. */
function titleFrom(message: string): string {
  const first =
    message
      .trim()
      .split('\n')[0]
      ?.replace(/^(?:[#>*•\-\s]|\d+[.)]\s)+/, '')
      .trim() ?? ''
  const short = first.length > 120 ? `${first.slice(0, 119).trimEnd()}…` : first
  return short.isWellFormed() && short !== '' ? short : 'New project'
}

const requestFor = (deps: Deps, input: StartProject, plan: Plan): AgentRequest => ({
  message: input.message,
  mode: null,
  taskId: null,
  plan,
  head: plan,
  proposal: null,
  earlier: [],
  commits: [],
  refused: [],
  today: deps.clock.today(),
  user: input.actor.name,
  options: { maxMilestones: input.maxMilestones ?? deps.settings.maxMilestones },
  modelling: null,
})
