import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { modelErrorKinds } from '../../../ports/language-model.ts'
import { pauseMs, policies } from './policy.ts'

describe('the pause before a retry', () => {
  it('is anything up to half a second, doubled with each try, and never more than twenty', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 20].map((tried) => pauseMs(tried, null, 1))).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000])
    expect([1, 3, 20].map((tried) => pauseMs(tried, null, 0))).toEqual([0, 0, 0])
    expect(pauseMs(2, null, 0.25)).toBe(250)
  })

  it('is at least as long as the provider asks for', () => {
    expect(pauseMs(1, 7000, 0.9)).toBe(7000)
    expect(pauseMs(6, 7000, 1)).toBe(16_000)
  })
})

describe('the table of policies', () => {
  const page = readFileSync(new URL('../../../../docs/models.md', import.meta.url), 'utf8')
  const rows =
    page
      .split('## When a model fails')[1]
      ?.split('\n')
      .filter((line) => line.startsWith('| `')) ?? []
  const toldOf = (kind: string): string | undefined => rows.find((row) => row.split('|')[1]?.includes(`\`${kind}\``))?.split('|')[2]

  it.each(modelErrorKinds.filter((kind) => kind !== 'not_configured'))('is told to people as it is: %s', (kind) => {
    const first = {
      again: /^ (the same model again|as above)/,
      next: /^ the next model /,
      larger: /^ the next model that takes longer prompts/,
      end: /^ the (end|same model, asked the next way down)/,
    }
    expect(toldOf(kind)).toMatch(first[policies[kind].remedy])
  })
})
