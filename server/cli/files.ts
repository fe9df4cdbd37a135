import { readFileSync, writeFileSync } from 'node:fs'
import { CliError } from './exit.ts'
import type { Io } from './io.ts'

/** The text of a file, or of standard input (`-`). A file that cannot be read is wrong usage. */
export async function readFileOrInput(io: Io, file: string): Promise<string> {
  if (file === '-') return io.readInput()
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CliError('usage', `${file} cannot be read (${reasonOf(error)}).`)
  }
}

/** Writes into a file; to standard output (and then true) where none is named, or `-`. */
export function writeFileOrOutput(io: Io, file: string | undefined, text: string): boolean {
  if (file === undefined || file === '-') {
    io.out(text)
    return true
  }
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new CliError('usage', `${file} cannot be written (${reasonOf(error)}).`)
  }
  return false
}

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message
