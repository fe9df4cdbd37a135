import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsePlannerConfig, readPlannerConfig } from './planner-config.ts'
import { projectRoot, version } from './version.ts'

describe('planner.yaml', () => {
  it('is sound as it ships', () => {
    expect(readPlannerConfig(join(projectRoot, 'configs', 'planner.yaml'))).toEqual({ ok: true, value: { maxMilestones: 6 } })
  })

  it.each([
    ['maxMilestones: many', 'planner.yaml: maxMilestones: Invalid input: expected number, received string'],
    ['maxMilestones: 6\nmilestones: 3', 'planner.yaml: the file: Unrecognized key: "milestones"'],
    ['', 'planner.yaml: the file: Invalid input: expected object, received null'],
  ])('refuses %j in one line', (text, line) => {
    expect(parsePlannerConfig(text)).toEqual({ ok: false, error: line })
  })

  it('says where the YAML itself is broken', () => {
    const result = parsePlannerConfig('maxMilestones: [6')
    expect(result.ok ? '' : result.error).toMatch(/^planner\.yaml: .*line 1/)
  })
})

describe('the version', () => {
  it('is the one of package.json', () => {
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
  })
})
