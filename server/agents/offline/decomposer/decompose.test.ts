import { describe, expect, it } from 'vitest'
import { childrenOf, planOf, type Plan } from '../../../core/plan/plan.ts'
import { taskDefaults, type CriterionId, type Task, type TaskFields, type TaskId } from '../../../core/plan/task.ts'
import { depthOf } from '../../../core/plan/tree.ts'
import { planFromGoal } from '../planner/plan-from-goal.ts'
import { accepted, childrenIn, draftOf, emptyPlan, planWith, replyOf, requestFor, templates } from '../planner/testing/fixtures.ts'
import { similarity } from '../planner/words.ts'
import { decompose } from './decompose.ts'
import { patterns } from './patterns/index.ts'

const ask = (plan: Plan, taskId: TaskId, message = 'Break it down') =>
  decompose(requestFor(message, { plan, head: plan, mode: 'task', taskId }), templates)

/** A task alone, broken down: its sub-tasks. */
function split(fields: Partial<TaskFields> & { title: string }, message?: string): readonly Task[] {
  const { plan, taskId } = planWith({ estimateMinutes: 2400, ...fields })
  return childrenIn(accepted(draftOf(ask(plan, taskId, message)), plan), taskId)
}

const titles = (fields: Partial<TaskFields> & { title: string }, message?: string): string[] => split(fields, message).map((task) => task.title)
const minutes = (tasks: readonly Task[]): number => tasks.reduce((sum, task) => sum + (task.estimateMinutes ?? 0), 0)

describe('the steps of a task', () => {
  it.each([
    ['Write unit tests for the parser', 'Cover the normal paths'],
    ['Set up the database', 'Write the schema migrations'],
    ['Design the login screen', 'Draw the screens in detail'],
    ['Design the plug-in architecture', 'Describe the chosen design'],
    ['Implement the import', 'Build a thin version end to end'],
    ['Migrate the wiki', 'Rehearse on a copy and compare'],
    ['Deploy to production', 'Release to a few, then to all'],
    ['Fix the login crash', 'Reproduce it reliably'],
    ['Refactor the billing module', 'Change it in small safe steps'],
    ['Write the introduction', 'Write straight through'],
    ['Document the API client', 'Write the pages'],
    ['Research competitors', 'Weigh and compare'],
    ['Organise the summer party', 'Draw up the schedule of the day'],
    ['Buy new laptops', 'Compare three offers'],
    ['Buy milk', 'Write the shopping list'],
    ['Connect a third-party login', 'Map data and events'],
    ['Third-party payments', 'Map data and events'],
    ['Book the venue', 'Ask for offers and availability'],
    ['Hire a designer', 'Hold structured interviews'],
    ['Review the contract draft', 'Rank the findings'],
    ['Train the support team', 'Prepare exercises, then the explanations'],
    ['Optimise the search', 'Find where the time goes'],
    ['Integrate Stripe', 'Build the client with retries and limits'],
    ['Pack the kitchen', 'Get boxes, tape and labels'],
    ['Apply for a visa', 'Collect the papers'],
    ['Choose a CRM', 'Try the best three'],
    ['Announce the price change', 'Write the message once, well'],
    ['Record the intro video', 'Edit to a first version'],
    ['Paint the living room', 'Clear and protect'],
    ['Automate the nightly build', 'Run them on every change'],
    ['Raise money from sponsors', 'List who could give it'],
  ])('%s → … %s …', (title, step) => {
    expect(titles({ title })).toContain(step)
  })

  it.each(['Make the second and the third', 'First three pieces finished', 'Live music', 'Go home by bus', 'Wrap the presents up'])(
    'takes no half of a hyphenated phrase for a kind of work: %s',
    (title) => {
      expect(titles({ title })).not.toContain('Read the other side’s contract')
      expect(titles({ title })).not.toContain('Release to a few, then to all')
    },
  )

  it('gives small purchases minutes, not offers to compare', () => {
    const steps = split({ title: 'Buy milk', estimateMinutes: null })
    expect(minutes(steps)).toBeLessThanOrEqual(60)
    expect(steps.map((step) => step.title)).not.toContain('Compare three offers')
  })

  it('gives each step a reason of its own: what it covers, what builds on it, what holds at its end', () => {
    const { plan, taskId } = planWith({
      title: 'Payment API',
      estimateMinutes: 2400,
      acceptanceCriteria: [{ id: 'c-1' as CriterionId, text: 'The handlers answer every request', done: false }],
    })
    const reasons = draftOf(ask(plan, taskId)).taskPatches.map((entry) => entry.rationale ?? '')
    expect(reasons).toContain('Covers “The handlers answer every request”')
    expect(reasons.join()).not.toContain('A step of')
    expect(new Set(reasons).size).toBe(reasons.length)
    const [first] = draftOf(ask(planWith({ title: 'Fix the login crash', estimateMinutes: 2400 }).plan, taskId)).taskPatches
    expect(first?.rationale).toBe('Everything after it builds on it')
  })

  it('knows at least 25 kinds of work', () => {
    expect(patterns.length).toBeGreaterThanOrEqual(25)
    expect(new Set(patterns.map((pattern) => pattern.id)).size).toBe(patterns.length)
  })

  it('has three to seven steps with description, criteria and estimates that add up exactly', () => {
    for (const estimateMinutes of [241, 480, 2400, 9999]) {
      const steps = split({ title: 'Implement the import', estimateMinutes })
      expect(steps.length).toBeGreaterThanOrEqual(3)
      expect(steps.length).toBeLessThanOrEqual(7)
      expect(minutes(steps)).toBe(estimateMinutes)
      for (const step of steps) {
        expect(step.description.length).toBeGreaterThan(10)
        expect(step.acceptanceCriteria.length).toBeGreaterThan(0)
      }
    }
  })

  it('is shorter for small tasks', () => {
    expect(split({ title: 'Implement the import', estimateMinutes: 60 })).toHaveLength(2)
    expect(split({ title: 'Implement the import', estimateMinutes: 120 })).toHaveLength(3)
    expect(minutes(split({ title: 'Implement the import', estimateMinutes: 37 }))).toBe(37)
  })

  it('assumes an estimate where there is none, and says so', () => {
    const { plan, taskId } = planWith({ title: 'Implement the import' })
    const answer = ask(plan, taskId)
    expect(minutes(childrenIn(accepted(draftOf(answer), plan), taskId))).toBeGreaterThan(0)
    expect(replyOf(answer)).toContain('no estimate')
  })

  it('hands criteria of the task on to the steps they fit', () => {
    const criterion = (text: string) => ({ id: text as CriterionId, text, done: false })
    const steps = split({
      title: 'Set up the database',
      acceptanceCriteria: [criterion('A backup restore was tried'), criterion('As asked: PostgreSQL'), criterion('Everybody smiles')],
    })
    expect(steps.find((step) => step.title.includes('backup'))?.acceptanceCriteria.map((each) => each.text)).toContain('A backup restore was tried')
    const all = steps.flatMap((step) => step.acceptanceCriteria.map((each) => each.text))
    expect(all).toContain('As asked: PostgreSQL')
    expect(steps.at(-1)?.acceptanceCriteria.at(-1)?.text).toContain('have been gone through')
  })
})

describe('what the message asks for', () => {
  it.each([
    ['into 4 steps', 4],
    ['split it into three parts please', 3],
    ['Break it down into 9 small sub-tasks', 9],
    ['at most 3 steps', 3],
    ['at least 6 steps', 6],
    ['into 12 tasks', 12],
    ['in one step', 1],
  ])('%s', (message, count) => {
    expect(split({ title: 'Implement the import' }, message)).toHaveLength(count)
  })

  it.each([
    ['break it into design, build and test', ['Design', 'Build', 'Test']],
    ['split into: research the market, interview five users; write it up', ['Research the market', 'Interview five users', 'Write it up']],
    ['Break down into frontend and backend', ['Frontend', 'Backend']],
    ['into 3 steps: look, think, act', ['Look', 'Think', 'Act']],
    ['Subtasks:\n- Order wood\n- Saw it\n- Paint it', ['Order wood', 'Saw it', 'Paint it']],
    ['1. Order wood 2. Saw it', ['Order wood', 'Saw it']],
  ])('in the person’s words: %s', (message, expected) => {
    const steps = split({ title: 'Build a shelf' }, message)
    expect(steps.map((step) => step.title)).toEqual(expected)
    expect(minutes(steps)).toBe(2400)
  })

  it('does not take the task’s own title for a list', () => {
    expect(titles({ title: 'Design, build and test the shelf' }, 'Break down Design, build and test the shelf into sub-tasks')).not.toEqual([
      'Design',
      'Build',
      'Test the shelf',
    ])
    expect(titles({ title: 'Build a shelf' }, 'break it into smaller pieces')).toHaveLength(5)
  })

  it('keeps estimates the person gave and shares out the rest', () => {
    const steps = split({ title: 'Marketing', estimateMinutes: 960 }, 'break it into: landing page (4h), newsletter, ads')
    expect(steps.map((step) => step.estimateMinutes)).toEqual([240, 360, 360])
  })

  it('keeps nested lists, with minutes that add up on every level', () => {
    const { plan, taskId } = planWith({ title: 'Deploy', estimateMinutes: 500 })
    const after = accepted(draftOf(ask(plan, taskId, '- Freeze\n- Deploy\n  - Blue\n  - Green\n- Verify')), plan)
    const steps = childrenIn(after, taskId)
    expect(minutes(steps)).toBe(500)
    expect(minutes(childrenIn(after, steps[1]?.id ?? taskId))).toBe(steps[1]?.estimateMinutes)
  })

  it('adds what must be among the steps', () => {
    expect(titles({ title: 'Write the manual' }, 'break it down, and include a video tutorial')).toContain('Video tutorial')
    expect(split({ title: 'Write the manual' }, 'into 4 steps, including translation')).toHaveLength(4)
  })

  it('asks which task where none is selected', () => {
    expect(decompose(requestFor('break it down'), templates)).toMatchObject({ kind: 'words', understood: false })
  })

  it('asks before breaking down what is done', () => {
    const { plan, taskId } = planWith({ title: 'Build', status: 'done' })
    const answer = ask(plan, taskId)
    expect(answer.kind).toBe('question')
    expect(ask(plan, taskId, answer.kind === 'question' ? (answer.question.options[0]?.message ?? '') : '').kind).toBe('draft')
  })
})

describe('sub-tasks that are there', () => {
  const planned = (): Plan => accepted(draftOf(planFromGoal(requestFor('Build a new user authentication flow'), templates)), emptyPlan)
  const first = (plan: Plan): TaskId => childrenOf(plan, null)[2] as TaskId
  const without = (plan: Plan, index: number): Plan => {
    const gone = childrenOf(plan, first(plan))[index]
    return planOf(
      plan.project,
      [...plan.tasks.values()].filter((task) => task.id !== gone).map((task) => ({ ...task, dependsOn: task.dependsOn.filter((id) => id !== gone) })),
      plan.version,
    )
  }

  it('are kept, and nothing is added when nothing is missing', () => {
    const plan = planned()
    const whole = accepted(draftOf(ask(plan, first(plan))), plan)
    expect(ask(whole, first(whole))).toMatchObject({ kind: 'words', understood: true })
  })

  it('are completed by what is missing, from the minutes that are free', () => {
    const plan = planned()
    const whole = accepted(draftOf(ask(plan, first(plan))), plan)
    const holed = without(whole, 2)
    const mended = accepted(draftOf(ask(holed, first(holed))), holed)
    expect(new Set(childrenIn(mended, first(plan)).map((task) => task.title))).toEqual(
      new Set(childrenIn(whole, first(plan)).map((task) => task.title)),
    )
    expect(minutes(childrenIn(mended, first(plan)))).toBe(plan.tasks.get(first(plan))?.estimateMinutes)
  })

  it('of the person’s own kind lead to a question', () => {
    const { plan, taskId } = planWith({ title: 'Implement the import', estimateMinutes: 960 })
    const own = accepted(draftOf(ask(plan, taskId, 'into apples, pears and plums')), plan)
    const answer = ask(own, taskId)
    expect(answer.kind).toBe('question')
    const added = ask(own, taskId, answer.kind === 'question' ? (answer.question.options[0]?.message ?? '') : '')
    expect(
      childrenIn(accepted(draftOf(added), own), taskId)
        .slice(0, 3)
        .map((task) => task.title),
    ).toEqual(['Apples', 'Pears', 'Plums'])
  })

  it('are said to be there when a list names nothing else', () => {
    const { plan, taskId } = planWith({ title: 'Shelf', estimateMinutes: 960 })
    const own = accepted(draftOf(ask(plan, taskId, 'into saw and paint')), plan)
    expect(replyOf(ask(own, taskId, 'into saw and paint'))).toContain('already')
  })

  it('are not doubled by a list that repeats them', () => {
    const { plan, taskId } = planWith({ title: 'Shelf', estimateMinutes: 960 })
    const own = accepted(draftOf(ask(plan, taskId, 'into saw and paint')), plan)
    expect(childrenIn(accepted(draftOf(ask(own, taskId, 'into saw, sand and paint')), own), taskId).map((task) => task.title)).toEqual([
      'Saw',
      'Paint',
      'Sand',
    ])
  })
})

describe('where a task came from', () => {
  const plan = accepted(draftOf(planFromGoal(requestFor('Plan a wedding for 80 people in June'), templates)), emptyPlan)
  const renamed = (index: number, title: string): { plan: Plan; id: TaskId } => {
    const id = childrenOf(plan, null)[index] as TaskId
    return {
      id,
      plan: planOf(
        plan.project,
        [...plan.tasks.values()].map((task) => (task.id === id ? { ...task, title } : task)),
        plan.version,
      ),
    }
  }

  it.each([
    [0, 'Guest list, budget and date for the wedding', 'Write the guest list'],
    [0, 'Guests, money and date', 'Write the guest list'],
    [1, 'Book place and food', 'Visit and book the place'],
    [2, 'Send out invitations', 'Write and send invitations'],
    [3, 'Outfits + decoration', 'Choose outfits and rings or gifts'],
  ])('is recognised by its words, also when milestone %i is called “%s”', (index, title, step) => {
    const { plan: changed, id } = renamed(index, title)
    expect(childrenIn(accepted(draftOf(ask(changed, id)), changed), id).map((task) => task.title)).toContain(step)
  })

  it('is not believed of a task of another project', () => {
    expect(titles({ title: 'Book the flights to the summit' })).not.toContain('Visit three venues')
  })
})

describe('going deeper', () => {
  it('stops at the deepest level and says what to do instead', () => {
    const chain = Array.from({ length: 6 }, (_, depth): Task => ({
      ...taskDefaults,
      title: `Level ${depth}`,
      id: `task-${depth}` as TaskId,
      parentId: depth === 0 ? null : (`task-${depth - 1}` as TaskId),
      rank: 'a0',
    }))
    const plan = planOf(emptyPlan.project, chain)
    const answer = ask(plan, 'task-5' as TaskId)
    expect(answer.kind).toBe('words')
    expect(replyOf(answer)).toMatch(/deepest level.*criteria/)
    const shorter = planOf(emptyPlan.project, chain.slice(0, 5))
    expect(ask(shorter, 'task-4' as TaskId).kind).toBe('draft')
  })

  it('never repeats what stands above or beside it, down to the last level', () => {
    for (const title of ['Write unit tests', 'Set up the database', 'Organise the party', 'Mystery', 'Renovate the kitchen', 'Write chapter one']) {
      let { plan, taskId } = planWith({ title, estimateMinutes: 9600 })
      const path = [title]
      for (let depth = 0; depth < 5; depth += 1) {
        const answer = ask(plan, taskId)
        plan = accepted(draftOf(answer), plan)
        const children = childrenIn(plan, taskId)
        expect(children.length).toBeGreaterThanOrEqual(2)
        expect(minutes(children)).toBe(plan.tasks.get(taskId)?.estimateMinutes)
        for (const child of children) for (const above of path) expect(similarity(child.title, above)).toBeLessThan(0.75)
        const largest = children.toSorted((a, b) => (b.estimateMinutes ?? 0) - (a.estimateMinutes ?? 0))[0]
        taskId = largest?.id ?? taskId
        path.push(largest?.title ?? '')
        expect(largest?.title.length).toBeLessThan(120)
      }
      expect(depthOf(plan, taskId)).toBe(5)
    }
  })

  it('differs between different tasks', () => {
    expect(titles({ title: 'Write unit tests' })).not.toEqual(titles({ title: 'Set up the database' }))
  })
})

describe('every template', () => {
  it.each(templates.map((template) => [template.id, template] as const))(
    '%s: its plan can be broken down twice, with sums that fit',
    (_id, template) => {
      const word = template.id === 'generic' ? 'stamp collection' : (Object.entries(template.words).toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '')
      let plan = accepted(draftOf(planFromGoal(requestFor(`Plan the ${word}`), [template])), emptyPlan)
      for (const [index, id] of childrenOf(plan, null).entries()) {
        plan = accepted(draftOf(ask(plan, id)), plan)
        const steps = childrenIn(plan, id)
        expect(minutes(steps)).toBe(plan.tasks.get(id)?.estimateMinutes)
        if ((plan.tasks.get(id)?.estimateMinutes ?? 0) > 240)
          expect(steps.map((step) => step.title)).toEqual(
            template.milestones[index]?.steps.map((step) => expect.stringContaining(step.title.replace(/\{.*/, ''))),
          )
        const texts = new Set<string>()
        for (const step of steps) {
          plan = accepted(draftOf(ask(plan, step.id)), plan)
          const deeper = childrenIn(plan, step.id)
          expect(deeper.length).toBeGreaterThanOrEqual(2)
          expect(minutes(deeper)).toBe(step.estimateMinutes)
          texts.add(deeper.map((task) => task.title).join('|'))
        }
      }
    },
  )
})
