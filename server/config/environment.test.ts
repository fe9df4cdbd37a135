import { inspect } from 'node:util'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnvironment, secretsOf, type Environment } from './environment.ts'

function read(variables: Record<string, string>): Environment {
  const result = readEnvironment(variables)
  if (!result.ok) throw new Error(result.error)
  return result.value
}

const refusal = (variables: Record<string, string>): string => {
  const result = readEnvironment(variables)
  return result.ok ? 'accepted' : result.error
}

describe('the environment', () => {
  it('needs nothing: an empty one gives the defaults', () => {
    const home = join(homedir(), '.planwright')
    expect(read({})).toEqual({
      port: { number: 8787, asked: false },
      host: '127.0.0.1',
      home,
      database: { kind: 'sqlite', file: join(home, 'planwright.sqlite') },
      allowed: { hosts: [], origins: [] },
      sample: true,
      openBrowser: true,
      user: null,
      logLevel: 'info',
      keys: {},
      addresses: {},
      localModel: null,
      profile: null,
      providersFile: null,
    })
  })

  it('takes a variable set to nothing for one not set', () => {
    expect(read({ PORT: '', PLANWRIGHT_HOME: '  ', OPENAI_API_KEY: '', DATABASE_URL: '' })).toEqual(read({}))
  })

  it('knows whether the port was asked for by name', () => {
    expect(read({ PORT: '8787' }).port).toEqual({ number: 8787, asked: true })
    expect(read({ PORT: '0' }).port).toEqual({ number: 0, asked: true })
  })

  it('puts the database into the home, wherever that is, and makes paths absolute', () => {
    expect(read({ PLANWRIGHT_HOME: 'data' }).database).toEqual({ kind: 'sqlite', file: resolve('data', 'planwright.sqlite') })
    expect(read({ PLANWRIGHT_HOME: '~/plans' }).home).toBe(join(homedir(), 'plans'))
  })

  it.each([
    ['sqlite:plans.db', resolve('plans.db')],
    ['sqlite:/var/lib/plans.db', '/var/lib/plans.db'],
    ['sqlite:///var/lib/plans.db', '/var/lib/plans.db'],
  ])('reads %s as a file', (url, file) => {
    expect(read({ DATABASE_URL: url }).database).toEqual({ kind: 'sqlite', file })
  })

  it('reads the address of a PostgreSQL server and keeps it secret', () => {
    const { database } = read({ DATABASE_URL: 'postgres://anna:hunter22@db.example.org/plans' })
    expect(database.kind === 'postgres' && database.url.reveal()).toBe('postgres://anna:hunter22@db.example.org/plans')
  })

  it('allows a host with both schemes, an origin with its own', () => {
    expect(read({ PLANWRIGHT_ORIGINS: 'Plans.example.org:8443, https://planwright.example.org' }).allowed).toEqual({
      hosts: ['plans.example.org:8443', 'planwright.example.org'],
      origins: ['http://plans.example.org:8443', 'https://plans.example.org:8443', 'https://planwright.example.org'],
    })
  })

  it.each([
    ['PORT', '80a', 'PORT must be a whole number from 0 to 65535'],
    ['PORT', '70000', 'PORT must be a whole number from 0 to 65535'],
    ['PORT', '-1', 'PORT must be a whole number from 0 to 65535'],
    ['HOST', 'http://x', 'HOST must be a host name or an address such as 127.0.0.1'],
    ['DATABASE_URL', 'mysql://secret@x/y', 'DATABASE_URL must be sqlite:<file> or postgres://<user>:<password>@<host>/<database>'],
    ['DATABASE_URL', 'sqlite:', 'DATABASE_URL must be sqlite:<file> or postgres://<user>:<password>@<host>/<database>'],
    ['PLANWRIGHT_SAMPLE', 'maybe', 'PLANWRIGHT_SAMPLE must be 1 or 0'],
    ['PLANWRIGHT_OPEN', '2', 'PLANWRIGHT_OPEN must be 1 or 0'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of debug, info, warn, error, silent'],
    ['PLANWRIGHT_PROFILE', 'Best of all', 'PLANWRIGHT_PROFILE must be the name of a profile in providers.yaml, such as balanced'],
    ['OPENAI_BASE_URL', 'ftp://x', 'OPENAI_BASE_URL must be an address such as https://example.org/v1'],
    ['PLANWRIGHT_USER', 'a\nb', 'PLANWRIGHT_USER must be a name of at most 200 characters on one line'],
    [
      'PLANWRIGHT_ORIGINS',
      '*',
      'PLANWRIGHT_ORIGINS must be hosts and origins separated by commas, such as plans.example.org or https://plans.example.org:8443',
    ],
    [
      'PLANWRIGHT_ORIGINS',
      'https://x/path',
      'PLANWRIGHT_ORIGINS must be hosts and origins separated by commas, such as plans.example.org or https://plans.example.org:8443',
    ],
  ])('refuses %s=%s in one line', (name, value, line) => {
    expect(refusal({ [name]: value })).toBe(line)
  })

  it('never repeats a secret, not even a wrong one', () => {
    const wrong = refusal({ ANTHROPIC_API_KEY: 'sk-ant two words' })
    expect(wrong).toMatch(/^ANTHROPIC_API_KEY must be /)
    expect(wrong).not.toContain('two words')

    const environment = read({
      OPENAI_API_KEY: 'sk-very-secret',
      LOCAL_BASE_URL: 'http://bob:s3same@127.0.0.1:1/v1',
      DATABASE_URL: 'postgres://anna:hunter22@db/plans',
    })
    for (const shown of [
      JSON.stringify(environment),
      inspect(environment, { depth: 9, showHidden: true }),
      String(environment.keys['OPENAI_API_KEY']),
    ]) {
      expect(shown).not.toMatch(/very-secret|hunter22/)
    }
    expect(secretsOf(environment)).toEqual(['sk-very-secret', 's3same', 'postgres://anna:hunter22@db/plans', 'hunter22'])
  })

  it('keeps keys and addresses of providers that a providers.yaml may name, and leaves what another program named so', () => {
    const environment = read({ OPENROUTER_API_KEY: 'sk-or', OPENROUTER_BASE_URL: 'https://openrouter.example/api/', FOREIGN_API_KEY: 'two words' })
    expect(environment.keys['OPENROUTER_API_KEY']?.reveal()).toBe('sk-or')
    expect(environment.addresses).toEqual({ OPENROUTER_BASE_URL: 'https://openrouter.example/api' })
    expect(Object.keys(environment.keys)).toEqual(['OPENROUTER_API_KEY'])
  })

  it('is frozen to the bottom', () => {
    const environment = read({})
    expect(() => Object.assign(environment, { host: '0.0.0.0' })).toThrow(TypeError)
    expect(() => Object.assign(environment.keys, { baseUrl: 'x' })).toThrow(TypeError)
  })
})
