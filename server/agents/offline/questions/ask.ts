import type { Slots } from '../editor/slots.ts'
import { compile, type Pattern } from '../language/grammar.ts'
import type { Facts } from './facts.ts'

export const groups = {
  is: "is|are|'s|was|were|'re",
  show: 'show|show me|list|list me|tell me|give me|tell me about|display|print|let me see|see|find|find me|which are|what are|get me|i want to see|can i see|tell us',
  the: 'the|our|all|all the|my|all of the|any',
  whole: 'we|it|this|things|the project|the plan|this project|everything|the whole project|the whole thing|this plan|the work',
}

export interface Ask {
  readonly pattern: Pattern
  readonly answer: (slots: Slots, facts: Facts) => string | undefined
}

/** A list of questions and the function that adds to it. */
export function askBook(): { readonly asks: readonly Ask[]; readonly ask: (patterns: readonly string[], answer: Ask['answer']) => void } {
  const asks: Ask[] = []
  return {
    asks,
    ask: (patterns, answer) => {
      for (const source of patterns) asks.push({ pattern: compile(source, groups), answer })
    },
  }
}
