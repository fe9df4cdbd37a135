import { calcPrice, extractUsage, findProvider } from '@pydantic/genai-prices'
import { describe, expect, it } from 'vitest'
import type { PriceOverride } from '../../../config/prices.ts'
import type { TokenUsage } from '../../../ports/language-model.ts'
import { pricesOf } from './table.ts'

const at = new Date('2026-11-20T09:00:00Z')
const usage = (more: Partial<TokenUsage>): TokenUsage => ({
  inputTokens: 0,
  cachedTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  ...more,
})
const model = (provider: string, name: string) => ({ provider, model: name, free: false })
const prices = pricesOf([])

describe('the cost of an answer', () => {
  // Worked out by hand from the dollars for a million tokens that stand beside each.
  it.each([
    // 700 · 4.00 + 300 · 0.40 cached + 150 · 20.00, thoughts among the answer
    ['openai', 'gpt-5.6-sol', usage({ inputTokens: 1000, cachedTokens: 300, outputTokens: 150, reasoningTokens: 100 }), 2800 + 120 + 3000],
    // a prompt beyond 272,000: 200,000 · 8.00 + 100,000 · 0.80 + 100 · 30.00
    ['openai', 'gpt-5.6-sol', usage({ inputTokens: 300_000, cachedTokens: 100_000, outputTokens: 100 }), 1_600_000 + 80_000 + 3000],
    // 500 · 4.00 + 200 · 0.20 cached + 300 · 5.00 written + 100 · 20.00
    [
      'anthropic',
      'claude-opus-5-5',
      usage({ inputTokens: 1000, cachedTokens: 200, cacheWriteTokens: 300, outputTokens: 100 }),
      2000 + 40 + 1500 + 2000,
    ],
    // 800 · 0.75 + 200 · 0.075 + 90 · 3.75, thoughts among the answer: 600 + 15 + 337.5
    ['google', 'gemini-3.8-flash', usage({ inputTokens: 1000, cachedTokens: 200, outputTokens: 90, reasoningTokens: 40 }), 953],
    // 900 · 2.00 + 100 · 0.50 + 10 · 6.00
    ['x-ai', 'grok-4.6', usage({ inputTokens: 1000, cachedTokens: 100, outputTokens: 10 }), 1800 + 50 + 60],
  ])('of %s/%s is what its parts cost', async (provider, name, used, micros) => {
    expect(await prices.cost(model(provider, name), used, at)).toEqual({
      micros,
      price: expect.stringMatching(new RegExp(`^${name}, genai-prices \\d+\\.\\d+\\.\\d+$`)),
    })
  })

  it('goes by the day of the answer', async () => {
    const used = usage({ inputTokens: 1_000_000 })
    expect(await prices.cost(model('google', 'gemini-3.8-flash'), used, new Date('2026-12-31T12:00:00Z'))).toMatchObject({ micros: 750_000 })
    expect(await prices.cost(model('google', 'gemini-3.8-flash'), used, new Date('2027-01-02T12:00:00Z'))).toMatchObject({ micros: 1_500_000 })
  })

  it('is not known, never nothing, for a model or a provider that the table does not know', async () => {
    expect(await prices.cost(model('openai', 'gpt-99'), usage({ inputTokens: 10 }), at)).toBeNull()
    expect(await prices.cost(model('nobody', 'gpt-5.6-sol'), usage({ inputTokens: 10 }), at)).toBeNull()
    expect(await prices.perMillion(model('openai', 'gpt-99'), at)).toBeNull()
  })

  it('is nothing where that is declared, and only there', async () => {
    expect(await prices.cost({ ...model('local', 'qwen3:8b'), free: true }, usage({ inputTokens: 10 }), at)).toEqual({
      micros: 0,
      price: 'declared free',
    })
    expect(await prices.cost(model('local', 'qwen3:8b'), usage({ inputTokens: 10 }), at)).toBeNull()
  })

  it('names the model that was matched, so that a price taken from a sister shows', async () => {
    expect(await prices.cost(model('anthropic', 'claude-sonnet-5-5'), usage({ inputTokens: 10 }), at)).toMatchObject({
      price: expect.stringMatching(/^claude-sonnet-5,/),
    })
  })

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is not known where a server counts %d tokens', async (inputTokens) => {
    expect(await prices.cost(model('openai', 'gpt-5.6-sol'), usage({ inputTokens }), at)).toBeNull()
  })

  it('takes parts for no more than the whole, whatever a server counts', async () => {
    expect(
      await prices.cost(model('openai', 'gpt-5.6-sol'), usage({ inputTokens: 100, cachedTokens: 900, cacheWriteTokens: 50, outputTokens: 1 }), at),
    ).toMatchObject({ micros: 60 })
  })
})

describe('usage as providers send it', () => {
  const bodies: readonly (readonly [provider: string, flavor: string, body: Record<string, unknown>, expected: TokenUsage])[] = [
    [
      'openai',
      'chat',
      {
        model: 'gpt-5.6-sol',
        usage: {
          prompt_tokens: 1200,
          completion_tokens: 90,
          prompt_tokens_details: { cached_tokens: 1024 },
          completion_tokens_details: { reasoning_tokens: 40 },
        },
      },
      usage({ inputTokens: 1200, cachedTokens: 1024, outputTokens: 90, reasoningTokens: 40 }),
    ],
    [
      'anthropic',
      'default',
      {
        model: 'claude-opus-5-5',
        usage: {
          input_tokens: 100,
          cache_read_input_tokens: 1024,
          cache_creation_input_tokens: 76,
          output_tokens: 90,
          output_tokens_details: { thinking_tokens: 40 },
        },
      },
      usage({ inputTokens: 1200, cachedTokens: 1024, cacheWriteTokens: 76, outputTokens: 90, reasoningTokens: 40 }),
    ],
    [
      'google',
      'default',
      {
        modelVersion: 'gemini-3.8-flash',
        usageMetadata: { promptTokenCount: 1200, cachedContentTokenCount: 1024, candidatesTokenCount: 50, thoughtsTokenCount: 40 },
      },
      usage({ inputTokens: 1200, cachedTokens: 1024, outputTokens: 90, reasoningTokens: 40 }),
    ],
  ]

  it.each(bodies)('of %s costs what the package makes of the body itself', async (providerId, flavor, body, expected) => {
    const provider = findProvider({ providerId })
    if (!provider) throw new Error(providerId)
    const extracted = extractUsage(provider, body, flavor)
    const direct = calcPrice(extracted.usage, extracted.model ?? '', { providerId, timestamp: at })
    const ours = await prices.cost(model(providerId, extracted.model ?? ''), expected, at)
    expect(ours?.micros).toBe(Math.round((direct?.total_price ?? Number.NaN) * 1_000_000))
  })
})

describe('prices of one’s own', () => {
  const override = (more: Partial<PriceOverride>): PriceOverride => ({
    provider: 'openai',
    model: 'gpt-5.6-sol',
    validFrom: '2026-11-01',
    source: 'test',
    input: 3,
    cached: 0.3,
    cacheWrite: null,
    output: 18,
    ...more,
  })

  it('go before the table from their day on, the newest first', async () => {
    const own = pricesOf([override({}), override({ validFrom: '2026-11-15', input: 2 }), override({ validFrom: '2026-12-01', input: 1 })])
    const used = usage({ inputTokens: 1_000_000 })
    const micros = async (day: string): Promise<number | undefined> => (await own.cost(model('openai', 'gpt-5.6-sol'), used, new Date(day)))?.micros
    expect(await micros('2026-11-14')).toBe(3_000_000)
    expect(await own.cost(model('openai', 'gpt-5.6-sol'), used, at)).toEqual({
      micros: 2_000_000,
      price: 'openai/gpt-5.6-sol, prices.yaml from 2026-11-15',
    })
    expect(await micros('2027-01-01')).toBe(1_000_000)
    expect(await micros('2026-10-31')).toBe(8_000_000)
  })

  it('count each part, and what has no price of its own as the rest', async () => {
    const own = pricesOf([override({ cacheWrite: null })])
    // 500 · 3 + 200 · 0.3 + 300 · 3 + 10 · 18
    const used = usage({ inputTokens: 1000, cachedTokens: 200, cacheWriteTokens: 300, outputTokens: 10 })
    expect(await own.cost(model('openai', 'gpt-5.6-sol'), used, at)).toMatchObject({ micros: 1500 + 60 + 900 + 180 })
    expect(await own.perMillion(model('openai', 'gpt-5.6-sol'), at)).toEqual({
      inputMicros: 3_000_000,
      cachedMicros: 300_000,
      outputMicros: 18_000_000,
      source: 'openai/gpt-5.6-sol, prices.yaml from 2026-11-01',
    })
  })
})
