// `npm run dev`: the server under tsx, started anew when a file changes, and Vite's dev server for the page.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = 'http://localhost:5173'

const origins = [process.env.PLANWRIGHT_ORIGINS, page, 'http://127.0.0.1:5173'].filter(Boolean).join(',')
// The port is asked for by name: were it busy and another one taken, Vite would pass requests on to a stranger.
const port = process.env.PORT ?? '8787'
const env = { ...process.env, PORT: port, PLANWRIGHT_API_PORT: port, PLANWRIGHT_OPEN: '0', PLANWRIGHT_ORIGINS: origins }

const children = [
  ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/main.ts'],
  ['node_modules/vite/bin/vite.js', '--port', '5173', '--strictPort'],
].map((args) => spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' }))

// One gone, all go; a signal goes to both.
let stopping = false
const stop = (/** @type {NodeJS.Signals} */ signal) => {
  stopping = true
  for (const child of children) child.kill(signal)
}
process.on('SIGINT', stop).on('SIGTERM', stop)
for (const child of children) {
  child.on('exit', (code) => {
    if (stopping) return
    process.exitCode = code ?? 1
    stop('SIGTERM')
  })
}
