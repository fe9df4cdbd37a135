import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds `package.json`, `configs/` and `dist/`: the same from `server/` as from `dist/server/`. */
export const projectRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)))

/** The product's version, as `package.json` states it. */
export const version: string = readVersion(join(projectRoot, 'package.json'))

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from
  const above = dirname(from)
  if (above === from) throw new Error('no package.json above the server: the installation is not whole')
  return findRoot(above)
}

function readVersion(path: string): string {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed && typeof parsed.version === 'string') return parsed.version
  throw new Error(`${path} names no version`)
}
