import { msg, str } from '@lit/localize'
import type { TurnWire } from '../api/wire.ts'
import { moneyText } from './money.ts'
import { plural } from './plural.ts'

/** How a turn was answered: by rules, or by which model, at what price. */
export function answeredText({ by, usage, status }: Pick<TurnWire, 'by' | 'usage' | 'status'>): string {
  if (!usage) return by ? `${by.provider}/${by.model}` : msg('by rules · no model')
  const asked = `${usage.provider}/${usage.model}`
  const model = by ? `${by.provider}/${by.model}` : hasNoAnswer(status) ? msg(str`no answer from ${asked}`) : msg(str`by rules, after ${asked}`)
  const tokens = msg(str`${compact(usage.inputTokens + usage.outputTokens)} tokens`)
  const tries = usage.tries > 1 ? [plural(usage.tries, '', msg(str`${usage.tries} tries`))] : []
  return [model, tokens, ...tries, costText(usage)].join(' · ')
}

const hasNoAnswer = (status: TurnWire['status']): boolean => status === 'failed' || status === 'cancelled' || status === 'interrupted'

/** What the numbers are made of, for whoever asks. */
export function usageDetail({ inputTokens, cachedTokens, outputTokens }: NonNullable<TurnWire['usage']>): string {
  const cached = cachedTokens > 0 ? msg(str` (${number(cachedTokens)} of them from the cache)`) : ''
  return msg(str`${number(inputTokens)} tokens in${cached}, ${number(outputTokens)} out`)
}

function costText({ costMicros, unknownCosts }: NonNullable<TurnWire['usage']>): string {
  if (costMicros === null) return msg('price unknown')
  const known = moneyText(costMicros)
  return unknownCosts > 0 ? msg(str`at least ${known}`) : known
}

const number = (value: number): string => new Intl.NumberFormat('en').format(value)
const compact = (value: number): string =>
  new Intl.NumberFormat('en', { notation: value >= 10_000 ? 'compact' : 'standard', maximumFractionDigits: 1 }).format(value)
