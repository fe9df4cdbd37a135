import { execFile } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { build, stale } from '../../server/build.mjs'
import { projectRoot } from '../../server/config/version.ts'
import { readImports } from '../architecture/read-imports.ts'
import { codeOf, notebookSchema, readNotebook, writeModule } from './notebook.ts'

const run = promisify(execFile)
const names = readdirSync(join(projectRoot, 'notebooks'))
  .filter((name) => name.endsWith('.ipynb'))
  .toSorted()

/** Runs a program to its end and gives what it printed; fails with all of it. */
async function outputOf(file: string, args: readonly string[]): Promise<string> {
  const ran = run(file, [...args], { cwd: projectRoot, timeout: 120_000, maxBuffer: 10_000_000 })
  const { stdout } = await ran.catch((error: unknown) => {
    const { stdout: out = '', stderr: err = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${args.join(' ')}\n${out}\n${err}`)
  })
  return stdout
}

const bin = (name: string): string => join(projectRoot, 'node_modules', name)

beforeAll(async () => {
  if (stale().some(({ part }) => part === 'server') && !(await build('server')))
    throw new Error('building the server failed; the lines above say why')
}, 180_000)

describe('notebooks', () => {
  it('are three', () => expect(names).toEqual(['00-setup.ipynb', '01-agent-interface.ipynb', '02-mvp-plan-test.ipynb']))

  it.each(names)('%s is nbformat 4.5 for the Deno kernel, without outputs, each cell under an id of its own', (name) => {
    const parsed = notebookSchema.safeParse(readNotebook(name))
    expect(parsed.success ? [] : parsed.error.issues).toEqual([])
    const ids = parsed.data?.cells.map(({ id }) => id) ?? []
    expect(new Set(ids).size).toBe(ids.length)
    expect(parsed.data?.cells[0]?.cell_type).toBe('markdown')
  })

  it.each(names)('%s needs nothing that only Deno has', (name) => {
    const code = codeOf(notebookSchema.parse(readNotebook(name))).join('\n')
    expect(code).not.toMatch(/\bDeno\b/)
    const odd = readImports(code)
      .map(({ specifier }) => specifier)
      .filter((specifier) => !/^node:|^\.\/lib\/.+\.ts$|^@?[a-z]/.test(specifier))
    expect(odd).toEqual([])
  })

  it('have the right types', async () => {
    const paths = names.map((name) => writeModule(name, notebookSchema.parse(readNotebook(name))))
    const folder = dirname(paths[0] ?? '')
    const settings = { extends: '../../../tsconfig.json', include: ['*.mts', '../../../notebooks/lib/*.ts'], exclude: [] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
    expect(await outputOf(process.execPath, [bin('typescript/bin/tsc'), '-p', folder, '--noEmit'])).toBe('')
  }, 120_000)

  it.each(names)(
    '%s runs from top to bottom, and what it promises holds',
    async (name) => {
      const path = writeModule(name, notebookSchema.parse(readNotebook(name)))
      const output = await outputOf(process.execPath, [bin('tsx/dist/cli.mjs'), path])
      expect(output.trim().split('\n').at(-1)).toBe('Stopped.')
      expect(output).toContain('✓')
    },
    120_000,
  )
})
