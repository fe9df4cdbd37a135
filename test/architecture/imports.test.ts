import { readFileSync, readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/config/version.ts'
import { readImports, type ImportStatement } from './read-imports.ts'
import { roomOf, type Room } from './rooms.ts'

const sources = ['server', 'frontend'].flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .filter((path) => /\.(?:ts|mjs)$/.test(path) && !/\.test\.ts$|\.d\.m?ts$|\/testing\//.test(path)),
)

/** Data and nothing else: a table may be long. */
const tables = ['server/agents/offline/decomposer/patterns/']

describe('the rooms', () => {
  it('import only what the table allows', () => {
    const wrong = sources.flatMap((path) => {
      const room = roomOf(path)
      return room ? wrongImports(path, readFileSync(join(projectRoot, path), 'utf8'), room) : []
    })
    expect(wrong).toEqual([])
  })

  it('hold every source file: none lies beside the house', () => {
    expect(sources.filter((path) => !roomOf(path) && !/^server\/\w+\.mjs$/.test(path))).toEqual([])
  })

  it('have no file of more than 400 lines: it would hide a second idea', () => {
    const long = sources
      .filter((path) => !tables.some((folder) => path.startsWith(folder)))

      .map((path) => [path, readFileSync(join(projectRoot, path), 'utf8').split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 400)
    expect(long).toEqual([])
  })
})

describe('the check itself', () => {
  const check = (path: string, source: string): readonly string[] => {
    const room = roomOf(path)
    if (!room) throw new Error(`${path} is in no room`)
    return wrongImports(path, source, room)
  }

  it.each([
    ['server/core/plan/x.ts', `import { z } from 'zod'`, 'server/core/plan/x.ts:1 core may not import the package zod'],
    [
      'server/core/plan/x.ts',
      `\nexport * from '../../contract/text.ts'`,
      'server/core/plan/x.ts:2 core may not import contract (../../contract/text.ts)',
    ],
    ['server/core/plan/x.ts', `import 'node:fs'`, 'server/core/plan/x.ts:1 core may not import node:fs'],
    ['server/core/plan/x.ts', `import fs from 'fs'`, 'server/core/plan/x.ts:1 core may not import fs'],
    [
      'server/agents/x.ts',
      `const a = await import('../adapters/log.ts')`,
      'server/agents/x.ts:1 agents may not import adapters (../adapters/log.ts)',
    ],
    [
      'server/agents/x.ts',
      `import {\n  type A,\n  b,\n} from '../config/a.ts'`,
      'server/agents/x.ts:1 agents may import only types of config (../config/a.ts)',
    ],
    [
      'frontend/x.ts',
      `import { draft } from '../server/contract/draft.ts'`,
      'frontend/x.ts:1 frontend may import only types of contract (../server/contract/draft.ts)',
    ],
    [
      'server/adapters/formats/x.ts',
      `import { a } from '../log.ts'`,
      'server/adapters/formats/x.ts:1 adapters may not import another adapter (../log.ts)',
    ],
    [
      'server/adapters/storage/memory/x.ts',
      `import { DataSource } from 'typeorm/browser'`,
      'server/adapters/storage/memory/x.ts:1 adapters may not import the package typeorm',
    ],
    ['server/core/x.ts', `import a from '../../test/x.ts'`, 'server/core/x.ts:1 core may not import test/x.ts, which is in no room'],
  ])('in %s finds %j', (path, source, line) => {
    expect(check(path, source)).toEqual([line])
  })

  it.each([
    ['server/core/plan/x.ts', `import { generateKeyBetween } from 'fractional-indexing'\nimport { b } from '../patch/b.ts'`],
    ['server/agents/x.ts', `import { type A, type B } from '../config/a.ts'\nimport type { C } from '../config/a.ts'`],
    [
      'frontend/views/x.ts',
      `import { html } from 'lit/html.js'\nimport { a } from '@lit/context'\nimport './x.css'\nexport type { T } from '../../server/contract/task.ts'`,
    ],
    ['server/core/x.ts', `// import x from 'zod'\n * import('zod')\nexport const from = 1\nexport function f(text = "from 'zod'") {}`],
  ])('in %s allows %j', (path, source) => {
    expect(check(path, source)).toEqual([])
  })
})

/** The imports of one file that its room does not allow, each as a line to click on. */
function wrongImports(path: string, source: string, room: Room): readonly string[] {
  return readImports(source).flatMap((statement) => {
    const reason = isRelative(statement) ? wrongRoom(path, statement, room) : wrongPackage(statement.specifier, room)
    return reason === undefined ? [] : [`${path}:${statement.line} ${room.name} may ${reason}`]
  })
}

const isRelative = ({ specifier }: ImportStatement): boolean => specifier.startsWith('.')

function wrongRoom(path: string, { specifier, typesOnly }: ImportStatement, room: Room): string | undefined {
  const target = posix.join(posix.dirname(path), specifier.replace(/\?\w+$/, ''))
  const entered = roomOf(target)
  if (!entered) return `not import ${target}, which is in no room`
  if (entered === room) return undefined
  if (room.name === 'adapters' && entered.name === 'adapters')
    return sharedBy(room, entered) ? undefined : `not import another adapter (${specifier})`
  if (entered.name === room.name || room.rooms.includes(entered.name)) return undefined
  if (!room.types?.includes(entered.name)) return `not import ${entered.name} (${specifier})`
  return typesOnly ? undefined : `import only types of ${entered.name} (${specifier})`
}

/** What lies above two implementations of one port is for both; what lies above all adapters is for itself. */
const sharedBy = (room: Room, entered: Room): boolean => room.at.startsWith(entered.at) && entered.at !== 'server/adapters/'

function wrongPackage(specifier: string, room: Room): string | undefined {
  const bare = specifier.replace(/^node:/, '')
  if (specifier.startsWith('node:') || builtinModules.includes(bare))
    return room.node === 'all' || room.node.includes(bare) ? undefined : `not import ${specifier}`
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
  const allowed = room.packages.some((known) => (known.endsWith('/') ? name.startsWith(known) : name === known))
  return allowed ? undefined : `not import the package ${name}`
}
