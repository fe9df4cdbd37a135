// `npm start`: checks Node, builds what is missing or out of date, then runs the server in this same process, so that
// signals reach it directly. Plain JavaScript, since it runs before anything is compiled.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Planwright needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`)
  process.exit(1)
}

const parent = process.ppid
const { build, stale } = await import('./build.mjs')

for (const { part, reason } of stale()) {
  console.log(`Building the ${part}, which ${reason} …`)
  if (!(await build(part))) {
    console.error(`Planwright cannot start: building the ${part} failed. The lines above say why.`)
    process.exit(1)
  }
}

// npm, told to stop, ends its shell but does not tell us; then we have another parent, and stop as if we had been told.
if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}

await import(new URL('../dist/server/main.js', import.meta.url).href)
