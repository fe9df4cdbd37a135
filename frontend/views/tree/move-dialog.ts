import { msg } from '@lit/localize'
import { refusalOf, topmost } from '../../state/bulk.ts'
import { ancestorsOf, inOrder, type Plan, type TaskId } from '../../state/core.ts'
import { ranked } from '../../state/fuzzy.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { pick } from '../palette/picker.ts'
import { refusalText } from './dragging.ts'

export interface MoveTarget {
  readonly parentId: TaskId | null
  readonly name: string
}

const topKey = 'top'

/** Asks under which task they shall stand. What cannot be is there with its reason. */
export async function chooseTarget(session: ProjectSession, ids: readonly TaskId[]): Promise<MoveTarget | null> {
  const plan = session.plan.plan
  if (!plan) return null
  const tops = topmost(plan, ids)
  const rows = inOrder(plan)
  const top = { key: topKey, label: msg('The top level'), icon: 'tree' as const }
  const chosen = await pick({
    label: msg('Move to'),
    placeholder: msg('Under which task?'),
    find: (query) => {
      const tasks = ranked(rows, query, ({ task, number }) => `${number} ${task.title}`, 80).map(({ task, number }) => ({
        key: task.id,
        label: `${number} ${task.title}`,
        icon: `status-${task.status}` as const,
        detail: pathText(plan, task.id),
        disabled: reason(plan, tops, task.id),
      }))
      return query.trim() === '' || top.label.toLowerCase().includes(query.trim().toLowerCase()) ? [top, ...tasks] : tasks
    },
  })
  if (!chosen) return null
  const parentId = chosen.key === topKey ? null : (chosen.key as TaskId)
  return { parentId, name: parentId === null ? msg('the top level') : `“${plan.tasks.get(parentId)?.title ?? ''}”` }
}

function reason(plan: Plan, tops: readonly TaskId[], parentId: TaskId): string | undefined {
  const refusal = tops.map((id) => refusalOf(plan, id, parentId)).find((each) => each !== undefined)
  return refusal && refusalText(refusal)
}

/** What it stands under, for those of the same name. */
export const pathText = (plan: Plan, id: TaskId): string =>
  [...ancestorsOf(plan, id)]
    .reverse()
    .map((above) => plan.tasks.get(above)?.title ?? '')
    .join(' › ')
