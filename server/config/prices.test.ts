import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsePrices, readPrices } from './prices.ts'
import { projectRoot } from './version.ts'

const one = `prices:
  - provider: openai
    model: gpt-5.6-sol
    validFrom: 2026-12-01
    source: a list
    input: 3.5
    cached: 0.35
    cacheWrite: null
    output: 18
`

describe('prices.yaml', () => {
  it('of the product is read', () => {
    expect(readPrices(join(projectRoot, 'configs', 'prices.yaml'))).toEqual({ ok: true, value: [] })
  })

  it('gives each price with its day and its source', () => {
    expect(parsePrices(one)).toEqual({
      ok: true,
      value: [
        {
          provider: 'openai',
          model: 'gpt-5.6-sol',
          validFrom: '2026-12-01',
          source: 'a list',
          input: 3.5,
          cached: 0.35,
          cacheWrite: null,
          output: 18,
        },
      ],
    })
  })

  it.each([
    ['no source', '    source: a list\n', '', 'line 2: prices.0.source: is missing'],
    ['a day that is none', '2026-12-01', 'soon', 'line 4: prices.0.validFrom: a date such as 2026-12-01'],
    ['a price below nothing', 'input: 3.5', 'input: -1', 'line 6: prices.0.input: Too small: expected number to be >=0'],
  ])('is refused with its line for %s', (_what, from, to, message) => {
    expect(parsePrices(one.replace(from, to))).toEqual({ ok: false, error: message })
  })
})
