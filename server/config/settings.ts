import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fail, ok, type Result } from '../core/result.ts'

/** The environment of a process. */
export type Variables = Readonly<Record<string, string | undefined>>

/**
 * What `planwright init` writes once for a machine: another machine's server, or a database, and who works here. The
 * environment overrides each. The file's keys are those of the founding document.
 */
export interface Settings {
  readonly server?: string
  readonly database?: { readonly url: string; readonly schema?: string }
  readonly current_workspace?: string
  readonly user?: { readonly id: string; readonly name: string }
}

/** Checked by hand: every command reads this file, and loading a library for it would take longer than most of them. */
const checks: Readonly<Record<string, (value: unknown) => boolean>> = {
  server: (value) => isText(value) && URL.canParse(value) && /^https?:/.test(value),
  database: (value) => isObject(value) && isText(value['url']) && (value['schema'] === undefined || isSchemaName(value['schema'])),
  current_workspace: isText,
  user: (value) => isObject(value) && isText(value['id']) && isText(value['name']),
}

const isSchemaName = (value: unknown): boolean => isText(value) && /^[a-z_][a-z0-9_]{0,62}$/.test(value)

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The name of the setting that is wrong or not known; undefined where all are right. */
const wrongIn = (value: Record<string, unknown>): string | undefined => Object.keys(value).find((name) => checks[name]?.(value[name]) !== true)

/** Where the database, the log and the settings lie: `PLANWRIGHT_HOME`, else `~/.planwright`. */
export function homeOf(variables: Variables): string {
  const given = variables['PLANWRIGHT_HOME']?.trim() ?? ''
  return given === '' ? join(homedir(), '.planwright') : given.startsWith('~/') ? join(homedir(), given.slice(2)) : given
}

export const settingsFile = (variables: Variables): string => join(homeOf(variables), 'config.json')

/** The settings of this machine: none where `init` was never run; one line that names the file where it cannot be used. */
export function readSettings(variables: Variables): Result<Settings, string> {
  const file = settingsFile(variables)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? ok({}) : fail(`The settings ${file} cannot be read (${message}).`)
  }
  const mend = 'Mend the file, or write it anew with: planwright init'
  try {
    const value: unknown = JSON.parse(text)
    const wrong = isObject(value) ? wrongIn(value) : 'the top'
    return wrong === undefined ? ok(value as Settings) : fail(`The settings ${file} are wrong at ${wrong}. ${mend}`)
  } catch {
    return fail(`The settings ${file} are not JSON. ${mend}`)
  }
}

/** Writes the settings for their owner's eyes only, whole or not at all: they may hold a password. */
export function writeSettings(variables: Variables, settings: Settings): void {
  const file = settingsFile(variables)
  mkdirSync(homeOf(variables), { recursive: true, mode: 0o700 })
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
  chmodSync(aside, 0o600)
  renameSync(aside, file)
}

/** The environment with what the settings say where it says nothing. */
export function withSettings(variables: Variables): Result<Variables, string> {
  const read = readSettings(variables)
  if (!read.ok) return read
  const { database, user } = read.value
  const unset = (name: string): boolean => (variables[name] ?? '').trim() === ''
  return ok({
    ...variables,
    ...(database && unset('DATABASE_URL') ? { DATABASE_URL: addressOf(database) } : {}),
    ...(user && unset('PLANWRIGHT_USER') ? { PLANWRIGHT_USER: user.name } : {}),
  })
}

/** The database's address with its schema in it, as `DATABASE_URL` takes it. */
export function addressOf({ url, schema: name }: NonNullable<Settings['database']>): string {
  if (name === undefined || !/^postgres/i.test(url) || !URL.canParse(url)) return url
  const address = new URL(url)
  address.searchParams.set('schema', name)
  return address.href
}
