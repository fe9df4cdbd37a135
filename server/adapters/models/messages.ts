import type { ModelErrorKind } from '../../ports/language-model.ts'

interface About {
  readonly provider: string
  readonly model: string
  readonly secrets: readonly string[]
}

/** One sentence for each kind. `{detail}` stands for the provider's own words, where they help whoever reads them. */
const sentences: Readonly<Record<ModelErrorKind, string>> = {
  rate_limited: '{provider} takes no more calls for the moment.',
  quota_exhausted: '{provider} says that the account has used up what it may: look at its limits and its billing.',
  overloaded: '{provider} has more to do than it can.',
  server: '{provider} failed to answer.',
  network: 'The connection to {provider} failed or broke off before the answer was whole.',
  timeout: '{provider} took too long.',
  aborted: 'The call was stopped.',
  auth: '{provider} does not accept the key, or the key may not use {model}.',
  model_not_found: '{provider} knows no model “{model}” at this address.{detail}',
  bad_request: '{provider} refused the request.{detail}',
  context_overflow: 'The request is longer than {model} takes.',
  truncated: 'The answer of {model} was too long and was cut.',
  refused: '{model} declined to answer this.',
  invalid_json: '{model} answered with something that is not JSON.',
  schema_mismatch: '{model} answered in another shape than it was asked for.',
  semantic_invalid: '{model} answered with changes that cannot be made.',
  budget_exhausted: 'The budget does not allow another call.',
  not_configured: 'No model is configured for this.',
}

const longestDetail = 160

/** What people read: one sentence of ours, and the provider's own where it says what to mend. No keys, no bodies. */
export function messageFor(kind: ModelErrorKind, { provider, model, secrets }: About, detail: string): string {
  const said = detailOf(detail, secrets)
  const parts: Readonly<Record<string, string>> = { provider, model, detail: said ? ` It says: ${said}` : '' }
  return sentences[kind].replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '')
}

/** One line of the provider's sentence without anything that may be secret; empty where it is a dump and no sentence. */
function detailOf(detail: string, secrets: readonly string[]): string {
  const clean = secrets
    .filter((secret) => secret.length > 0)
    .reduce((text, secret) => text.replaceAll(secret, '…'), detail)
    .replace(/\b(Bearer|Basic)\s+\S+/gi, '$1 …')
    .replace(/\b(?:sk|xai|pk|rk|gsk|AIza)[-_\w*.]{6,}/g, '…')
    .replace(/([?&](?:api[-_]?)?(?:key|token)=)[^&\s]+/gi, '$1…')
  const line = clean.split(/[\r\n]/, 1)[0]?.trim() ?? ''
  if (/^[<{[]/.test(line)) return ''
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line
}
