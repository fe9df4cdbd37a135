import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { limits } from '../../../core/plan/limits.ts'
import { depthOf } from '../../../core/plan/tree.ts'
import { outlineEntries } from '../outline/outline-draft.ts'
import { readOutline } from '../outline/read-outline.ts'
import { countNodes } from '../outline/outline.ts'

/** A pasted outline on a plan that has tasks already: it is added, under the task in focus or at the end. */
export function addOutline(request: AgentRequest): AgentAnswer | undefined {
  const outline = readOutline(request.message, { today: request.today })
  if (!outline) return undefined
  const focus = request.mode === 'task' && request.taskId !== null ? request.plan.tasks.get(request.taskId) : undefined
  const depth = focus ? depthOf(request.plan, focus.id) + 1 : 0
  if (depth > limits.depth)
    return { kind: 'words', agent: 'editor', understood: true, reply: 'That task stands at the deepest level, nothing fits under it.' }
  const existing = [...request.plan.tasks.values()].map(({ id, title }) => ({ id, title }))
  const { entries, folded, unresolved } = outlineEntries(outline, { mostRoots: null, existing, depth, ...(focus ? { parentTaskId: focus.id } : {}) })
  const count = countNodes(outline.roots)
  const where = focus ? `under “${focus.title}”` : 'at the end of the plan'
  const notes = [
    ...(folded > 0 ? [`${folded} of them stood too deep and are lists in descriptions.`] : []),
    ...(unresolved.length > 0 ? [`I found no task for “after ${unresolved.join(', ')}”; the words stay in the description.`] : []),
  ]
  return {
    kind: 'draft',
    agent: 'editor',
    reply: [
      `Added your outline ${where}: ${outline.roots.length} ${outline.roots.length === 1 ? 'task' : 'tasks'} with ${count - outline.roots.length} below, in your words.`,
      ...notes,
    ].join(' '),
    draft: { baseVersion: request.plan.version, projectId: request.plan.project.id, message: 'Add an outline', taskPatches: entries },
    leftOut: [],
  }
}
