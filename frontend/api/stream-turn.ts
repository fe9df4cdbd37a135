import type { Http } from './http.ts'
import { offline, problemOf, type Problem } from './problem.ts'
import { createSseParser } from './sse.ts'
import type { ChatAnswer, TurnEvent } from './wire.ts'

/** What one turn tells while it runs. `refused`: it never began. `lost`: the connection broke; the turn goes on without us. */
export type TurnNews = TurnEvent | { readonly event: 'refused'; readonly data: Problem } | { readonly event: 'lost' }

/** Begins a turn and follows it to its end. */
export async function* streamTurn(http: Http, path: string, body: unknown, signal: AbortSignal): AsyncGenerator<TurnNews> {
  yield* newsOf(await http.open('POST', path, body, { headers: { accept: 'text/event-stream' }, signal }))
}

/** Follows a turn that runs already: what it has told so far comes first. */
export async function* joinTurn(http: Http, path: string): AsyncGenerator<TurnNews> {
  yield* newsOf(await http.open('GET', path, undefined, { headers: { accept: 'text/event-stream' } }))
}

async function* newsOf(response: Response | undefined): AsyncGenerator<TurnNews> {
  if (!response) {
    yield { event: 'refused', data: offline() }
    return
  }
  if (!response.ok) {
    yield { event: 'refused', data: problemOf(response.status, await response.json().catch(() => undefined)) }
    return
  }
  if (!response.headers.get('content-type')?.includes('text/event-stream') || !response.body) {
    yield* whole((await response.json()) as ChatAnswer)
    return
  }
  yield* events(response.body)
}

async function* events(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<TurnNews> {
  const parse = createSseParser()
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      for (const { event, data } of parse(value)) {
        const news = { event, data: JSON.parse(data) as unknown } as TurnEvent
        yield news
        if (news.event === 'done') return
      }
    }
  } catch {
    // The connection broke or was given up; told below.
  } finally {
    void reader.cancel().catch(() => undefined)
  }
  yield { event: 'lost' }
}

/** The same story from an answer in one piece. */
function* whole(answer: ChatAnswer): Generator<TurnNews> {
  yield { event: 'turn', data: { turn: answer.turn } }
  if (answer.message !== '') yield { event: 'message-delta', data: { text: answer.message } }
  if (answer.proposal) yield { event: 'proposal', data: { proposal: answer.proposal } }
  yield { event: 'done', data: { turnId: answer.turn.id, status: answer.turn.status } }
}
