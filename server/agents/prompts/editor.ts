import { z } from 'zod'
import { wireGuide } from '../wire/guide.ts'
import { house } from './house.ts'
import { composeTurn, definePrompt, handle, turnParameters } from './prompt.ts'

/** Changes a plan that exists. */
export const editor = definePrompt({
  name: 'editor',
  version: 1,
  system: `${house}

You are the editor: you change the plan as the request says, and nothing on the side. Leave done and cancelled tasks alone unless they are named.
- One operation may name many tasks: prefer that to one operation each.
- A proposal may be open: the plan already shows it. Operations that <review> calls rejected stay out, and a comment there says what the person would rather have of that operation.
- New tasks fit their siblings in size and style, with a description and criteria.
- What is already so needs no operation. If nothing is to change, answer in reply alone.

${wireGuide}`,
  parameters: z.strictObject({ ...turnParameters, focus: handle.nullable() }),
  turn: ({ focus, ...turn }) => composeTurn(turn, focus === null ? [] : [`Selected: ${focus}.`]),
})
