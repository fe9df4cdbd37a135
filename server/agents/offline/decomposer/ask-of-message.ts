import type { CalendarDate } from '../../../core/plan/task.ts'
import { readOutline } from '../outline/read-outline.ts'
import type { OutlineNode } from '../outline/outline.ts'
import { capitalise, numberOf } from '../planner/words.ts'

/** What a message to the decomposer asks for. */
export interface Ask {
  /** The steps in the writer's words, or null where the agent is to find them. */
  readonly steps: readonly OutlineNode[] | null
  readonly count: { readonly number: number; readonly kind: 'exactly' | 'at-most' | 'at-least' } | null
  /** Things that must be among the steps. */
  readonly wishes: readonly string[]
  /** Whether the person has said to go on although there are sub-tasks, or it is done. */
  readonly insists: boolean
}

/** Reads "into 4 steps", "into design, build and test", a list, "include accessibility". The task's own title is no list. */
export function readAsk(message: string, taskTitle: string, today: CalendarDate): Ask {
  const outline = readOutline(message, { today })
  const words = message.replaceAll(taskTitle, '…').replace(/[“"'‘][^”"'’\n]{0,300}[”"'’]/g, (quoted) => (quoted.includes(',') ? quoted : '…'))
  const count = readCount(words)
  const insists = /\b(?:missing|anyway|more steps|further|additional|extra|again|re-?do|what else|rest)\b/i.test(words)
  if (outline && outline.roots.length >= 2) return { steps: outline.roots, count: null, wishes: [], insists: true }
  const listed = readList(words)
  if (listed) return { steps: listed.map((item, index) => nodeFor(item, index, today)), count: null, wishes: [], insists: true }
  return { steps: null, count, wishes: readWishes(words), insists }
}

const numberWord = '\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const countPattern = new RegExp(
  `\\b(?:(at most|up to|max(?:imum)?(?: of)?|no more than|at least|more than)\\s)?(${numberWord})\\s(?:(?:small|smaller|short|clear|technical|detailed|main|equal|or so)\\s){0,2}(?:sub-?\\s?tasks?|steps?|parts?|pieces?|tasks?|chunks?|items?|stages?|phases?)\\b`,
  'i',
)

function readCount(words: string): Ask['count'] {
  const match = countPattern.exec(words.slice(0, 2000))
  const number = numberOf(match?.[2] ?? '')
  if (!match || number === null || number < 1) return null
  const limit = (match[1] ?? '').toLowerCase()
  return { number, kind: limit === '' ? 'exactly' : limit === 'at least' || limit === 'more than' ? 'at-least' : 'at-most' }
}

/** "into design, build and test" → three steps. Null where what follows is a number or no list. */
function readList(words: string): readonly string[] | null {
  const text = words.slice(0, 2000)
  const match = /\b(?:into|in to|(?:sub-?tasks?|steps|parts|tasks|namely)\s?:?(?:\sare|\sfor)?|as follows|with the steps)\s?:?\s+(?=\S)/i.exec(text)
  const direct = /^[^:\n]{3,80}:\s+(?=\S)/.exec(text)
  const start = match ? match.index + match[0].length : direct ? direct[0].length : -1
  if (start < 0) return null
  const sentence = (text.slice(start).split(/(?<=\p{L}{3})[.!?](?:\s|$)|\n/u)[0] ?? '').replace(/\s(?:please|instead)$/i, '').trim()
  if (new RegExp(`^(?:about |roughly |at most |up to |at least )?(?:${numberWord})\\b`, 'i').test(sentence)) {
    const after = /^[^:,]{3,60}:\s*(.+)$/.exec(sentence)
    return after ? itemsOf(after[1] ?? '') : null
  }
  if (
    /^(?:small|smaller|more|several|some|a few|sub-?tasks?|steps|parts|pieces|tasks|manageable|detail|chunks|technical|…)/i.test(sentence) &&
    !sentence.includes(':')
  )
    return null
  return itemsOf(sentence.replace(/^[^:,]{3,40}:\s*/, ''))
}

function itemsOf(text: string): readonly string[] | null {
  const items = text
    .split(/\s*[;,]\s*(?:and\s+|then\s+|&\s*)?|\s+(?:and then|and|then|&|plus)\s+/i)
    .map((item) =>
      item
        .trim()
        .replace(/^(?:an?|the|one for|a task for|another for)\s+(?=\S)/i, '')
        .replace(/[.]+$/, ''),
    )
    .filter((item) => item !== '')
  return items.length >= 2 && items.length <= 30 && items.every((item) => item.length <= 120) ? items : null
}

const nodeFor = (words: string, index: number, today: CalendarDate): OutlineNode =>
  readOutline(`- ${words}`, { least: 1, today })?.roots.map((root) => ({ ...root, title: capitalise(root.title), line: index + 1 }))[0] ?? {
    title: capitalise(words),
    number: null,
    description: '',
    hints: {},
    criteria: [],
    children: [],
    line: index + 1,
  }

/** "…, and don't forget accessibility" → a step of its own. */
function readWishes(words: string): readonly string[] {
  const match =
    /\b(?:includ(?:e|ing)|don['’]?t forget|do not forget|make sure (?:to|there is)|also (?:add|cover|include)?|plus|with (?:a|one) (?:step|sub-?task|task) (?:for|to|on)|remember(?: to)?)\s+(?:(?:a|the|one|some)\s)?(?:(?:step|sub-?task|task)s? (?:for|to|on|about)\s)?([^.!?\n]{3,160})/i.exec(
      words.slice(0, 2000),
    )
  if (!match || (match[1] ?? '').includes('…')) return []
  return (itemsOf(match[1] ?? '') ?? [(match[1] ?? '').trim()]).slice(0, 5).map(capitalise)
}
