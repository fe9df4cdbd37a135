import { apply } from '../../core/patch/apply.ts'
import type { Operation } from '../../core/patch/operation.ts'
import { broken } from '../../core/patch/rules.ts'
import { planOf, type Plan } from '../../core/plan/plan.ts'
import type { Project } from '../../core/plan/project.ts'
import type { ProjectId } from '../../core/plan/task.ts'
import { sameJson } from '../../core/json.ts'
import type { Storage, StorageSession } from '../../ports/storage.ts'

/** What was found wrong, in a sentence, and where. */
export interface Finding {
  readonly projectId: string
  readonly title: string
  readonly detail: string
}

export interface CheckReport {
  readonly projects: number
  readonly commits: number
  readonly tasks: number
  readonly findings: readonly Finding[]
}

/** A project to look at, with what tells its state at version 0. */
export interface Checked {
  readonly projectId: ProjectId
  readonly title: string
}

const commitsAtOnce = 200

/**
 * Replays every log from the empty project and holds what comes out against the stored plan (law 10): versions without
 * gaps, every commit applies, the same tasks and fields at the end, and every rule holds. Reads one snapshot per project.
 */
export async function checkStore(storage: Storage, told: (checked: Checked, done: number) => void = () => undefined): Promise<CheckReport> {
  const found: Finding[] = []
  let commits = 0
  let tasks = 0
  const projects = await allProjects(storage)
  for (const [index, { projectId, title }] of projects.entries()) {
    const report = await storage.read((session) => checkProject(session, projectId))
    commits += report.commits
    tasks += report.tasks
    for (const detail of report.findings) found.push({ projectId, title, detail })
    told({ projectId, title }, index + 1)
  }
  return { projects: projects.length, commits, tasks, findings: found }
}

async function allProjects(storage: Storage): Promise<readonly Checked[]> {
  return storage.read(async (session) => {
    const found: Checked[] = []
    for (const deleted of [false, true]) {
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<StorageSession['listProjects']>> = await session.listProjects(
          { q: null, status: null, deleted },
          { limit: 200, cursor },
        )
        found.push(...page.items.map(({ project }) => ({ projectId: project.id, title: project.title })))
        cursor = page.nextCursor
      } while (cursor !== null)
    }
    return found
  })
}

async function checkProject(session: StorageSession, id: ProjectId): Promise<{ commits: number; tasks: number; findings: readonly string[] }> {
  const stored = await session.findPlan(id)
  if (!stored) return { commits: 0, tasks: 0, findings: ['it is in the list but cannot be read'] }
  const { plan } = stored
  const findings: string[] = []
  let replayed: Plan | undefined = await beginning(session, plan)
  let version = 0
  for (;;) {
    const commits = await session.readCommits(id, version, plan.version, commitsAtOnce)
    for (const { commit } of commits) {
      if (commit.version !== version + 1) findings.push(`the log goes from version ${version} to ${commit.version}`)
      version = commit.version
      const applied: ReturnType<typeof apply> | undefined = replayed && apply(commit.operations, replayed)
      if (applied && !applied.ok) findings.push(`commit ${version} does not apply to the version before it`)
      replayed = applied?.ok ? applied.value : undefined
    }
    if (commits.length < commitsAtOnce) break
  }
  if (version !== plan.version) findings.push(`the log ends at version ${version}, the plan says ${plan.version}`)
  if (replayed) findings.push(...differences(replayed, plan))
  const rule = broken(plan)
  if (rule) findings.push(`the plan breaks the rule ${rule.rule} (${rule.tasks.slice(0, 5).join(', ')})`)
  return { commits: version, tasks: plan.tasks.size, findings }
}

/** The project at version 0, without tasks: its fields with every change of the log taken back, newest first. */
async function beginning(session: StorageSession, head: Plan): Promise<Plan> {
  let project: Project = head.project
  for (let end = head.version; end > 0; end -= commitsAtOnce) {
    const commits = await session.readCommits(head.project.id, Math.max(0, end - commitsAtOnce), end, commitsAtOnce)
    for (const { commit } of commits.toReversed()) {
      for (const operation of commit.operations.toReversed()) if (operation.kind === 'project') project = takenBack(project, operation)
    }
  }
  return planOf(project, [])
}

function takenBack(project: Project, { before, after }: Extract<Operation, { kind: 'project' }>): Project {
  // Tags carry what was removed and what was added, not the whole.
  const tags = project.tags.filter((tag) => after.tags?.includes(tag) !== true)
  return { ...project, ...before, tags: [...tags, ...(before.tags ?? [])].toSorted() }
}

function differences(replayed: Plan, stored: Plan): readonly string[] {
  const found: string[] = []
  for (const [id, task] of stored.tasks) {
    const other = replayed.tasks.get(id)
    if (!other) found.push(`task ${id} is stored, and the log does not have it`)
    else if (!sameJson(other, task)) found.push(`task ${id} differs from what the log makes of it`)
  }
  for (const id of replayed.tasks.keys()) if (!stored.tasks.has(id)) found.push(`task ${id} is in the log, and not stored`)
  if (!sameJson(sorted(replayed.project), sorted(stored.project))) found.push('the fields of the project differ from what the log makes of them')
  return found
}

/** Tags are a set: in which order they are kept says nothing. */
const sorted = (project: Project): Project => ({ ...project, tags: project.tags.toSorted() })
