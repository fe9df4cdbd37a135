import { msg } from '@lit/localize'
import type { TreeCommand } from '../state/keys.ts'
import { operationsOf } from '../state/overlay.ts'
import type { MenuItem } from '../state/overlays.ts'
import type { ProjectSession } from '../state/project-session.ts'
import type { TaskRow } from '../state/rows.ts'

/** Everything that can be done to a row, for the mouse and the thumb, with the key beside it. */
export function taskMenu(session: ProjectSession, row: TaskRow, anchor: Element, run: (command: TreeCommand) => void): void {
  const operations = operationsOf(row.change)
  const decide: readonly MenuItem[] =
    operations.length === 0 || session.review.writing
      ? []
      : [
          { label: msg('Accept'), icon: 'check', keys: 'A', run: () => run('accept') },
          { label: msg('Reject'), icon: 'close', keys: 'R', run: () => run('reject') },
          { label: msg('Back to pending'), icon: 'undo', keys: 'U', run: () => run('pending') },
          { label: msg('Accept with all below'), keys: '⇧A', run: () => run('accept-below') },
          { label: msg('Reject with all below'), keys: '⇧R', run: () => run('reject-below') },
          { label: msg('Edit the proposal'), icon: 'edit', keys: 'E', run: () => run('edit') },
          { label: msg('Comment'), icon: 'chat', keys: 'C', run: () => run('comment') },
          { label: msg('Why, and the whole text'), icon: 'info', keys: 'W', run: () => run('why') },
        ]
  const real = row.kind === 'task' && (session.plan.plan?.tasks.has(row.task.id) ?? false)
  const task: readonly MenuItem[] = real
    ? [
        { label: msg('Details'), icon: 'open', keys: 'I', separator: decide.length > 0, run: () => run('details') },
        { label: msg('Break down'), icon: 'sparkles', keys: 'D', run: () => run('break-down') },
        { label: msg('Talk about this task'), icon: 'chat', run: () => session.talkAbout(row.task.id) },
        { label: msg('Add a task below'), icon: 'plus', keys: '↵', separator: true, run: () => run('add') },
        { label: msg('Add a sub-task'), icon: 'below', run: () => session.tree.startAdding({ parentId: row.task.id, afterId: null }) },
        { label: msg('Rename'), icon: 'edit', keys: 'F2', run: () => run('rename') },
        { label: msg('Move up'), icon: 'arrow-up', keys: 'Alt ↑', separator: true, run: () => run('move-up') },
        { label: msg('Move down'), icon: 'arrow-down', keys: 'Alt ↓', run: () => run('move-down') },
        { label: msg('Indent'), icon: 'arrow-right', keys: 'Alt →', run: () => run('indent') },
        { label: msg('Outdent'), icon: 'arrow-left', keys: 'Alt ←', run: () => run('outdent') },
        { label: msg('Delete'), icon: 'trash', keys: 'Del', danger: true, separator: true, run: () => run('delete') },
      ]
    : []
  session.services.overlays.openMenu(anchor, row.task.title, [...decide, ...task])
}
