import { describe, expect, it } from 'vitest'
import { loadTemplates } from './templates.ts'

const step = (number: number): string => `      - title: Step ${number}\n        description: Do it.\n        criteria: It is done\n`
const milestone = (key: string, more = ''): string =>
  `  - key: ${key}\n    title: The ${key} of {the subject}\n    description: Something.\n    estimate: 2d\n${more}    criteria:\n      - One\n      - Two\n    rationale: Because.\n    steps:\n${step(1)}${step(2)}${step(3)}`
const file = (milestones: string): string =>
  `id: sample\nname: Sample\nwords: {sample: 3}\nsubject: sample\nsummary: A sample.\nmilestones:\n${milestones}`
const load = (text: string) => loadTemplates([{ name: 'sample.yaml', text }])

describe('loadTemplates', () => {
  it('reads a template, with estimates in minutes and steps that wait for the one before', () => {
    const { templates, problems } = load(file(milestone('first') + milestone('second', '    dependsOn: [first]\n')))
    expect(problems).toEqual([])
    expect(templates[0]?.milestones.map(({ key, estimateMinutes, dependsOn }) => ({ key, estimateMinutes, dependsOn }))).toEqual([
      { key: 'first', estimateMinutes: 960, dependsOn: [] },
      { key: 'second', estimateMinutes: 960, dependsOn: ['first'] },
    ])
    expect(templates[0]?.milestones[0]?.steps.map((each) => each.dependsOn)).toEqual([[], [0], [1]])
    expect(templates[0]?.milestones[0]?.steps[0]?.criteria).toEqual(['It is done'])
  })

  it('names the file and the line of a wrong estimate', () => {
    expect(load(file(milestone('first')).replace('estimate: 2d', 'estimate: soon')).problems).toEqual([
      { file: 'sample.yaml', line: 10, detail: 'milestones.0.estimate: write an estimate as 30m, 4h, 3d or 1w' },
    ])
  })

  it('names the line of YAML that cannot be read', () => {
    const [problem] = load('id: sample\nname: "never closed\nwords: {}').problems
    expect(problem?.file).toBe('sample.yaml')
    expect(problem?.line).toBeGreaterThan(1)
  })

  it.each([
    ['a milestone that waits for a later or unknown one', milestone('first', '    dependsOn: [nowhere]\n'), /no earlier milestone/],
    ['two milestones of one key', milestone('first') + milestone('first'), /is there already/],
    ['a placeholder that nobody fills', milestone('first').replace('{the subject}', '{thing}'), /\{thing\} is no placeholder/],
    ['fewer than three steps', milestone('first').replace(step(3), ''), /steps/],
    ['a step that waits for itself', milestone('first').replace('Step 2\n', 'Step 2\n        dependsOn: [2]\n'), /earlier steps/],
    ['a field that does not exist', milestone('first', '    colour: red\n'), /colour/],
  ])('refuses %s', (_what, milestones, reason) => {
    const { templates, problems } = load(file(milestones))
    expect(templates).toEqual([])
    expect(problems[0]?.detail).toMatch(reason)
    expect(problems[0]?.line).toBeGreaterThan(6)
  })

  it('keeps the sound templates when another is wrong, and refuses an id that is taken', () => {
    const sound = { name: 'a.yaml', text: file(milestone('first')) }
    const { templates, problems } = loadTemplates([sound, { name: 'b.yaml', text: 'id: 7' }, { ...sound, name: 'c.yaml' }])
    expect(templates).toHaveLength(1)
    expect(new Set(problems.map((problem) => problem.file))).toEqual(new Set(['b.yaml', 'c.yaml']))
  })
})
