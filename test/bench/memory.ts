import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStorage } from '../../server/adapters/storage/typeorm/index.ts'
import { largePlan } from '../../server/core/testing/large-plan.ts'
import { storePlan } from './bench-server.ts'
import type { Row } from './measure.ts'

const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1024)

/** Resident memory of a process in kB, now or (`VmHWM`) at its peak; Linux only. */
function memoryOf(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN)
}

/** Memory of the built server with a project of 10,000 tasks loaded: idle, and at its peak over 100 reads. */
export async function memoryRows(): Promise<readonly Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'planwright-memory-'))
  const plan = largePlan(10_000, 5)
  const storage = await openSqliteStorage({ file: join(home, 'planwright.sqlite'), now: () => new Date().toISOString() })
  await storePlan(storage, plan)
  await storage.close()
  const child = spawn(process.execPath, [new URL('../../dist/server/main.js', import.meta.url).pathname], {
    env: { ...process.env, PLANWRIGHT_HOME: home, PORT: '0', PLANWRIGHT_OPEN: '0', PLANWRIGHT_SAMPLE: '0', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const url = await addressOf(child.stdout)
    const read = async (): Promise<void> => {
      const response = await fetch(`${url}/api/projects/${plan.project.id}`)
      if (!response.ok) throw new Error(`reading the project: ${response.status}`)
      await response.arrayBuffer()
    }
    await read()
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const idle = megabytes(memoryOf(child.pid ?? 0, 'VmRSS'))
    for (let count = 0; count < 100; count += 1) await read()
    const peak = megabytes(memoryOf(child.pid ?? 0, 'VmHWM'))
    return [
      {
        what: 'memory with a 10,000-task project loaded, idle',
        figure: `${idle} MB`,
        bar: 'under 200 MB',
        met: idle < 200,
        detail: 'resident, 3 s after the first read',
      },
      {
        what: 'memory at its peak over 100 reads',
        figure: `${peak} MB`,
        bar: 'under 300 MB',
        met: peak < 300,
        detail: 'resident, highest since the start',
      },
    ]
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    rmSync(home, { recursive: true })
  }
}

/** The address that the server prints when it is up. Goes on reading, so that the server can go on printing. */
function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    output.on('data', (chunk: Buffer) => {
      seen += String(chunk)
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(seen)?.[0]
      if (url) resolve(url)
    })
    output.on('end', () => reject(new Error(`the server did not start: ${seen}`)))
  })
}
