import { offline, problemOf, type Answer } from './problem.ts'

export interface Http {
  /** JSON in, JSON out. Every expected failure is a value. */
  request<Value>(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Answer<Value>>
  /** The response itself, for streams and files; its status is not looked at. */
  open(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Response | undefined>
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** Requests under the name of the person, read anew for each: it may change while the page is open. */
export function createHttp(user: () => string, answered: () => void = () => undefined): Http {
  const open: Http['open'] = async (method, path, body, options = {}) => {
    const headers = new Headers(options.headers)
    if (body !== undefined) headers.set('content-type', 'application/json')
    const name = user()
    // Headers carry Latin letters only, so a name always travels percent-encoded.
    if (name !== '') headers.set('x-planwright-user', encodeURIComponent(name))
    try {
      const response = await fetch(path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(options.signal ? { signal: options.signal } : {}),
      })
      answered()
      return response
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return undefined
      if (error instanceof TypeError) return undefined
      throw error
    }
  }
  const request = async <Value>(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Answer<Value>> => {
    const response = await open(method, path, body, options)
    if (!response) return { ok: false, problem: offline() }
    const parsed = await bodyOf(response)
    if (response.ok) return { ok: true, value: parsed as Value }
    return { ok: false, problem: problemOf(response.status, parsed) }
  }
  return { open, request }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  try {
    return await response.json()
  } catch {
    return undefined
  }
}
