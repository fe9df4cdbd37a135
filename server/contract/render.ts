import { countsOf } from '../core/patch/counts.ts'
import { flatten } from '../core/patch/flat.ts'
import type { Conflict } from '../core/patch/conflict.ts'
import type { Commit, Operation } from '../core/patch/operation.ts'
import { childrenOf, type Plan } from '../core/plan/plan.ts'
import type { Progress } from '../core/plan/progress.ts'
import { progressOf } from '../core/plan/progress.ts'
import type { Project } from '../core/plan/project.ts'
import type { Task, TaskId } from '../core/plan/task.ts'
import { depthOf, inOrder } from '../core/plan/tree.ts'
import type { Proposal } from '../core/review/proposal.ts'
import type { Turn } from '../core/review/turn.ts'
import { viewOf, type ViewedOperation } from '../core/review/view.ts'
import type { CommittedOperationWire, CommitWire, ConflictWire, OperationWire } from './patch.ts'
import type { ProblemWire, TurnWire } from './turn.ts'
import type { ProgressWire, ProjectWire } from './project.ts'
import type { ProposalWire } from './proposal.ts'
import type { TaskTreeWire, TaskWire } from './task.ts'

/** From domain values to what crosses the wire: one function a shape. */

export interface TimesWire {
  readonly createdAt: string
  readonly updatedAt: string
}

/** What is needed to render a plan: the plan and the times that are not part of it. */
export interface RenderedPlan {
  readonly plan: Plan
  readonly projectTimes: TimesWire & { readonly deletedAt: string | null }
  readonly taskTimes: Pick<ReadonlyMap<TaskId, TimesWire>, 'get'>
}

/** Minutes as hours, to two decimals. */
const hours = (minutes: number): number => Math.round((minutes / 60) * 100) / 100

export const progressToWire = ({ done, total, estimateMinutes, spentMinutes, remainingMinutes }: Progress): ProgressWire => ({
  done,
  total,
  estimateMinutes,
  estimateHours: hours(estimateMinutes),
  spentMinutes,
  spentHours: hours(spentMinutes),
  remainingMinutes,
  remainingHours: hours(remainingMinutes),
})

export function projectToWire(project: Project, version: number, times: RenderedPlan['projectTimes']): ProjectWire {
  const { id, title, summary, status, priority, tags, startDate, dueDate, externalRefs, metadata } = project
  return {
    id,
    version,
    title,
    summary,
    status,
    priority,
    tags: [...tags],
    startDate,
    dueDate,
    externalRefs: [...externalRefs],
    metadata,
    createdAt: times.createdAt,
    updatedAt: times.updatedAt,
    deletedAt: times.deletedAt,
  }
}

function taskWith(stored: RenderedPlan, task: Task, depth: number, progress: Progress): TaskWire {
  const times = stored.taskTimes.get(task.id) ?? stored.projectTimes
  return {
    id: task.id,
    projectId: stored.plan.project.id,
    parentId: task.parentId,
    rank: task.rank,
    depth,
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    estimateMinutes: task.estimateMinutes,
    estimateHours: task.estimateMinutes === null ? null : hours(task.estimateMinutes),
    spentMinutes: task.spentMinutes,
    spentHours: hours(task.spentMinutes),
    startDate: task.startDate,
    dueDate: task.dueDate,
    assignee: task.assignee,
    tags: task.tags as string[],
    acceptanceCriteria: task.acceptanceCriteria as unknown as TaskWire['acceptanceCriteria'],
    dependsOn: task.dependsOn as unknown as string[],
    boardRank: task.boardRank,
    focusFiles: task.focusFiles as string[],
    externalRefs: task.externalRefs as unknown as TaskWire['externalRefs'],
    metadata: task.metadata,
    progress: progressToWire(progress),
    createdAt: times.createdAt,
    updatedAt: times.updatedAt,
  }
}

const noProgress: Progress = { done: 0, total: 0, estimateMinutes: 0, spentMinutes: 0, remainingMinutes: 0 }

/** All tasks of a plan, in tree order. */
export function tasksToWire(stored: RenderedPlan): TaskWire[] {
  const progress = progressOf(stored.plan)
  return inOrder(stored.plan).map(({ task, depth }) => taskWith(stored, task, depth, progress.get(task.id) ?? noProgress))
}

/** Renders single tasks of one plan; computes the progress once. */
export function taskRenderer(stored: RenderedPlan): (id: TaskId) => TaskWire {
  const progress = progressOf(stored.plan)
  return (id) => {
    const task = stored.plan.tasks.get(id)
    if (!task) throw new Error(`no task ${id} to render`)
    return taskWith(stored, task, depthOf(stored.plan, id), progress.get(id) ?? noProgress)
  }
}

/** A task with everything below it, nested. */
export function treeToWire(stored: RenderedPlan, id: TaskId, render = taskRenderer(stored)): TaskTreeWire {
  return { ...render(id), children: childrenOf(stored.plan, id).map((child) => treeToWire(stored, child, render)) }
}

const sidesToWire = (operation: Operation): CommittedOperationWire => {
  const { kind, taskId, before, after } = flatten(operation)
  return { kind, taskId, before, after }
}

export const operationsToWire = (operations: readonly Operation[]): CommittedOperationWire[] => operations.map(sidesToWire)

export function operationToWire(item: ViewedOperation): OperationWire {
  const { id, rationale, requires, unrequested, decision, unticked, comment, editedBy, original } = item
  const sides = original && flatten(original)
  return {
    id,
    ...sidesToWire(item.operation),
    rationale,
    requires: [...requires],
    unrequested,
    decision,
    unticked,
    comment,
    editedBy,
    original: sides && { before: sides.before, after: sides.after },
  }
}

export const conflictToWire = ({ kind, operationId, taskId, field, before, after, head }: Conflict): ConflictWire => ({
  kind,
  operationId,
  taskId,
  field,
  before,
  after,
  head,
})

/** A proposal as it stands on a head. */
export function proposalToWire(proposal: Proposal, head: Plan): ProposalWire {
  const view = viewOf(proposal, head)
  return {
    id: proposal.id,
    projectId: proposal.projectId,
    status: proposal.status,
    parked: proposal.parked,
    revision: proposal.revision,
    earlierRevisions: proposal.revisions.map(({ revision }) => revision),
    mode: proposal.mode,
    taskId: proposal.taskId,
    agent: proposal.agent,
    model: proposal.model,
    promptVersion: proposal.promptVersion,
    baseVersion: proposal.baseVersion,
    headVersion: view.headVersion,
    stale: view.stale,
    message: proposal.message,
    rationale: proposal.rationale,
    reason: proposal.reason,
    operations: view.operations.map(operationToWire),
    leftOut: proposal.leftOut.map(({ draft, reason }) => ({ draft: draft && { ...draft }, reason })),
    conflicts: view.conflicts.map(conflictToWire),
    createdAt: proposal.createdAt,
    updatedAt: proposal.updatedAt,
  }
}

/** A commit; its operations only where they are asked for. */
export function commitToWire(commit: Commit, { operations = false }: { readonly operations?: boolean } = {}): CommitWire {
  return {
    version: commit.version,
    projectId: commit.projectId,
    patchId: commit.patchId,
    proposalId: commit.proposalId,
    author: commit.author,
    source: commit.source,
    message: commit.message,
    at: commit.at,
    counts: countsOf(commit.operations),
    ...(operations ? { operations: operationsToWire(commit.operations) } : {}),
  }
}

export function turnToWire(turn: Turn): TurnWire {
  const { id, projectId, taskId, mode, agent, status, message, reply, proposalId, operationIds, question, problem, by, usage, createdAt } = turn
  const told: ProblemWire | null = problem && {
    type: problemType(problem.kind),
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
  }
  const asked = question && { text: question.text, options: question.options.map((option) => ({ ...option })) }
  return {
    id,
    projectId,
    taskId,
    mode,
    agent,
    status,
    message,
    reply,
    proposalId,
    operationIds: [...operationIds],
    question: asked,
    problem: told,
    by: by && { ...by },
    usage: usage && { ...usage },
    createdAt,
  }
}

/** The `type` of a problem, as in RFC 9457. */
export const problemType = (kind: string): string => `urn:planwright:problem:${kind}`
