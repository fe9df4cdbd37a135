import { planOf } from '../../../core/plan/plan.ts'
import type { ProjectId, TaskId } from '../../../core/plan/task.ts'
import type { PageRequest, ProjectFilter, StorageSession, StoredPlan, Times } from '../../../ports/storage.ts'
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts'
import { fold } from '../fold.ts'
import { projectFieldColumns, projectFieldValues, projectOfRow, summaryOfRow } from './project-row.ts'
import type { ProjectRow } from './tables/project.ts'
import { taskColumns, taskOfValues, taskTimesOfValues, type TaskValues } from './task-row.ts'
import type { Parameter, Unit } from './unit.ts'

type Part = Pick<
  StorageSession,
  'createProject' | 'findVersion' | 'findPlan' | 'findProjectOfTask' | 'listProjects' | 'setDeleted' | 'purgeProject' | 'findDeletedBefore'
>

/** Projects with the head of each. */
export function projectsPart(unit: Unit): Part {
  return {
    async createProject(plan, at) {
      if (plan.tasks.size > 0) throw new Error('a project is stored without tasks: they come with commits')
      await unit.change(insertProject, [plan.project.id, ...projectFieldValues(plan.project), at, at])
    },
    async findVersion(id) {
      const [row] = await unit.select<Pick<ProjectRow, 'version'>>('SELECT "version" FROM "projects" WHERE "id" = ?', [id])
      return row?.version
    },
    async findPlan(id) {
      const [project] = await unit.select<ProjectRow>('SELECT * FROM "projects" WHERE "id" = ?', [id])
      if (!project) return undefined
      return storedPlan(project, await unit.selectLists<TaskValues>(`SELECT ${taskColumns} FROM "tasks" WHERE "projectId" = ?`, [id]))
    },
    async findProjectOfTask(id) {
      const [row] = await unit.select<{ projectId: ProjectId }>('SELECT "projectId" FROM "tasks" WHERE "id" = ?', [id])
      return row?.projectId
    },
    async listProjects(filter, page) {
      const { sql, parameters } = listStatement(unit, filter, page)
      return pageOf(await unit.select<ProjectRow>(sql, parameters), page, {
        item: summaryOfRow,
        cursor: (row) => encodeCursor('projects', [row.updatedAt, row.ordinal]),
      })
    },
    async setDeleted(id, at) {
      await unit.change('UPDATE "projects" SET "deletedAt" = ? WHERE "id" = ?', [at, id])
    },
    async purgeProject(id) {
      // Everything of the project goes with it, by its foreign keys.
      await unit.change('DELETE FROM "projects" WHERE "id" = ?', [id])
    },
    async findDeletedBefore(at) {
      const rows = await unit.select<{ id: ProjectId }>('SELECT "id" FROM "projects" WHERE "deletedAt" < ? ORDER BY "ordinal"', [at])
      return rows.map((row) => row.id)
    },
  }
}

const insertProject = `INSERT INTO "projects" ("id", ${projectFieldColumns.map((column) => `"${column}"`).join(', ')}, "createdAt", "updatedAt",
  "version", "done", "total", "estimateMinutes", "spentMinutes", "remainingMinutes")
  VALUES (?, ${projectFieldColumns.map(() => '?').join(', ')}, ?, ?, 0, 0, 0, 0, 0, 0)`

function storedPlan(project: ProjectRow, rows: readonly TaskValues[]): StoredPlan {
  const tasks = rows.map(taskOfValues)
  const taskTimes = new Map<TaskId, Times>()
  for (const [index, task] of tasks.entries()) {
    const values = rows[index]
    if (values) taskTimes.set(task.id, taskTimesOfValues(values))
  }
  const { createdAt, updatedAt, deletedAt } = project
  return { plan: planOf(projectOfRow(project), tasks, project.version), projectTimes: { createdAt, updatedAt, deletedAt }, taskTimes }
}

function listStatement(unit: Unit, { q, status, deleted }: ProjectFilter, { limit, cursor }: PageRequest): { sql: string; parameters: Parameter[] } {
  const conditions = [deleted ? '"deletedAt" IS NOT NULL' : '"deletedAt" IS NULL']
  const parameters: Parameter[] = []
  if (status !== null) {
    conditions.push('"status" = ?')
    parameters.push(status)
  }
  if (q !== null) {
    conditions.push(unit.contains('"searchText"'))
    parameters.push(fold(q))
  }
  if (cursor !== null) {
    const [updatedAt, ordinal] = decodeCursor('projects', ['', 0] as const, cursor)
    conditions.push('("updatedAt", "ordinal") < (?, ?)')
    parameters.push(updatedAt, ordinal)
  }
  const sql = `SELECT * FROM "projects" WHERE ${conditions.join(' AND ')} ORDER BY "updatedAt" DESC, "ordinal" DESC LIMIT ?`
  return { sql, parameters: [...parameters, limit + 1] }
}
