#!/usr/bin/env node
// The command line. Plain JavaScript, since it runs before anything is compiled: it builds what is missing, then runs.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Planwright needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`)
  process.exit(1)
}

const { build, stale } = await import('./build.mjs')
for (const { part, reason } of stale(['server'])) {
  console.error(`Building the ${part}, which ${reason} …`)
  if (!(await build(part))) {
    console.error(`Planwright cannot run: building the ${part} failed. The lines above say why.`)
    process.exit(1)
  }
}

await import(new URL('../dist/server/cli/main.js', import.meta.url).href)
