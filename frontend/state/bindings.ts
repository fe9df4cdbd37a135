import { msg } from '@lit/localize'

/** What a key does in the tree, apart from how the tree does it. */
export type TreeCommand =
  | 'down'
  | 'up'
  | 'right'
  | 'left'
  | 'first'
  | 'last'
  | 'page-down'
  | 'page-up'
  | 'add'
  | 'add-below'
  | 'rename'
  | 'delete'
  | 'move-up'
  | 'move-down'
  | 'indent'
  | 'outdent'
  | 'move-to'
  | 'break-down'
  | 'details'
  | 'search'
  | 'status'
  | 'priority'
  | 'estimate'
  | 'dates'
  | 'assignee'
  | 'tags'
  | 'select'
  | 'select-all'
  | 'extend-down'
  | 'extend-up'
  | 'copy'
  | 'zoom'
  | 'zoom-out'
  | 'level-1'
  | 'level-2'
  | 'level-3'
  | 'level-4'
  | 'level-5'
  | 'level-all'
  | 'leave'
  | 'accept'
  | 'reject'
  | 'pending'
  | 'edit'
  | 'comment'
  | 'tick'
  | 'why'
  | 'jump'
  | 'lens'
  | 'apply'
  | 'accept-below'
  | 'reject-below'
  | 'next-pending'
  | 'previous-pending'

/** `tree` and `review` work while a row has the focus, `board` on a card, `timeline` on a bar, `everywhere` always, a `pair` of letters one after the other, `writing` in a text box. */
export type Scope = 'review' | 'tree' | 'board' | 'timeline' | 'everywhere' | 'pair' | 'writing'
export type KeyGroup = 'review' | 'edit' | 'select' | 'around' | 'board' | 'timeline' | 'everywhere' | 'writing'

export interface Binding {
  readonly command: TreeCommand | (string & {})
  /** As `pressOf` writes them; the first one stands in menus. */
  readonly press: readonly string[]
  readonly scope: Scope
  readonly group: KeyGroup
  /** What it does, for the help and the palette. */
  readonly label: () => string
}

const bind = (scope: Scope, group: KeyGroup, command: Binding['command'], press: readonly string[], label: () => string): Binding => ({
  command,
  press,
  scope,
  group,
  label,
})

/** Every key of the page. The handlers, the menus, the palette and the help read this one table. */
export const bindings: readonly Binding[] = [
  bind('review', 'review', 'accept', ['a'], () => msg('accept the row, go to the next')),
  bind('review', 'review', 'reject', ['r'], () => msg('reject the row, go to the next')),
  bind('review', 'review', 'pending', ['u'], () => msg('back to pending')),
  bind('review', 'review', 'tick', ['Space'], () => msg('tick or untick')),
  bind('review', 'review', 'edit', ['e'], () => msg('edit before applying')),
  bind('review', 'review', 'comment', ['c'], () => msg('comment')),
  bind('review', 'review', 'why', ['w'], () => msg('why, and the whole text')),
  bind('review', 'review', 'jump', ['o'], () => msg('jump between both ends of a move')),
  bind('review', 'review', 'accept-below', ['Shift+a'], () => msg('accept with all below')),
  bind('review', 'review', 'reject-below', ['Shift+r'], () => msg('reject with all below')),
  bind('review', 'review', 'next-pending', ['n'], () => msg('next undecided')),
  bind('review', 'review', 'previous-pending', ['p'], () => msg('previous undecided')),
  bind('review', 'review', 'lens', ['v'], () => msg('lens: review, result, original')),
  bind('review', 'review', 'apply', ['Ctrl+Enter'], () => msg('apply what is ticked')),

  bind('tree', 'edit', 'add', ['Enter'], () => msg('add a task below')),
  bind('tree', 'edit', 'add-below', ['Shift+Enter'], () => msg('add a sub-task')),
  bind('tree', 'edit', 'rename', ['F2'], () => msg('rename')),
  bind('tree', 'edit', 'delete', ['Delete'], () => msg('delete')),
  bind('tree', 'edit', 'move-up', ['Alt+ArrowUp'], () => msg('move up')),
  bind('tree', 'edit', 'move-down', ['Alt+ArrowDown'], () => msg('move down')),
  bind('tree', 'edit', 'indent', ['Alt+ArrowRight'], () => msg('indent')),
  bind('tree', 'edit', 'outdent', ['Alt+ArrowLeft'], () => msg('outdent')),
  bind('tree', 'edit', 'move-to', ['m'], () => msg('move to …')),
  bind('tree', 'edit', 'status', ['s'], () => msg('status')),
  bind('tree', 'edit', 'priority', ['!'], () => msg('priority')),
  bind('tree', 'edit', 'estimate', ['t'], () => msg('estimate')),
  bind('tree', 'edit', 'dates', ['Shift+d'], () => msg('start and due date')),
  bind('tree', 'edit', 'assignee', ['@'], () => msg('assignee')),
  bind('tree', 'edit', 'tags', ['#'], () => msg('tags')),
  bind('tree', 'edit', 'details', ['i'], () => msg('details')),
  bind('tree', 'edit', 'break-down', ['d'], () => msg('break down')),

  bind('tree', 'select', 'select', ['x', 'Shift+Space', 'Ctrl+Space'], () => msg('select the row, or not')),
  bind('tree', 'select', 'extend-down', ['Shift+ArrowDown'], () => msg('select on downwards')),
  bind('tree', 'select', 'extend-up', ['Shift+ArrowUp'], () => msg('select on upwards')),
  bind('tree', 'select', 'select-all', ['Ctrl+a'], () => msg('select all that is shown')),
  bind('tree', 'select', 'copy', ['Ctrl+c'], () => msg('copy as Markdown')),
  // Pasting has an event of its own.
  bind('writing', 'select', 'paste', ['Ctrl+v'], () => msg('paste an outline, for review')),

  bind('tree', 'around', 'down', ['ArrowDown', 'j'], () => msg('next row')),
  bind('tree', 'around', 'up', ['ArrowUp', 'k'], () => msg('previous row')),
  bind('tree', 'around', 'right', ['ArrowRight'], () => msg('open; into the fields of the row')),
  bind('tree', 'around', 'left', ['ArrowLeft'], () => msg('close; to the task above')),
  bind('tree', 'around', 'first', ['Home', 'Ctrl+Home'], () => msg('first row')),
  bind('tree', 'around', 'last', ['End', 'Ctrl+End'], () => msg('last row')),
  bind('tree', 'around', 'page-down', ['PageDown'], () => msg('a page down')),
  bind('tree', 'around', 'page-up', ['PageUp'], () => msg('a page up')),
  bind('tree', 'around', 'zoom', ['z'], () => msg('zoom into the task')),
  bind('tree', 'around', 'zoom-out', ['Shift+z'], () => msg('zoom out')),
  bind('tree', 'around', 'level-1', ['1'], () => msg('show one level')),
  bind('tree', 'around', 'level-2', ['2'], () => msg('show two levels')),
  bind('tree', 'around', 'level-3', ['3'], () => msg('show three levels')),
  bind('tree', 'around', 'level-4', ['4'], () => msg('show four levels')),
  bind('tree', 'around', 'level-5', ['5'], () => msg('show five levels')),
  bind('tree', 'around', 'level-all', ['0'], () => msg('show all levels')),
  bind('tree', 'around', 'leave', ['Escape'], () => msg('clear the selection, close what is open')),

  bind('board', 'board', 'card-down', ['ArrowDown', 'j'], () => msg('next card')),
  bind('board', 'board', 'card-up', ['ArrowUp', 'k'], () => msg('previous card')),
  bind('board', 'board', 'column-left', ['ArrowLeft'], () => msg('column to the left')),
  bind('board', 'board', 'column-right', ['ArrowRight'], () => msg('column to the right')),
  bind('board', 'board', 'card-first', ['Home'], () => msg('first card')),
  bind('board', 'board', 'card-last', ['End'], () => msg('last card')),
  bind('board', 'board', 'pick-up', ['Space'], () => msg('pick up; arrows move it; put down')),
  bind('board', 'board', 'put-back', ['Escape'], () => msg('put back what was picked up')),
  bind('board', 'board', 'card-menu', ['m', 's'], () => msg('move to …')),
  bind('board', 'board', 'card-add', ['n'], () => msg('add a card to the column')),
  bind('board', 'board', 'card-accept', ['a'], () => msg('accept what is proposed for the card')),
  bind('board', 'board', 'card-reject', ['r'], () => msg('reject what is proposed for the card')),
  bind('board', 'board', 'card-open', ['Enter', 'i'], () => msg('details')),

  bind('timeline', 'timeline', 'bar-down', ['ArrowDown', 'j'], () => msg('next row')),
  bind('timeline', 'timeline', 'bar-up', ['ArrowUp', 'k'], () => msg('previous row')),
  bind('timeline', 'timeline', 'bar-first', ['Home'], () => msg('first row')),
  bind('timeline', 'timeline', 'bar-last', ['End'], () => msg('last row')),
  bind('timeline', 'timeline', 'bar-page-down', ['PageDown'], () => msg('a page down')),
  bind('timeline', 'timeline', 'bar-page-up', ['PageUp'], () => msg('a page up')),
  bind('timeline', 'timeline', 'later', ['ArrowRight'], () => msg('a day later; open what is below')),
  bind('timeline', 'timeline', 'earlier', ['ArrowLeft'], () => msg('a day earlier; close what is below')),
  bind('timeline', 'timeline', 'longer', ['Shift+ArrowRight'], () => msg('a day longer')),
  bind('timeline', 'timeline', 'shorter', ['Shift+ArrowLeft'], () => msg('a day shorter')),
  bind('timeline', 'timeline', 'keep', ['Enter', 'Space'], () => msg('keep what was moved; details')),
  bind('timeline', 'timeline', 'bar-back', ['Escape'], () => msg('put back what was moved')),
  bind('timeline', 'timeline', 'bar-open', ['i'], () => msg('details')),
  bind('timeline', 'timeline', 'bar-accept', ['a'], () => msg('accept what is proposed for the row')),
  bind('timeline', 'timeline', 'bar-reject', ['r'], () => msg('reject what is proposed for the row')),
  bind('timeline', 'timeline', 'bar-menu', ['m'], () => msg('move, fix dates …')),
  bind('timeline', 'timeline', 'today', ['t'], () => msg('go to today')),
  bind('timeline', 'timeline', 'critical', ['c'], () => msg('critical path, or not')),
  bind('timeline', 'timeline', 'zoom-in', ['+'], () => msg('less time, larger')),
  bind('timeline', 'timeline', 'zoom-less', ['-'], () => msg('more time, smaller')),

  bind('everywhere', 'everywhere', 'palette', ['Ctrl+k'], () => msg('commands, tasks and projects')),
  bind('everywhere', 'everywhere', 'search', ['/'], () => msg('filter the plan')),
  bind('everywhere', 'everywhere', 'undo', ['Ctrl+z'], () => msg('undo')),
  bind('everywhere', 'everywhere', 'redo', ['Ctrl+Shift+z'], () => msg('redo')),
  bind('everywhere', 'everywhere', 'settings', ['Ctrl+,'], () => msg('settings')),
  bind('everywhere', 'everywhere', 'help', ['?', 'Ctrl+/'], () => msg('this help')),

  bind('pair', 'everywhere', 'view-tree', ['g t'], () => msg('to the tree')),
  bind('pair', 'everywhere', 'view-board', ['g b'], () => msg('to the board')),
  bind('pair', 'everywhere', 'view-timeline', ['g l'], () => msg('to the timeline')),
  bind('pair', 'everywhere', 'view-history', ['g h'], () => msg('to the history')),

  bind('writing', 'writing', 'send', ['Enter'], () => msg('send the message; keep what was typed')),
  bind('writing', 'writing', 'new-line', ['Shift+Enter'], () => msg('new line in a message')),
  bind('writing', 'writing', 'indent-new', ['Tab', 'Shift+Tab'], () => msg('indent, outdent a new task')),
  bind('writing', 'writing', 'give-up', ['Escape'], () => msg('give up what is being typed')),
]
