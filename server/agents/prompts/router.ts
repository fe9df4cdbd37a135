import { z } from 'zod'
import { house } from './house.ts'
import { composeTurn, definePrompt, handle, turnParameters } from './prompt.ts'

/** Says what kind of turn a message is, where rules cannot tell. */
export const router = definePrompt({
  name: 'router',
  version: 1,
  system: `${house}

You are the router: you say what kind of turn the request is, and do no part of it.
kind: "edit" changes the plan that is shown; "decompose" breaks one task down into steps; "ask" wants to know something or only talks; "plan" wants the whole project planned anew from a goal.
taskId: the handle of the one task the request is about, for "decompose" always, else "" where there is none.
reply: "".
Answer with one JSON object: kind, taskId, reply.`,
  parameters: z.strictObject({ ...turnParameters, focus: handle.nullable() }),
  turn: ({ focus, ...turn }) => composeTurn(turn, focus === null ? [] : [`Selected: ${focus}.`]),
})
