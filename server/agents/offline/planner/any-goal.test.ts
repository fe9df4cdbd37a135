import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from '../../../core/plan/limits.ts'
import { planFromGoal } from './plan-from-goal.ts'
import { accepted, childrenIn, emptyPlan, requestFor, templates } from './testing/fixtures.ts'

const words = fc.constantFrom(
  ...'build create plan a new the app shop for with and that in by March 2027 3 phases milestones wedding Berlin fix typo README API data, security. Hochzeit für @anna #tag (2d) ? ! 計画 “quoted” {subject} $& __proto__ constructor at most including documentation users can'.split(
    ' ',
  ),
)
const sentence = fc.array(words, { maxLength: 30 }).map((parts) => parts.join(' '))
const outline = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 7 }), sentence), { minLength: 2, maxLength: 40 })
  .map((lines) => lines.map(([depth, text]) => `${'  '.repeat(depth)}- ${text}`).join('\n'))
const message = fc.oneof(
  sentence,
  outline,
  fc.tuple(sentence, outline).map((parts) => parts.join('\n\n')),
  fc.string({ unit: 'binary', maxLength: 300 }),
)

describe('any message', () => {
  it('gets a plan that resolves without issue, within the limits and with no more roots than allowed, or a question', () => {
    fc.assert(
      fc.property(message, fc.integer({ min: 1, max: 8 }), (text, maxMilestones) => {
        const answer = planFromGoal(requestFor(text, { options: { maxMilestones } }), templates)
        if (answer.kind !== 'draft') {
          expect(answer.kind).toBe('question')
          return
        }
        expect(answer.draft.baseVersion).toBe(emptyPlan.version)
        const plan = accepted(answer.draft, emptyPlan)
        const roots = childrenIn(plan, null).length
        expect(roots).toBeGreaterThan(0)
        expect(roots).toBeLessThanOrEqual(maxMilestones)
        expect(plan.project.title.trim()).not.toBe('')
        expect(plan.project.title.length).toBeLessThanOrEqual(limits.title)
        expect(answer.reply.length).toBeLessThan(2000)
      }),
      { numRuns: 1000 },
    )
  })

  it('of the longest size allowed keeps every word', () => {
    const text = `Build a shop. ${Array.from({ length: 9_000 }, (_, index) => `word${index}`).join(' ')}.`.slice(0, limits.message)
    const answer = planFromGoal(requestFor(text), templates)
    if (answer.kind !== 'draft') throw new Error('expected a draft')
    const plan = accepted(answer.draft, emptyPlan)
    expect(JSON.stringify([plan.project.summary, ...[...plan.tasks.values()].map((task) => task.description)])).toContain('word8999')
  })
})
