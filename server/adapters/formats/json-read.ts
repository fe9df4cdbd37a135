import type { z } from 'zod'
import { projectUpdates } from '../../contract/project.ts'
import type { TaskDraftBody } from '../../core/patch/draft.ts'
import { limits } from '../../core/plan/limits.ts'
import { toSet } from '../../core/plan/order.ts'
import type { ProjectFields } from '../../core/plan/project.ts'
import { fail, ok, type Result } from '../../core/result.ts'
import type { ImportedPlan, ImportIssue } from '../../ports/formats.ts'
import { checkField, isBodyField } from './check-body.ts'
import { looseField } from './json-loose.ts'
import { parseJson } from './json-text.ts'
import { formatName, formatVersion } from './json-write.ts'
import { draftsOf, issueAt, mostIssues, type ReadTask, type Spot } from './read-task.ts'

type Entry = Readonly<Record<string, unknown>>

/**
 * A plan from JSON: our own file (`format`, `formatVersion`), what the API answers for a project (`project`, `tasks`), or
 * just tasks: an array, or an object with `tasks`, of objects with a title and perhaps `children`, or of plain titles.
 */
export function readJson(content: string): Result<ImportedPlan, readonly ImportIssue[]> {
  const parsed = parseJson(content)
  if (!parsed.ok) return parsed
  const whole = parsed.value
  const list = Array.isArray(whole) ? whole : isEntry(whole) ? whole['tasks'] : undefined
  if (!Array.isArray(list))
    return fail([issueAt({ line: null, pointer: '' }, 'is no plan: write an array of tasks, or an object whose “tasks” is one')])
  const older = isEntry(whole) ? refusedFormat(whole) : undefined
  if (older) return fail([older])

  const reading: Reading = { issues: [], unread: new Set(), tasks: [] }
  const { title, meta } = readProject(isEntry(whole) ? whole : {}, reading)
  readList(list, Array.isArray(whole) ? '' : '/tasks', null, reading)
  refuseTwins(reading)
  if (reading.tasks.length > limits.operations)
    reading.issues.unshift(
      issueAt({ line: null, pointer: '' }, `holds more than ${limits.operations} tasks, which is the most that can be imported at once`),
    )
  if (reading.issues.length > 0) return fail(reading.issues.slice(0, mostIssues))
  const drafts = draftsOf(reading.tasks, { parent: 'parentId', dependsOn: 'dependsOn' })
  return drafts.ok ? ok({ title, meta, taskPatches: drafts.value, notes: notesOn(reading) }) : drafts
}

interface Reading {
  readonly issues: ImportIssue[]
  /** Names of members that no field knows. */
  readonly unread: Set<string>
  readonly tasks: ReadTask[]
}

const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value)

function refusedFormat({ format, formatVersion: version }: Entry): ImportIssue | undefined {
  if (format !== undefined && format !== formatName)
    return issueAt({ line: null, pointer: '/format' }, `must be “${formatName}”, or absent in a file of another tool`)
  if (version === undefined || version === formatVersion) return undefined
  return issueAt(
    { line: null, pointer: '/formatVersion' },
    `is not ${formatVersion}, the one this version of Planwright reads; a newer Planwright may have written the file`,
  )
}

/** What an import gives anew or works out itself. */
const givenAnew = new Set([
  'id',
  'projectId',
  'rank',
  'depth',
  'progress',
  'version',
  'estimateHours',
  'spentHours',
  'createdAt',
  'updatedAt',
  'deletedAt',
])

/** The fields of the project, under `project` or beside `tasks`. */
function readProject(whole: Entry, reading: Reading): { title: string | null; meta: Partial<ProjectFields> } {
  const nested = isEntry(whole['project'])
  const entry = nested ? (whole['project'] as Entry) : whole
  const found: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(entry)) {
    if (name === '__proto__' || (!nested && ['tasks', 'format', 'formatVersion', 'writtenBy'].includes(name)) || givenAnew.has(name)) continue
    const schema = Object.hasOwn(projectUpdates.shape, name) ? projectUpdates.shape[name as keyof typeof projectUpdates.shape] : undefined
    const parsed: z.ZodSafeParseResult<unknown> | undefined = schema?.safeParse(value)
    if (!parsed) reading.unread.add(`${nested ? 'project.' : ''}${name}`)
    else if (parsed.success) found[name] = parsed.data
    else
      reading.issues.push(
        issueAt(
          { line: null, pointer: pointer([...(nested ? ['project'] : []), name, ...(parsed.error.issues[0]?.path ?? [])]) },
          parsed.error.issues[0]?.message ?? 'is wrong',
        ),
      )
  }
  const { title, ...meta } = found as Partial<ProjectFields> // each value was checked by the schema of its name
  return { title: title ?? null, meta: meta.tags ? { ...meta, tags: toSet(meta.tags) } : meta }
}

function readList(list: readonly unknown[], at: string, parent: ReadTask['parent'], reading: Reading): void {
  for (const [index, item] of list.entries()) {
    if (reading.tasks.length > limits.operations || reading.issues.length >= mostIssues) return
    const spot = { line: null, pointer: `${at}/${index}` }
    const entry = typeof item === 'string' ? { title: item } : item
    if (isEntry(entry)) readTask(entry, spot, parent, reading)
    else reading.issues.push(issueAt(spot, 'must be a task: an object with a title, or a title'))
  }
}

const childLists = ['children', 'subtasks', 'tasks', 'items']

function readTask(entry: Entry, spot: Spot, parent: ReadTask['parent'], reading: Reading): void {
  let body: TaskDraftBody = {}
  let dependsOn: readonly string[] = []
  const problem = (name: string, path: readonly PropertyKey[], detail: string): void => {
    reading.issues.push(issueAt({ line: null, pointer: `${spot.pointer ?? ''}${pointer([name, ...path])}` }, detail))
  }
  for (const [name, value] of Object.entries(entry)) {
    if (givenAnew.has(name) || name === 'parentId' || (childLists.includes(name) && Array.isArray(value))) continue
    const field = isBodyField(name) ? { name, value } : looseField(name, value)
    if (field === undefined) reading.unread.add(name)
    else if ('detail' in field) problem(name, [], field.detail)
    else if (field.name === 'dependsOn') {
      const names = referencesIn(field.value)
      if (names) dependsOn = names
      else problem(name, [], 'must be a list of ids or titles')
    } else {
      const checked = checkField(field.name, spared(field.name, field.value))
      if ('body' in checked) body = { ...body, ...checked.body }
      else problem(name, checked.path, checked.detail)
    }
  }
  if (body.title === undefined && entry['title'] === undefined && entry['name'] === undefined)
    problem('title', [], 'is missing: every task needs one')
  const children = childLists.flatMap((name) => (Array.isArray(entry[name]) ? [[name, entry[name] as readonly unknown[]] as const] : []))
  const id = typeof entry['id'] === 'string' || typeof entry['id'] === 'number' ? String(entry['id']) : null
  const above =
    typeof entry['parentId'] === 'string' || typeof entry['parentId'] === 'number' ? ({ by: 'any', name: String(entry['parentId']) } as const) : null
  const task: ReadTask = { spot, id, number: null, parent: parent ?? above, dependsOn, body: body.tags ? { ...body, tags: toSet(body.tags) } : body }
  reading.tasks.push(task)
  for (const [name, list] of children) readList(list, `${spot.pointer ?? ''}/${name}`, { by: 'spot', name: spot.pointer ?? '' }, reading)
}

/** Criteria get new ids: those of the file may belong to the plan it came from. */
function spared(field: string, value: unknown): unknown {
  if (field !== 'acceptanceCriteria' || !Array.isArray(value)) return value
  return value.map((item: unknown) => (isEntry(item) ? Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'id')) : item))
}

function referencesIn(value: unknown): readonly string[] | undefined {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value]
  return list.every((item) => typeof item === 'string' || typeof item === 'number') ? list.map(String) : undefined
}

function refuseTwins({ tasks, issues }: Reading): void {
  const seen = new Set<string>()
  for (const { id, spot } of tasks) {
    if (id !== null && seen.has(id))
      issues.push(issueAt({ line: null, pointer: `${spot.pointer ?? ''}/id` }, `“${id}” is the id of another task of this file`))
    if (id !== null) seen.add(id)
  }
}

const pointer = (path: readonly PropertyKey[]): string => path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

function notesOn({ unread }: Reading): readonly string[] {
  return unread.size === 0
    ? []
    : [`Not read, since no field of a plan has this name: ${[...unread].slice(0, 20).join(', ')}${unread.size > 20 ? ', …' : ''}.`]
}
