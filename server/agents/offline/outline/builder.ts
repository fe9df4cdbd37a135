import type { CalendarDate, TaskStatus } from '../../../core/plan/task.ts'
import { shorten } from '../planner/words.ts'
import { readHints } from './hints.ts'
import type { Hints, OutlineNode } from './outline.ts'
import { tidyBlock } from './text.ts'

/** A node while the text is being read. */
export interface Building {
  title: string
  number: string | null
  line: number
  hints: Hints
  text: string[]
  criteria: { text: string; done: boolean }[]
  /** The head that stood over the criteria, as written. */
  criteriaTitle: string | null
  children: Building[]
  /** Level of the head it came from, or null for a list item. */
  level: number | null
  /** Whether it is a head such as "Tasks", which only frames what stands under it. */
  isContainer: boolean
  /** The head as written, for one that turns out to be no task. */
  raw: string
}

export const emptyNode = (line: number): Building => ({
  title: '',
  number: null,
  line,
  hints: {},
  text: [],
  criteria: [],
  criteriaTitle: null,
  children: [],
  level: null,
  isContainer: false,
  raw: '',
})

const statusOfBox: Readonly<Record<string, TaskStatus>> = { x: 'done', '~': 'in_progress', '/': 'in_progress', '-': 'cancelled' }

/** A node from a head or an item: hints go to fields, words too long for a title go to the description. */
export function nodeOf(input: {
  text: string
  line: number
  number: string | null
  box?: string | null
  level: number | null
  raw: string
  today?: CalendarDate | undefined
}): Building {
  const { title: words, hints } = readHints(input.text, input.today)
  const { title, rest } = titleAndRest(words.replace(/[^:]:$/, (end) => end.slice(0, 1)))
  const status = statusOfBox[input.box ?? '']
  return {
    ...emptyNode(input.line),
    title: title.replaceAll('**', '').trim() || title,
    number: input.number,
    hints: status === undefined ? hints : { ...hints, status },
    text: rest === '' ? [] : [rest],
    level: input.level,
    raw: input.raw,
  }
}

const longestTitle = 160

/** The head of an item and what follows it: "**Login**: people sign in …" → "Login" and the rest. */
export function titleAndRest(text: string): { title: string; rest: string } {
  const bold = /^\*\*([^*]{2,120})\*\*\s*(?:[:–—-]\s*)?/.exec(text)
  if (bold) {
    const title = (bold[1] ?? '').replace(/\s*[:.]$/, '')
    const rest = text.slice(bold[0].length).trim()
    const separated = /[:–—-]\s*$/.test(bold[0]) || /[:.]$/.test(bold[1] ?? '')
    if (rest === '' || separated) return { title, rest }
  }
  if (text.length <= longestTitle) return { title: text, rest: '' }
  const sentence = /^(.{15,159}?[^\s.])\.\s+(?=\S)/.exec(text)
  if (sentence) return { title: sentence[1] ?? text, rest: text.slice(sentence[0].length) }
  const clause = /^(.{8,120}?)(?::\s+|\s[–—]\s|;\s+)(?=\S)/.exec(text)
  if (clause) return { title: clause[1] ?? text, rest: text.slice(clause[0].length) }
  return { title: shorten(text, longestTitle), rest: text }
}

/** The finished node. A head over nothing but finished work is finished itself. */
export function finish(node: Building): OutlineNode {
  const children = node.children.map(finish)
  const allDone = node.hints.status === undefined && children.length > 0 && children.every((child) => child.hints.status === 'done')
  return {
    title: node.title,
    number: node.number,
    description: tidyBlock(node.text),
    hints: allDone ? { ...node.hints, status: 'done' } : node.hints,
    criteria: node.criteria,
    children,
    line: node.line,
  }
}
