import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Io } from '../../server/cli/io.ts'
import { run } from '../../server/cli/program.ts'

/** A folder that goes when the test does. */
export function temporaryHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'planwright-cli-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  // Tests read what they expect; a missing member fails the expectation that reads it.
  // oxlint-disable-next-line no-explicit-any
  readonly json: any
}

export interface TerminalOptions {
  readonly home?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  readonly cwd?: string
  readonly color?: boolean
  /** Answers to questions; a terminal is there only where they are given. */
  readonly answers?: readonly string[]
}

/** The command line within this process, over a terminal that tests hold: each call is one command. */
export function terminal(options: TerminalOptions = {}): (...args: string[]) => Promise<Ran> {
  const home = options.home ?? temporaryHome()
  const answers = [...(options.answers ?? [])]
  return async (...args) => {
    let [out, err] = ['', '']
    const io: Io = {
      out: (text) => (out += text),
      err: (text) => (err += text),
      isInteractive: options.answers !== undefined,
      color: options.color ?? false,
      columns: 100,
      env: { PLANWRIGHT_HOME: home, PLANWRIGHT_SAMPLE: '0', ...options.env },
      cwd: options.cwd ?? home,
      readInput: async () => options.input ?? '',
      ask: async (question) => {
        err += question
        const answer = answers.shift()
        if (answer === undefined) throw new Error(`nobody answers “${question}”`)
        return answer
      },
      signal: new AbortController().signal,
    }
    const code = await run(io, 'test', args)
    const isJson = args.includes('json') || args.includes('--output=json')
    return { code, out, err, json: isJson && out.trim() !== '' ? JSON.parse(out) : undefined }
  }
}
