// Builds the product: server/ → dist/server with the TypeScript compiler, frontend/ → dist/frontend with Vite.
// Plain JavaScript, since it runs before anything is compiled.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

/** What each part is built from. Contents are compared, not times: a copy or a checkout changes times only. */
const parts = {
  server: {
    sources: ['server', 'package-lock.json', 'tsconfig.json'],
    tool: ['typescript', 'bin/tsc'],
    args: (/** @type {string} */ out) => ['-p', 'server/tsconfig.build.json', '--outDir', out],
  },
  frontend: {
    sources: ['frontend', 'server/core', 'server/contract', 'package-lock.json', 'vite.config.ts'],
    tool: ['vite', 'bin/vite.js'],
    args: (/** @type {string} */ out) => ['build', '--logLevel', 'error', '--emptyOutDir', '--outDir', join(out, 'frontend')],
  },
}

/** @typedef {keyof typeof parts} Part */

/**
 * The parts whose build is missing or was made from other sources, each with the reason in words.
 * @param {Part[]} [among] All parts, where it is left out.
 * @returns {{ part: Part, reason: string }[]}
 */
export function stale(among = /** @type {Part[]} */ (Object.keys(parts))) {
  return among.flatMap((part) => {
    if (!existsSync(stampOf(part)) || !existsSync(join(dist, part))) return [{ part, reason: 'is not built yet' }]
    return readFileSync(stampOf(part), 'utf8') === fingerprint(parts[part].sources) ? [] : [{ part, reason: 'is older than its sources' }]
  })
}

/**
 * Builds one part aside and then puts it in its place, so that a build that fails, or two at once, break nothing that
 * runs. Resolves to whether it worked; what the compiler said has been printed.
 * @param {Part} part
 */
export async function build(part) {
  const { sources, tool, args } = parts[part]
  const [name, script] = tool
  const path = join(root, 'node_modules', name, script)
  if (!existsSync(path)) {
    console.error(`${name} is not installed, and the build needs it. Run: npm ci --include=dev`)
    return false
  }
  const made = fingerprint(sources)
  mkdirSync(dist, { recursive: true })
  const aside = mkdtempSync(join(dist, '.building-'))
  try {
    if (!(await run([path, ...args(aside)]))) return false
    replace(join(dist, part), join(aside, part), join(aside, 'before'))
    writeFileSync(stampOf(part), made)
    return true
  } finally {
    rmSync(aside, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** @param {Part} part */
const stampOf = (part) => join(dist, `${part}.stamp`)

/**
 * Puts a folder in the place of another one, also where another build does the same at the same moment.
 * @param {string} place
 * @param {string} next
 * @param {string} before
 */
function replace(place, next, before) {
  for (let tries = 0; ; tries += 1) {
    try {
      if (existsSync(place)) renameSync(place, `${before}-${tries}`)
      return renameSync(next, place)
    } catch (error) {
      if (tries === 5) throw error
    }
  }
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
