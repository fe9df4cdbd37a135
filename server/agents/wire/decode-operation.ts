import { limits } from '../../core/plan/limits.ts'
import type { TaskDraft, TaskDraftBody } from '../../core/patch/draft.ts'
import { childrenOf } from '../../core/plan/plan.ts'
import type { ProjectFields } from '../../core/plan/project.ts'
import type { TaskId } from '../../core/plan/task.ts'
import { readField, readProjectField, type SingleField } from './decode-fields.ts'
import { changeList } from './decode-lists.ts'
import { issueAt, type WireIssue } from './issue.ts'
import { Members } from './members.ts'
import type { WireOperation } from './operations.ts'
import { readOperation } from './read-operation.ts'
import type { References } from './references.ts'
import { cleaned } from './words.ts'

type Wire<Op extends WireOperation['op']> = Extract<WireOperation, { op: Op }>

/** What one operation of an answer comes to. */
export interface DecodedOperation {
  readonly entries: readonly TaskDraft[]
  readonly project: Partial<ProjectFields>
  readonly issues: readonly WireIssue[]
}

const longestReason = 1_000
const tooMany = `is one too many: an answer makes at most ${limits.operations} changes.`
const positions: ReadonlySet<string> = new Set(['', 'root', 'project'])

/**
 * Turns operations of an answer into entries of a draft, one after the other. Pure but for what it remembers of the
 * answer so far: which names are taken, and what the lists hold by now.
 */
export class OperationDecoder {
  readonly references: References
  readonly #members: Members
  readonly #taken = new Set<string>()
  #count = 0

  constructor(references: References) {
    this.references = references
    this.#members = new Members(references.plan)
  }

  /** Never throws, whatever is given. What cannot be understood is an issue, and never a guess. */
  decode(value: unknown, index: number): DecodedOperation {
    if (this.#count > limits.operations) return { entries: [], project: {}, issues: [issueAt(index, null, tooMany)] }
    const { operation, issues } = readOperation(value, index)
    if (!operation) return { entries: [], project: {}, issues }
    const found: WireIssue[] = [...issues]
    const { entries, project } = this.#decoded(operation, (field, message, reason) => void found.push(issueAt(index, field, message, reason)))
    this.#count += entries.length
    if (this.#count <= limits.operations) return { entries, project, issues: found }
    return { entries: [], project: {}, issues: [...found, issueAt(index, null, tooMany)] }
  }

  #decoded(operation: WireOperation, report: Report): Pick<DecodedOperation, 'entries' | 'project'> {
    switch (operation.op) {
      case 'add_task':
        return { entries: this.#add(operation, report), project: {} }
      case 'set_field':
        return this.#set(operation, report)
      case 'move_task':
        return { entries: this.#move(operation, report), project: {} }
      case 'delete_task':
        return { entries: this.#delete(operation, report), project: {} }
    }
  }

  #add(operation: Wire<'add_task'>, report: Report): readonly TaskDraft[] {
    const name = operation.tempId.trim() || `new-${this.#taken.size + 1}`
    const isTwice = this.#taken.has(name)
    const complaint = isTwice ? `${name} names two new tasks; give each its own.` : this.references.complaintAbout(name)
    if (complaint !== undefined)
      report('tempId', complaint, isTwice ? 'Another new task of the answer goes by the same name.' : 'It goes by a name that no new task may have.')
    const place = this.#placeOf(operation.parentId, operation.afterId, report)
    if (operation.title.trim() === '') report('title', 'a new task needs a title.')
    if (complaint !== undefined || place === undefined || operation.title.trim() === '') return []
    this.#taken.add(name)
    this.references.note(name)
    const body: TaskDraftBody = {
      title: operation.title,
      ...(place.parentTaskId === undefined && place.afterTaskId === undefined ? { parentTaskId: null } : {}),
      ...place,
      ...(operation.description === '' ? {} : { description: operation.description }),
      ...(operation.priority === 'none' ? {} : { priority: operation.priority }),
    }
    const single = (field: SingleField, value: string): TaskDraftBody => {
      const read = readField(field, value)
      if (!read.ok) report(field, read.message)
      return read.ok && value.trim() !== '' ? read.body : {}
    }
    const dependsOn = operation.dependsOn.flatMap((needed, at) => this.#named(needed, `dependsOn[${at}]`, report) ?? [])
    const criteria = operation.criteria.map((text) => ({ text, done: false }))
    this.#members.put(name, { tags: operation.tags, dependsOn, criteria })
    const times = (['estimate', 'startDate', 'dueDate', 'assignee'] as const).map((field) => single(field, operation[field]))
    const lists: TaskDraftBody = {
      ...(operation.tags.length > 0 ? { tags: operation.tags } : {}),
      ...(criteria.length > 0 ? { acceptanceCriteria: operation.criteria } : {}),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    }
    return [{ op: 'create', taskId: name, ...reasonOf(operation.reason), body: Object.assign({}, body, ...times, lists) as TaskDraftBody }]
  }

  #set({ ids, field, change, values }: Wire<'set_field'>, report: Report): Pick<DecodedOperation, 'entries' | 'project'> {
    const entries: TaskDraft[] = []
    let project: Partial<ProjectFields> = {}
    // What is wrong with the value is wrong for every task: said once.
    const said = new Set<string>()
    const once: Report = (at, message) => {
      if (!said.has(`${at} ${message}`)) report(at, message)
      said.add(`${at} ${message}`)
    }
    if (ids.length === 0) report('ids', 'names no task.')
    const seen = new Set<string>()
    for (const [at, given] of ids.entries()) {
      if (seen.has(given)) continue
      seen.add(given)
      if (given.trim().toLowerCase() === 'project') {
        const read = this.#projectField(field, change, values)
        if (read.ok) project = { ...project, ...read.body }
        else once('values', read.message)
        continue
      }
      const name = this.#named(given, `ids[${at}]`, report)
      const body = name === undefined ? undefined : this.#taskField(name, { field, change, values }, once)
      if (name !== undefined && body) entries.push({ op: 'update', taskId: name, body })
    }
    return { entries, project }
  }

  #projectField(field: Wire<'set_field'>['field'], change: Wire<'set_field'>['change'], values: readonly string[]) {
    const { tags } = this.references.plan.project
    const wanted =
      field !== 'tags' || change === 'set' ? values : change === 'add' ? [...tags, ...values] : tags.filter((tag) => !values.includes(tag))
    if (field !== 'tags' && change !== 'set') return { ok: false as const, message: `the project's ${field} can only be set.` }
    return readProjectField(field, wanted)
  }

  #taskField(name: string, { field, change, values }: Omit<Wire<'set_field'>, 'op' | 'ids'>, report: Report): TaskDraftBody | undefined {
    if (field === 'tags' || field === 'criteria' || field === 'dependsOn')
      return changeList({ name, list: field, change, values, members: this.#members, references: this.references, report })
    if (field === 'summary') return void report('field', 'a task has no summary; it has a description.')
    if (change !== 'set') return void report('change', `${field} holds one value: it can only be set.`)
    if (values.length > 1) return void report('values', `${field} takes one value, and here are ${values.length}.`)
    const read = readField(field, values[0] ?? '')
    return read.ok ? read.body : void report('values', read.message)
  }

  #move({ ids, parentId, afterId }: Wire<'move_task'>, report: Report): readonly TaskDraft[] {
    if (ids.length === 0) report('ids', 'names no task.')
    const names = [...new Set(ids.flatMap((given, at) => this.#named(given, `ids[${at}]`, report) ?? []))]
    const place = this.#placeOf(parentId, afterId, report)
    if (!place) return []
    return names.flatMap((name, at): readonly TaskDraft[] => {
      const behind = at === 0 ? place : { ...place, ...(afterId.trim() === '' ? {} : { afterTaskId: names[at - 1] ?? null }) }
      const body = afterId.trim() === '' ? this.#last(name, behind, names) : behind
      return body ? [{ op: 'update', taskId: name, body }] : []
    })
  }

  /** Last among the siblings: under another parent that needs no saying, under its own it is behind the present last. */
  #last(name: string, place: TaskDraftBody, moved: readonly string[]): TaskDraftBody | undefined {
    const task = this.references.plan.tasks.get(name as TaskId)
    const parentId = place.parentTaskId === undefined ? task?.parentId : place.parentTaskId
    if (!task || parentId === undefined || task.parentId !== parentId) return place
    const before = moved.slice(0, moved.indexOf(name)).findLast((other) => this.references.plan.tasks.get(other as TaskId)?.parentId === parentId)
    const last = before ?? childrenOf(this.references.plan, task.parentId).findLast((sibling) => !moved.includes(sibling))
    return last === undefined ? undefined : { ...place, afterTaskId: last }
  }

  #delete({ ids, children, reason }: Wire<'delete_task'>, report: Report): readonly TaskDraft[] {
    if (ids.length === 0) report('ids', 'names no task.')
    const names = new Set(ids.flatMap((given, at) => this.#named(given, `ids[${at}]`, report) ?? []))
    return [...names].map((taskId) => ({
      op: 'delete',
      taskId,
      ...reasonOf(reason),
      ...(children === 'promote' ? { body: { children } } : {}),
    }))
  }

  /** Where a task is to stand. Undefined where it names a task that there is not: anywhere else would be a guess. */
  #placeOf(parent: string, after: string, report: Report): Pick<TaskDraftBody, 'parentTaskId' | 'afterTaskId'> | undefined {
    const behind = after.trim()
    const afterTaskId = behind === '' ? undefined : behind.toLowerCase() === 'first' ? null : this.#named(behind, 'afterId', report)
    if (behind !== '' && afterTaskId === undefined) return undefined
    const rest = afterTaskId === undefined ? {} : { afterTaskId }
    const above = parent.trim()
    if (above === '') return rest
    if (positions.has(above.toLowerCase())) return { parentTaskId: null, ...rest }
    const parentTaskId = this.#named(above, 'parentId', report)
    return parentTaskId === undefined ? undefined : { parentTaskId, ...rest }
  }

  #named(name: string, at: string, report: Report): string | undefined {
    const reference = this.references.read(name)
    if (!reference.ok) report(at, reference.message, reference.reason)
    return reference.ok ? reference.name : undefined
  }
}

/** Told for each thing that is wrong: where, in words for the model, and (where they differ) in words for a person. */
export type Report = (field: string, message: string, reason?: string) => void

const reasonOf = (reason: string): { readonly rationale?: string } => {
  const rationale = cleaned(reason, longestReason)
  return rationale === '' ? {} : { rationale }
}
