import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { ModelPrice as TablePrice } from '@pydantic/genai-prices'
import type { PriceOverride } from '../../../config/prices.ts'
import type { TokenUsage } from '../../../ports/language-model.ts'
import type { ModelPrice } from '../../../ports/models.ts'
import type { Cost, PricedModel, Prices } from './prices.ts'

/**
 * Prices from our own dated file, then from the data that come with `@pydantic/genai-prices`, then none. The package is
 * loaded with the first question and never asks the network.
 */
export function pricesOf(overrides: readonly PriceOverride[]): Prices {
  return {
    async cost(model, usage, at) {
      const use = consistent(usage)
      if (!use) return null
      if (model.free) return { micros: 0, price: 'declared free' }
      const ours = overrideOf(overrides, model, at)
      return ours ? { micros: costOf(ours, use), price: sourceOf(ours) } : fromTable(model, use, at)
    },
    async perMillion(model, at) {
      if (model.free) return { inputMicros: 0, cachedMicros: 0, outputMicros: 0, source: 'declared free' }
      const ours = overrideOf(overrides, model, at)
      if (ours)
        return {
          inputMicros: micros(ours.input),
          cachedMicros: ours.cached === null ? null : micros(ours.cached),
          outputMicros: micros(ours.output),
          source: sourceOf(ours),
        }
      const { calcPrice } = await table()
      const found = calcPrice({ input_tokens: 1, output_tokens: 1 }, model.model, { providerId: model.provider, timestamp: at })
      return found && perMillionOf(found.model_price, idOf(found.model.id))
    },
  }
}

/** Parts are never more than the whole, whatever a server counts; null for what cannot be counted at all. */
function consistent(usage: TokenUsage): TokenUsage | null {
  if (!Object.values(usage).every((tokens) => Number.isSafeInteger(tokens) && tokens >= 0)) return null
  const cachedTokens = Math.min(usage.cachedTokens, usage.inputTokens)
  const cacheWriteTokens = Math.min(usage.cacheWriteTokens, usage.inputTokens - cachedTokens)
  return { ...usage, cachedTokens, cacheWriteTokens, reasoningTokens: Math.min(usage.reasoningTokens, usage.outputTokens) }
}

function overrideOf(overrides: readonly PriceOverride[], { provider, model }: PricedModel, at: Date): PriceOverride | undefined {
  const day = at.toISOString().slice(0, 10)
  return overrides
    .filter((price) => price.provider === provider && price.model === model && price.validFrom <= day)
    .reduce<PriceOverride | undefined>((newest, price) => (!newest || price.validFrom > newest.validFrom ? price : newest), undefined)
}

function costOf(price: PriceOverride, usage: TokenUsage): number {
  const plain = usage.inputTokens - usage.cachedTokens - usage.cacheWriteTokens
  const { input, cached, cacheWrite, output } = price
  // A dollar for a million tokens is a micro-dollar for one.
  return Math.round(
    plain * input + usage.cachedTokens * (cached ?? input) + usage.cacheWriteTokens * (cacheWrite ?? input) + usage.outputTokens * output,
  )
}

async function fromTable({ provider, model }: PricedModel, usage: TokenUsage, timestamp: Date): Promise<Cost | null> {
  const { calcPrice } = await table()
  const counted = {
    input_tokens: usage.inputTokens,
    cache_read_tokens: usage.cachedTokens,
    cache_write_tokens: usage.cacheWriteTokens,
    output_tokens: usage.outputTokens,
    output_reasoning_tokens: usage.reasoningTokens,
  }
  const found = calcPrice(counted, model, { providerId: provider, timestamp })
  return found && { micros: micros(found.total_price), price: idOf(found.model.id) }
}

function perMillionOf(prices: TablePrice, source: string): ModelPrice | null {
  const input = base(prices['input_mtok'])
  const output = base(prices['output_mtok'])
  const cached = base(prices['cache_read_mtok'])
  if (input === null || output === null) return null
  return { inputMicros: micros(input), cachedMicros: cached === null ? null : micros(cached), outputMicros: micros(output), source }
}

/** Of a price that rises with the length of the prompt, the one for short prompts. */
const base = (price: TablePrice[string]): number | null => (price === undefined ? null : typeof price === 'number' ? price : price.base)

const micros = (dollars: number): number => Math.round(dollars * 1_000_000)

const sourceOf = ({ provider, model, validFrom }: PriceOverride): string => `${provider}/${model}, prices.yaml from ${validFrom}`

const idOf = (id: string): string => `${id}, genai-prices ${version()}`

const table = () => import('@pydantic/genai-prices')

let known: string | null = null

/** The version of the data, as people need it to look a price up. */
function version(): string {
  if (known === null) {
    const file = join(dirname(createRequire(import.meta.url).resolve('@pydantic/genai-prices')), '..', 'package.json')
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
    known = typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown'
  }
  return known
}
