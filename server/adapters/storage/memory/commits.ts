import { taskIdOf, type Commit } from '../../../core/patch/operation.ts'
import type { Plan } from '../../../core/plan/plan.ts'
import type { TaskId } from '../../../core/plan/task.ts'
import { fail, ok } from '../../../core/result.ts'
import type { LoggedCommit, StorageSession, Times } from '../../../ports/storage.ts'
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts'
import { nextOf } from './counters.ts'
import type { Journal } from './journal.ts'
import { commitKey, type State } from './state.ts'

type Part = Pick<StorageSession, 'append' | 'findCommit' | 'listCommits' | 'readCommits' | 'readLog' | 'lastPosition'>

/** The log of commits, and its effect on the heads. */
export function commitsPart(state: State, journal: Journal): Part {
  const find = (id: Commit['projectId'], version: number): LoggedCommit | undefined => state.commits.get(commitKey(id, version))
  return {
    async append(commit, before, after) {
      const row = state.projects.get(commit.projectId)
      if (!row) throw new Error(`no project ${commit.projectId} to append to`)
      const headVersion = row.value.plan.version
      if (commit.version !== headVersion + 1) return fail({ headVersion })
      const logged = { position: nextOf(state, journal, 'position'), commit }
      journal.put(state.log, logged.position, logged)
      journal.put(state.commits, commitKey(commit.projectId, commit.version), logged)
      project(state, journal, commit, before, after)
      const { times, taskTimes } = row.value
      journal.put(state.projects, commit.projectId, {
        ...row,
        value: {
          plan: { ...after, version: commit.version },
          times: { ...times, updatedAt: commit.at },
          taskTimes: taskTimesAfter(taskTimes, commit, before, after),
        },
      })
      return ok(logged)
    },
    async findCommit(id, version) {
      return find(id, version)
    },
    async listCommits(id, page) {
      const head = state.projects.get(id)?.value.plan.version ?? 0
      const before = page.cursor === null ? head + 1 : decodeCursor('commits', [0] as const, page.cursor)[0]
      const rows: LoggedCommit[] = []
      for (let version = Math.min(before - 1, head); version > 0 && rows.length <= page.limit; version -= 1) {
        const logged = find(id, version)
        if (logged) rows.push(logged)
      }
      return pageOf(rows, page, { item: (row) => row, cursor: (row) => encodeCursor('commits', [row.commit.version]) })
    },
    async readCommits(id, after, upTo, limit) {
      const rows: LoggedCommit[] = []
      for (let version = after + 1; version <= upTo && rows.length < limit; version += 1) {
        const logged = find(id, version)
        if (!logged) break
        rows.push(logged)
      }
      return rows
    },
    async readLog(after, limit) {
      const last = state.counters.get('position') ?? 0
      const rows: LoggedCommit[] = []
      for (let position = after + 1; position <= last && rows.length < limit; position += 1) {
        const logged = state.log.get(position)
        if (logged) rows.push(logged)
      }
      return rows
    },
    async lastPosition() {
      return state.counters.get('position') ?? 0
    },
  }
}

/** The tasks a commit touched. */
const touched = (commit: Commit): readonly TaskId[] => [...new Set(commit.operations.map(taskIdOf))].filter((id) => id !== null)

function project(state: State, journal: Journal, commit: Commit, before: Plan, after: Plan): void {
  for (const id of touched(commit)) {
    const owner = state.projectOfTask.get(id)
    if (owner !== undefined && owner !== commit.projectId) throw new Error(`task ${id} belongs to another project`)
    if (after.tasks.has(id)) journal.put(state.projectOfTask, id, commit.projectId)
    else if (before.tasks.has(id)) journal.remove(state.projectOfTask, id)
  }
}

function taskTimesAfter(times: ReadonlyMap<TaskId, Times>, commit: Commit, before: Plan, after: Plan): ReadonlyMap<TaskId, Times> {
  const next = new Map(times)
  for (const id of touched(commit)) {
    const task = after.tasks.get(id)
    if (!task) next.delete(id)
    else if (task !== before.tasks.get(id)) next.set(id, { createdAt: next.get(id)?.createdAt ?? commit.at, updatedAt: commit.at })
  }
  return next
}
