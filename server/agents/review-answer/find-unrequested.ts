import type { TaskDraft } from '../../core/patch/draft.ts'
import { taskIdOf, type Operation } from '../../core/patch/operation.ts'
import { childrenOf } from '../../core/plan/plan.ts'
import { isClosed, type Task, type TaskId } from '../../core/plan/task.ts'
import { ancestorsOf, isBelow } from '../../core/plan/tree.ts'
import { namedIn, type AskedRequest, type Named } from './named.ts'
import { speechOf, type Speech } from './speech.ts'

/** An answer, resolved on the draft state that it was made for. */
export interface AnsweredChange {
  readonly request: AskedRequest
  /** What the answer itself changes, on the plan of the request. */
  readonly operations: readonly Operation[]
  /** The entries it was made of: what is not among them is a consequence. */
  readonly entries: readonly TaskDraft[]
  /** The ids given to the local names of the entries. */
  readonly taskIds: ReadonlyMap<string, TaskId>
}

/** Names one operation of a patch: there is one per task and kind. */
export const subjectOf = (operation: Operation): string => `${operation.kind} ${taskIdOf(operation) ?? ''}`

/**
 * What of a model's answer nobody asked for, with the reason, by `subjectOf`. Pure. It finds done tasks that are touched
 * without being named, tasks that are deleted or titles and dependencies that are changed on the side of a request for
 * something else, edits of much of the plan where the message speaks of one thing, and what lies outside the focus in
 * task mode. Where the words of the message leave room for it, it was asked for.
 */
export function findUnrequested(change: AnsweredChange): ReadonlyMap<string, string> {
  const { request, operations } = change
  const text = spoken(request)
  const context: Context = {
    ...change,
    named: namedIn(request, text),
    speech: speechOf(text),
    entered: enteredIn(change),
    gone: deletedIn(operations),
  }
  const found = new Map<string, string>()
  const isMass = touchesMuch(context)
  for (const operation of operations) {
    const reason = reasonOf(operation, context, isMass)
    if (reason !== undefined) found.set(subjectOf(operation), reason)
  }
  return withConsequences(found, context)
}

interface Context extends AnsweredChange {
  readonly named: Named
  readonly speech: Speech
  /** The tasks that the entries themselves speak of. */
  readonly entered: ReadonlySet<TaskId>
  readonly gone: ReadonlySet<TaskId>
}

/** An answer to a question, or a bare "yes", says what was said before it, too. */
function spoken({ message, earlier }: AskedRequest): string {
  const last = earlier.at(-1)
  const isAnswer = last !== undefined && (last.question !== null || message.trim().split(/\s+/).length <= 3)
  return isAnswer ? [last.message, last.reply, last.question?.text ?? '', message].join('\n') : message
}

const enteredIn = ({ entries, taskIds }: AnsweredChange): ReadonlySet<TaskId> =>
  new Set(entries.map(({ taskId }) => taskIds.get(taskId) ?? (taskId as TaskId)))

const deletedIn = (operations: readonly Operation[]): ReadonlySet<TaskId> =>
  new Set(operations.flatMap((operation) => (operation.kind === 'delete' ? [operation.task.id] : [])))

function reasonOf(operation: Operation, context: Context, isMass: boolean): string | undefined {
  const { request, entered, named } = context
  if (operation.kind === 'project') return projectReason(operation, context)
  const id = taskIdOf(operation)
  if (id === null) return undefined
  const outside = outsideReason(operation, context)
  if (outside !== undefined || operation.kind === 'create') return outside
  const task = request.plan.tasks.get(id)
  // What follows from another operation is judged with it.
  if (!task || !entered.has(id)) return undefined
  const isNamed = named.soundsLike(task) || named.has(id)
  if (operation.kind === 'delete') return deleteReason(id, isNamed, context)
  const closed = closedReason(operation, task, isNamed, context)
  if (closed !== undefined) return closed
  if (operation.kind === 'update') {
    const side = titleReason(operation, context) ?? edgeReason(operation, context)
    if (side !== undefined) return side
  }
  return isMass && !isNamed ? 'The message speaks of one thing, and this changes much of the plan.' : undefined
}

function projectReason({ before, after }: Extract<Operation, { kind: 'project' }>, { request, speech }: Context): string | undefined {
  // The first patch of a project names it.
  if (request.head.tasks.size === 0 || speech.project || speech.rework || before.title === undefined || after.title === undefined) return undefined
  return 'The message does not speak of the project itself.'
}

function outsideReason(operation: Operation, { request, named, entered }: Context): string | undefined {
  const { mode, taskId: focus, plan } = request
  const id = taskIdOf(operation)
  const task = id === null ? undefined : plan.tasks.get(id)
  if (mode !== 'task' || focus === null || !task || task.id === focus || operation.kind === 'create') return undefined
  if (isBelow(plan, task.id, focus) || !entered.has(task.id) || named.soundsLike(task) || named.itself(task.id)) return undefined
  return 'It lies outside the task that is being broken down.'
}

function deleteReason(id: TaskId, isNamed: boolean, { speech, named }: Context): string | undefined {
  if (!speech.deleting && !(speech.replacing && isNamed)) return 'The message does not ask for anything to be deleted.'
  if (isNamed || speech.many || speech.rework || !named.isAny() || named.hasBelow(id)) return undefined
  return 'The message asks for other tasks to be deleted, not for this one.'
}

function closedReason(operation: Operation, task: Task, isNamed: boolean, { speech }: Context): string | undefined {
  if (!isClosed(task.status)) return undefined
  const reopens = operation.kind === 'update' && operation.after.status !== undefined && !isClosed(operation.after.status)
  // What others are merged into may be work again.
  if (reopens && !speech.reopening && !(isNamed && speech.deleting))
    return `It is ${task.status}, and the message does not ask for it to be opened again.`
  if (isNamed || speech.all) return undefined
  return `It is ${task.status}, and the message does not name it.`
}

function titleReason({ before, after }: Extract<Operation, { kind: 'update' }>, { speech, named }: Context): string | undefined {
  if (after.title === undefined || speech.titles || speech.rework) return undefined
  const old = new Set((before.title ?? '').toLowerCase().split(/\s+/))
  const fresh = after.title
    .split(/\s+/)
    .filter((word) => !old.has(word.toLowerCase()))
    .join(' ')
  return fresh !== '' && named.says(fresh) ? undefined : 'It changes the title, and the message does not ask for that.'
}

function edgeReason({ before, after }: Extract<Operation, { kind: 'update' }>, { speech, request, gone }: Context): string | undefined {
  if (speech.order || speech.rework) return undefined
  // What waits for a new task, or no longer for a deleted one, follows from that.
  const old = (id: TaskId): boolean => request.plan.tasks.has(id) && !gone.has(id)
  const changed = [...(before.dependsOn ?? []), ...(after.dependsOn ?? [])].filter(old)
  return changed.length === 0 ? undefined : 'It changes what waits for what, and the message does not speak of that.'
}

/** More than this share of a plan, and more than so many tasks, is much of it. */
const muchShare = 1 / 3
const much = 4

/** Whether an answer changes much of the plan although the message speaks of one thing. */
function touchesMuch({ operations, request, speech, entered, named }: Context): boolean {
  if (speech.many || speech.rework) return false
  const { plan } = request
  const touched = new Set<TaskId>()
  for (const operation of operations) {
    const id = taskIdOf(operation)
    if (id !== null && operation.kind !== 'create' && entered.has(id) && plan.tasks.has(id) && !named.has(id)) touched.add(id)
  }
  return touched.size > much && touched.size > plan.tasks.size * muchShare
}

/** What goes with a delete that nobody asked for was not asked for either. */
function withConsequences(found: Map<string, string>, { operations, request, entered }: Context): ReadonlyMap<string, string> {
  for (const operation of operations) {
    if (operation.kind !== 'delete' || entered.has(operation.task.id)) continue
    const above = ancestorsOf(request.plan, operation.task.id).find((id) => entered.has(id))
    const reason = above === undefined ? undefined : found.get(`delete ${above}`)
    if (reason !== undefined) found.set(subjectOf(operation), reason)
  }
  for (const operation of operations) {
    if (operation.kind !== 'move' || entered.has(operation.taskId)) continue
    const parent = operation.before.parentId
    const reason = parent === null ? undefined : found.get(`delete ${parent}`)
    if (reason !== undefined && childrenOf(request.plan, parent).includes(operation.taskId)) found.set(subjectOf(operation), reason)
  }
  return found
}
