import { stemsOf } from '../planner/words.ts'
import type { Step } from './step.ts'

/** Gives each criterion of the parent to the step that it fits; what fits none is checked by the last one. */
export function coverCriteria(steps: readonly Step[], criteria: readonly string[]): readonly Step[] {
  const added = steps.map(() => [] as string[])
  const largest = steps.reduce((best, step, index) => (step.share > (steps[best]?.share ?? 0) ? index : best), 0)
  let isOpen = false
  for (const criterion of criteria) {
    const wish = criterion.startsWith('As asked: ')
    const at = bestStep(criterion.replace(/^As asked: /, ''), steps)
    if (at >= 0) added[at]?.push(criterion)
    else if (wish) added[largest]?.push(criterion)
    else isOpen = true
  }
  if (isOpen) added[steps.length - 1]?.push('The acceptance criteria of the parent task have been gone through')
  return steps.map((step, index) => ({ ...step, criteria: [...new Set([...step.criteria, ...(added[index] ?? [])])].slice(0, 20) }))
}

function bestStep(criterion: string, steps: readonly Step[]): number {
  const wanted = stemsOf(criterion)
  let best = -1
  let most = 0
  for (const [index, step] of steps.entries()) {
    const title = stemsOf(step.title)
    const text = stemsOf(`${step.description} ${step.criteria.join(' ')}`)
    let shared = 0
    for (const stem of wanted) shared += title.has(stem) ? 1.5 : text.has(stem) ? 1 : 0
    if (shared > most) {
      most = shared
      best = index
    }
  }
  return most >= 2 && most / Math.max(1, wanted.size) >= 0.4 ? best : -1
}
