import type { ChangeEvent } from './wire.ts'

export type Connection = 'connecting' | 'live' | 'lost'
type Listener = (event: ChangeEvent) => void
type Told =
  | { readonly kind: 'event'; readonly event: ChangeEvent; readonly position: number }
  | { readonly kind: 'connection'; readonly connection: Connection }
  | { readonly kind: 'ask' }

const names = ['hello', 'reset', 'commit', 'proposal', 'project', 'turn', 'message-delta', 'operation', 'try', 'usage'] as const

/**
 * The stream of changes, one per browser: over plain HTTP a seventh connection would leave no room for a request. The
 * tab that holds the lock listens to the server and tells the others; when it closes, the next one takes over where
 * it stopped.
 */
export class Changes {
  connection: Connection = 'connecting'
  readonly #listeners = new Set<Listener>()
  readonly #watchers = new Set<() => void>()
  #channel: BroadcastChannel | undefined
  #source: EventSource | undefined
  #position = 0
  #lostTimer: ReturnType<typeof setTimeout> | undefined

  start(): void {
    if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) {
      this.#listen()
      return
    }
    this.#channel = new BroadcastChannel('planwright-changes')
    this.#channel.onmessage = (message: MessageEvent<Told>) => this.#hear(message.data)
    this.#channel.postMessage({ kind: 'ask' } satisfies Told)
    void navigator.locks.request('planwright-changes', () => {
      this.#listen()
      // Held until the tab goes: leadership ends with the page.
      return new Promise<never>(() => undefined)
    })
  }

  /** Every change; `hello` where the stream begins, or comes back after a break: what happened before it may have been missed. */
  on(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  #listen(): void {
    const source = new EventSource(`/api/events${this.#position > 0 ? `?after=${this.#position}` : ''}`)
    this.#source = source
    source.onopen = () => this.#tell({ kind: 'connection', connection: 'live' })
    source.onerror = () => {
      this.#tell({ kind: 'connection', connection: 'lost' })
      // A closed source does not come back by itself (the server answered with an error): try anew.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.#listen(), 3_000)
    }
    for (const name of names) {
      source.addEventListener(name, (message: MessageEvent<string>) => {
        const id = Number(message.lastEventId)
        const data = JSON.parse(message.data) as { position?: number }
        const position = Number.isFinite(id) && id > 0 ? id : (data.position ?? 0)
        this.#tell({ kind: 'event', event: { event: name, id, data } as unknown as ChangeEvent, position })
      })
    }
  }

  #tell(told: Told): void {
    this.#channel?.postMessage(told)
    this.#hear(told)
  }

  #hear(told: Told): void {
    if (told.kind === 'ask') {
      if (this.#source) this.#channel?.postMessage({ kind: 'connection', connection: this.connection } satisfies Told)
      return
    }
    if (told.kind === 'connection') {
      this.#connect(told.connection)
      return
    }
    this.#position = Math.max(this.#position, told.position)
    this.#connect('live')
    for (const listener of this.#listeners) listener(told.event)
  }

  /** A short break is not worth a banner. */
  #connect(connection: Connection): void {
    clearTimeout(this.#lostTimer)
    if (connection === 'lost' && this.connection === 'live') {
      this.#lostTimer = setTimeout(() => this.#set('lost'), 1_500)
      return
    }
    this.#set(connection)
  }

  #set(connection: Connection): void {
    if (connection === this.connection) return
    this.connection = connection
    for (const watcher of this.#watchers) watcher()
  }
}
