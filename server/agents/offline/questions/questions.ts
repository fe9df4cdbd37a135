import { planQuestions } from './about-plan.ts'
import { peopleQuestions } from './about-people.ts'
import { taskQuestions } from './about-tasks.ts'
import { changeQuestions } from './about-changes.ts'
import { listTasks } from './list-tasks.ts'
import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { Desk, escape } from '../editor/desk.ts'
import { withoutPleasantries } from '../language/politeness.ts'
import { readSlot } from '../editor/phrases.ts'
import { Slots, type Value } from '../editor/slots.ts'
import { doubtAbout } from '../editor/reading.ts'
import { fit, wordsPresent } from '../language/grammar.ts'
import { type References } from '../language/references.ts'
import type { Token } from '../language/tokens.ts'
import { Facts } from './facts.ts'

const asks = [...planQuestions, ...peopleQuestions, ...taskQuestions, ...changeQuestions]

/** The answer to a question about the plan; `sure` where every word and every task of it was understood. */
export interface Answered {
  readonly answer: AgentAnswer
  readonly sure: boolean
}

const words = (reply: string): AgentAnswer => ({ kind: 'words', agent: 'assistant', reply, understood: true })

/** Answers a question about the plan. Undefined where the message is none that is understood. Never a patch. */
export function answerQuestion(request: AgentRequest, tokens: readonly Token[]): Answered | undefined {
  if (tokens.length === 0 || tokens.length > 60) return undefined
  const span = withoutPleasantries(tokens, 0, tokens.length)
  const whole = endOf(tokens, 0, tokens.length)
  const spans = [span, { from: 0, to: whole }].map(({ from, to }) => ({ from, to: endOf(tokens, from, to) }))
  if (tokens.slice(0, whole).some((token) => token.key === ';' || token.key === '\n')) return undefined
  const facts = new Facts(request)
  const desk = new Desk(request)
  let held: Answered | undefined
  for (const { from, to } of spans) {
    const found = answerSpan(facts, desk, tokens, from, to)
    if (found?.sure) return found
    held ??= found
    const listed = listTasks(facts, desk, tokens, from, to, tokens.at(-1)?.key === '?')
    if (listed) return { answer: words(listed), sure: true }
  }
  return held
}

const endOf = (tokens: readonly Token[], from: number, to: number): number => {
  let end = to
  while (end > from && ['?', '.', '!', ','].includes(tokens[end - 1]?.key ?? '')) end -= 1
  return end
}

function answerSpan(facts: Facts, desk: Desk, tokens: readonly Token[], from: number, to: number): Answered | undefined {
  const scope = desk.scope()
  let best: { readonly answer: () => Answered | undefined; readonly score: number } | undefined
  const present = wordsPresent(tokens, from, to)
  for (const { pattern, answer } of asks) {
    fit(
      pattern,
      tokens,
      from,
      to,
      ({ spans, literal }) => {
        const values = new Map<string, Value>()
        let confidence = 1
        let free = 0
        for (const span of spans) {
          const value = readSlot(scope, tokens, span)
          if (!value) return
          values.set(span.name, value)
          confidence = Math.min(confidence, value.confidence)
          if (value.text !== undefined) free += span.to - span.from
        }
        const score = confidence + literal * 0.02 - free * 0.01
        if (best && best.score >= score) return
        const refs = [...values.values()].flatMap((value) => (value.refs ? [value.refs] : []))
        const missing = refs.find((one) => one.confidence === 0)
        if (missing) {
          best = { score, answer: () => ({ answer: words(notThere(facts, missing)), sure: false }) }
          return
        }
        const empty = refs.find((one) => one.ids.length === 0)
        const doubt = refs.map((one) => doubtAbout(desk, one, false)).find((one) => one !== undefined)
        if (doubt) {
          const options = doubt.options.map(({ label, replacement }) => ({
            label,
            message: desk.message.slice(0, doubt.start) + replacement + desk.message.slice(doubt.end),
          }))
          const question = { text: doubt.text, options }
          best = {
            score,
            answer: () => ({
              answer: {
                kind: 'question',
                agent: 'assistant',
                reply: [doubt.text, '', ...options.map(({ label }, index) => `${index + 1}. ${escape(label)}`)].join('\n'),
                question,
              },
              sure: true,
            }),
          }
          return
        }
        const text = empty ? `No task is meant by “${escape(empty.phrase)}”.` : answer(new Slots(values), facts)
        if (text !== undefined) best = { score, answer: () => ({ answer: words(text), sure: true }) }
      },
      present,
    )
  }
  return best?.answer()
}

const notThere = (facts: Facts, refs: References): string => {
  const near = facts.catalogue.titles.find(refs.phrase)
  const hint = near && near.ids.length > 0 ? ` Did you mean ${facts.names(near.ids, 3)}?` : ''
  return `There is no task “${escape(refs.phrase)}” in this plan.${hint}`
}

const questionWords = new Set(
  "what which who whom whose when where why how is are was were does do did has have can could should would will shall may am whats what's who's".split(
    ' ',
  ),
)

/** Whether a message asks rather than tells, by its first word or its last mark. */
export function looksLikeQuestion(tokens: readonly Token[]): boolean {
  if (tokens.at(-1)?.key === '?') return true
  const { from } = withoutPleasantries(tokens, 0, tokens.length)
  // "I will do 3" begins with a question word only once "I will" is taken off.
  return questionWords.has(tokens[from]?.key ?? '') && tokens.length > 1 && !/^(i|we|you)$/.test(tokens[0]?.key ?? '')
}
