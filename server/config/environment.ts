import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { fail, ok, type Result } from '../core/result.ts'
import { Secret } from './secret.ts'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** Where plans are stored. The address of a PostgreSQL server may hold a password. */
export type DatabaseAddress = { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: Secret }

/** Everything the environment says, parsed once and frozen (DESIGN §7). Nothing else reads `process.env`. */
export interface Environment {
  /** `asked` where `PORT` names it: then a busy port is an error, else the next free one is taken. */
  readonly port: { readonly number: number; readonly asked: boolean }
  readonly host: string
  /** Absolute. */
  readonly home: string
  readonly database: DatabaseAddress
  /** Hosts and origins beside our own that may call. An entry without scheme allows http and https. */
  readonly allowed: { readonly hosts: readonly string[]; readonly origins: readonly string[] }
  readonly sample: boolean
  readonly openBrowser: boolean
  readonly user: string | null
  readonly logLevel: (typeof logLevels)[number]
  /** Keys of providers by the name of their variable, every one that ends in `_API_KEY`. */
  readonly keys: Readonly<Record<string, Secret>>
  /** Addresses of providers by the name of their variable, every one that ends in `_BASE_URL`. */
  readonly addresses: Readonly<Record<string, string>>
  /** The model of the server at `LOCAL_BASE_URL`. */
  readonly localModel: string | null
  /** Which profile of providers.yaml is used; null leaves it to the file. */
  readonly profile: string | null
  /** Another providers.yaml. Absolute. */
  readonly providersFile: string | null
}

/**
 * The environment as a value, or one line that names the variable and what it takes. A variable set to nothing counts
 * as not set; the value of a secret is never repeated.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Result<Environment, string> {
  const given = Object.fromEntries(Object.entries(variables).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])))
  const parsed = schema.safeParse(given)
  if (!parsed.success) return fail(lineOf(parsed.error))
  const read = parsed.data
  const home = read.PLANWRIGHT_HOME ?? join(homedir(), '.planwright')
  return ok(
    deepFreeze({
      port: { number: read.PORT ?? 8787, asked: read.PORT !== undefined },
      host: read.HOST,
      home,
      database: read.DATABASE_URL ?? { kind: 'sqlite', file: join(home, 'planwright.sqlite') },
      allowed: read.PLANWRIGHT_ORIGINS,
      sample: read.PLANWRIGHT_SAMPLE,
      openBrowser: read.PLANWRIGHT_OPEN,
      user: read.PLANWRIGHT_USER ?? null,
      logLevel: read.LOG_LEVEL,
      keys: collect(given, /^[A-Z][A-Z0-9_]*_API_KEY$/, secret),
      addresses: collect(given, /^[A-Z][A-Z0-9_]*_BASE_URL$/, address),
      localModel: read.LOCAL_MODEL ?? null,
      profile: read.PLANWRIGHT_PROFILE ?? null,
      providersFile: read.PLANWRIGHT_PROVIDERS ?? null,
    }),
  )
}

/** The secrets of an environment, so that a log can blank them out wherever they turn up. */
export function secretsOf({ keys, addresses, database }: Environment): readonly string[] {
  const known = [...Object.values(keys).map((key) => key.reveal()), ...Object.values(addresses).flatMap(passwordOf)]
  if (database.kind !== 'postgres') return known
  const url = database.url.reveal()
  return [...known, url, ...passwordOf(url)]
}

function passwordOf(address: string): readonly string[] {
  const { password } = new URL(address)
  try {
    return password === '' ? [] : [decodeURIComponent(password)]
  } catch {
    // A stray percent sign: it is used as it stands.
    return [password]
  }
}

/**
 * The variables of one kind, so that a providers.yaml may name a provider of its own. A wrong value of a variable that
 * is not ours by name may be another program's, so it is left out rather than refused.
 */
function collect<Value>(given: Readonly<Record<string, string>>, named: RegExp, type: z.ZodType<Value>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const parsed = named.test(name) ? type.safeParse(value) : undefined
      return parsed?.success ? [[name, parsed.data]] : []
    }),
  )
}

const path = z.string().transform(expand)

/** A key is sent as a header, so it is one word of visible ASCII. */
const secret = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'one word without spaces or quotes of other alphabets, as the provider shows it')
  .transform((value) => new Secret(value))

const address = z.url({ protocol: /^https?$/, error: 'an address such as https://example.org/v1' }).transform((value) => value.replace(/\/+$/, ''))

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a whole number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'a whole number from 0 to 65535')
    .optional(),
  HOST: z
    .string()
    .regex(/^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|[0-9a-f:]*:[0-9a-f:.]*(?:%\w+)?)$/i, 'a host name or an address such as 127.0.0.1')
    .default('127.0.0.1'),
  PLANWRIGHT_HOME: path.optional(),
  DATABASE_URL: z.string().transform(readDatabase).optional(),
  PLANWRIGHT_ORIGINS: z.string().transform(readOrigins).default({ hosts: [], origins: [] }),
  PLANWRIGHT_SAMPLE: onOff(),
  PLANWRIGHT_OPEN: onOff(),
  PLANWRIGHT_USER: z
    .string()
    .regex(/^\P{Cc}{1,200}$/u, 'a name of at most 200 characters on one line')
    .optional(),
  LOG_LEVEL: z.preprocess(
    (value) => (typeof value === 'string' ? value.toLowerCase() : value),
    z.enum(logLevels, `one of ${logLevels.join(', ')}`).default('info'),
  ),
  OPENAI_API_KEY: secret.optional(),
  ANTHROPIC_API_KEY: secret.optional(),
  GEMINI_API_KEY: secret.optional(),
  XAI_API_KEY: secret.optional(),
  OPENAI_BASE_URL: address.optional(),
  ANTHROPIC_BASE_URL: address.optional(),
  GEMINI_BASE_URL: address.optional(),
  XAI_BASE_URL: address.optional(),
  LOCAL_BASE_URL: address.optional(),
  LOCAL_MODEL: z
    .string()
    .regex(/^\P{Cc}{1,200}$/u, 'the name of a model')
    .optional(),
  PLANWRIGHT_PROVIDERS: path.optional(),
  PLANWRIGHT_PROFILE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'the name of a profile in providers.yaml, such as balanced')
    .optional(),
})

function onOff() {
  const words: Readonly<Record<string, boolean>> = { '1': true, true: true, yes: true, on: true, '0': false, false: false, no: false, off: false }
  return z
    .string()
    .transform((value, context) => words[value.toLowerCase()] ?? refuse(context, '1 or 0'))
    .default(true)
}

function readDatabase(value: string, context: Refusable): DatabaseAddress {
  const file = /^sqlite:(?:\/\/(?=\/))?(?<file>.+)$/i.exec(value)?.groups?.['file']
  if (file) return { kind: 'sqlite', file: expand(file) }
  if (/^postgres(?:ql)?:\/\/[^/]/i.test(value) && URL.canParse(value)) return { kind: 'postgres', url: new Secret(value) }
  return refuse(context, 'sqlite:<file> or postgres://<user>:<password>@<host>/<database>')
}

function readOrigins(value: string, context: Refusable): Environment['allowed'] {
  const hosts = new Set<string>()
  const origins = new Set<string>()
  for (const entry of value.split(/[\s,]+/).filter(Boolean)) {
    const schemes = /^https?:\/\//i.test(entry) ? [''] : ['http://', 'https://']
    for (const scheme of schemes) {
      const whole = `${scheme}${entry}`
      const url = URL.canParse(whole) ? new URL(whole) : undefined
      if (!url?.hostname || /[*@?#]/.test(entry) || url.pathname !== '/') {
        return refuse(context, `hosts and origins separated by commas, such as plans.example.org or https://plans.example.org:8443`)
      }
      hosts.add(url.host)
      origins.add(url.origin)
    }
  }
  return { hosts: [...hosts], origins: [...origins] }
}

/** `~/x` as the shell reads it, and any path made absolute. */
function expand(value: string): string {
  return resolve(value === '~' || value.startsWith('~/') ? join(homedir(), value.slice(1)) : value)
}

interface Refusable {
  addIssue(issue: string): void
}

function refuse(context: Refusable, takes: string): never {
  context.addIssue(takes)
  return z.NEVER
}

/** The first wrong value in one line. The value itself is shown only where it cannot be a secret. */
function lineOf(error: z.ZodError): string {
  const [issue] = error.issues
  return `${String(issue?.path[0] ?? 'the environment')} must be ${issue?.message ?? 'something else'}`
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !(value instanceof Secret)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}
