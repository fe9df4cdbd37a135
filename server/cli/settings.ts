import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { homeOf } from './connect.ts'
import { CliError } from './exit.ts'
import type { Io } from './io.ts'

/** What `planwright init` writes once for a machine, and the environment overrides. Absent members are not set. */
export interface Settings {
  /** Another machine's server; then no database is named. */
  readonly server?: string
  readonly database?: { readonly url: string; readonly schema?: string }
  readonly currentWorkspace?: string
  readonly user?: { readonly id: string; readonly name: string }
}

export const settingsFile = (env: Io['env']): string => join(homeOf(env), 'config.json')

/** The settings of this machine; none where `init` was never run. Throws where the file is there and cannot be read. */
export function readSettings(env: Io['env']): Settings {
  const file = settingsFile(env)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new CliError('failed', `The settings ${file} cannot be read (${(error as Error).message}).`)
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Told below, as what is not an object.
  }
  throw new CliError('failed', `The settings ${file} are not JSON. Mend the file, or write it anew with: planwright init`)
}

/** Writes the settings for their owner's eyes only, whole or not at all. */
export function writeSettings(env: Io['env'], settings: Settings): void {
  const file = settingsFile(env)
  mkdirSync(homeOf(env), { recursive: true, mode: 0o700 })
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
  chmodSync(aside, 0o600)
  renameSync(aside, file)
}
