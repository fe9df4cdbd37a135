import type { Task, TaskId } from '../../core/plan/task.ts'
import { ancestorsOf, subtreeOf } from '../../core/plan/tree.ts'
import type { AgentRequest } from '../agent.ts'
import { Desk } from '../offline/editor/desk.ts'
import { readReferences } from '../offline/language/references.ts'
import { tokenise } from '../offline/language/tokens.ts'
import { stem, stopWords, taskNouns, wordsOf } from '../offline/language/words.ts'

/** What of a request tells what was asked for. */
export type AskedRequest = Pick<AgentRequest, 'message' | 'mode' | 'taskId' | 'plan' | 'head' | 'earlier' | 'user' | 'today'>

/** Which tasks a message names, by the rules with which the offline agent reads references, and by the words of titles. */
export interface Named {
  /** Whether any task is named by number, title, place or pronoun, or as one of a group. */
  isAny(): boolean
  /** Named itself, so that what stands below is another matter. */
  itself(id: TaskId): boolean
  /** Named, or standing below a task that is. */
  has(id: TaskId): boolean
  /** A task that is named stands below this one. */
  hasBelow(id: TaskId): boolean
  /** More than half of the words of the title stand in the message. */
  soundsLike(task: Pick<Task, 'title'>): boolean
  /** Whether all the words of a text that carry a meaning stand in the message. */
  says(text: string): boolean
}

/** Spans are read up to this length, in messages up to that many words: a phrase that names tasks is short. */
const longestPhrase = 7
const mostTokens = 60
const likely = 0.8

export function namedIn(request: AskedRequest, text: string): Named {
  const { plan } = request
  let found: { readonly ids: ReadonlySet<TaskId>; readonly below: ReadonlySet<TaskId>; readonly above: ReadonlySet<TaskId> } | undefined
  // Reading references takes its time on a large plan, and most answers are judged without.
  const names = () => {
    if (found) return found
    const ids = new Set([...referenced({ ...request, message: text })].filter((id) => plan.tasks.has(id)))
    const below = new Set([...ids].flatMap((id) => subtreeOf(plan, id)))
    found = { ids, below, above: new Set([...ids].flatMap((id) => ancestorsOf(plan, id))) }
    return found
  }
  const stems = new Set(wordsOf(text).map(stem))
  const count = (words: readonly string[]): number => words.filter((word) => stems.has(stem(word))).length
  return {
    isAny: () => names().ids.size > 0,
    itself: (id) => names().ids.has(id),
    has: (id) => names().below.has(id),
    hasBelow: (id) => names().above.has(id),
    soundsLike: ({ title }) => {
      const words = meaningful(title)
      return words.length > 0 && count(words) * 2 > words.length
    },
    says: (said) => {
      const words = meaningful(said)
      return count(words) === words.length
    },
  }
}

const meaningful = (text: string): readonly string[] => {
  const words = wordsOf(text)
  const content = words.filter((word) => !stopWords.has(word) && !taskNouns.has(word))
  return content.length > 0 ? content : words
}

function* referenced(request: AskedRequest): Generator<TaskId> {
  const scope = new Desk({ ...request, proposal: null, refused: [], commits: [], options: { maxMilestones: 0 }, modelling: null }).scope()
  const tokens = tokenise(request.message.slice(0, 20_000)).slice(0, mostTokens)
  for (let from = 0; from < tokens.length; from += 1)
    for (let to = from + 1; to <= Math.min(tokens.length, from + longestPhrase); to += 1) {
      if (tokens[to - 1]?.key === '\n') break
      const found = readReferences(scope, tokens, from, to)
      // `as`: what the catalogue of a plan finds are its tasks.
      if (found && found.confidence >= likely) yield* [...found.ids, ...found.either] as TaskId[]
    }
}
