import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/config/version.ts'

/** The first start may have to build, which takes long on a busy machine. */
const patience = 240_000

describe('npm start', () => {
  let home: string
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'planwright-start-'))))
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  function start(variables: Record<string, string>) {
    const env = { ...process.env, PLANWRIGHT_HOME: home, PLANWRIGHT_OPEN: '0', LOG_LEVEL: 'info', ...variables }
    const child = spawn(process.execPath, ['server/start.mjs'], { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    let complaints = ''
    const address = new Promise<string>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString()
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0]
        if (found) resolve(found)
      })
    })
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    const ended = new Promise<{ code: number | null; complaints: string }>((resolve) => child.on('close', (code) => resolve({ code, complaints })))
    return { child, address, ended }
  }

  it(
    'builds what is missing, answers on 127.0.0.1, and ends cleanly when told to stop',
    async () => {
      const { child, address, ended } = start({ PORT: '0' })
      const first = await Promise.race([address, ended.then(({ complaints }) => `it ended: ${complaints}`)])
      expect(first).toMatch(/^http:/)
      expect(await (await fetch(`${first}/api/health`)).json()).toMatchObject({ status: 'ok', storage: 'sqlite', agent: 'offline' })
      expect(await (await fetch(first)).text()).toContain('<html')
      child.kill('SIGTERM')
      expect((await ended).code).toBe(0)
    },
    patience,
  )

  it(
    'refuses a wrong setting in one line that names it',
    async () => {
      const { code, complaints } = await start({ PORT: 'eighty' }).ended
      expect(code).toBe(1)
      expect(complaints).toMatch(/^Planwright cannot start\. PORT must be a whole number from 0 to 65535$/m)
    },
    patience,
  )
})
