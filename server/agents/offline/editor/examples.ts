import type { AgentRequest } from '../../agent.ts'
import { childrenOf } from '../../../core/plan/plan.ts'
import { isClosed } from '../../../core/plan/task.ts'
import { catalogueOf } from '../language/catalogue.ts'
import { escape } from './desk.ts'

/** Three instructions that would work on this very plan. */
export function examplesFor(request: AgentRequest): readonly string[] {
  const { rows } = catalogueOf(request.plan)
  const open = rows.find(({ task }) => !isClosed(task.status) && childrenOf(request.plan, task.id).length === 0) ?? rows[0]
  const last = rows.findLast(({ depth }) => depth === 0)
  const first = rows[0]
  if (!open || !last || !first) return ['add a task "First draft"', 'Build a new user authentication flow', 'rename the project to "…"']
  const title = open.task.title
  return [
    `mark ${open.number} as done`,
    `add a task "Documentation" under ${last.number}`,
    title.length <= 50 && !/["“”]/.test(title) ? `make "${title}" high priority` : `make ${open.number} high priority`,
  ]
}

export const spellExamples = (request: AgentRequest): string =>
  examplesFor(request)
    .map((example) => `- ${escape(example)}`)
    .join('\n')
