// `npm test`: every check in the order of its cost, with its time, up to the first that fails.
// `npm test -- types unit` runs only the named ones.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '../../server/config/version.ts'
import { build, stale } from '../../server/build.mjs'

type Stage = readonly [name: string, run: () => Promise<boolean>]

const tool = (path: string, ...args: string[]): Promise<boolean> => execute([join('node_modules', path), ...args])

const stages: readonly Stage[] = [
  [
    'types',
    () =>
      inOrder(
        ['tsconfig.json', 'server/core/tsconfig.json', 'frontend/tsconfig.json', 'test/browser/tsconfig.json'].map(
          (project) => () => tool('typescript/bin/tsc', '-p', project, '--noEmit'),
        ),
      ),
  ],
  ['lint', () => tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings')],
  ['format', () => tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  [
    'build',
    () =>
      inOrder(
        stale().map(
          ({ part }) =>
            () =>
              build(part),
        ),
      ),
  ],
  ['unit', () => tool('vitest/vitest.mjs', 'run', '--project', 'unit')],
  ['browser', () => tool('vitest/vitest.mjs', 'run', '--project', 'browser')],
]

const names = stages.map(([name]) => name)

async function runStages(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((asked) => !names.includes(asked))
  if (unknown.length > 0) {
    console.error(`No such check: ${unknown.join(', ')}. There are: ${names.join(', ')}`)
    return 2
  }
  const start = performance.now()
  const times: string[] = []
  for (const [name, run] of stages.filter(([each]) => wanted.length === 0 || wanted.includes(each))) {
    console.log(`\n== ${name}`)
    const before = performance.now()
    const passed = await run()
    times.push(`${name} ${seconds(before)}`)
    if (!passed) {
      console.error(`\nFAILED at ${name}, after ${seconds(before)}. Again, alone: npm test -- ${name}`)
      return 1
    }
  }
  console.log(`\nAll passed in ${seconds(start)}: ${times.join(', ')}`)
  return 0
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** One after the other, until one fails: two cores are few, and the output of two at once is hard to read. */
async function inOrder(steps: readonly (() => Promise<boolean>)[]): Promise<boolean> {
  for (const step of steps) if (!(await step())) return false
  return true
}

function execute(args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
}

process.exitCode = await runStages(process.argv.slice(2))
