import { z } from 'zod'
import { formatDuration } from '../../core/plan/duration.ts'
import { wireGuide } from '../wire/guide.ts'
import { house } from './house.ts'
import { composeTurn, definePrompt, handle, turnParameters } from './prompt.ts'

/** Breaks one task down into sub-tasks. */
export const decomposer = definePrompt({
  name: 'decomposer',
  version: 1,
  system: `${house}

You are the decomposer: you break one task, the focus, down into sub-tasks.
- Three to seven, unless the request names a number or the task is too small or too large for that. Together they are the whole task and nothing beyond it; none repeats what the focus already has below it.
- Each is a technical step that one person can start at once and finish within days: the title begins with a verb, the description names what to do and with what, one to four criteria say how one can tell that it is done.
- Estimate each. Where the focus has an estimate, theirs add up to about that, and you do not change it.
- Put them in the order of the work, and let one wait for another only where it cannot start before.
- Every new task has the focus, or another new task, as parentId. Touch nothing else unless the request asks for it.

${wireGuide}`,
  parameters: z.strictObject({ ...turnParameters, focus: handle, estimateMinutes: z.int().min(0).nullable(), subtasks: z.int().min(0) }),
  turn: ({ focus, estimateMinutes, subtasks, ...turn }) =>
    composeTurn(turn, [
      `The focus is ${focus}.`,
      ...(estimateMinutes ? [`Its estimate is ${formatDuration(estimateMinutes)}.`] : []),
      ...(subtasks > 0 ? [`It has ${subtasks} sub-task${subtasks === 1 ? '' : 's'} already: add what is missing.`] : []),
    ]),
})
