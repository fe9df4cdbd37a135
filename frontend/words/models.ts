import { msg, str } from '@lit/localize'
import type { ModelWire, ProviderWire, TurnKindName } from '../api/wire.ts'
import { ageText } from './values.ts'

/** A provider as people call it; one of their own file by its name there. */
export const providerName = (name: string): string =>
  ({ openai: 'OpenAI', anthropic: 'Anthropic', gemini: 'Google Gemini', xai: 'xAI', local: msg('Your own server'), offline: msg('Without a model') })[
    name
  ] ?? name

/** What a kind of turn is, by what a person does. */
export const turnKindLabel = (kind: TurnKindName): string =>
  ({
    plan: msg('Make a plan'),
    decompose: msg('Break a task down'),
    edit: msg('Change a plan'),
    ask: msg('Answer questions'),
    route: msg('Tell these apart'),
  })[kind]

/** Why a model did not answer, in words that stand alone. Kinds that are not known here are told as they are. */
export const modelErrorText = (kind: string): string =>
  ({
    rate_limited: msg('It takes no more requests for now'),
    quota_exhausted: msg('No quota or credit is left'),
    overloaded: msg('It is overloaded'),
    server: msg('It failed on its side'),
    network: msg('It could not be reached'),
    timeout: msg('It took too long'),
    auth: msg('It does not accept the key'),
    model_not_found: msg('It does not know this model'),
    bad_request: msg('It did not take the request'),
    context_overflow: msg('The prompt was too long for it'),
    truncated: msg('It stopped before its answer was complete'),
    refused: msg('It declined to answer'),
    aborted: msg('It was stopped'),
  })[kind] ?? kind

export type HealthState = ModelWire['health']['state']

/** The health of a provider: of its models that were asked, the one in the worst state. */
export function worstHealth({ models }: ProviderWire): ModelWire | undefined {
  const order: readonly HealthState[] = ['resting', 'failing', 'ok', 'untried']
  return [...models].sort((one, other) => order.indexOf(one.health.state) - order.indexOf(other.health.state))[0]
}

export function healthText(state: HealthState): string {
  return { untried: msg('Ready'), ok: msg('Works'), failing: msg('Failing'), resting: msg('Resting') }[state]
}

/** What happened last, and when. */
export function healthDetail({ health }: ModelWire): string {
  const { state, lastError, lastSuccessAt, restsUntil } = health
  if (lastError && (state === 'failing' || state === 'resting')) {
    const what = `${modelErrorText(lastError.kind)}, ${ageText(lastError.at)}`
    return restsUntil ? msg(str`${what}; it is asked again in ${secondsUntil(restsUntil)} s`) : what
  }
  return lastSuccessAt ? msg(str`Answered ${ageText(lastSuccessAt)}`) : msg('Not asked yet')
}

const secondsUntil = (at: string): number => Math.max(1, Math.ceil((Date.parse(at) - Date.now()) / 1000))

/** 1,050,000 tokens as "1.05M", 8,192 as "8.2k". */
export function tokensText(tokens: number): string {
  if (tokens >= 1_000_000) return `${trimmed(tokens / 1_000_000, 2)}M`
  return tokens >= 1000 ? `${trimmed(tokens / 1000, tokens >= 100_000 ? 0 : 1)}k` : String(tokens)
}

const trimmed = (number: number, digits: number): string => String(Number(number.toFixed(digits)))
