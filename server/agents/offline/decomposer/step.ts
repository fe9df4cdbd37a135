import { listOf, lowerFirst, shorten } from '../planner/words.ts'

/** A sub-task before it has minutes and a local name. `waitsFor` are positions of earlier steps. */
export interface Step {
  readonly title: string
  readonly description: string
  readonly share: number
  readonly criteria: readonly string[]
  readonly waitsFor: readonly number[]
}

/** Exactly so many steps where that can be done: neighbours are joined, then useful further ones added. */
export function stepsTo(count: number, steps: readonly Step[]): readonly Step[] {
  let shaped = steps
  while (shaped.length > count && shaped.length > 1) shaped = joinSmallest(shaped)
  const spare = extras.filter((extra) => !shaped.some((step) => step.title === extra.title))
  for (let index = 0; shaped.length < count; index += 1) {
    const extra = spare[index]
    const waitsFor = shaped.length > 0 ? [shaped.length - 1] : []
    shaped = extra
      ? [...shaped, { ...extra, waitsFor }]
      : [
          ...shaped,
          {
            title: `Further part ${index - spare.length + 1}`,
            description: 'Name what belongs here.',
            share: 1,
            criteria: ['What belongs here is named and done'],
            waitsFor,
          },
        ]
  }
  return shaped
}

const extras: readonly Omit<Step, 'waitsFor'>[] = [
  {
    title: 'Check it against the acceptance criteria',
    description: 'Go through the criteria one by one with fresh eyes and note what is missing.',
    share: 1,
    criteria: ['Every criterion is ticked or has a follow-up'],
  },
  {
    title: 'Show the result and collect feedback',
    description: 'To those who asked for it; note what they say, decide what to change.',
    share: 1,
    criteria: ['Feedback is noted and decided on'],
  },
  {
    title: 'Work in the feedback',
    description: 'Small changes now, larger ones as tasks of their own.',
    share: 2,
    criteria: ['No remark is left undecided'],
  },
  {
    title: 'Write down what others need to know',
    description: 'How it works, where it lies, whom to ask.',
    share: 1,
    criteria: ['Somebody else can carry on with it'],
  },
  {
    title: 'Remove what is no longer needed',
    description: 'Drafts, test data, old versions, temporary access.',
    share: 0.5,
    criteria: ['Nothing temporary is left'],
  },
  {
    title: 'Look back briefly',
    description: 'What took longer than thought, what to do differently next time.',
    share: 0.5,
    criteria: ['One thing to do differently is written down'],
  },
]

function joinSmallest(steps: readonly Step[]): readonly Step[] {
  let at = 0
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index + 1 < steps.length; index += 1) {
    const together = (steps[index]?.share ?? 0) + (steps[index + 1]?.share ?? 0)
    if (together < least) {
      least = together
      at = index
    }
  }
  const [first, second] = [steps[at], steps[at + 1]]
  if (!first || !second) return steps
  const moved = (position: number): number => (position > at ? position - 1 : position)
  const waits = (positions: readonly number[]): readonly number[] => [...new Set(positions.map(moved))]
  return steps.flatMap((step, index) => {
    if (index === at)
      return [{ ...join(first, second), waitsFor: waits([...first.waitsFor, ...second.waitsFor]).filter((position) => position < at) }]
    return index === at + 1 ? [] : [{ ...step, waitsFor: waits(step.waitsFor) }]
  })
}

/** Two short titles are joined; else the larger part names the step and the other stands in its description. */
function join(first: Step, second: Step): Omit<Step, 'waitsFor'> {
  const both = `${first.title} and ${lowerFirst(second.title)}`
  const larger = second.share > first.share ? second : first
  return {
    title: both.length <= 64 && !/,| and /.test(first.title + second.title) ? both : larger.title,
    description: shorten(`**${first.title}.** ${first.description}\n\n**${second.title}.** ${second.description}`, 8000),
    share: first.share + second.share,
    criteria: [...first.criteria, ...second.criteria],
  }
}

export const titlesOf = (steps: readonly { readonly title: string }[]): string => listOf(steps.map((step) => `“${shorten(step.title, 50)}”`))
