// Builds the product: server/ → dist/server with the TypeScript compiler, frontend/ → dist/frontend with Vite.
// Plain JavaScript, since it runs before anything is compiled.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What each part is built from. Contents are compared, not times: a copy or a checkout changes times only. */
const parts = {
  server: {
    sources: ['server', 'package-lock.json', 'tsconfig.json'],
    stamp: 'dist/server.stamp',
    commands: [['typescript', 'bin/tsc', '-p', 'server/tsconfig.build.json']],
  },
  frontend: {
    sources: ['frontend', 'server/core', 'server/contract', 'package-lock.json', 'vite.config.ts'],
    stamp: 'dist/frontend.stamp',
    commands: [['vite', 'bin/vite.js', 'build', '--logLevel', 'warn']],
  },
}

/** @typedef {keyof typeof parts} Part */

/**
 * The parts whose build is missing or was made from other sources, each with the reason in words.
 * @returns {{ part: Part, reason: string }[]}
 */
export function stale() {
  return /** @type {Part[]} */ (Object.keys(parts)).flatMap((part) => {
    const { stamp, sources } = parts[part]
    if (!existsSync(join(root, stamp)) || !existsSync(join(root, 'dist', part))) return [{ part, reason: 'is not built yet' }]
    return readFileSync(join(root, stamp), 'utf8') === fingerprint(sources) ? [] : [{ part, reason: 'is older than its sources' }]
  })
}

/**
 * Builds one part afresh. Resolves to whether it worked; what the compiler said has been printed.
 * @param {Part} part
 */
export async function build(part) {
  const { stamp, sources, commands } = parts[part]
  const made = fingerprint(sources)
  rmSync(join(root, stamp), { force: true })
  rmSync(join(root, 'dist', part), { recursive: true, force: true })
  for (const [name, script, ...args] of commands) {
    const path = join(root, 'node_modules', name, script)
    if (!existsSync(path)) {
      console.error(`${name} is not installed, and the build needs it. Run: npm ci --include=dev`)
      return false
    }
    if (!(await run([path, ...args]))) return false
  }
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, stamp), made)
  return true
}

/** @param {string[]} args */
function run(args) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
    const stop = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
    process.on('SIGINT', stop).on('SIGTERM', stop)
    child.on('error', () => done(false))
    child.on('exit', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      done(code === 0)
    })
  })
}

/** @param {string[]} sources */
function fingerprint(sources) {
  const hash = createHash('sha256')
  for (const path of sources.flatMap((source) => filesIn(join(root, source))))
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0')
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  if (!existsSync(path)) return []
  const entries = tryList(path)
  if (!entries) return [path]
  return entries.flatMap((entry) => (isTest(entry) ? [] : filesIn(join(path, entry)))).sort()
}

/** @param {string} path */
function tryList(path) {
  try {
    return readdirSync(path)
  } catch {
    return undefined
  }
}

/** @param {string} name */
const isTest = (name) => name.endsWith('.test.ts') || name === 'testing'

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const part of /** @type {Part[]} */ (Object.keys(parts))) {
    console.log(`Building ${part}`)
    if (!(await build(part))) process.exit(1)
  }
}
