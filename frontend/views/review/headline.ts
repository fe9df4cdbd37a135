import { msg, str } from '@lit/localize'
import type { CommittedOperationWire } from '../../api/wire.ts'
import { taskName, type Names } from '../../words/values.ts'

/** What an operation does, as a sentence: the heading of its item in the list, and of its card. */
export function headline({ kind, taskId, before, after }: CommittedOperationWire, names: Names): string {
  const name = taskId === null ? msg('the project') : taskName(names, taskId)
  switch (kind) {
    case 'create':
      return msg(str`Add “${name}”`)
    case 'delete':
      return msg(str`Delete “${name}”`)
    case 'move':
      return before?.['parentId'] === after?.['parentId'] ? msg(str`Reorder “${name}”`) : msg(str`Move “${name}”`)
    case 'update':
      return msg(str`Change “${String(before?.['title'] ?? name)}”`)
    case 'project':
      return msg('Change the project itself')
  }
}
