import { describe, expect, it } from 'vitest'
import { answeredText, usageDetail } from './answered.ts'

const by = { provider: 'openai', model: 'gpt', promptVersion: '1' }
const usage = {
  tries: 1,
  inputTokens: 1200,
  cachedTokens: 0,
  outputTokens: 300,
  costMicros: 4_200,
  unknownCosts: 0,
  provider: 'openai',
  model: 'gpt',
}

describe('how a turn was answered', () => {
  it.each([
    [{ by: null, usage: null }, 'by rules · no model'],
    [{ by, usage }, 'openai/gpt · 1,500 tokens · $0.0042'],
    [{ by, usage: { ...usage, tries: 3, costMicros: null } }, 'openai/gpt · 1,500 tokens · 3 tries · price unknown'],
    [{ by, usage: { ...usage, inputTokens: 123_456, unknownCosts: 1, costMicros: 2_000_000 } }, 'openai/gpt · 123.8K tokens · at least $2.00'],
    [{ by: null, usage, status: 'failed' as const }, 'no answer from openai/gpt · 1,500 tokens · $0.0042'],
    [{ by: null, usage }, 'by rules, after openai/gpt · 1,500 tokens · $0.0042'],
  ])('%#', (turn, text) => {
    expect(answeredText({ status: 'done', ...turn })).toBe(text)
  })

  it('tells what the tokens were', () => {
    expect(usageDetail(usage)).toBe('1,200 tokens in, 300 out')
    expect(usageDetail({ ...usage, cachedTokens: 1000 })).toBe('1,200 tokens in (1,000 of them from the cache), 300 out')
  })
})
