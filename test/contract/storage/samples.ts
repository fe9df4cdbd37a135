import type { Commit, Operation } from '../../../server/core/patch/operation.ts'
import { planOf, type Plan } from '../../../server/core/plan/plan.ts'
import { projectDefaults, type Project } from '../../../server/core/plan/project.ts'
import { taskDefaults, type ProjectId, type Task, type TaskId } from '../../../server/core/plan/task.ts'
import type { Proposal } from '../../../server/core/review/proposal.ts'
import type { Turn } from '../../../server/core/review/turn.ts'
import type { PageRequest, ProjectFilter, Storage, StorageSession } from '../../../server/ports/storage.ts'
import { edited } from './edited.ts'

/** What a suite needs of an adapter: a store, the same store after a restart, and a way to leave nothing behind. */
export interface Opened {
  readonly storage: Storage
  readonly reopen: () => Promise<Storage>
  readonly dispose: () => Promise<void>
}

export type Open = () => Promise<Opened>

/** A place for a text: the promise each sample id is made with. */
export const taskId = (text: string): TaskId => text as TaskId
export const projectId = (text: string): ProjectId => text as ProjectId

/** Minute by minute of one day. */
export const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 0, minute)).toISOString()

export const all: ProjectFilter = { q: null, status: null, deleted: false }
export const firstPage: PageRequest = { limit: 50, cursor: null }
export const author = { kind: 'person', id: 'u1', name: 'Ada' } as const

export const sampleTask = (id: string, fields: Partial<Task> = {}): Task => ({
  ...taskDefaults,
  id: taskId(id),
  parentId: null,
  rank: 'a0',
  title: `Task ${id}`,
  ...fields,
})

export const sampleProject = (id: string, fields: Partial<Project> = {}): Project => ({
  ...projectDefaults,
  id: projectId(id),
  title: `Project ${id}`,
  ...fields,
})

export const emptyPlan = (id: string, fields: Partial<Project> = {}): Plan => planOf(sampleProject(id, fields), [])

export const create = (task: Task): Operation => ({ kind: 'create', task })

export const sampleCommit = (plan: Plan, operations: readonly Operation[], fields: Partial<Commit> = {}): Commit => ({
  projectId: plan.project.id,
  version: plan.version + 1,
  patchId: `patch-${plan.version + 1}`,
  proposalId: null,
  operations,
  author,
  source: 'patch',
  message: 'a change',
  at: at(plan.version + 1),
  ...fields,
})

/** Appends operations to a plan within a session and gives the plan after them. */
export async function append(session: StorageSession, plan: Plan, operations: readonly Operation[], fields: Partial<Commit> = {}): Promise<Plan> {
  const after = edited(plan, operations)
  const result = await session.append(sampleCommit(plan, operations, fields), plan, after)
  if (!result.ok) throw new Error(`the head is ${result.error.headVersion} already`)
  return after
}

/** Stores a project with some tasks, one commit, and gives its plan. */
export async function storeProject(storage: Storage, id: string, tasks: readonly Task[] = [sampleTask(`${id}-a`)], when = at(0)): Promise<Plan> {
  return storage.write(async (session) => {
    const plan = emptyPlan(id)
    await session.createProject(plan, when)
    return tasks.length === 0 ? plan : append(session, plan, tasks.map(create), { at: when })
  })
}

/** The head as stored. Throws where there is none. */
export async function headOf(storage: Storage, id: string): Promise<Plan> {
  const found = await storage.read((session) => session.findPlan(projectId(id)))
  if (!found) throw new Error(`no project ${id}`)
  return found.plan
}

export const sampleProposal = (id: string, project: string, fields: Partial<Proposal> = {}): Proposal => ({
  id,
  projectId: projectId(project),
  status: 'open',
  parked: false,
  revision: 1,
  mode: 'project',
  taskId: null,
  agent: 'planner',
  model: null,
  promptVersion: null,
  author,
  source: 'chat',
  baseVersion: 1,
  message: 'Plan it',
  rationale: 'because',
  operations: [],
  leftOut: [],
  applied: [],
  revisions: [],
  reason: null,
  createdAt: at(0),
  updatedAt: at(0),
  ...fields,
})

export const sampleTurn = (id: string, project: string | null, fields: Partial<Turn> = {}): Turn => ({
  id,
  projectId: project === null ? null : projectId(project),
  taskId: null,
  mode: null,
  agent: 'editor',
  status: 'done',
  message: `message ${id}`,
  reply: '',
  proposalId: null,
  problem: null,
  by: null,
  usage: null,
  asked: {},
  operationIds: [],
  touched: [],
  created: [],
  question: null,
  author: 'Ada',
  createdAt: at(0),
  ...fields,
})
