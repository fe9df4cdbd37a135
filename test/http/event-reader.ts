export interface StreamEvent {
  readonly event: string
  readonly id: string | null
  // Tests read what they expect; a missing member fails the expectation that reads it.
  // oxlint-disable-next-line no-explicit-any
  readonly data: any
}

export interface EventReader {
  /** The next event; undefined where the stream has ended. */
  next(): Promise<StreamEvent | undefined>
  /** The next event of a kind, the others passed over. */
  nextOf(event: string): Promise<StreamEvent>
  close(): Promise<void>
}

/** Reads server-sent events one by one, as they come. */
export function readerOf(response: Response): EventReader {
  const reader = (response.body ?? new ReadableStream())
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>
  let text = ''
  const next = async (): Promise<StreamEvent | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        if (block.includes('data:')) return parse(block)
        continue
      }
      const { done, value } = await reader.read()
      if (done) return undefined
      text += value
    }
  }
  return {
    next,
    async nextOf(event) {
      for (let found = await next(); found; found = await next()) if (found.event === event) return found
      throw new Error(`the stream ended without ${event}`)
    },
    close: () => reader.cancel(),
  }
}

function parse(block: string): StreamEvent {
  const field = (name: string): string | null => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? null
  return { event: field('event') ?? 'message', id: field('id'), data: JSON.parse(field('data') ?? 'null') }
}
