import { describe, expect, it } from 'vitest'
import { fillTemplate } from './fill.ts'
import { readGoal } from './goal.ts'
import { problems, templates, today } from './testing/fixtures.ts'

describe('the templates that come with the product', () => {
  it('are sound, at least twenty, and cover the kinds of project people ask for', () => {
    expect(problems).toEqual([])
    expect(templates.length).toBeGreaterThanOrEqual(20)
    const ids = templates.map((template) => template.id)
    for (const id of [
      'feature',
      'web-app',
      'mobile-app',
      'api',
      'data-pipeline',
      'migration',
      'infrastructure',
      'security-audit',
      'machine-learning',
      'research-study',
      'event',
      'marketing-launch',
      'hiring',
      'course',
      'house-move',
      'generic',
    ])
      expect(ids).toContain(id)
  })

  it.each(templates.map((template) => [template.id, template] as const))(
    '%s: deliverables of at most four weeks with two to five criteria and steps of their own',
    (_id, template) => {
      for (const milestone of template.milestones) {
        expect(milestone.estimateMinutes).toBeLessThanOrEqual(4 * 2400)
        expect(milestone.title.length).toBeLessThanOrEqual(80)
        const titles = milestone.steps.map((step) => step.title)
        expect(new Set(titles).size).toBe(titles.length)
        expect(titles).not.toContain(milestone.title)
      }
      expect(new Set(template.milestones.map((milestone) => milestone.title)).size).toBe(template.milestones.length)
    },
  )

  it.each(templates.map((template) => [template.id, template] as const))('%s: reads naturally with any subject filled in', (_id, template) => {
    for (const goal of ['Build a new thing', 'Launch Planwright for small teams', 'Do my daughter’s party', 'Plan 3 workshops in May', '???']) {
      const text = JSON.stringify(fillTemplate(template, readGoal(goal, today)))
      expect(text).not.toMatch(/\{[^"{}:]*\}/)
      expect(text).not.toMatch(/\b(the) \1\b|\bthe (?:a|an|my|our)\b|undefined|\bnull\b/i)
    }
  })
})
