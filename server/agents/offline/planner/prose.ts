import type { CalendarDate } from '../../../core/plan/task.ts'
import type { Hints, Outline, OutlineNode } from '../outline/outline.ts'
import { readDeadline } from './dates.ts'
import { isGoalSentence, readGoal, sentencesOf, withoutGreeting } from './goal.ts'
import { clausesOf, isBeginning } from './prose-markers.ts'
import { givesWork, readRemark, readStep } from './prose-step.ts'
import { verbOf } from './verbs.ts'
import { lowerFirst, shorten } from './words.ts'

interface Step {
  title: string
  hints: Hints
  /** The sentences it came from, as they were written. */
  text: string[]
  after: readonly number[]
}

/** Longer texts are documents, not notes. */
const longest = 20_000

/**
 * Prose that says what comes first, then, in parallel and finally, as an outline: each such clause is a task with its
 * person, day and duration, in its order; every other sentence stands in the summary. Null where fewer than two do.
 */
export function readProse(text: string, today: CalendarDate): Outline | null {
  if (text.length > longest) return null
  const steps: Step[] = []
  const rest: string[] = []
  const dates: CalendarDate[] = []
  let before: readonly number[] = []
  let current: number[] = []
  let marked = 0
  let goal: string | undefined
  for (const sentence of sentencesOf(text)) {
    const clauses = clausesOf(withoutGreeting(sentence))
    const known = steps.at(-1)
    if (clauses.every((clause) => clause.order === null)) {
      const remark = known ? readRemark(sentence, today) : null
      if (known && remark) {
        known.text.push(sentence)
        known.hints = { ...remark, ...known.hints }
      } else if (known && givesWork(sentence)) steps.push({ ...readStep(sentence, today), text: [sentence], after: before })
      else {
        rest.push(sentence)
        if (/\b(?:due|deadline|finish(?:ed)?|done|ready|complete[d]?|live|over|launch(?:ed)?)\b/i.test(sentence)) {
          const day = readDeadline(sentence, today)
          if (day) dates.push(day.date)
        }
      }
      continue
    }
    // "Build a shop. Then launch it.": what stands before the first "then" comes first.
    const opening = clauses[0] && !isBeginning(clauses[0]) && steps.length === 0 ? rest.findIndex((other) => isOrder(other)) : -1
    if (opening >= 0) {
      const [words = ''] = rest.splice(opening, 1)
      goal = words
      current.push(steps.length)
      steps.push({ ...readStep(words, today), text: [words], after: before })
    }
    for (const [index, clause] of clauses.entries()) {
      const isLead = clause.order === null
      if (isEnd(clause.rest)) {
        rest.push(clause.text)
        const day = readDeadline(clause.rest, today)
        if (day) dates.push(day.date)
        continue
      }
      if (isLead && !isGoalSentence(clause.rest)) {
        rest.push(clause.text)
        continue
      }
      marked += isLead ? 0 : 1
      if (clause.order !== 'beside' && current.length > 0) {
        before = current
        current = []
      }
      current.push(steps.length)
      steps.push({ ...readStep(clause.rest, today), text: [clauses.length === 1 ? sentence : index === 0 ? sentence : clause.text], after: before })
    }
  }
  if (marked < 2 || steps.length < 2) return null
  for (const { hints } of steps) if (hints.dueDate !== undefined) dates.push(hints.dueDate)
  const last = dates.sort().at(-1)
  return {
    title: goal === undefined ? titleOf(steps, rest, today) : readGoal(goal, today).title,
    summary: rest.join('\n\n'),
    hints: last === undefined ? {} : { dueDate: last },
    roots: steps.map(nodeOf),
  }
}

/** "It must be done by May" is the end of the whole and no step of it. */
const isEnd = (words: string): boolean =>
  /^(?:it|this|that|everything|all(?: of (?:it|this|that))?|the (?:whole|project)(?:\s\S+)?)\s(?:must|should|has to|needs to|will|is to|shall)\b.*\b(?:done|finished|ready|live|over|complete[d]?)\b/i.test(
    words,
  )

/** An imperative: "Build a shop." */
const isOrder = (sentence: string): boolean => isGoalSentence(sentence) && verbOf(withoutGreeting(sentence).split(/\s/, 1)[0] ?? '') !== null

function nodeOf(step: Step, index: number): OutlineNode {
  const description = step.text.join(' ')
  return {
    title: step.title,
    number: String(index + 1),
    description: description.replace(/[.!]$/, '') === step.title ? '' : description,
    hints: { ...step.hints, ...(step.after.length > 0 ? { after: step.after.map((position) => String(position + 1)) } : {}) },
    criteria: [],
    children: [],
    line: index + 1,
  }
}

/** The goal that a sentence names, what the text says it is about, else its first and last step. */
function titleOf(steps: readonly Step[], rest: readonly string[], today: CalendarDate): string {
  const goal = rest.find((sentence) => isGoalSentence(sentence))
  if (goal !== undefined) return readGoal(goal, today).title
  const about = /\b(?:about|regarding|concerning|plan for|notes? on)\s+((?:our|my|the|an?)\s[^,.?!:;\n]{3,60})/i.exec(rest.join('\n'))?.[1]
  if (about !== undefined) return readGoal(about, today).title
  const [first, final] = [steps[0]?.title ?? '', steps.at(-1)?.title ?? '']
  return `${shorten(first, 50)} … ${lowerFirst(shorten(final, 50))}`
}
