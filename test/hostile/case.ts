import type { Line } from '../../server/agents/ask/testing/scripted-model.ts'
import type { TestServer } from '../http/harness.ts'
import type { MadeProject } from '../http/plans.ts'

/** What a model says: a text as it is, or a line of a script. */
export type Saying = string | Line

/** One hostile answer, and how the turn must end. */
export interface HostileCase {
  readonly name: string
  /** What the person asked for; `asks` where it does not matter. */
  readonly message?: string
  readonly mode?: 'project' | 'task' | null
  /** The title of the task in focus. */
  readonly focus?: string
  /** `shop` unless said otherwise; `none`: the message is sent without a project. */
  readonly on?: 'shop' | 'empty' | 'none'
  /** What the model says, call by call; the last again and again. */
  readonly says: readonly Saying[]
  /** What others do while the model thinks. */
  readonly meanwhile?: (server: TestServer, project: MadeProject) => Promise<unknown>
  readonly ends: 'proposal' | 'question' | 'problem' | 'words'
  /** Of a proposal: what it changes, as "kind title", all of it, in any order. */
  readonly changes?: readonly string[]
  /** What of that is set apart, as nobody asked for it. None where it is not said. */
  readonly apart?: readonly string[]
  /** How many things were left out, each with a reason. None where it is not said. */
  readonly leftOut?: number
  /** How often the model was asked. */
  readonly asked?: number
  /** The kind of the problem; `model-failed` where it is not said. */
  readonly problem?: string
  /** Looks at more than every case is looked at for. */
  readonly holds?: (seen: Seen) => void | Promise<void>
}

export interface Seen {
  readonly server: TestServer
  readonly project: MadeProject
  // Tests read what they expect; a missing member fails the expectation that reads it.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any
}

export const asks = 'add a task for documentation'

/** An answer of the right form. */
export const answer = (...operations: readonly unknown[]) => ({ reply: 'Here is the change.', operations, question: '', options: [] })
export const says = (...operations: readonly unknown[]): Saying => JSON.stringify(answer(...operations))

export const add = (tempId: unknown, title: unknown, rest: object = {}) => ({
  ...{
    op: 'add_task',
    tempId,
    parentId: 'root',
    afterId: '',
    title,
    description: '',
    priority: 'none',
    estimate: '',
    startDate: '',
    dueDate: '',
    assignee: '',
  },
  ...{ tags: [], criteria: [], dependsOn: [], reason: '', ...rest },
})
export const docs = add('n1', 'Documentation')
export const set = (ids: unknown, field: unknown, values: unknown, change: unknown = 'set') => ({
  op: 'set_field',
  ids: typeof ids === 'string' ? [ids] : ids,
  field,
  change,
  values: typeof values === 'string' ? [values] : values,
})
export const move = (ids: unknown, parentId: unknown, afterId: unknown = '') => ({
  op: 'move_task',
  ids: typeof ids === 'string' ? [ids] : ids,
  parentId,
  afterId,
})
export const remove = (ids: unknown, children: unknown = 'delete') => ({
  op: 'delete_task',
  ids: typeof ids === 'string' ? [ids] : ids,
  children,
  reason: '',
})

/** Handles of the shop, in the order of its plan. */
export const shop = {
  login: 't1',
  signIn: 't2',
  reset: 't3',
  payments: 't4',
  card: 't5',
  invoices: 't6',
  party: 't7',
  press: 't8',
  deep: ['t9', 't10', 't11', 't12', 't13', 't14'],
} as const
export const everyTask: readonly string[] = Array.from({ length: 14 }, (_, at) => `t${at + 1}`)
