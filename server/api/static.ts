import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './env.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}

/** Serves the built page: files by their name, and for every other address the page itself, which routes on its own. */
export function mountPage(app: OpenAPIHono<AppEnv>, folder: string): void {
  app.get('*', async (c, next) => {
    const { path } = c.req
    if (path === '/api' || path.startsWith('/api/')) return next()
    const asked = normalize(decodePath(path))
    const file = join(folder, asked)
    const type = types[extname(asked)]
    if (type !== undefined && file.startsWith(folder + sep)) {
      const found = await readFile(file).catch(() => undefined)
      if (found === undefined) return next()
      const isHashed = asked.startsWith(`${sep}assets${sep}`)
      return c.body(found, 200, { 'content-type': type, 'cache-control': isHashed ? 'max-age=31536000, immutable' : 'no-cache' })
    }
    const page = await readFile(join(folder, 'index.html')).catch(() => undefined)
    if (page === undefined) return next()
    return c.body(page, 200, { 'content-type': types['.html'] ?? '', 'cache-control': 'no-cache' })
  })
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path).replaceAll('\0', '')
  } catch {
    return '/'
  }
}
