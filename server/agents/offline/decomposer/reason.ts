import { listOf, lowerFirst, shorten } from '../planner/words.ts'
import type { Step } from './step.ts'

/**
 * Why a step is there: the criterion of the task that it covers, else what cannot begin without it, else how one can
 * tell that it is done. Null where nothing true and short can be said.
 */
export function reasonOf(steps: readonly Step[], index: number, criteria: readonly string[]): string | null {
  const step = steps[index]
  if (!step) return null
  const covered = step.criteria.filter((criterion) => criteria.includes(criterion))
  if (covered[0] !== undefined) return `Covers ${quoted(covered[0])}${covered.length > 1 ? ` and ${covered.length - 1} more of the criteria` : ''}`
  const next = steps.filter((other) => other.waitsFor.includes(index))
  if (index === 0 && steps.length > 2 && reachOf(steps, index) === steps.length - 1) return 'Everything after it builds on it'
  if (next.length > 0) return `${listOf(next.slice(0, 3).map((other) => quoted(other.title)))} ${next.length > 1 ? 'build' : 'builds'} on it`
  const [sign = ''] = step.criteria
  return sign === '' || sign.length > 110 ? null : `At its end, ${lowerFirst(sign)}`
}

const quoted = (text: string): string => `“${shorten(text, 70)}”`

/** How many steps wait for this one, directly or through others. */
function reachOf(steps: readonly Step[], index: number): number {
  const reached = new Set([index])
  for (const [at, step] of steps.entries()) if (step.waitsFor.some((position) => reached.has(position))) reached.add(at)
  return reached.size - 1
}
