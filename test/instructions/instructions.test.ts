import { describe, expect, it } from 'vitest'
import { judge, ratesOf, readCorpus, spellRates } from './corpus.ts'

describe.each([
  ['instructions', './instructions.yaml'],
  ['held-out', './held-out.yaml'],
])('the %s', (name, file) => {
  const judged = readCorpus(file).map(judge)
  const rates = ratesOf(judged)

  it('makes no wrong edit', () => {
    console.log(spellRates(name, rates))
    expect(judged.filter(({ verdict }) => verdict === 'wrong').map(({ instruction, detail }) => `${instruction.say}\n${detail}`)).toEqual([])
  })

  it.each(rates)('understands at least 90 % of $kind instructions', ({ right, total }) => {
    expect(right).toBeGreaterThanOrEqual(total * 0.9)
  })
})
