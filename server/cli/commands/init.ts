import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Command } from 'commander'
import { addressOf, homeOf, readSettings, settingsFile, writeSettings, type Settings } from '../../config/settings.ts'
import { within, type Context } from '../context.ts'
import { CliError } from '../exit.ts'
import type { Io } from '../io.ts'
import { paintFor } from '../output.ts'
import { variablesOf } from '../settings.ts'
import { examples } from './arguments.ts'

interface InitOptions {
  readonly dbUrl?: string
  readonly schema?: string
  readonly name?: string
  readonly workspace?: string
}

/** `planwright init` and `config`: what this machine uses, once for all workspaces. */
export function addInitCommands(program: Command, io: Io): void {
  examples(
    program.command('init'),
    'planwright init    (asks, on a terminal)',
    'planwright init --db-url postgres://me:secret@localhost/plans --schema planwright --name Ada',
    'planwright init --server https://plans.example.org',
  )
    .description('set up this machine: the database or the server, and your name; again to change it')
    .option('--db-url <url>', 'sqlite:<file> or postgres://user:password@host/database')
    .option('--schema <name>', 'the schema in a PostgreSQL database')
    .option('--name <name>', 'your name')
    .option('--workspace <name>', 'a workspace of the journal to make or to use')
    .action(async (options: InitOptions, self: Command) => {
      const { server } = self.optsWithGlobals<{ server?: string }>()
      await within(io, self, (context) => init(context, { ...options, ...(server === undefined ? {} : { server }) }))
    })

  const config = program.command('config').description('the settings of this machine')
  config
    .command('show')
    .description('show the settings, passwords masked')
    .action(async (_: object, self: Command) =>
      within(io, self, async (context) => {
        const shown = masked(context.settings)
        context.print({ file: settingsFile(io.env), ...shown }, ({ file }, paint) =>
          [
            `${paint.dim('file')} ${file}`,
            ...(Object.keys(shown).length === 0
              ? ['Nothing is set: the data lie in an SQLite file there. Set up with: planwright init']
              : [JSON.stringify(shown, null, 2)]),
          ].join('\n'),
        )
      }),
    )
  config
    .command('test')
    .description('test the connection to the database or the server')
    .action(async (_: object, self: Command) =>
      within(io, self, async (context) => {
        const report = await tested(context, context.settings)
        context.print(report, ({ reached }, paint) => `${paint.green('✓')} Connection test: ${reached}`)
      }),
    )
}

async function init(context: Context, options: InitOptions & { readonly server?: string }): Promise<void> {
  const { io } = context
  const before = readSettings(io.env)
  // A file that cannot be read is what init is for.
  const known: Settings = before.ok ? before.value : {}
  const isGiven = options.dbUrl !== undefined || options.server !== undefined || options.name !== undefined
  if (!isGiven && !io.isInteractive) throw new CliError('usage', 'Nobody can be asked here. Say it with --db-url or --server, and --name.')
  const asked = isGiven ? options : await ask(io, known)
  if (asked.dbUrl !== undefined && asked.server !== undefined) throw new CliError('usage', 'Name a database or a server, not both.')
  const { schema } = asked
  const destination: Settings =
    asked.server !== undefined
      ? { server: asked.server.replace(/\/+$/, '') }
      : asked.dbUrl !== undefined
        ? { database: { url: normalised(asked.dbUrl), ...(schema === undefined ? {} : { schema }) } }
        : { ...(known.server === undefined ? {} : { server: known.server }), ...(known.database === undefined ? {} : { database: known.database }) }
  const user = asked.name === undefined || asked.name === '' ? known.user : { id: known.user?.id ?? randomUUID(), name: asked.name }
  const workspace = known.current_workspace
  const settings: Settings = {
    ...destination,
    ...(workspace === undefined ? {} : { current_workspace: workspace }),
    ...(user === undefined ? {} : { user }),
  }
  const { reached } = await tested(context, settings)
  writeSettings(io.env, settings)
  context.print({ file: settingsFile(io.env), reached, ...masked(settings) }, (_, paint) =>
    [
      `${paint.green('✓')} Connection test: ${reached}`,
      `${paint.green('✓')} Configuration saved to ${settingsFile(io.env)}`,
      ...(destination.server === undefined ? [`${paint.green('✓')} Database schema initialized`] : []),
      '',
      `You're ready. See: planwright --help`,
    ].join('\n'),
  )
}

async function ask(io: Io, known: Settings): Promise<InitOptions & { readonly server?: string }> {
  const paint = paintFor(io)
  const question = async (text: string, fallback: string, secret = false): Promise<string> =>
    (await io.ask(`${paint.green('?')} ${text}${fallback === '' ? '' : paint.dim(` [${fallback}]`)}: `, { secret })) || fallback
  io.out(`Welcome to Planwright. Where shall your plans lie?\n\n`)
  const kind = (
    await question(
      'SQLite file, PostgreSQL, or a server (sqlite / postgres / server)',
      known.server ? 'server' : known.database?.url.startsWith('postgres') ? 'postgres' : 'sqlite',
    )
  ).toLowerCase()
  const name = (fallback: string) => question('Your name', known.user?.name ?? fallback)
  const fallbackName = io.env['USER'] ?? io.env['USERNAME'] ?? ''
  if (kind.startsWith('serv'))
    return { server: await question('Address of the server', known.server ?? 'http://127.0.0.1:8787'), name: await name(fallbackName) }
  if (kind.startsWith('sqlite')) {
    const file = await question('File', join(homeOf(io.env), 'planwright.sqlite'))
    return { dbUrl: `sqlite:${file}`, name: await name(fallbackName) }
  }
  if (!kind.startsWith('postgres')) throw new CliError('usage', `“${kind}” is none of sqlite, postgres and server.`)
  const host = await question('Host', 'localhost')
  const port = await question('Port', '5432')
  const database = await question('Database name', 'planwright')
  const user = await question('Username', 'postgres')
  const password = await question('Password', '', true)
  const schema = await question('Schema', 'planwright')
  const secret = password === '' ? '' : `:${encodeURIComponent(password)}`
  return {
    dbUrl: `postgres://${encodeURIComponent(user)}${secret}@${host}:${port}/${encodeURIComponent(database)}`,
    schema,
    name: await name(fallbackName),
  }
}

/** Addresses of the founding document name their driver; ours do not. */
const normalised = (url: string): string => url.replace(/^postgresql\+\w+:/, 'postgres:').replace(/^sqlite\+\w+:/, 'sqlite:')

/** Reaches what the settings name, making the tables of a database. Throws where it cannot. */
async function tested(context: Context, { server, database }: Settings): Promise<{ readonly reached: string }> {
  if (server !== undefined) {
    try {
      const response = await fetch(`${server}/api/health`, { signal: AbortSignal.timeout(10_000) })
      const health = (await response.json()) as { version?: string; storage?: string }
      if (!response.ok || health.version === undefined) throw new Error(`it answers ${response.status}`)
      return { reached: `${server}, Planwright ${health.version} on ${health.storage ?? 'its store'}` }
    } catch (error) {
      throw new CliError(
        'unreachable',
        `${server} is no Planwright server that can be reached (${error instanceof Error ? error.message : String(error)}). Nothing was saved.`,
      )
    }
  }
  const { openDatabase } = await import('../database/open.ts')
  const url = database === undefined ? variablesOf(context.io.env)['DATABASE_URL'] : addressOf(database)
  const opened = await openDatabase(context.io, url === '' ? undefined : url)
  await opened.storage.close()
  return { reached: opened.shown }
}

/** The settings as they may be shown. */
function masked(settings: Settings): Settings {
  const { database } = settings
  if (!database || !URL.canParse(database.url)) return settings
  const url = new URL(database.url)
  if (url.password !== '') url.password = '********'
  return { ...settings, database: { ...database, url: url.href } }
}
