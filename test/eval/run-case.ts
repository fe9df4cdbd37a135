import { modelAgent } from '../../server/agents/models/model-agent.ts'
import { offlineAgent, type PlanTemplates } from '../../server/agents/offline/index.ts'
import { diff } from '../../server/core/patch/diff.ts'
import type { Plan } from '../../server/core/plan/plan.ts'
import type { ProjectId, TaskId } from '../../server/core/plan/task.ts'
import { draftState } from '../../server/core/review/view.ts'
import type { TryRecord } from '../../server/ports/language-model.ts'
import { noModels, type Models } from '../../server/ports/models.ts'
import { testServer, type TestServer } from '../http/harness.ts'
import { makeProject } from '../http/plans.ts'
import type { EvalCase } from './case.ts'
import { judge } from './checks/index.ts'
import { startingPlans } from './plans.ts'
import type { RecordedTry } from './recording.ts'
import type { CaseResult, Verdict } from './result.ts'
import type { Outcome, Seen } from './seen.ts'
import { taped, type Tape } from './tape.ts'

export interface RunOf {
  /** Null: the rules answer, without a model. */
  readonly models: Models | null
  readonly templates: PlanTemplates
  /** Whether what the rules understand without doubt is left to them, as the product does by default. */
  readonly fastPath: boolean
}

export interface Ran {
  readonly result: CaseResult
  readonly tries: readonly RecordedTry[]
}

/** Runs one case through the whole product, over a store in memory: the message is sent as a person would send it. */
export async function runCase(evalCase: EvalCase, { models, templates, fastPath }: RunOf): Promise<Ran> {
  const tape = models?.model ? taped(models.model) : undefined
  const offline = offlineAgent(templates)
  const agent = tape ? modelAgent({ model: tape.model, offline, templates, settings: { fastPath } }) : offline
  const server = testServer({ agent, models: models && tape ? { ...models, model: tape.model, fastPath } : noModels })
  try {
    const { title, tasks } = startingPlans[evalCase.plan]
    const project = await makeProject(server, tasks, title)
    const path = `/api/projects/${project.id}/chat`
    for (const message of evalCase.earlier) await expected(server, path, { message, provider: 'offline' }, `the earlier message “${message}”`)
    await rejectParts(server, project.id, evalCase)
    const focus = evalCase.focus === undefined ? undefined : project.ids[evalCase.focus]
    if (evalCase.focus !== undefined && focus === undefined) throw new Error(`${evalCase.id}: there is no task “${evalCase.focus}” in its plan`)
    const talk = { projectId: project.id as ProjectId, taskId: (evalCase.mode === 'project' ? null : (focus ?? null)) as TaskId | null }
    const before = await draftOf(server, talk)
    const { message, mode, maxMilestones } = evalCase
    const body = {
      message,
      ...(mode === undefined ? {} : { mode }),
      ...(focus === undefined ? {} : { taskId: focus }),
      ...(maxMilestones === undefined ? {} : { options: { maxMilestones } }),
    }
    const { status, body: answer } = await server.call('POST', path, body)
    const turns = await server.deps.storage.read((session) => session.lastTurns(talk.projectId, talk.taskId, 1))
    const turn = turns[0]
    if (!turn) throw new Error(`${evalCase.id}: the message was not taken (${status} ${String(answer?.detail ?? '')})`)
    const stored = await server.deps.storage.read((session) => session.listTries(turn.id))
    const proposal = turn.proposalId === null ? undefined : (await server.call('GET', `/api/proposals/${turn.proposalId}`)).body.proposal
    const after = turn.proposalId === null ? before : await draftOf(server, talk)
    const outcome: Outcome = turn.status === 'question' ? 'question' : turn.status === 'done' ? (proposal ? 'proposal' : 'words') : 'problem'
    const asked = turn.question ? [turn.question.text, ...turn.question.options.map(({ label }) => label)] : []
    const said = outcome === 'problem' ? String(answer?.detail ?? turn.problem?.detail ?? '') : [turn.reply, ...asked].join('\n')
    const seen: Seen = {
      outcome,
      said,
      before,
      after,
      changes: diff(before, after),
      setApart: setApart(proposal, before),
      leftOut: proposal ? proposal.leftOut.map(({ reason }: { reason: string }) => reason) : [],
      focus: evalCase.focus ?? null,
    }
    const verdict = verdictOf(seen, tape, answer?.type === 'urn:planwright:problem:budget-exhausted')
    return {
      tries: tape?.tries ?? [],
      result: {
        ...{ id: evalCase.id, group: evalCase.group, fingerprint: evalCase.fingerprint },
        verdict,
        outcome: verdict === 'not-run' ? null : outcome,
        said: said.slice(0, 500).toWellFormed(),
        checks: verdict === 'not-run' ? [] : judge(seen, evalCase.checks).map((found) => ({ ...found })),
        promptVersion: proposal?.promptVersion ?? null,
        repairs: tape?.repairs() ?? 0,
        lookups: tape?.lookups() ?? 0,
        ...accounted(stored.map(({ record }) => record)),
      },
    }
  } finally {
    await server.stop()
  }
}

type Talk = { readonly projectId: ProjectId; readonly taskId: TaskId | null }

/** The plan with the proposal that is open in this conversation: what the next message is about. */
const draftOf = (server: TestServer, { projectId, taskId }: Talk): Promise<Plan> =>
  server.deps.storage.read(async (session) => {
    const stored = await session.findPlan(projectId)
    if (!stored) throw new Error('the project of a case is there')
    const proposal = await session.findOpenProposal(projectId, taskId)
    return proposal ? draftState(proposal.operations, stored.plan).plan : stored.plan
  })

async function rejectParts(server: TestServer, projectId: string, { id, rejected }: EvalCase): Promise<void> {
  if (rejected.length === 0) return
  const { body } = await server.call('GET', `/api/projects/${projectId}/proposals?status=open`)
  const [proposal] = body.items
  const operations = rejected.map(({ title, comment }) => {
    const found = proposal?.operations.find((operation: { after: { title?: string } | null }) => operation.after?.title === title)
    if (!found) throw new Error(`${id}: nothing called “${title}” was proposed, so it cannot be rejected`)
    return { id: found.id, decision: 'rejected', ...(comment === null ? {} : { comment }) }
  })
  const answer = await server.call('PATCH', `/api/proposals/${proposal.id}`, { operations })
  if (answer.status !== 200) throw new Error(`${id}: the decisions were not taken (${answer.text.slice(0, 300)})`)
}

async function expected(server: TestServer, path: string, body: unknown, what: string): Promise<void> {
  const answer = await server.call('POST', path, body)
  if (answer.status !== 200 || !answer.body.proposal) throw new Error(`${what} did not become a proposal: ${answer.text.slice(0, 300)}`)
}

interface ShownOperation {
  readonly taskId: string | null
  readonly unrequested: boolean
  readonly after: { readonly title?: string } | null
}

const setApart = (proposal: { operations: readonly ShownOperation[] } | undefined, before: Plan): readonly string[] =>
  (proposal?.operations ?? [])
    .filter(({ unrequested }) => unrequested)
    .map(({ taskId, after }) => before.tasks.get(taskId as TaskId)?.title ?? after?.title ?? 'the project')

function verdictOf({ outcome, leftOut }: Seen, tape: Tape | undefined, overBudget: boolean): Verdict {
  if (overBudget) return 'not-run'
  if (outcome === 'problem') return 'failed'
  if (!tape || tape.tries.length === 0) return 'rules'
  if (tape.tries.at(-1)?.finish === 'length') return 'cut'
  if (leftOut.length > 0) return 'partly'
  return tape.repairs() > 0 || tape.tries.some(({ finish }) => finish === 'length') ? 'repaired' : 'first-try'
}

/** Tokens, costs and time over all tries of a turn; what is not known of one of them is not known of the sum. */
function accounted(tries: readonly TryRecord[]): Pick<CaseResult, 'models' | 'tries' | 'tokens' | 'costMicros' | 'modelMs'> {
  const used = tries.flatMap(({ usage }) => (usage ? [usage] : []))
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  const costs = tries.flatMap(({ costMicros }) => (costMicros === null ? [] : [costMicros]))
  return {
    models: [...new Set(tries.map(({ provider, model }) => `${provider}/${model}`))],
    tries: tries.length,
    tokens:
      used.length === 0
        ? null
        : {
            in: sum(used.map(({ inputTokens }) => inputTokens)),
            cached: sum(used.map(({ cachedTokens }) => cachedTokens)),
            out: sum(used.map(({ outputTokens }) => outputTokens)),
          },
    costMicros: costs.length === tries.length ? sum(costs) : null,
    modelMs: Math.round(sum(tries.map(({ totalMs }) => totalMs))),
  }
}
