import type { Plan } from '../../../core/plan/plan.ts'
import type { ProjectId, TaskId } from '../../../core/plan/task.ts'
import type { Proposal } from '../../../core/review/proposal.ts'
import type { Turn } from '../../../core/review/turn.ts'
import type { WorkAction, WorkCommit, WorkSession, Workspace } from '../../../core/work/work.ts'
import type { LoggedCommit, RememberedAnswer, StoredTry, Times } from '../../../ports/storage.ts'

/** Something with its place in the order in which things were first stored. */
export interface Numbered<Value> {
  readonly ordinal: number
  readonly value: Value
}

export interface StoredProject {
  readonly plan: Plan
  readonly times: Times & { readonly deletedAt: string | null }
  readonly taskTimes: ReadonlyMap<TaskId, Times>
}

/** Everything the store holds. All values are immutable; only the maps change, and only through a journal. */
export interface State {
  readonly projects: Map<ProjectId, Numbered<StoredProject>>
  readonly projectOfTask: Map<TaskId, ProjectId>
  readonly log: Map<number, LoggedCommit>
  /** Commits under `commitKey`. */
  readonly commits: Map<string, LoggedCommit>
  readonly proposals: Map<string, Numbered<Proposal>>
  readonly turns: Map<string, Numbered<Turn>>
  readonly tries: Map<number, StoredTry>
  readonly workspaces: Map<string, Numbered<Workspace>>
  readonly workSessions: Map<string, Numbered<WorkSession>>
  readonly workActions: Map<string, Numbered<WorkAction>>
  readonly workCommits: Map<string, Numbered<WorkCommit>>
  readonly requests: Map<string, RememberedAnswer>
  readonly settings: Map<string, string>
  /** `position` of the log and `ordinal` of everything else. */
  readonly counters: Map<'position' | 'ordinal', number>
}

export const emptyState = (): State => ({
  projects: new Map(),
  projectOfTask: new Map(),
  log: new Map(),
  commits: new Map(),
  proposals: new Map(),
  turns: new Map(),
  tries: new Map(),
  workspaces: new Map(),
  workSessions: new Map(),
  workActions: new Map(),
  workCommits: new Map(),
  requests: new Map(),
  settings: new Map(),
  counters: new Map(),
})

export const commitKey = (id: ProjectId, version: number): string => `${version} ${id}`
