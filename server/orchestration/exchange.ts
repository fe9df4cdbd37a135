import { problem, type Problem } from '../contract/problem.ts'
import type { ExchangeFormat } from '../contract/exchange.ts'
import type { Draft, TaskDraft } from '../core/patch/draft.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { TaskId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { ExportedFile, ImportedPlan } from '../ports/formats.ts'
import { markdownPlan } from '../agents/offline/outline/markdown-plan.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { findProject } from './find-project.ts'
import { resolveOnBase } from './apply-draft.ts'
import { newProject, readProject, storeProject } from './projects.ts'
import { storeResolved, tellProposals, type SeenProposal } from './proposals.ts'

export interface ImportPlan {
  readonly format: ExchangeFormat
  readonly content: string
  /** Without it an empty project is made. */
  readonly projectId?: string
  readonly title?: string
  /** A task of the project under which what comes in shall stand; without it, at the end of the plan. */
  readonly parentTaskId?: string
  readonly actor: Actor
}

export interface Imported extends SeenProposal {
  readonly notes: readonly string[]
}

/** Reads a file into a proposal: nothing is applied before somebody has looked at it. */
export const importPlan =
  (deps: Deps) =>
  async (input: ImportPlan): Promise<Result<Imported, Problem>> => {
    const read = readFile(deps, input)
    if (!read.ok) return read
    const { title, meta, taskPatches, notes } = read.value
    const fresh = input.projectId === undefined
    const outcome = await deps.storage.write(async (session): Promise<Result<SeenProposal, Problem>> => {
      const head = fresh
        ? ok(newProject(deps, { title: input.title ?? title ?? 'Imported plan' }))
        : await findProject(deps, session, input.projectId ?? '')
      if (!head.ok) return head
      const misplaced = checkParent(head.value.plan, input.parentTaskId)
      if (misplaced) return fail(misplaced)
      const draft: Draft = {
        baseVersion: head.value.plan.version,
        message: `Import ${input.format}: ${title ?? 'a plan'}`,
        taskPatches: input.parentTaskId === undefined ? taskPatches : taskPatches.map((entry) => below(entry, input.parentTaskId ?? null)),
        // An import into a plan that is there adds tasks; it does not rename the project under the person's hands.
        ...(fresh ? { metaUpdates: { ...meta, title: input.title ?? title ?? head.value.plan.project.title } } : {}),
      }
      // Resolved before anything is stored: a file that cannot be used leaves no empty project behind.
      const resolved = await resolveOnBase(deps, session, head.value, draft)
      if (!resolved.ok) return resolved
      if (fresh) await storeProject(session, head.value)
      return ok(await storeResolved(deps, session, head.value, { draft, actor: input.actor, source: 'import' }, resolved.value))
    })
    if (!outcome.ok) return outcome
    if (fresh) deps.feed.publish({ kind: 'project', projectId: outcome.value.proposal.projectId, change: 'created' })
    tellProposals(deps, [outcome.value.proposal])
    return ok({ ...outcome.value, notes })
  }

const checkParent = (plan: Plan, parentTaskId: string | undefined): Problem | undefined =>
  parentTaskId === undefined || plan.tasks.has(parentTaskId as TaskId)
    ? undefined
    : problem('validation', 'The task to import under is not in this project.', {
        errors: [{ pointer: '/parentTaskId', detail: 'must be a task of the project' }],
      })

/** What stands at the top of the file stands under the task; the rest goes along with it. */
const below = (entry: TaskDraft, parentTaskId: string | null): TaskDraft =>
  entry.op === 'create' && (entry.body?.parentTaskId ?? null) === null && (entry.body?.afterTaskId ?? null) === null
    ? { ...entry, body: { ...entry.body, parentTaskId } }
    : entry

function readFile(deps: Deps, { format, content }: ImportPlan): Result<ImportedPlan, Problem> {
  const read = format === 'markdown' ? markdownPlan(content) : deps.formats.read(format, content)
  if (!read.ok) {
    const errors = read.error.map(({ line, column, pointer, detail }) => ({ pointer: '/content', detail, line, column, at: pointer }))
    return fail(problem('validation', `The ${format} file cannot be imported: ${read.error[0]?.detail ?? 'it holds nothing to import'}`, { errors }))
  }
  if (read.value.taskPatches.length > 0) return read
  const errors = [{ pointer: '/content', detail: 'holds no task' }]
  return fail(problem('validation', `There is no task in this ${format} file. Write one task per line, heading or row.`, { errors }))
}

/** The plan as a file. */
export const exportPlan =
  (deps: Deps) =>
  async (input: { readonly projectId: string; readonly format: ExchangeFormat }): Promise<Result<ExportedFile, Problem>> => {
    const found = await readProject(deps)(input.projectId)
    return found.ok ? ok(deps.formats.write(input.format, found.value)) : found
  }
