import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fail, ok, type Result } from '../core/result.ts'
import { readYaml } from './read-yaml.ts'

const dollars = z.number().min(0).max(100_000)

const schema = z.strictObject({
  prices: z.array(
    z.strictObject({
      provider: z.string().min(1).max(60),
      model: z.string().min(1).max(200),
      validFrom: z.iso.date('a date such as 2026-12-01'),
      source: z.string().min(3).max(500),
      input: dollars,
      cached: dollars.nullable(),
      cacheWrite: dollars.nullable(),
      output: dollars,
    }),
  ),
})

/** A price of `configs/prices.yaml`: US dollars for a million tokens, from a day on. */
export type PriceOverride = Readonly<z.infer<typeof schema>['prices'][number]>

/** The prices that go before the bundled table, or one line that names the line and what is wrong there. */
export function parsePrices(text: string): Result<readonly PriceOverride[], string> {
  const read = readYaml(text, schema)
  return read.ok ? ok(read.value.value.prices) : fail(`line ${read.error[0]?.line ?? 1}: ${read.error[0]?.detail ?? 'is wrong'}`)
}

/** As `parsePrices`, from a file; the line begins with its name. */
export function readPrices(file: string): Result<readonly PriceOverride[], string> {
  const prices = parsePrices(readFileSync(file, 'utf8'))
  return prices.ok ? prices : fail(`${file}, ${prices.error}`)
}
