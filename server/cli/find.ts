import type { ProjectWire } from '../contract/project.ts'
import type { TaskWire } from '../contract/task.ts'
import type { Client } from './client.ts'
import type { Context } from './context.ts'
import { CliError } from './exit.ts'
import { oneLine } from './output.ts'

/** A plan as the API gives it. Tasks come in tree order. */
export interface PlanWire {
  readonly project: ProjectWire
  readonly tasks: readonly TaskWire[]
}

/**
 * The project that a command is about: `--project` (or `PLANWRIGHT_PROJECT`) by id or title, else the only one there
 * is. What could mean two is a question back, never a guess.
 */
export async function findProjectId(context: Context, named: string | undefined): Promise<string> {
  const client = await context.client()
  const reference = named ?? context.io.env['PLANWRIGHT_PROJECT']
  const projects: ProjectWire[] = []
  for await (const project of client.all<ProjectWire>('/api/projects', 1_000)) projects.push(project)
  if (reference === undefined || reference === '') {
    const [only] = projects
    if (projects.length === 1 && only) return only.id
    if (!only)
      throw new CliError(
        'failed',
        'There is no project yet. Make one: planwright chat "Launch our new website", or: planwright project create <title>',
      )
    throw new CliError('usage', `There are several projects. Name one with --project or PLANWRIGHT_PROJECT:\n${listed(projects)}`)
  }
  const exact = projects.find(({ id }) => id === reference)
  if (exact) return exact.id
  const [first, ...others] = byTitle(projects, reference)
  if (first && others.length === 0) return first.id
  if (first) throw new CliError('usage', `“${reference}” may mean several projects. Use the id of one:\n${listed([first, ...others])}`)
  // It may be in the trash, or not on the first pages: the server knows.
  return (await client.get<PlanWire>(`/api/projects/${encodeURIComponent(reference)}`)).body.project.id
}

export const readPlan = async (client: Client, projectId: string): Promise<PlanWire> =>
  (await client.get<PlanWire>(`/api/projects/${encodeURIComponent(projectId)}`)).body

/** Outline numbers (`2.1`) of the tasks of a plan, as the page and the agents count them. */
export function numbersOf(tasks: readonly TaskWire[]): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>()
  const counts = new Map<string | null, number>()
  for (const { id, parentId } of tasks) {
    const count = (counts.get(parentId) ?? 0) + 1
    counts.set(parentId, count)
    const above = parentId === null ? undefined : numbers.get(parentId)
    numbers.set(id, above === undefined ? String(count) : `${above}.${count}`)
  }
  return numbers
}

/** The task that was named: by id, outline number or title. */
export function findTask({ tasks }: PlanWire, reference: string): TaskWire {
  const numbers = numbersOf(tasks)
  const exact = tasks.find(({ id }) => id === reference) ?? tasks.find(({ id }) => numbers.get(id) === reference.replace(/\.$/, ''))
  if (exact) return exact
  const found = byTitle(tasks, reference)
  const [first, ...others] = found
  if (first && others.length === 0) return first
  if (!first) throw new CliError('failed', `No task is called “${reference}”. Name one by its number, its title or its id; see: planwright plan show`)
  const lines = found.slice(0, 10).map(({ id, title }) => `  ${numbers.get(id) ?? ''}  ${oneLine(title)}  (${id})`)
  throw new CliError('usage', `“${reference}” may mean several tasks. Use the number or the id of one:\n${lines.join('\n')}`)
}

/** Those of exactly this title, else those that hold it, without regard to case. */
function byTitle<Titled extends { readonly title: string }>(all: readonly Titled[], reference: string): readonly Titled[] {
  const wanted = folded(reference)
  const equal = all.filter(({ title }) => folded(title) === wanted)
  return equal.length > 0 ? equal : all.filter(({ title }) => folded(title).includes(wanted))
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

const listed = (projects: readonly ProjectWire[]): string =>
  projects
    .slice(0, 20)
    .map(({ id, title }) => `  ${id}  ${oneLine(title)}`)
    .join('\n')
