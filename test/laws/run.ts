import { spawnSync } from 'node:child_process'

/**
 * The laws of the core with as many random cases as one likes: `npm run laws -- --runs 200000`. Prints the seed and
 * the smallest case of a law that falls.
 */
const at = process.argv.indexOf('--runs')
const runs = at === -1 ? '100000' : (process.argv[at + 1] ?? '')
if (!/^[1-9]\d*$/.test(runs)) {
  console.error(`--runs needs a number of cases, not "${runs}".`)
  process.exit(2)
}
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'unit', 'server/core/patch/laws.test.ts'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, LAWS_RUNS: runs },
})
process.exit(status ?? 1)
