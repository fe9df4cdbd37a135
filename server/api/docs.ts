import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './env.ts'

/** The files of Swagger UI that the reference page loads, from our own address. */
const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Planwright API</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="reference"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>`

const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reference', deepLinking: true, validatorUrl: null, tryItOutEnabled: true })`

/** The OpenAPI document, and a reference page over it that loads nothing from elsewhere. */
export function mountDocs(app: OpenAPIHono<AppEnv>, version: string): void {
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Planwright',
      version,
      description:
        'Every change to a plan is a diff that can be read first. Problems are RFC 9457; versions are ETags; POSTs take an Idempotency-Key.',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
  })
  app.get('/api/docs', (c) => c.html(page))
  app.get('/api/docs/start.js', (c) => c.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  for (const [name, type] of Object.entries(assets)) {
    app.get(`/api/docs/${name}`, async (c) => c.body(await readAsset(name), 200, { 'content-type': type, 'cache-control': 'max-age=86400' }))
  }
}

async function readAsset(name: string): Promise<string> {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  return readFile(join(folder, name), 'utf8')
}
