import { msg } from '@lit/localize'
import { nothing, type TemplateResult } from 'lit'
import { avatar } from '../../components/avatar.ts'
import { icon } from '../../components/icon.ts'
import type { BoardBy } from '../../state/board.ts'
import type { Priority, TaskStatus } from '../../state/core.ts'
import { priorityLabel, statusLabel } from '../../words/labels.ts'

export const byLabel = (by: BoardBy): string => ({ status: msg('Status'), assignee: msg('Assignee'), priority: msg('Priority') })[by]

export function columnLabel(id: string, by: BoardBy): string {
  if (by === 'status') return statusLabel(id as TaskStatus)
  if (by === 'priority') return priorityLabel(id as Priority)
  return id === '' ? msg('Nobody') : id.slice(id.indexOf(':') + 1)
}

/** The sign of what a column stands for. */
export function columnMark(id: string, by: BoardBy): TemplateResult | typeof nothing {
  if (by === 'status') return icon(`status-${id as TaskStatus}`, `status-${id}`)
  if (by === 'priority') return icon(`priority-${id as Priority}`, `priority-${id}`)
  if (id === '') return nothing
  return avatar({ kind: id.startsWith('agent:') ? 'agent' : 'person', name: columnLabel(id, by) })
}
