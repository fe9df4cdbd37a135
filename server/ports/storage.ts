import type { Commit } from '../core/patch/operation.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { ProjectStatus } from '../core/plan/project.ts'
import type { ProjectId, TaskId } from '../core/plan/task.ts'
import type { Result } from '../core/result.ts'
import type { Proposal, ProposalStatus } from '../core/review/proposal.ts'
import type { Turn } from '../core/review/turn.ts'
import type { TryRecord } from './language-model.ts'
import type { WorkJournal } from './work-journal.ts'

/** When something was made and last changed, ISO 8601 in UTC. */
export interface Times {
  readonly createdAt: string
  readonly updatedAt: string
}

/** A plan as stored, with the times that are not part of it. */
export interface StoredPlan {
  readonly plan: Plan
  readonly projectTimes: Times & { readonly deletedAt: string | null }
  readonly taskTimes: Pick<ReadonlyMap<TaskId, Times>, 'get'>
}

/** A commit with its place in the order over all projects. */
export interface LoggedCommit {
  /** Counts over all commits of the store, from 1, given under the append lock. */
  readonly position: number
  readonly commit: Commit
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Pass it back to get what follows; null at the end. */
  readonly nextCursor: string | null
}

export interface PageRequest {
  readonly limit: number
  readonly cursor: string | null
}

/** The line of a project in a list, without its tasks. */
export interface ProjectSummary extends Times {
  readonly project: Plan['project']
  readonly version: number
  readonly deletedAt: string | null
  /** Leaves done, and leaves that are not cancelled. */
  readonly done: number
  readonly total: number
  readonly estimateMinutes: number
  readonly spentMinutes: number
  readonly remainingMinutes: number
}

export interface ProjectFilter {
  /** Matches title and summary, case folded. */
  readonly q: string | null
  readonly status: ProjectStatus | null
  readonly deleted: boolean
}

/** A proposal in a list over all projects. */
export interface ProposalInProject {
  readonly proposal: Proposal
  readonly projectTitle: string
  readonly headVersion: number
}

/** What was answered to a request that carried an Idempotency-Key. */
export interface RememberedAnswer {
  readonly key: string
  /** Hash over method, path and body. */
  readonly fingerprint: string
  /** Null while the request is still running. */
  readonly answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string } | null
  readonly createdAt: string
}

/** A call of a model as it is kept. It outlives its turn and its project: it was paid for. */
export interface StoredTry {
  /** Null where it belongs to no turn, such as the test of a connection. */
  readonly turnId: string | null
  readonly projectId: ProjectId | null
  /** What is counted for it, in micro-dollars; null where that is not known. */
  readonly costMicros: number | null
  readonly record: TryRecord
}

/** What usage is summed by: the day (UTC) of the call, its project, `provider/model`, or the kind of turn. */
export type UsageGroup = 'day' | 'project' | 'model' | 'kind'

export interface UsageFilter {
  /** Calls that began at this time or later; a day stands for its beginning. */
  readonly from: string | null
  /** Calls that began before this time. */
  readonly to: string | null
  readonly projectId: ProjectId | null
}

export interface UsageSum {
  /** Of the group; null where it is all of it, or what belongs to no project. */
  readonly key: string | null
  readonly tries: number
  readonly failed: number
  readonly inputTokens: number
  readonly cachedTokens: number
  readonly cacheWriteTokens: number
  readonly outputTokens: number
  readonly reasoningTokens: number
  /** Micro-dollars, as far as they are known. */
  readonly costMicros: number
  /** Tries that the sum above holds nothing for. */
  readonly unknownCosts: number
}

/**
 * Everything one unit of work may do. It returns domain values, never rows, and knows no rules. All calls of one unit
 * see one state and take effect together or not at all.
 */
export interface StorageSession extends WorkJournal {
  /** Stores a new project at version 0 with no tasks. */
  createProject(plan: Plan, at: string): Promise<void>
  /** The newest version of a project, deleted or not, or undefined where there is no such project. Cheap. */
  findVersion(id: ProjectId): Promise<number | undefined>
  /** The stored head with its tasks, deleted or not. */
  findPlan(id: ProjectId): Promise<StoredPlan | undefined>
  /** The project that a task of some head belongs to. */
  findProjectOfTask(id: TaskId): Promise<ProjectId | undefined>
  /** Ordered by last change, newest first. */
  listProjects(filter: ProjectFilter, page: PageRequest): Promise<Page<ProjectSummary>>
  /** To the trash (`at`) or out of it (null). */
  setDeleted(id: ProjectId, at: string | null): Promise<void>
  /** For good: the project, its tasks, commits, proposals and turns. */
  purgeProject(id: ProjectId): Promise<void>
  /** Ids of projects that went to the trash before `at`. */
  findDeletedBefore(at: string): Promise<readonly ProjectId[]>

  /**
   * Compare and append: stores the commit and its effect on the task table where `commit.version` is the stored head
   * plus one, else tells the head and writes nothing. `after` is the plan that the commit makes, `before` the plan it
   * was made on; only tasks that differ are written.
   */
  append(commit: Commit, before: Plan, after: Plan): Promise<Result<LoggedCommit, { readonly headVersion: number }>>
  findCommit(id: ProjectId, version: number): Promise<LoggedCommit | undefined>
  /** Newest first. */
  listCommits(id: ProjectId, page: PageRequest): Promise<Page<LoggedCommit>>
  /** Oldest first, versions greater than `after` and at most `upTo`. */
  readCommits(id: ProjectId, after: number, upTo: number, limit: number): Promise<readonly LoggedCommit[]>
  /** Oldest first over all projects, positions greater than `after`. */
  readLog(after: number, limit: number): Promise<readonly LoggedCommit[]>
  /** The highest position given, 0 where nothing was ever committed. */
  lastPosition(): Promise<number>

  saveProposal(proposal: Proposal): Promise<void>
  findProposal(id: string): Promise<Proposal | undefined>
  /** Newest first. */
  listProposals(id: ProjectId, status: ProposalStatus | null, page: PageRequest): Promise<Page<Proposal>>
  /** Over all projects that are not in the trash, newest first, each with what its project is called and its head. */
  listAllProposals(status: ProposalStatus | null, page: PageRequest): Promise<Page<ProposalInProject>>
  /** The open, not parked proposal of a conversation; at most one. */
  findOpenProposal(id: ProjectId, taskId: TaskId | null): Promise<Proposal | undefined>

  saveTurn(turn: Turn): Promise<void>
  findTurn(id: string): Promise<Turn | undefined>
  /** One conversation, oldest first. `taskId: null` is the project's own. */
  listTurns(id: ProjectId, taskId: TaskId | null, page: PageRequest): Promise<Page<Turn>>
  /** The last `limit` turns of one conversation, oldest first. */
  lastTurns(id: ProjectId, taskId: TaskId | null, limit: number): Promise<readonly Turn[]>
  /** Turns left running by a server that is gone. */
  findRunningTurns(): Promise<readonly Turn[]>

  addTries(tries: readonly StoredTry[]): Promise<void>
  /** The calls of a turn that made a project belong to that project. */
  giveTries(turnId: string, projectId: ProjectId): Promise<void>
  /** The calls of a turn, oldest first. */
  listTries(turnId: string): Promise<readonly StoredTry[]>
  /** One sum for each group there is, in the order of their keys, what has none last. Without a group exactly one sum. */
  sumUsage(filter: UsageFilter, by: UsageGroup | null): Promise<readonly UsageSum[]>

  /** Remembers that a request with this key has begun; tells what is there where the key is known. */
  beginRequest(key: string, fingerprint: string, at: string): Promise<RememberedAnswer | undefined>
  finishRequest(key: string, answer: NonNullable<RememberedAnswer['answer']>): Promise<void>
  /** Forgets a request that did not end in an answer worth keeping, or all begun before `at`. */
  forgetRequest(key: string): Promise<void>
  forgetRequestsBefore(at: string): Promise<void>

  readSetting(name: string): Promise<string | undefined>
  saveSetting(name: string, value: string): Promise<void>
}

/** The port that every store implements; one contract suite (`test/contract/storage.ts`) runs over all of them. */
export interface Storage {
  /** "sqlite", "postgres" or "memory", for people. */
  readonly kind: string
  /** Runs one unit of work in one transaction. A throw rolls it back and is thrown on. Units never interleave. */
  write<Value>(work: (session: StorageSession) => Promise<Value>): Promise<Value>
  /** As `write`, for work that changes nothing; may run on another connection, on a state at most as old as its start. */
  read<Value>(work: (session: StorageSession) => Promise<Value>): Promise<Value>
  close(): Promise<void>
}

/** The store cannot be used just now: locked, full, read-only, gone. Worth retrying when the cause is gone. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable'
}

/** The store was written by something newer, or is damaged: the start refuses with this one line. */
export class StorageRefused extends Error {
  override readonly name = 'StorageRefused'
}

/** A cursor that this store never gave, or gave for another list. The page has to be asked for from the start. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor'
}
