import { describe, expect, it } from 'vitest'
import { countTokens, editBars, emptyPlan, goal, largestEdit, projectBar, promptOf } from '../../../test/bench/tokens.ts'
import { largePlan } from '../../core/testing/large-plan.ts'

describe('tokens in, by o200k, with schema and tools', () => {
  it.each(editBars)('an edit turn on a plan of %d tasks keeps under %d', async (tasks, bar) => {
    expect((await largestEdit(tasks)).total).toBeLessThanOrEqual(bar)
  })

  it('a project turn on an empty plan keeps under its bar', async () => {
    expect(countTokens(await promptOf(goal, { plan: emptyPlan, head: emptyPlan })).total).toBeLessThanOrEqual(projectBar)
  })

  it('shows a plan of 100 tasks whole, and of one of 5,000 what the message is about', async () => {
    const hundred = largePlan(100, 5)
    const { messages, tools } = await promptOf('Move the payment form work before the import.', { plan: hundred })
    for (const { title } of hundred.tasks.values()) expect(messages[0]?.text).toContain(title)
    expect(tools.map(({ name }) => name)).toEqual(['read_task'])
    const many = largePlan(5_000, 5)
    const hidden = [...many.tasks.values()].at(-1)
    const about = await promptOf(`Rethink "${hidden?.title}" and what depends on it`, { plan: many, mode: 'project' })
    expect(about.messages[0]?.text).toContain(hidden?.title)
    expect(about.messages[0]?.text).toMatch(/\+\d+ more, \d+ closed/)
    expect(about.tools.map(({ name }) => name)).toEqual(['search_tasks', 'read_task', 'read_subtree'])
  })
})
