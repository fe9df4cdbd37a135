/** How a command ends, for scripts. Documented in docs/cli.md; never change what a number means. */
export const exitCodes = {
  ok: 0,
  /** It was tried and did not work. */
  failed: 1,
  /** The command or what it was given is wrong: nothing was tried. */
  usage: 2,
  /** Somebody else changed the same meanwhile: look, and try again. */
  conflict: 3,
  /** Who asks may not do this. */
  notAllowed: 4,
  /** No server, or no database, to be reached. */
  unreachable: 5,
} as const

export type ExitKind = keyof typeof exitCodes

/** Ends a command with a sentence that says what happened and what to do. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly kind: ExitKind
  /** The problem document that the API answered with, where it did; shown whole with `--output json`. */
  readonly problem: Readonly<Record<string, unknown>> | null

  constructor(kind: ExitKind, message: string, problem: Readonly<Record<string, unknown>> | null = null) {
    super(message)
    this.kind = kind
    this.problem = problem
  }
}

/** What a status of the API means for the exit code. */
export function kindOfStatus(status: number): ExitKind {
  if (status === 401 || status === 403) return 'notAllowed'
  if (status === 409 || status === 412) return 'conflict'
  if (status === 400 || status === 405 || status === 413 || status === 415 || status === 422) return 'usage'
  if (status === 503) return 'unreachable'
  return 'failed'
}
