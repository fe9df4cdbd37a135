import { msg } from '@lit/localize'
import type { ConflictWire } from './wire.ts'

/** An error as the page knows it: an RFC 9457 problem, or that nobody answered. */
export interface Problem {
  /** The last part of the problem's type; `offline` where the server did not answer. */
  readonly kind: string
  readonly status: number
  readonly title: string
  /** A sentence for a person. */
  readonly detail: string
  readonly headVersion?: number
  readonly conflicts?: readonly ConflictWire[]
  readonly missingOperationIds?: readonly string[]
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
}

export type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem }

export const offline = (): Problem => ({
  kind: 'offline',
  status: 0,
  title: msg('No answer'),
  detail: msg('The server cannot be reached. Nothing is lost; try again when it is back.'),
})

/** A problem from whatever an error response holds. */
export function problemOf(status: number, body: unknown): Problem {
  const record = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const type = typeof record['type'] === 'string' ? record['type'] : typeof record['kind'] === 'string' ? record['kind'] : ''
  const title = typeof record['title'] === 'string' ? record['title'] : msg('Something went wrong')
  return {
    ...record,
    kind: type.split(':').at(-1) || 'unknown',
    status,
    title,
    detail: typeof record['detail'] === 'string' && record['detail'] !== '' ? withErrors(record['detail'], record['errors']) : title,
  }
}

/** The first refused field, where the detail does not name it. */
function withErrors(detail: string, errors: unknown): string {
  if (!Array.isArray(errors) || errors.length === 0) return detail
  const first = errors[0] as { detail?: unknown }
  return typeof first.detail === 'string' && !detail.includes(first.detail) ? `${detail} (${first.detail})` : detail
}
