/** What a log line is about, as named values. Errors are allowed as values. */
export type LogDetails = Readonly<Record<string, unknown>>

/** What happened, for the people who run the server. Secrets are blanked out by the adapter, not by each caller. */
export interface Logger {
  debug(message: string, details?: LogDetails): void
  info(message: string, details?: LogDetails): void
  warn(message: string, details?: LogDetails): void
  error(message: string, details?: LogDetails): void
  /** A logger that adds these details to every line. */
  with(details: LogDetails): Logger
}

/** Says nothing: for tests and tools. */
export const silentLog: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, with: () => silentLog }

function nothing(): void {}
