import { planOf } from '../../../core/plan/plan.ts'
import { byCodeUnit } from '../../../core/plan/order.ts'
import { progressOf } from '../../../core/plan/progress.ts'
import type { ProjectId } from '../../../core/plan/task.ts'
import type { ProjectFilter, ProjectSummary, StorageSession } from '../../../ports/storage.ts'
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts'
import { fold, searchTextOf } from '../fold.ts'
import type { Journal } from './journal.ts'
import { commitKey, type Numbered, type State, type StoredProject } from './state.ts'
import { nextOf } from './counters.ts'

type Part = Pick<
  StorageSession,
  'createProject' | 'findVersion' | 'findPlan' | 'findProjectOfTask' | 'listProjects' | 'setDeleted' | 'purgeProject' | 'findDeletedBefore'
>

/** Projects with the head of each. */
export function projectsPart(state: State, journal: Journal): Part {
  return {
    async createProject(plan, at) {
      const { project } = plan
      if (state.projects.has(project.id)) throw new Error(`project ${project.id} is there already`)
      if (plan.tasks.size > 0) throw new Error('a project is stored without tasks: they come with commits')
      const stored = { plan: planOf(project, []), times: { createdAt: at, updatedAt: at, deletedAt: null }, taskTimes: new Map() }
      journal.put(state.projects, project.id, { ordinal: nextOf(state, journal, 'ordinal'), value: stored })
    },
    async findVersion(id) {
      return state.projects.get(id)?.value.plan.version
    },
    async findPlan(id) {
      const stored = state.projects.get(id)?.value
      return stored && { plan: stored.plan, projectTimes: stored.times, taskTimes: stored.taskTimes }
    },
    async findProjectOfTask(id) {
      return state.projectOfTask.get(id)
    },
    async listProjects(filter, page) {
      const after = page.cursor === null ? undefined : decodeCursor('projects', ['', 0] as const, page.cursor)
      const rows = [...state.projects.values()]
        .filter((row) => matches(row.value, filter))
        .sort(newestFirst)
        .filter((row) => after === undefined || isBehind(row, after))
      return pageOf(rows.slice(0, page.limit + 1), page, {
        item: (row) => summaryOf(row.value),
        cursor: (row) => encodeCursor('projects', [row.value.times.updatedAt, row.ordinal]),
      })
    },
    async setDeleted(id, at) {
      const row = state.projects.get(id)
      if (row) journal.put(state.projects, id, { ...row, value: { ...row.value, times: { ...row.value.times, deletedAt: at } } })
    },
    async purgeProject(id) {
      purge(state, journal, id)
    },
    async findDeletedBefore(at) {
      const rows = [...state.projects.values()].filter(({ value }) => value.times.deletedAt !== null && value.times.deletedAt < at)
      return rows.map(({ value }) => value.plan.project.id)
    },
  }
}

function purge(state: State, journal: Journal, id: ProjectId): void {
  const stored = state.projects.get(id)?.value
  if (!stored) return
  for (const taskId of stored.plan.tasks.keys()) journal.remove(state.projectOfTask, taskId)
  for (let version = 1; version <= stored.plan.version; version += 1) {
    const logged = state.commits.get(commitKey(id, version))
    if (logged) journal.remove(state.log, logged.position)
    journal.remove(state.commits, commitKey(id, version))
  }
  for (const map of [state.proposals, state.turns]) {
    const gone = [...map.values()].filter(({ value }) => value.projectId === id)
    for (const { value } of gone) journal.remove<string, unknown>(map, value.id)
  }
  journal.remove(state.projects, id)
}

function matches({ plan, times }: StoredProject, { q, status, deleted }: ProjectFilter): boolean {
  if ((times.deletedAt !== null) !== deleted) return false
  if (status !== null && plan.project.status !== status) return false
  return q === null || searchTextOf(plan.project).includes(fold(q))
}

const newestFirst = (a: Numbered<StoredProject>, b: Numbered<StoredProject>): number =>
  byCodeUnit(b.value.times.updatedAt, a.value.times.updatedAt) || b.ordinal - a.ordinal

function isBehind({ ordinal, value }: Numbered<StoredProject>, [updatedAt, last]: readonly [string, number]): boolean {
  return value.times.updatedAt < updatedAt || (value.times.updatedAt === updatedAt && ordinal < last)
}

function summaryOf({ plan, times }: StoredProject): ProjectSummary {
  const progress = progressOf(plan).get(null)
  if (!progress) throw new Error('a plan always has a progress under null')
  return { project: plan.project, version: plan.version, ...times, ...progress }
}
