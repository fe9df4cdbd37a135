import { msg } from '@lit/localize'
import { bindings, type TreeCommand } from '../state/bindings.ts'
import type { Command } from '../state/commands.ts'
import { ancestorsOf, inOrder, type Plan } from '../state/core.ts'
import { keysOf, keyText } from '../state/keys.ts'
import type { ProjectSession } from '../state/project-session.ts'
import { planViews, projectPath, type PlanViewName } from '../state/router.ts'
import { memo } from '../state/store.ts'
import { viewLabel } from '../words/labels.ts'
import type { TreeView } from './tree.ts'

/** The page of a project, as far as its commands know it. */
export interface ProjectHost {
  readonly tree: TreeView | null
  toView(view: PlanViewName): void
  openImport(): void
  editProject(): void
  trash(): void
}

/** Moving about is done by the keys themselves; nobody asks for it by name. */
const byKeyOnly = new Set([
  'up',
  'down',
  'left',
  'right',
  'first',
  'last',
  'page-up',
  'page-down',
  'extend-up',
  'extend-down',
  'leave',
  'search',
  'tick',
])

/** Everything that can be done in a project: to the row with the focus, to the plan, to the project; and every task to go to. */
export function projectCommands(session: ProjectSession, host: ProjectHost): readonly Command[] {
  return [...rowCommands(session, host), ...planCommands(session, host), ...taskCommands(session)]
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** What the keys do to the row with the focus, or to what is selected. */
function rowCommands(session: ProjectSession, host: ProjectHost): readonly Command[] {
  const { tree } = host
  const row = tree?.rows[tree.focusedIndex]
  if (!tree || !row) return []
  const title = row.kind === 'project' || row.kind === 'input' ? '' : row.task.title
  const detail = session.tree.selection.size > 0 ? msg('the selected tasks') : title
  const isReviewed = session.review.current !== null
  return bindings
    .filter(({ scope, command }) => (scope === 'tree' || (scope === 'review' && isReviewed)) && !byKeyOnly.has(command))
    .map(({ command, label, group, press }) => ({
      id: `row:${command}`,
      label: sentence(label()),
      group: group === 'review' ? msg('Review') : msg('Task'),
      keys: keyText(press[0] ?? ''),
      ...(group === 'edit' || group === 'review' ? { detail } : {}),
      run: () => {
        tree.focusRow()
        tree.commands.run(command as TreeCommand, tree.rows[tree.focusedIndex])
      },
    }))
}

function planCommands(session: ProjectSession, host: ProjectHost): readonly Command[] {
  const { plan, tree, services } = session
  const group = msg('Plan')
  const keys = (command: string): { readonly keys?: string } => {
    const text = keysOf(command)
    return text ? { keys: text } : {}
  }
  const fetchFile = (format: 'markdown' | 'json' | 'csv') => () => location.assign(services.client.exportPath(session.id, format))
  const add = (): void => {
    host.toView('tree')
    tree.startAdding({ parentId: tree.zoomed, afterId: plan.plan?.children.get(tree.zoomed)?.at(-1) ?? null })
  }
  return [
    { id: 'add-task', label: msg('Add a task at the end'), group, icon: 'plus', run: add },
    ...planViews.map((view): Command => ({
      id: `view:${view}`,
      label: viewLabel(view),
      group,
      icon: view,
      ...keys(`view-${view}`),
      run: () => host.toView(view),
    })),
    ...(plan.canUndo ? [{ id: 'undo', label: msg('Undo'), group, icon: 'undo', ...keys('undo'), run: () => void plan.undo() } as const] : []),
    ...(plan.canRedo ? [{ id: 'redo', label: msg('Redo'), group, icon: 'redo', ...keys('redo'), run: () => void plan.redo() } as const] : []),
    {
      id: 'filter',
      label: msg('Filter the plan'),
      group,
      icon: 'search',
      ...keys('search'),
      run: () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
    },
    { id: 'import', label: msg('Import into this project'), group, icon: 'upload', run: () => host.openImport() },
    { id: 'export-markdown', label: msg('Export as Markdown'), group, icon: 'download', run: fetchFile('markdown') },
    { id: 'export-json', label: msg('Export as JSON'), group, icon: 'download', run: fetchFile('json') },
    { id: 'export-csv', label: msg('Export as CSV'), group, icon: 'download', run: fetchFile('csv') },
    { id: 'edit-project', label: msg('Edit summary and tags of the project'), group, icon: 'edit', run: () => host.editProject() },
    { id: 'trash-project', label: msg('Move the project to the trash'), group, icon: 'trash', run: () => host.trash() },
  ]
}

const listed = memo((plan: Plan) =>
  inOrder(plan).map(({ task, number }) => ({
    id: task.id,
    label: `${number} ${task.title}`,
    status: task.status,
    detail: [...ancestorsOf(plan, task.id)]
      .reverse()
      .map((above) => plan.tasks.get(above)?.title ?? '')
      .join(' › '),
  })),
)

function taskCommands(session: ProjectSession): readonly Command[] {
  const plan = session.plan.plan
  if (!plan) return []
  const group = msg('Tasks')
  return listed(plan).map(({ id, label, status, detail }) => ({
    id: `task:${id}`,
    ...{ label, detail, group },
    icon: `status-${status}` as const,
    onAsking: true,
    run: () => {
      session.services.router.go(projectPath(session.id, { ...session.query, view: 'tree', task: id }))
      session.tree.reveal(id)
    },
  }))
}
