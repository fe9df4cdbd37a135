import { msg, str } from '@lit/localize'
import { planOf, type Task, type TaskId } from '../../state/core.ts'
import { topmost } from '../../state/bulk.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { plural } from '../../words/plural.ts'

/** The branches of the tasks as a Markdown outline, which can be pasted here again, or anywhere. */
export async function copyOutline(session: ProjectSession, ids: readonly TaskId[]): Promise<void> {
  const { announcer, toasts } = session.services
  const plan = session.plan.plan
  if (!plan) return
  // Written by the same function that exports a whole plan; it comes when it is asked for.
  const { planToMarkdown } = await import('../../state/markdown-outline.ts')
  const tops = topmost(plan, ids)
  const kept: Task[] = []
  const take = (id: TaskId, parentId: TaskId | null): void => {
    const task = plan.tasks.get(id)
    if (!task) return
    kept.push({ ...task, parentId, rank: String(kept.length).padStart(6, '0') })
    for (const child of plan.children.get(id) ?? []) take(child, id)
  }
  for (const id of tops) take(id, null)
  const whole = planToMarkdown(planOf(plan.project, kept, plan.version))
  // Without the line of the project.
  const outline = whole.slice(whole.indexOf('- ['))
  try {
    await navigator.clipboard.writeText(outline)
  } catch {
    return toasts.show(msg('The browser did not let the page write to the clipboard.'), null, 'problem')
  }
  const text = plural(kept.length, msg('Copied 1 task as Markdown'), msg(str`Copied ${kept.length} tasks as Markdown`))
  toasts.show(text)
  announcer.say(text)
}

/** An outline from the clipboard, put up for review below a task, or at the end of the plan. */
export async function pasteOutline(session: ProjectSession, text: string, at: Task | null): Promise<void> {
  const { client, toasts } = session.services
  const parentTaskId = at?.id ?? null
  const answer = await client.import({
    format: 'markdown',
    content: asOutline(text),
    projectId: session.id,
    ...(parentTaskId === null ? {} : { parentTaskId }),
  })
  if (!answer.ok) return toasts.problem(answer.problem)
  const { proposal } = answer.value
  session.review.take(proposal)
  session.tree.setLens('review')
  session.go({ proposal: proposal.id })
  const count = proposal.operations.length
  toasts.show(plural(count, msg('1 change pasted, for review'), msg(str`${count} changes pasted, for review`)))
}

/** Lines without any mark are a list of tasks. */
function asOutline(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const isMarked = lines.some((line) => /^\s*([-*+#]|\d+[.)])\s/.test(line))
  return isMarked ? text : lines.map((line) => (line.trim() === '' ? line : line.replace(/^(\s*)/, '$1- '))).join('\n')
}
