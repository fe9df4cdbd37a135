import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/config/version.ts'

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies' | 'scripts', Record<string, string>>

describe('the repository', () => {
  it('keeps to its top level: everything else has a room inside', () => {
    const agreed = [
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'server',
      'frontend',
      'configs',
      'notebooks',
      'test',
      'docs',
      'README.md',
      'LICENSE',
    ]
    const tools = [
      '.ci',
      '.git',
      '.gitignore',
      '.npmrc',
      '.oxlintrc.json',
      '.prettierignore',
      '.prettierrc.json',
      'vite.config.ts',
      'vitest.config.ts',
    ]
    const made = ['node_modules', 'dist', 'coverage', '.env', '.DS_Store']
    const extra = readdirSync(projectRoot).filter((name) => ![...agreed, ...tools, ...made].includes(name) && !name.endsWith('.log'))
    expect(extra).toEqual([])
  })

  it('locks packages by their content, not by the address they came from', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "http/)
  })

  it('locks every optional package, so that npm ci works on every platform', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string>; version?: string }>
    }
    const missing = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies).filter((name) => !Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`))),
    )
    expect(missing).toEqual([])
  })

  it('says of every package why it is there', () => {
    const page = read('docs/decisions/2026-11-20-packages.md')
    const unexplained = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((name) => !page.includes(`\`${name}\``))
    expect(unexplained).toEqual([])
  })

  it('has every file that its scripts name', () => {
    const named = Object.values(manifest.scripts).flatMap((script) => script.match(/[\w./-]+\.(?:ts|mjs|json)\b/g) ?? [])
    expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([])
  })
})
