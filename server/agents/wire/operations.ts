import { z } from 'zod'

/**
 * The operations that a model may answer with, as they stand on the wire. Flat, with `op` first so that a reader of a
 * stream knows at once what is coming; every field is there, and what is not said is "" or an empty list. Tasks are
 * named by their handles, new ones by a `tempId` of the same answer. How each is to be understood is in `guide.ts`.
 */

const tag = <Name extends string>(name: Name) => z.enum([name])
const text = z.string()
const texts = z.array(z.string())

export const wirePriorities = ['none', 'low', 'medium', 'high', 'urgent'] as const

/** What can be set of a task, or of the project where `ids` is `["project"]` (`summary` is the project's alone). */
export const wireFields = [
  'title',
  'summary',
  'description',
  'status',
  'priority',
  'estimate',
  'spent',
  'startDate',
  'dueDate',
  'assignee',
  'tags',
  'criteria',
  'dependsOn',
] as const
export type WireField = (typeof wireFields)[number]

/** `add` and `remove` are for the fields that hold a list, `check` and `uncheck` for criteria. */
export const wireChanges = ['set', 'add', 'remove', 'check', 'uncheck'] as const

export const addTask = z.strictObject({
  op: tag('add_task'),
  tempId: text,
  parentId: text,
  afterId: text,
  title: text,
  description: text,
  priority: z.enum(wirePriorities),
  estimate: text,
  startDate: text,
  dueDate: text,
  assignee: text,
  tags: texts,
  criteria: texts,
  dependsOn: texts,
  reason: text,
})

export const setField = z.strictObject({ op: tag('set_field'), ids: texts, field: z.enum(wireFields), change: z.enum(wireChanges), values: texts })

export const moveTask = z.strictObject({ op: tag('move_task'), ids: texts, parentId: text, afterId: text })

export const deleteTask = z.strictObject({ op: tag('delete_task'), ids: texts, children: z.enum(['delete', 'promote']), reason: text })

export const wireOperation = z.discriminatedUnion('op', [addTask, setField, moveTask, deleteTask])

/** An answer: the words first, so that they can be shown while the rest arrives. `question` "" where nothing is asked. */
export const wireAnswer = z.strictObject({ reply: text, operations: z.array(wireOperation), question: text, options: texts })

export type WireOperation = z.infer<typeof wireOperation>
export type WireAnswer = z.infer<typeof wireAnswer>

/** What the router answers: which kind of turn the message is, which task it is about (a handle, or ""), and words. */
export const wireRoute = z.strictObject({ kind: z.enum(['plan', 'decompose', 'edit', 'ask']), taskId: text, reply: text })

export type WireRoute = z.infer<typeof wireRoute>
