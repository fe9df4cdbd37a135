import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLog, type LogOptions, type OpenLog } from './log.ts'

describe('the log', () => {
  let home: string
  let file: string
  let printed: string[]
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'planwright-log-'))
    file = join(home, 'inner', 'planwright.log')
    printed = []
  })
  afterEach(() => rmSync(home, { recursive: true }))

  const open = (options: Partial<LogOptions> = {}): OpenLog => openLog({ level: 'info', file, print: (line) => printed.push(line), ...options })
  const lines = (): Record<string, unknown>[] =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)

  it('writes whole lines to the file and short ones for people', () => {
    const log = open()
    log.with({ request: 'r1' }).info('Opened the database', { kind: 'sqlite', path: 'my plans/a.db' })
    log.close()
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        request: 'r1',
        kind: 'sqlite',
        path: 'my plans/a.db',
        msg: 'Opened the database',
      },
    ])
    expect(printed).toEqual(['Opened the database  request=r1 kind=sqlite path="my plans/a.db"'])
  })

  it('keeps to its level, and at silent makes no file', () => {
    const log = open({ level: 'warn' })
    log.info('not this')
    log.warn('this')
    log.close()
    expect(printed).toEqual(['warn: this'])
    rmSync(file)
    open({ level: 'silent' }).error('nothing')
    expect(existsSync(file)).toBe(false)
  })

  it('blanks out secrets by name, by shape and by known text, in messages, details and errors', () => {
    const log = open({ secrets: ['correct horse battery'] })
    log.error('Calling with Bearer abcdef123456 failed', {
      headers: new Headers({ authorization: 'Bearer x', 'x-api-key': 'y', cookie: 'session=1', accept: 'application/json' }),
      provider: { apiKey: 'plain', nested: [{ OPENAI_API_KEY: 'plain' }], setCookie: 'plain' },
      error: new Error('Incorrect API key provided: sk-live-1234567890', { cause: new Error('postgres://anna:hunter22@db/plans is gone') }),
      note: 'the password is correct horse battery, ok?',
      url: 'https://example.org/?key=AIzaSyA-1234567890abcdefghijk&x=1',
      inputTokens: 12,
    })
    log.close()
    const all = readFileSync(file, 'utf8') + printed.join('\n')
    expect(all).not.toMatch(/abcdef123456|"y"|session=1|plain|sk-live|hunter22|correct horse|AIza/)
    expect(all).toContain('application/json')
    expect(lines()[0]).toMatchObject({ inputTokens: 12 })
  })

  it('prints one line, whatever a message holds', () => {
    open().info('a\nb \u001b[31mred', { text: 'c\r\nd' })
    expect(printed).toEqual(['a b  [31mred  text="c\\r\\nd"'])
  })

  it('survives cycles and values that JSON cannot carry', () => {
    const loop: Record<string, unknown> = { big: 1n }
    loop['self'] = loop
    const log = open()
    log.info('round', { loop })
    log.close()
    expect(lines()[0]).toMatchObject({ loop: { big: '1', self: '[again]' } })
  })

  it('can be read by its owner only, also where an older file was open to all', () => {
    open().close()
    chmodSync(file, 0o644)
    open().close()
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('sets a file aside at start that has grown too long', () => {
    open().close()
    writeFileSync(file, 'old\n'.repeat(10))
    const log = open({ rolloverBytes: 20 })
    log.info('new')
    log.close()
    expect(readFileSync(`${file}.1`, 'utf8')).toContain('old')
    expect(lines()).toHaveLength(1)
  })
})
