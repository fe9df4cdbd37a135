/** What is known of a failure, read out of whatever an SDK threw. */
export interface Fault {
  /** HTTP status, or the status that the body names where the stream had begun with 200. */
  readonly status: number | null
  /** What the provider calls it: types, codes, reasons of the body, in lower case. */
  readonly names: readonly string[]
  /** The provider's sentence; empty where there is none. */
  readonly text: string
  /** Names and codes of the error and of what caused it, in lower case: `econnrefused`, `syntaxerror`. */
  readonly causes: readonly string[]
  readonly headers: Headers | null
  /** A wait that the body asks for, in milliseconds. */
  readonly bodyWaitMs: number | null
}

const nameKeys: readonly string[] = ['type', 'code', 'status', 'reason', 'error_code', 'errorCode', 'quotaId']
const deepest = 6

/**
 * Reads a failure without asking for classes: the SDKs are loaded late, differ in where they put body and headers, and
 * Gemini's hides the body as JSON in the message.
 */
export function faultOf(thrown: unknown, headers: Headers | null): Fault {
  const error: Record<string, unknown> = isRecord(thrown) ? thrown : {}
  const message = typeof error['message'] === 'string' ? error['message'] : ''
  const bodies = [error['error'], jsonIn(message)].filter((body) => body !== undefined && body !== null)
  const found = { names: new Set<string>(), texts: [] as string[], codes: [] as number[], waits: [] as number[] }
  for (const body of bodies) gather(body, found, 0)
  for (const key of ['type', 'code', 'errorCode']) if (typeof error[key] === 'string') found.names.add(error[key].toLowerCase())
  const status = typeof error['status'] === 'number' ? error['status'] : (found.codes.find((code) => code >= 400 && code < 600) ?? null)
  return {
    status,
    names: [...found.names],
    text: found.texts[0] ?? (bodies.length > 0 ? '' : message.replace(/^\d{3} /, '')),
    causes: causesOf(thrown),
    headers: error['headers'] instanceof Headers ? error['headers'] : headers,
    bodyWaitMs: found.waits[0] ?? null,
  }
}

interface Found {
  readonly names: Set<string>
  readonly texts: string[]
  readonly codes: number[]
  readonly waits: number[]
}

function gather(value: unknown, found: Found, depth: number): void {
  if (depth > deepest) return
  if (typeof value === 'string') return void found.texts.push(value)
  if (Array.isArray(value)) return value.forEach((item) => isRecord(item) && gather(item, found, depth + 1))
  if (!isRecord(value)) return
  for (const [key, inner] of Object.entries(value)) {
    if (nameKeys.includes(key) && typeof inner === 'string') found.names.add(inner.toLowerCase())
    if ((key === 'code' || key === 'status') && typeof inner === 'number') found.codes.push(inner)
    if (key === 'retryDelay' && typeof inner === 'string') found.waits.push(secondsIn(inner))
    if ((key === 'message' || key === 'detail') && typeof inner === 'string') found.texts.push(inner)
    if (key === 'error' || (typeof inner === 'object' && inner !== null)) gather(inner, found, depth + 1)
  }
}

/** Durations of protobuf: `12s`, `1.5s`. */
const secondsIn = (text: string): number => Math.round(Number.parseFloat(text) * 1000)

/** The JSON that a message holds, alone or behind a few words. */
function jsonIn(message: string): unknown {
  const start = message.search(/[{[]/)
  if (start < 0) return undefined
  try {
    return JSON.parse(message.slice(start))
  } catch {
    return undefined
  }
}

function causesOf(thrown: unknown): string[] {
  const names: string[] = []
  for (let error = thrown, depth = 0; isRecord(error) && depth < deepest; error = error['cause'], depth += 1) {
    const made = error.constructor?.name
    names.push(...[error['name'], error['code'], made].filter((name): name is string => typeof name === 'string').map((name) => name.toLowerCase()))
    if (Array.isArray(error['errors'])) names.push(...error['errors'].flatMap(causesOf))
  }
  return names
}

const isRecord = (value: unknown): value is Record<string, unknown> & { constructor?: { name?: string } } =>
  typeof value === 'object' && value !== null
