import type { Plan } from '../../../core/plan/plan.ts'
import { isClosed, type Task, type TaskId } from '../../../core/plan/task.ts'
import { stem, stopWords, taskNouns, wordsOf } from '../../offline/language/words.ts'

/** A task that words fit, the better the higher. `whole` where every word of its title was said. */
export interface Found {
  readonly task: Task
  readonly score: number
  readonly whole: boolean
}

/** Words of a task, by stem. Kept per task value, since plans share those that did not change. */
const known = new WeakMap<Task, { readonly title: readonly string[]; readonly more: readonly string[] }>()

function wordsOfTask(task: Task): { readonly title: readonly string[]; readonly more: readonly string[] } {
  const found = known.get(task)
  if (found) return found
  const title = [...new Set(contentStems(task.title))]
  const more = contentStems(`${task.tags.join(' ')} ${task.assignee?.name ?? ''}`).filter((word) => !title.includes(word))
  const fresh = { title, more }
  known.set(task, fresh)
  return fresh
}

const contentStems = (text: string): readonly string[] =>
  wordsOf(text)
    .filter((word) => !stopWords.has(word))
    .map(stem)

/** Words in which an order is given rather than a task named: they say little about which one is meant. */
const ordering: ReadonlySet<string> = new Set(
  'add all change delete do done due every everything for high is it low make mark move new next not of please priority put remove rename set should so split start status task than that them then there they to tomorrow under up urgent us we week weeks what when which with without you'
    .split(' ')
    .concat(...taskNouns)
    .map(stem),
)

/**
 * The tasks that a text is about, best first: those whose titles, tags or people share words with it, a rare word counting
 * more than a common one. No word is looked at twice, and only the first 400 words of the text.
 */
export function findTasks(plan: Plan, text: string, most: number): readonly Found[] {
  const said = new Set(contentStems(text.slice(0, 8_000)).slice(0, 400))
  if (said.size === 0) return []
  const counts = new Map<string, number>()
  const matches: { readonly task: Task; readonly title: readonly string[]; readonly more: readonly string[]; readonly size: number }[] = []
  for (const task of plan.tasks.values()) {
    const words = wordsOfTask(task)
    const title = words.title.filter((word) => said.has(word))
    const more = words.more.filter((word) => said.has(word))
    if (title.length + more.length === 0) continue
    for (const word of [...title, ...more]) counts.set(word, (counts.get(word) ?? 0) + 1)
    matches.push({ task, title, more, size: words.title.length })
  }
  const weight = (word: string): number => Math.log(1 + plan.tasks.size / (counts.get(word) ?? 1)) * (ordering.has(word) ? 0.2 : 1)
  return matches
    .map(({ task, title, more, size }) => {
      const whole = title.length === size
      const score = title.reduce((sum, word) => sum + weight(word), 0) + more.reduce((sum, word) => sum + weight(word) * 0.6, 0)
      // A title that was said wholly is meant; one of which little was said hardly is. Open work goes before closed.
      return { task, whole, score: score * (0.4 + (0.6 * title.length) / size) * (whole ? 1.5 : 1) * (isClosed(task.status) ? 0.9 : 1) }
    })
    .sort((a, b) => b.score - a.score || (a.task.id < b.task.id ? -1 : 1))
    .slice(0, most)
}

export const idsOf = (found: readonly Found[]): readonly TaskId[] => found.map(({ task }) => task.id)
