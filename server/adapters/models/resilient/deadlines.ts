import type { CallEvent, ModelCall, ModelClient, ModelError } from '../../../ports/language-model.ts'
import type { ModelTimeouts } from '../../../config/providers.ts'
import type { Timing } from './timing.ts'

type Woken = { readonly kind: 'event'; readonly result: IteratorResult<CallEvent> } | { readonly kind: 'threw' } | { readonly kind: 'late' }

/** How long a client that was stopped may take to say what it used so far. */
const graceMs = 250

/**
 * The events of one call, under our own deadlines: SDKs stop counting at the headers of an answer. The stream ends with
 * exactly one `finish` or `error`, also where the client breaks off, throws, or does not hear that it was aborted. Errors
 * call the model by its `name`.
 */
export async function* withDeadlines(
  { client, name }: { readonly client: ModelClient; readonly name: string },
  call: ModelCall,
  limits: ModelTimeouts,
  timing: Timing,
  signal: AbortSignal,
): AsyncGenerator<CallEvent, void, undefined> {
  if (signal.aborted) {
    yield { kind: 'error', error: stopped() }
    return
  }
  const controller = new AbortController()
  const alarm = alarmClock(timing)
  let stoppedBy: ModelError | null = null
  const stop = (error: ModelError): void => {
    if (stoppedBy) return
    stoppedBy = error
    controller.abort()
    alarm.ringIn(graceMs)
  }
  const abort = (): void => stop(stopped())
  signal.addEventListener('abort', abort, { once: true })
  const cancelTotal = timing.after(limits.totalMs, () => stop(tooLong(name, 'did not end its answer', limits.totalMs)))
  let cancelWait = timing.after(limits.firstTokenMs, () => stop(tooLong(name, 'did not begin its answer', limits.firstTokenMs)))
  let begun = false
  const events = started(client, call, controller.signal)
  try {
    for (;;) {
      const woken = await alarm.orNext(events)
      const event = woken.kind === 'event' && woken.result.done !== true ? woken.result.value : null
      if (stoppedBy) {
        // What it has used is still worth knowing; what it says besides comes too late.
        if (event?.kind === 'usage') yield event
        if (event && event.kind !== 'finish' && event.kind !== 'error') continue
        yield { kind: 'error', error: stoppedBy }
        return
      }
      if (!event) {
        const error =
          woken.kind === 'threw'
            ? errorOf('server', `The call of ${name} failed unexpectedly.`)
            : errorOf('network', `The answer of ${name} ended before it was complete.`)
        yield { kind: 'error', error }
        return
      }
      begun ||= event.kind === 'delta' || event.kind === 'tool-call'
      // Only our own waiting counts: whoever reads this stream may take their time.
      if (begun) cancelWait()
      yield event
      if (event.kind === 'finish' || event.kind === 'error') return
      if (begun) cancelWait = timing.after(limits.betweenChunksMs, () => stop(tooLong(name, 'did not go on with its answer', limits.betweenChunksMs)))
    }
  } finally {
    cancelTotal()
    cancelWait()
    alarm.cancel()
    signal.removeEventListener('abort', abort)
    controller.abort()
    events.return().catch(() => undefined)
  }
}

/** The call as an iterator that throws only when it is read. */
async function* started(client: ModelClient, call: ModelCall, signal: AbortSignal): AsyncGenerator<CallEvent, void, undefined> {
  yield* client.call(call, signal)
}

/** Waits for the next event, or for the alarm once it was set, whichever is first. */
function alarmClock(timing: Timing) {
  let ring: () => void = () => undefined
  let rung = false
  let cancel: () => void = () => undefined
  return {
    ringIn(milliseconds: number): void {
      cancel = timing.after(milliseconds, () => {
        rung = true
        ring()
      })
    },
    cancel: () => cancel(),
    orNext: (events: AsyncIterator<CallEvent>): Promise<Woken> =>
      new Promise((resolve) => {
        if (rung) return resolve({ kind: 'late' })
        ring = () => resolve({ kind: 'late' })
        events.next().then(
          (result) => resolve({ kind: 'event', result }),
          () => resolve({ kind: 'threw' }),
        )
      }),
  }
}

export const errorOf = (kind: ModelError['kind'], message: string, retryAfterMs: number | null = null): ModelError => ({
  kind,
  message,
  status: null,
  retryAfterMs,
  requestId: null,
  refusedStructure: false,
})

const stopped = (): ModelError => errorOf('aborted', 'The answer was stopped.')

const tooLong = (name: string, what: string, milliseconds: number): ModelError =>
  errorOf('timeout', `${name} ${what} within ${Math.round(milliseconds / 1000)} seconds.`)
