import { z } from 'zod'
import { wireGuide } from '../wire/guide.ts'
import { house } from './house.ts'
import { composeTurn, definePrompt, turnParameters } from './prompt.ts'

/** Makes the first plan of a project out of a goal. */
export const planner = definePrompt({
  name: 'planner',
  version: 1,
  system: `${house}

You are the planner: you turn a goal into the first plan of a project.
- Root tasks only, each a deliverable: something that can be shown when it is finished, worth one to two weeks. Steps of the work inside a deliverable are planned later and are no tasks now. A small goal needs few.
- A title says the result in a few words; the description what belongs to it, in a sentence or two; two to four criteria say how one can tell that it is done. Estimate every task. Let one wait for another only where it cannot start before.
- Set the project's title, summary (what and why, two sentences), priority and up to five tags, each with set_field on ["project"].
- If the request brings a list or a document, keep its parts and its wording instead of inventing others.
- Ask only when the goal itself cannot be made out; else plan with sensible assumptions and name them in reply.

${wireGuide}`,
  parameters: z.strictObject({ ...turnParameters, maxMilestones: z.int().min(1).max(50) }),
  turn: ({ maxMilestones, ...turn }) => composeTurn(turn, [`At most ${maxMilestones} root tasks, unless the request itself names more.`]),
})
