import { isClosed, type Task, type TaskStatus } from '../../core/plan/task.ts'
import { inOrder } from '../../core/plan/tree.ts'
import { placeWords } from '../prompts/plan/changes.ts'
import { taskLine } from '../prompts/plan/line.ts'
import { findTasks } from '../prompts/plan/search.ts'
import type { ToolScene } from './run-tool.ts'

const most = 30

/** Tasks by words and status, best first; where no words are given, in the order of the plan. */
export function searchTasks(
  { plan, handles }: Pick<ToolScene, 'plan' | 'handles'>,
  { words, status }: { readonly words: string; readonly status: 'any' | 'open' | TaskStatus },
): string {
  const fits = (task: Task): boolean => status === 'any' || (status === 'open' ? !isClosed(task.status) : task.status === status)
  const all = words.trim() === '' ? inOrder(plan).map(({ task }) => task) : findTasks(plan, words, plan.tasks.size).map(({ task }) => task)
  const found = all.filter(fits)
  if (found.length === 0)
    return `No ${status === 'any' ? '' : `${status} `}task is found${words.trim() === '' ? '' : ' by these words; try fewer or others'}.`
  const lines = found.slice(0, most).map((task) => `${taskLine(task, handles, 'full')} (${placeWords(plan, task.id, handles)})`)
  return found.length > most ? `${lines.join('\n')}\nand ${found.length - most} more: use more words` : lines.join('\n')
}
