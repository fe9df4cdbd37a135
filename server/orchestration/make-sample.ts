import type { Sample } from '../config/sample.ts'
import type { TaskDraft } from '../core/patch/draft.ts'
import type { Proposal } from '../core/review/proposal.ts'
import type { Turn } from '../core/review/turn.ts'
import type { Actor } from './actor.ts'
import { applyDraft } from './apply-draft.ts'
import type { Deps } from './deps.ts'
import { createProject } from './projects.ts'
import { proposeDraft } from './proposals.ts'

/** Remembers that the sample was made once: a person who deleted it does not want it back. */
const setting = 'sample-made'
const maker: Actor = { kind: 'script', id: 'planwright', name: 'Planwright' }

/** On the first start with an empty store: a sample project with a proposal waiting, so that the first click can be Apply. */
export async function makeSample(deps: Deps, sample: Sample): Promise<boolean> {
  const isFirst = await deps.storage.write(async (session) => {
    if ((await session.readSetting(setting)) !== undefined) return false
    await session.saveSetting(setting, deps.clock.now())
    const { items } = await session.listProjects({ q: null, status: null, deleted: false }, { limit: 1, cursor: null })
    return items.length === 0
  })
  if (!isFirst) return false
  const project = await createProject(deps)(sample.project)
  if (!project.ok) throw new Error(project.error.detail)
  const projectId = project.value.plan.project.id
  const draft = { baseVersion: 0, message: 'Set up the sample plan', taskPatches: sample.plan }
  const planned = await applyDraft(deps)({ projectId, draft, actor: maker, source: 'patch' })
  if (!planned.ok) throw new Error(planned.error.detail)
  const { message, reply, rationale, changes } = sample.proposal
  const taskPatches = changes.map((change) => withIds(change, planned.value.taskIds))
  const proposed = await proposeDraft(deps)({ projectId, draft: { baseVersion: 1, rationale, taskPatches }, actor: maker })
  if (!proposed.ok) throw new Error(proposed.error.detail)
  const turn: Turn = {
    id: deps.ids.next(),
    projectId,
    taskId: null,
    mode: 'project',
    agent: 'planner',
    status: 'done',
    message,
    reply,
    proposalId: proposed.value.proposal.id,
    problem: null,
    by: null,
    usage: null,
    asked: {},
    operationIds: [],
    touched: [],
    created: [],
    question: null,
    author: 'Sample',
    createdAt: deps.clock.now(),
  }
  const proposal: Proposal = {
    ...proposed.value.proposal,
    agent: 'planner',
    author: { kind: 'agent', id: 'planner', name: 'planner' },
    source: 'chat',
    message,
  }
  await deps.storage.write(async (session) => {
    await session.saveTurn(turn)
    await session.saveProposal(proposal)
  })
  return true
}

/** The same change with the ids that the local names of the plan were given. */
function withIds({ body, ...change }: TaskDraft, ids: Readonly<Record<string, string>>): TaskDraft {
  const id = (name: string): string => ids[name] ?? name
  if (!body) return { ...change, taskId: id(change.taskId) }
  const { parentTaskId, afterTaskId, dependsOn, ...fields } = body
  return {
    ...change,
    taskId: id(change.taskId),
    body: {
      ...fields,
      ...(parentTaskId === undefined ? {} : { parentTaskId: parentTaskId === null ? null : id(parentTaskId) }),
      ...(afterTaskId === undefined ? {} : { afterTaskId: afterTaskId === null ? null : id(afterTaskId) }),
      ...(dependsOn === undefined ? {} : { dependsOn: dependsOn.map(id) }),
    },
  }
}
