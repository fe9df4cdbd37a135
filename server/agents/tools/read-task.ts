import { childrenOf, type Plan } from '../../core/plan/plan.ts'
import type { TaskId } from '../../core/plan/task.ts'
import { ancestorsOf } from '../../core/plan/tree.ts'
import { onLine } from '../prompts/fence.ts'
import { taskInFull, taskLine } from '../prompts/plan/line.ts'
import { treeLines } from '../prompts/plan/snapshot.ts'
import type { ToolScene } from './run-tool.ts'

type Scene = Pick<ToolScene, 'plan' | 'handles'>

/** The most lines of a subtree, and of the children and dependants of a task. */
const mostBelow = 120
const mostBeside = 30

const unknown = (handle: string): string =>
  `No task has the handle "${onLine(handle, 40)}". Handles look like t12 and stand in the plan and in what tools return; search_tasks finds them.`

/** The task of a handle, if it is in the plan now. */
function find({ plan, handles }: Scene, handle: string): TaskId | undefined {
  const id = handles.idOf(handle)
  return id !== undefined && plan.tasks.has(id) ? id : undefined
}

/** One task with all that it says, where it stands, what is directly below it and what waits for it. */
export function readTask(scene: Scene, { task: handle }: { readonly task: string }): string {
  const { plan, handles } = scene
  const id = find(scene, handle)
  const task = id === undefined ? undefined : plan.tasks.get(id)
  if (id === undefined || !task) return unknown(handle)
  const path = [...ancestorsOf(plan, id)].reverse().flatMap((above) => plan.tasks.get(above) ?? [])
  const children = childrenOf(plan, id)
  const waiting = [...(plan.dependants.get(id) ?? [])]
  return [
    taskInFull(task, handles, { description: 4_000, criteria: 100 }),
    ...(path.length > 0 ? [` path: ${path.map((above) => `${handles.handleOf(above.id)} ${onLine(above.title, 80)}`).join(' > ')}`] : []),
    ...(waiting.length > 0
      ? [
          ` waited for by: ${waiting
            .slice(0, mostBeside)
            .map((other) => handles.handleOf(other))
            .join(',')}`,
        ]
      : []),
    ...(children.length > 0 ? [' below it:', ...childLines(scene, children)] : []),
  ].join('\n')
}

function childLines({ plan, handles }: Scene, children: readonly TaskId[]): readonly string[] {
  const lines = children.slice(0, mostBeside).flatMap((id) => {
    const child = plan.tasks.get(id)
    return child ? [`  ${taskLine(child, handles, 'lean')}`] : []
  })
  return children.length > mostBeside ? [...lines, `  and ${children.length - mostBeside} more: read_subtree lists them`] : lines
}

/** The tree below a task, from the top down as far as the lines go; what is left out is counted where it stands. */
export function readSubtree(scene: Scene, { task: handle }: { readonly task: string }): string {
  const { plan, handles } = scene
  const isRoot = handle.trim().toLowerCase() === 'root'
  const id = isRoot ? undefined : find(scene, handle)
  if (!isRoot && id === undefined) return unknown(handle)
  const below = id ?? null
  const task = id === undefined ? undefined : plan.tasks.get(id)
  const lines = treeLines(plan, handles, { shown: topDown(plan, below), detail: 'lean', below })
  return [...(task ? [taskLine(task, handles, 'lean')] : []), ...(lines.length > 0 ? lines.map((line) => ` ${line}`) : [' nothing below it'])].join(
    '\n',
  )
}

function topDown(plan: Plan, below: TaskId | null): ReadonlySet<TaskId> {
  const shown = new Set<TaskId>()
  for (let level = childrenOf(plan, below); level.length > 0; level = level.flatMap((id) => childrenOf(plan, id)))
    for (const id of level) {
      if (shown.size === mostBelow) return shown
      shown.add(id)
    }
  return shown
}
