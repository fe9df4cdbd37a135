/** Every kind of problem a client can be told of, with its status and title. One table for the whole API. */
export const problemKinds = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  'not-allowed': { status: 403, title: 'Not allowed' },
  'foreign-origin': { status: 403, title: 'The request comes from elsewhere' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'That cannot be done here' },
  'patch-conflict': { status: 409, title: 'The plan has changed since' },
  'proposal-closed': { status: 409, title: 'The proposal is closed' },
  'session-active': { status: 409, title: 'A session runs here already' },
  'session-closed': { status: 409, title: 'The session is over' },
  'turn-running': { status: 409, title: 'A turn is running' },
  'key-in-progress': { status: 409, title: 'The same request is still running' },
  'version-mismatch': { status: 412, title: 'The plan has another version' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be JSON' },
  validation: { status: 422, title: 'Something in the request is not right' },
  'draft-invalid': { status: 422, title: 'The draft cannot be applied' },
  'rule-broken': { status: 422, title: 'The plan would break a rule' },
  'selection-incomplete': { status: 422, title: 'The selection cannot stand on its own' },
  'key-reused': { status: 422, title: 'The idempotency key was used for another request' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'budget-exhausted': { status: 429, title: 'The budget is used up' },
  internal: { status: 500, title: 'Something went wrong here' },
  'model-failed': { status: 502, title: 'The model failed' },
  'storage-unavailable': { status: 503, title: 'The store cannot be used just now' },
  'model-timeout': { status: 504, title: 'The model took too long' },
} as const

export type ProblemKind = keyof typeof problemKinds

/** An error as a value, on its way to the one place that renders it. `detail` is a sentence for a person. */
export interface Problem {
  readonly kind: ProblemKind
  readonly detail: string
  /** Members beside the standard ones, as in API.md. */
  readonly extensions?: Readonly<Record<string, unknown>>
}

export const problem = (kind: ProblemKind, detail: string, extensions?: Readonly<Record<string, unknown>>): Problem =>
  extensions ? { kind, detail, extensions } : { kind, detail }
