import { describe, expect, it } from 'vitest'
import { judge, ratesOf, readCorpus, spellRates } from './corpus.ts'

describe.each([
  ['instructions', './instructions.yaml'],
  ['first held-out set', './held-out.yaml'],
  ['second held-out set', './held-out-2.yaml'],
  ['third held-out set', './held-out-3.yaml'],
  ['fourth held-out set', './held-out-4.yaml'],
  ['fifth held-out set', './held-out-5.yaml'],
  ['sixth held-out set', './held-out-6.yaml'],
  ['eighth held-out set', './held-out-8.yaml'],
  ['ninth held-out set', './held-out-9.yaml'],
  ['tenth held-out set', './held-out-10.yaml'],
])('the %s', (name, file) => {
  const judged = readCorpus(file).map(judge)
  const rates = ratesOf(judged)
  const told = (verdict: string): readonly string[] =>
    judged.filter((one) => one.verdict === verdict).map(({ instruction, detail }) => `${instruction.say}\n${detail}`)

  it('gets nothing wrong', () => {
    console.log(spellRates(name, rates))
    expect(told('wrong')).toEqual([])
  })

  it.each(rates)('understands at least 90 % of its $kind instructions', ({ right, total }) => {
    expect(right, told('missed').join('\n')).toBeGreaterThanOrEqual(total * 0.9)
  })
})
