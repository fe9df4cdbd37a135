/** The part of undici's dispatcher that is used: Node keeps its own under this symbol and does not export it. */
interface Dispatcher {
  dispatch(options: object, handler: unknown): boolean
}

const symbols = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'] as const

/**
 * `fetch` without deadlines of its own. Node's gives up when headers or the next bytes take five minutes, which a model
 * on a small machine does before its first word; deadlines are set above, where they can be configured. Where Node keeps
 * its dispatcher elsewhere, this is plain `fetch`.
 */
export const patientFetch: typeof fetch = (input, init) => {
  const own = dispatcher()
  return fetch(input, own ? ({ ...init, dispatcher: patient(own) } as RequestInit) : init)
}

const patient = (own: Dispatcher): Dispatcher => ({
  dispatch: (options, handler) => own.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler),
})

function dispatcher(): Dispatcher | null {
  // Naming a class of fetch makes Node load it, and with it the dispatcher.
  void Headers
  const kept = globalThis as unknown as Record<symbol, Partial<Dispatcher> | undefined>
  const found = symbols.map((name) => kept[Symbol.for(name)]).find((candidate) => typeof candidate?.dispatch === 'function')
  return (found as Dispatcher | undefined) ?? null
}
