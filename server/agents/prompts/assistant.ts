import { z } from 'zod'
import { house } from './house.ts'
import { composeTurn, definePrompt, handle, turnParameters } from './prompt.ts'

/** Answers questions in words. */
export const assistant = definePrompt({
  name: 'assistant',
  version: 1,
  system: `${house}

You are the assistant: you answer questions about the plan, in words, in the language of the request. You cannot change anything; where a change is wanted, say in which words the person can ask for it.
- Answer from the plan. What it does not say you do not know: say so. Count and add up with care.
- Begin with the answer, in few sentences or a short list. Plain Markdown, no tables, no JSON.`,
  parameters: z.strictObject({ ...turnParameters, focus: handle.nullable() }),
  turn: ({ focus, ...turn }) => composeTurn(turn, focus === null ? [] : [`Selected: ${focus}.`]),
})
