import type { AgentAnswer } from '../agents/agent.ts'
import type { Problem } from '../contract/problem.ts'
import { ok, type Result } from '../core/result.ts'
import type { Turn } from '../core/review/turn.ts'
import type { ProjectSummary, StoredPlan } from '../ports/storage.ts'
import type { Actor } from './actor.ts'
import { askAgent } from './ask-agent.ts'
import { concludeTurn } from './conclude-turn.ts'
import type { Deps } from './deps.ts'
import { newTurn } from './new-turn.ts'
import { newProject } from './projects.ts'
import { runTurn } from './run-turn.ts'
import { conversationKey } from './running-turns.ts'
import { requestOf } from './take-turn.ts'
import type { Heard, StartedTurn, TakenTurn, Watch } from './turn-parts.ts'

/** Questions over all projects look at so many, the most recently changed first. */
const projectsAsked = 20

export interface StartProject {
  readonly message: string
  readonly actor: Actor
  readonly provider?: string
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
      const project = newProject(deps, { title: titleFrom(input.message) })
      const started = startOn(deps, input, turnId, project)
      await deps.storage.write((session) => session.saveTurn(started.turn))
      return await runTurn<StartedProject>(deps, {
        started,
        running,
        watch,
        request: (modelling) => requestOf(deps, { ...input, projectId: project.plan.project.id }, started, modelling),
        conclude: (answer, heard) => conclude(deps, input, started, { answer, heard, signal: running.signal }),
      })
    } finally {
      running.end()
    }
  }

/** The project that the goal will make, should the answer be of use: until then nobody knows of it but this turn. */
function startOn(deps: Deps, { message, actor, provider, maxMilestones }: StartProject, turnId: string, project: StoredPlan): StartedTurn {
  const asked = { ...(provider === undefined ? {} : { provider }), ...(maxMilestones === undefined ? {} : { maxMilestones }) }
  return {
    turn: newTurn(deps, { id: turnId, projectId: null, taskId: null, mode: null, message, asked, actor }),
    head: project,
    proposal: null,
    parks: null,
    isNew: true,
    plan: project.plan,
    past: { earlier: [], commits: [], refused: [] },
  }
}

interface Answered {
  readonly answer: AgentAnswer
  readonly heard: Heard
  readonly signal: AbortSignal
}

/** The goal becomes a project whose first patch waits for review, and the turn then belongs to it; words are told. */
async function conclude(
  deps: Deps,
  input: StartProject,
  started: StartedTurn,
  { answer, heard, signal }: Answered,
): Promise<Result<StartedProject, Problem>> {
  if (answer.kind === 'draft' || answer.kind === 'failed') {
    const projectId = started.head.plan.project.id
    const own: StartedTurn = { ...started, turn: { ...started.turn, projectId } }
    const concluded = await concludeTurn(deps, { ...input, projectId }, own, answer, heard)
    return concluded.ok && concluded.value.seen ? ok({ ...concluded.value, project: started.head }) : concluded
  }
  const { reply, projects } = await answerOverProjects(deps, input, started, answer, signal)
  const done: Turn = {
    ...started.turn,
    status: answer.kind === 'question' ? 'question' : 'done',
    agent: answer.agent,
    by: ('by' in answer && answer.by) || null,
    usage: heard.usage,
    reply,
    question: answer.kind === 'question' ? answer.question : null,
  }
  await deps.storage.write((session) => session.saveTurn(done))
  return ok({ turn: done, seen: null, ...(projects.length > 0 ? { projects } : {}) })
}

/** Asks the same question of every project; what has an answer is told under the project's name. */
async function answerOverProjects(
  deps: Deps,
  input: StartProject,
  started: StartedTurn,
  given: AgentAnswer,
  signal: AbortSignal,
): Promise<{ readonly reply: string; readonly projects: readonly ProjectSummary[] }> {
  const own = 'reply' in given ? given.reply : 'There is nothing to undo here: open a project first.'
  // A model has been told of all projects, and has answered over them.
  if (given.kind !== 'words' || !given.understood || given.by) return { reply: own, projects: [] }
  const { items } = await deps.storage.read((session) =>
    session.listProjects({ q: null, status: null, deleted: false }, { limit: projectsAsked, cursor: null }),
  )
  const replies: string[] = []
  for (const summary of items) {
    const stored = await deps.storage.read((session) => deps.plans.find(session, summary.project.id))
    if (!stored || stored.plan.tasks.size === 0) continue
    const seen: StartedTurn = { ...started, head: stored, plan: stored.plan }
    const told = await askAgent(deps.agent, requestOf(deps, { ...input, projectId: summary.project.id }, seen, null), signal, () => undefined)
    if (told.kind === 'words' && told.understood) replies.push(`**${summary.project.title}**\n\n${told.reply}`)
  }
  return replies.length > 0 ? { reply: replies.join('\n\n'), projects: items } : { reply: own, projects: [] }
}

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
