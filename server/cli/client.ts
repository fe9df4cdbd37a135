import { CliError, kindOfStatus } from './exit.ts'

/** Sends a request to the API: over the network, or straight into the app within this process. */
export type Transport = (path: string, init: RequestInit) => Promise<Response>

/** Where a client's requests go. */
export interface Connection {
  /** The server's address; null for the data of this machine, without a server. */
  readonly server: string | null
  readonly send: Transport
  /** Must be called when the command is over. */
  close(): Promise<void>
}

export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

/** The REST API as commands use it. Whatever is not a success ends the command, with the problem's own sentence. */
export class Client {
  readonly #connection: Connection
  readonly #headers: Readonly<Record<string, string>>
  readonly #signal: AbortSignal

  constructor(connection: Connection, { user, token, signal }: { user: string | null; token: string | null; signal: AbortSignal }) {
    this.#connection = connection
    this.#signal = signal
    this.#headers = {
      ...(user === null ? {} : { 'x-planwright-user': encodeURIComponent(user) }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    }
  }

  get server(): string | null {
    return this.#connection.server
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.#json('GET', path)
  }

  post<Body>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>> {
    return this.#json('POST', path, body, headers)
  }

  patch<Body>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Body>> {
    return this.#json('PATCH', path, body, headers)
  }

  delete<Body>(path: string, headers?: Record<string, string>): Promise<Answer<Body>> {
    return this.#json('DELETE', path, undefined, headers)
  }

  /** Every item of a list that is given in pages, as they come. */
  async *all<Item>(path: string, most = Infinity): AsyncGenerator<Item> {
    let cursor: string | null = null
    let given = 0
    do {
      const url: string = `${path}${path.includes('?') ? '&' : '?'}limit=${Math.min(200, most)}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
      const page = (await this.get<{ items: Item[]; nextCursor: string | null }>(url)).body
      for (const item of page.items) {
        if (given++ >= most) return
        yield item
      }
      cursor = page.nextCursor
    } while (cursor !== null && given < most)
  }

  /** A request as it is, for streams and files. Its status is checked. */
  async raw(method: string, path: string, init: { body?: string; headers?: Record<string, string> } = {}): Promise<Response> {
    const headers = { ...this.#headers, ...init.headers }
    const response = await this.#send(path, { method, headers, signal: this.#signal, ...(init.body === undefined ? {} : { body: init.body }) })
    if (!response.ok && response.status !== 304) throw await failureOf(response)
    return response
  }

  close(): Promise<void> {
    return this.#connection.close()
  }

  async #json<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const typed = body === undefined ? headers : { 'content-type': 'application/json', ...headers }
    const response = await this.raw(method, path, { ...sent, headers: typed })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: (text === '' ? null : parse(text, this.server)) as Body }
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#connection.send(path, init)
    } catch (error) {
      if (this.#signal.aborted) throw new CliError('failed', 'Stopped.')
      throw unreachable(this.server, error)
    }
  }
}

const unreachable = (server: string | null, error: unknown): CliError => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message || error.cause.name : String(error)
  return new CliError('unreachable', `${server ?? 'The data'} cannot be reached (${cause}). Is the server running? See: planwright doctor`)
}

async function failureOf(response: Response): Promise<CliError> {
  const text = await response.text()
  const kind = kindOfStatus(response.status)
  try {
    const problem = JSON.parse(text) as Record<string, unknown>
    const detail = typeof problem['detail'] === 'string' ? problem['detail'] : `The server answered ${response.status}.`
    return new CliError(kind, [detail, ...fieldsOf(problem)].join('\n'), problem)
  } catch {
    return new CliError(kind, `The server answered ${response.status} without saying why. Is it a Planwright server?`)
  }
}

/** The fields that a validation problem names, one line each. */
function fieldsOf(problem: Record<string, unknown>): readonly string[] {
  const errors: unknown = problem['errors'] ?? problem['issues']
  if (!Array.isArray(errors)) return []
  return (errors as { pointer?: string; taskId?: string; detail?: string }[])
    .slice(0, 10)
    .map(({ pointer, taskId, detail }) => `  ${pointer ?? taskId ?? ''} ${detail ?? ''}`)
}

function parse(text: string, server: string | null): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CliError('failed', `${server ?? 'The API'} answered something that is not JSON. Is it a Planwright server?`)
  }
}
