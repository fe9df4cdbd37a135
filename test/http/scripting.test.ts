import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/config/version.ts'

/** The recipes as they stand in the documentation: what each block runs, and what it says that it prints. */
const page = readFileSync(join(projectRoot, 'docs', 'scripting.md'), 'utf8')
const blocks = [...page.matchAll(/^```(bash|text)\n([\s\S]*?)^```$/gm)].map(([, kind, text]) => ({ kind, text: text ?? '' }))
const scripts = blocks.filter(({ kind }) => kind === 'bash')
const printed = blocks.filter(({ kind }) => kind === 'text')

/** Only what a server needs, so that no variable of this machine decides the test. */
const environment = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  ...more,
})

describe('the recipes of docs/scripting.md', () => {
  const home = mkdtempSync(join(tmpdir(), 'planwright-recipes-'))
  let server: ChildProcess
  let url: string
  let output: string

  beforeAll(async () => {
    const env = environment({ PLANWRIGHT_HOME: home, PORT: '0', PLANWRIGHT_SAMPLE: '0', PLANWRIGHT_OPEN: '0' })
    server = spawn(process.execPath, ['--import', 'tsx', join('server', 'main.ts')], { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] })
    url = await addressOf(server)
    output = await bash(
      ['set -euo pipefail', ...scripts.map(({ text }, index) => `${text}echo '== ${index}'`)].join('\n'),
      environment({ PLANWRIGHT: url }),
    )
  }, 120_000)

  afterAll(async () => {
    const ended = new Promise((resolve) => server.once('close', resolve))
    server.kill('SIGTERM')
    await ended
    rmSync(home, { recursive: true, force: true })
  }, 30_000)

  it('are ten, each with what it prints', () => {
    expect([...page.matchAll(/^## (\d+)\. /gm)].map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(scripts).toHaveLength(11)
    expect(printed).toHaveLength(10)
  })

  it('run from top to bottom against a fresh server, and print what the page says', () => {
    const parts = output.split(/^== \d+\n/m)
    expect(parts.slice(1, 11)).toEqual(printed.map(({ text }) => text))
  })
})

/** The address that a server prints once it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const hear = (chunk: Buffer): void => {
      heard += String(chunk)
      const address = /http:\/\/[\d.]+:\d+/.exec(heard)?.[0]
      if (address) resolve(address)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('close', () => reject(new Error(`the server did not start:\n${heard}`)))
  })
}

/** What a script prints; rejects with all of it where the script fails. */
function bash(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', script], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += String(chunk)))
    child.stderr.on('data', (chunk: Buffer) => (err += String(chunk)))
    child.once('error', reject)
    // `exit`, not `close`: the curl that follows the events holds the pipes open until the server stops.
    child.once('exit', (code) => (code === 0 ? resolve(out) : reject(new Error(`the recipes ended with ${code}:\n${out}\n${err}`))))
  })
}
