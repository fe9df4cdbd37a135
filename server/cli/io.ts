/** The terminal, or what stands in for it: everything a command reads and writes besides the API. */
export interface Io {
  /** What was asked for: results, and nothing else. */
  readonly out: (text: string) => void
  /** What is said beside it: progress, hints, errors. */
  readonly err: (text: string) => void
  /** Whether a person sits at both ends, so that a question may be asked. */
  readonly isInteractive: boolean
  /** Whether `out` may be coloured: a terminal, and `NO_COLOR` is not set. */
  readonly color: boolean
  /** Width of the terminal in characters; 100 where there is none. */
  readonly columns: number
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** All of standard input, as text. */
  readonly readInput: () => Promise<string>
  /** Asks on the terminal. Only where `isInteractive`. */
  readonly ask: (question: string, options?: { readonly secret?: boolean }) => Promise<string>
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
}

/** The real terminal. */
export function terminalIo(): Io {
  const { stdin, stdout, stderr, env } = process
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  // `planwright log | head` closes our output early, which is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
  })
  const noColor = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb'
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isInteractive: stdin.isTTY && stdout.isTTY,
    color: (stdout.isTTY && !noColor) || (env['FORCE_COLOR'] ?? '') !== '',
    columns: stdout.columns || 100,
    env,
    cwd: process.cwd(),
    signal: stopping.signal,
    async readInput() {
      const chunks: Buffer[] = []
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array))
      return Buffer.concat(chunks).toString('utf8')
    },
    async ask(question, { secret = false } = {}) {
      const { createInterface } = await import('node:readline/promises')
      const { Writable } = await import('node:stream')
      let isQuiet = false
      const echo = new Writable({
        write(chunk, _encoding, done) {
          if (!isQuiet) stderr.write(chunk as Uint8Array)
          done()
        },
      })
      const lines = createInterface({ input: stdin, output: echo, terminal: true })
      try {
        const answer = lines.question(question, { signal: stopping.signal })
        isQuiet = secret
        return (await answer).trim()
      } finally {
        lines.close()
        if (secret) stderr.write('\n')
      }
    },
  }
}
