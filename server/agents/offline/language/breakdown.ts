import { compile, fit } from './grammar.ts'
import type { Token } from './tokens.ts'
import { withoutPleasantries } from './politeness.ts'

const parts =
  'sub-tasks|subtasks|sub tasks|smaller tasks|smaller steps|steps|smaller parts|smaller pieces|smaller|more detail|detailed steps|technical steps|smaller sub-tasks|pieces|parts|chunks|tasks|concrete steps|detailed tasks|actionable steps|small steps|detail'
const groups = { parts, count: 'two|three|four|five|six|seven|eight|2|3|4|5|6|7|8|a few|some|several|more|3 to 5|up to 5' }
const patterns = [
  `(break|split|divide|chop|cut) down $a [for me|further|more|a bit|into [%count] (%parts)|in [%count] (%parts)|please]`,
  `(break|chop|split|divide|cut) $a (down|up|apart) [further|more|a bit|into [%count] (%parts)|in [%count] (%parts)|for me]`,
  `(split|divide|break|chop|cut) $a (into|in) [%count] (%parts)`,
  `(split|divide|break|chop|cut) $a (into|in) (two|three|four|five|six|seven|eight|2|3|4|5|6|7|8)`,
  `(breakdown|break-down) $a [into [%count] (%parts)]`,
  `(decompose|detail|refine|elaborate|expand|flesh out|subdivide|itemise|itemize|explode|drill into|dig into|elaborate on|expand on|drill down into|break out) $a [further|into [%count] (%parts)|in detail|in more detail|a bit|more|some more]`,
  `(plan|plan out|spell out|work out|flesh out|lay out|think through|detail) $a [out] (in detail|in more detail|further|step by step|in steps)`,
  `(plan out|work out) $a`,
  `flesh $a out [further]`,
  `(add|create|make|generate|suggest|propose|give me|write|find|i need|we need|define|fill in) [%count] [the|all|all the|some|detailed|technical|more] (sub-tasks|subtasks|sub tasks|technical steps|detailed steps) (for|to|under|of|in) $a`,
  `(give|get) $a [%count] [some|more|detailed] (sub-tasks|subtasks|steps|detail)`,
  `what are the [%count] (sub-tasks|subtasks|steps) (for|of|to do) $a`,
  `(more) (detail|details) (for|on|about) $a`,
  `(what|which) (sub-tasks|subtasks|steps) (does|do|would|should) $a (need|have|involve|require)`,
].map((source) => compile(source, groups))

const alone = [
  `(break|split) (it|this|this task|that) [down|up] [further] [into [%count] (%parts)]`,
  `(break down|decompose|detail|refine|elaborate|expand|go|more detail|more details|go on|technical steps|detailed steps|(%parts) please|(%parts))`,
  `(decompose|detail|refine|elaborate|expand|flesh out|subdivide) (it|this|this task|that|on this|on it) [further|out|more|in detail]`,
  `(break down|split up) (it|this|this task|that)`,
].map((source) => compile(source, groups))

/** The task that is to be broken down, as a span; an empty span for the task in focus. */
export function wantsBreakdown(tokens: readonly Token[]): { readonly from: number; readonly to: number; readonly sure: boolean } | undefined {
  if (tokens.length === 0 || tokens.length > 60) return undefined
  const { from, to } = withoutPleasantries(tokens, 0, tokens.length)
  if (tokens.slice(from, to).some((token) => token.key === ';' || token.key === '\n' || token.key === ':')) return undefined
  let best: { readonly from: number; readonly to: number; readonly literal: number } | undefined
  for (const pattern of patterns) {
    fit(pattern, tokens, from, to, ({ spans, literal }) => {
      const span = spans[0]
      if (span && (!best || literal > best.literal)) best = { from: span.from, to: span.to, literal }
    })
  }
  return best && { ...best, sure: /^(break|split|decompose|divide|subdivide)$/.test(tokens[from]?.key ?? '') }
}

const generic =
  /^(go|go ahead|more( detail(s)?)?|start|continue|next|steps?|technical steps|sub-?tasks|details?|yes|ok|do it|plan( it| this)?|break (it|this)? ?down|decompose|sub-?tasks please|detailed steps|in (more )?detail|again|further|smaller|smaller steps|more steps|how( do (i|we) do (it|this))?|help( me)?( with (this|it))?|suggest( some)?( steps| sub-?tasks)?|what (are|would be) the steps|how to do (this|it))$/

/** "go", "more detail", "technical steps": in task mode these ask for sub-tasks. */
export function isGeneric(tokens: readonly Token[]): boolean {
  const { from, to } = withoutPleasantries(tokens, 0, tokens.length)
  if (to - from > 12) return false
  const words = tokens
    .slice(from, to)
    .filter((token) => token.kind === 'word')
    .map((token) => token.key)
    .join(' ')
  if (generic.test(words)) return true
  let found = false
  for (const pattern of alone) fit(pattern, tokens, from, to, () => (found = true))
  return found || /\b(sub-?tasks|technical steps|more detail|break (it|this) down|smaller steps|steps)\b/.test(words)
}
