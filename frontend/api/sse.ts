export interface ServerSentEvent {
  readonly event: string
  readonly data: string
}

/** Cuts a stream of text into server-sent events. Keeps what is not yet complete between calls. */
export function createSseParser(): (chunk: string) => readonly ServerSentEvent[] {
  let rest = ''
  return (chunk) => {
    rest += chunk
    const blocks = rest.split(/\r?\n\r?\n/)
    rest = blocks.pop() ?? ''
    return blocks.flatMap(eventOf)
  }
}

function eventOf(block: string): readonly ServerSentEvent[] {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
  }
  return data.length === 0 ? [] : [{ event, data: data.join('\n') }]
}
