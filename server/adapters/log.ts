import { chmodSync, closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { pino } from 'pino'
import type { LogDetails, Logger } from '../ports/log.ts'
import { redact, redactText } from './redact.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export interface LogOptions {
  readonly level: LogLevel
  /** Where the whole lines go, as JSON. Only its owner can read it. */
  readonly file: string
  /** Texts that must never appear: keys and passwords. */
  readonly secrets?: readonly string[]
  /** At start, a file that has grown beyond this is set aside as `<file>.1`. */
  readonly rolloverBytes?: number
  /** Where the short lines for people go: by default to standard output, warnings and errors to standard error. */
  readonly print?: (line: string, level: Exclude<LogLevel, 'silent'>) => void
}

export interface OpenLog extends Logger {
  /** Writes out what is still waiting and lets go of the file. */
  close(): void
}

const tenMegabytes = 10_000_000

/** Opens the log: every line as JSON in a file, and in short on the console. Secrets are blanked out in both. */
export function openLog(options: LogOptions): OpenLog {
  const { level, file, secrets = [], print = toConsole } = options
  if (level === 'silent') return { ...loggerOver({ level, secrets, print, details: {}, write: () => {} }), close: () => {} }
  makeRoom(file, options.rolloverBytes ?? tenMegabytes)
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600 })
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } }, destination)
  const write = (at: Exclude<LogLevel, 'silent'>, message: string, details: LogDetails): void => log[at](details, message)
  return { ...loggerOver({ level, secrets, print, details: {}, write }), close: () => destination.end() }
}

interface Inner {
  readonly level: LogLevel
  readonly secrets: readonly string[]
  readonly details: LogDetails
  readonly print: NonNullable<LogOptions['print']>
  readonly write: (level: Exclude<LogLevel, 'silent'>, message: string, details: LogDetails) => void
}

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']

function loggerOver(inner: Inner): Logger {
  const at =
    (level: Exclude<LogLevel, 'silent'>) =>
    (message: string, details: LogDetails = {}) => {
      if (order.indexOf(level) < order.indexOf(inner.level)) return
      const clean = redact({ ...inner.details, ...details }, inner.secrets) as LogDetails // an object stays an object
      const text = redactText(message, inner.secrets)
      inner.write(level, text, clean)
      inner.print(humanLine(level, text, clean), level)
    }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (details) => loggerOver({ ...inner, details: { ...inner.details, ...details } }),
  }
}

/** `Opened the database  kind=sqlite`: no stack, no line breaks, no control characters that a terminal would obey. */
function humanLine(level: LogLevel, message: string, details: LogDetails): string {
  const parts = Object.entries(details).map(([name, value]) => `${name}=${short(value)}`)
  const mark = level === 'warn' || level === 'error' ? `${level}: ` : ''
  return oneLine(`${mark}${message}${parts.length > 0 ? `  ${parts.join(' ')}` : ''}`)
}

function short(value: unknown): string {
  if (typeof value === 'string') return /^[^\s"]{1,200}$/.test(value) ? value : JSON.stringify(value.slice(0, 200))
  if (typeof value === 'object' && value !== null && 'stack' in value && 'message' in value) return JSON.stringify(value.message)
  return JSON.stringify(value)?.slice(0, 200) ?? 'undefined'
}

const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')

function toConsole(line: string, level: LogLevel): void {
  const stream = level === 'warn' || level === 'error' ? process.stderr : process.stdout
  stream.write(`${line}\n`)
}

/** Makes the folder and the file, both for their owner only, and sets a file aside that has grown too long. */
function makeRoom(file: string, rolloverBytes: number): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > rolloverBytes) renameSync(file, `${file}.1`)
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
}
