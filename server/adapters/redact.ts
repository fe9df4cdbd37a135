const hidden = '[redacted]'
const deepest = 8

/** Names of values that are secrets, however they are written: `apiKey`, `x-api-key`, `Authorization`, `set-cookie`. */
const secretName = /^(?:.*[-_])?(?:api[-_]?key|authorization|(?:set-)?cookie|password|passwd|secret|token|access[-_]?token|refresh[-_]?token)s?$/i

/** Text that is a secret wherever it stands: bearer tokens, the keys of the providers we know, passwords in addresses. */
const secretText: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [/\b(?:sk|xai|pk|rk)-[\w-]{8,}/g, hidden],
  [/\bAIza[\w-]{20,}/g, hidden],
  [/(\w+:\/\/[^\s:/@]+:)[^\s@/]+@/g, `$1${hidden}@`],
  [/([?&](?:api[-_]?)?(?:key|token)=)[^&\s]+/gi, `$1${hidden}`],
]

/**
 * A copy of a value that is fit for a log: secrets blanked out by name, by shape and by their known text, errors as
 * plain objects with their causes, nothing deeper than a few levels, no cycles.
 */
export function redact(value: unknown, known: readonly string[] = []): unknown {
  const secrets = known.filter((secret) => secret.length >= 4)
  const isSecret = (current: unknown, name: string): boolean =>
    (typeof current === 'string' || typeof current === 'object') && current !== null && secretName.test(camelToKebab(name))
  const visit = (current: unknown, name: string, above: readonly object[]): unknown => {
    if (isSecret(current, name)) return hidden
    if (typeof current === 'string') return redactText(current, secrets)
    if (typeof current === 'bigint') return String(current)
    if (typeof current !== 'object' || current === null) return current
    if (above.includes(current)) return '[again]'
    if (above.length >= deepest) return '[deeper]'
    const within = [...above, current]
    if (current instanceof Date) return Number.isNaN(current.getTime()) ? null : current.toISOString()
    if (hasToJson(current)) return visit(current.toJSON(), '', within)
    if (current instanceof Error) return Object.fromEntries(errorEntries(current).map(([key, inner]) => [key, visit(inner, key, within)]))
    if (Array.isArray(current)) return current.map((item) => visit(item, '', within))
    if (current instanceof Map || current instanceof Headers)
      return visit(Object.fromEntries(current.entries() as Iterable<[string, unknown]>), '', above)
    if (current instanceof Set) return [...current].map((item) => visit(item, '', within))
    return Object.fromEntries(Object.entries(current).map(([key, inner]) => [key, visit(inner, key, within)]))
  }
  return visit(value, '', [])
}

/** Text with the secrets in it blanked out. */
export function redactText(text: string, known: readonly string[] = []): string {
  const withoutKnown = known.reduce((current, secret) => current.replaceAll(secret, hidden), text)
  return secretText.reduce((current, [pattern, instead]) => current.replace(pattern, instead), withoutKnown)
}

const camelToKebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2')

const hasToJson = (value: object): value is { toJSON(): unknown } => 'toJSON' in value && typeof value.toJSON === 'function'

function errorEntries(error: Error): [string, unknown][] {
  const { name, message, stack, cause } = error
  return [
    ['name', name],
    ['message', message],
    ...Object.entries(error).filter(([key]) => key !== 'cause'),
    ...(cause === undefined ? [] : ([['cause', cause]] as [string, unknown][])),
    ['stack', stack],
  ]
}
