import type { Fault } from './fault.ts'

/**
 * How long the provider asks to wait, in milliseconds; null where it does not say. Headers come first (`retry-after-ms`,
 * then `retry-after` as seconds or as a date), then Google's RetryInfo in the body, then a sentence such as "try again in 1.2s".
 */
export function retryAfterOf({ headers, bodyWaitMs, text }: Fault, now: number): number | null {
  const millis = wait(headers?.get('retry-after-ms'), 1)
  if (millis !== null) return millis
  const after = headers?.get('retry-after')
  const seconds = wait(after, 1000)
  if (seconds !== null) return seconds
  const date = after ? Date.parse(after) : Number.NaN
  if (!Number.isNaN(date)) return Math.max(0, date - now)
  if (bodyWaitMs !== null && Number.isFinite(bodyWaitMs)) return Math.max(0, bodyWaitMs)
  return inWords(text)
}

function wait(value: string | null | undefined, unit: number): number | null {
  return value && /^\d+(\.\d+)?$/.test(value.trim()) ? Math.round(Number(value) * unit) : null
}

function inWords(text: string): number | null {
  const said = /(?:try again|retry) in ((?:\d+(?:\.\d+)?(?:ms|h|m|s))+)/i.exec(text)?.[1]
  if (!said) return null
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
  return Math.round(
    [...said.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/gi)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * (units[String(unit).toLowerCase()] ?? 0),
      0,
    ),
  )
}
