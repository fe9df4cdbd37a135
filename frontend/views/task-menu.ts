import { msg } from '@lit/localize'
import type { IconName } from '../components/icon.ts'
import { keysOf, type TreeCommand } from '../state/keys.ts'
import { operationsOf } from '../state/overlay.ts'
import type { MenuItem } from '../state/overlays.ts'
import type { ProjectSession } from '../state/project-session.ts'
import type { TaskRow } from '../state/rows.ts'

/** Everything that can be done to a row, for the mouse and the thumb, with the key beside it. */
export function taskMenu(session: ProjectSession, row: TaskRow, anchor: Element, run: (command: TreeCommand) => void): void {
  const item = (command: TreeCommand, label: string, icon?: IconName, separator = false): MenuItem => {
    const keys = keysOf(command)
    return { label, separator, run: () => run(command), ...(icon ? { icon } : {}), ...(keys ? { keys } : {}) }
  }
  const decide: readonly MenuItem[] =
    operationsOf(row.change).length === 0 || session.review.writing
      ? []
      : [
          item('accept', msg('Accept'), 'check'),
          item('reject', msg('Reject'), 'close'),
          item('pending', msg('Back to pending'), 'undo'),
          item('accept-below', msg('Accept with all below')),
          item('reject-below', msg('Reject with all below')),
          item('edit', msg('Edit the proposal'), 'edit'),
          item('comment', msg('Comment'), 'chat'),
          item('why', msg('Why, and the whole text'), 'info'),
        ]
  const real = row.kind === 'task' && (session.plan.plan?.tasks.has(row.task.id) ?? false)
  const task: readonly MenuItem[] = real
    ? [
        item('details', msg('Details'), 'open', decide.length > 0),
        item('zoom', msg('Show this branch alone'), 'search'),
        item('break-down', msg('Break down'), 'sparkles'),
        { label: msg('Talk about this task'), icon: 'chat', run: () => session.talkAbout(row.task.id) },
        item('add', msg('Add a task below'), 'plus', true),
        item('add-below', msg('Add a sub-task'), 'below'),
        item('rename', msg('Rename'), 'edit'),
        item('status', msg('Status'), `status-${row.task.status}`),
        item('priority', msg('Priority'), 'flag'),
        item('move-to', msg('Move to …'), 'folder', true),
        item('move-up', msg('Move up'), 'arrow-up'),
        item('move-down', msg('Move down'), 'arrow-down'),
        item('indent', msg('Indent'), 'arrow-right'),
        item('outdent', msg('Outdent'), 'arrow-left'),
        item('select', session.tree.selection.has(row.task.id) ? msg('Take out of the selection') : msg('Select'), 'check', true),
        item('copy', msg('Copy as Markdown'), 'text'),
        { ...item('delete', msg('Delete'), 'trash', true), danger: true },
      ]
    : []
  session.services.overlays.openMenu(anchor, row.task.title, [...decide, ...task])
}
