import { taskIdOf, type Operation, type OperationId } from '../core/patch/operation.ts'
import type { NewIds } from '../core/patch/resolving/context.ts'
import type { CriterionId, TaskId } from '../core/plan/task.ts'
import type { Ids } from '../ports/ids.ts'

/**
 * The ids that a turn gives. The same thing always gets the same id, so that what is shown while an answer arrives
 * carries the ids under which it is stored when all of it is there.
 */
export interface TurnIds {
  /** For one resolving: criteria are counted anew. */
  forDraft(): NewIds
  /** The id of the task that a draft creates under this name; undefined where none was asked for. */
  taskOf(localName: string): TaskId | undefined
  /** By what it does to which task: at most one operation of a proposal does that. */
  operation(operation: Operation): OperationId
}

export function turnIds(ids: Ids): TurnIds {
  const given = new Map<string, string>()
  const names = new Map<string, string>()
  const idFor = (key: string): string => {
    const known = given.get(key)
    if (known !== undefined) return known
    const id = ids.next()
    given.set(key, id)
    return id
  }
  // `as`: what is kept under these keys was given as just that.
  const taskOf = (localName: string) => given.get(`task ${localName}`) as TaskId | undefined
  return {
    taskOf,
    operation: (operation) => idFor(`operation ${subjectOf(operation)}`) as OperationId,
    forDraft: () => {
      const criteria = new Map<string, number>()
      return {
        task: (localName) => {
          const id = idFor(`task ${localName}`) as TaskId
          names.set(id, localName)
          return id
        },
        criterion: (taskName) => {
          // A task that is there already may be spoken of by its id; before it has one, only by its name.
          const owner = names.get(taskName) ?? taskName
          const n = (criteria.get(owner) ?? 0) + 1
          criteria.set(owner, n)
          return idFor(`criterion ${n} ${owner}`) as CriterionId
        },
      }
    },
  }
}

/** What an operation does to which task. */
export const subjectOf = (operation: Operation): string => `${operation.kind} ${taskIdOf(operation) ?? ''}`
