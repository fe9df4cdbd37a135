import type { Command } from 'commander'
import type { OpenedDatabase } from '../database/open.ts'
import { CliError } from '../exit.ts'
import type { Io } from '../io.ts'
import { within, type Context } from '../context.ts'

const examples = `
The database is the one of DATABASE_URL, else the SQLite file in PLANWRIGHT_HOME. Stop the server before restore and copy.

Examples:
  planwright db check
  planwright db backup plans-2026-11-21.jsonl.gz
  planwright db restore plans-2026-11-21.jsonl.gz --db-url postgres://me@localhost/plans
  planwright db copy postgres://me:secret@localhost/plans?schema=planwright`

/** `planwright db`: what is done to a database itself. */
export function addDatabaseCommands(program: Command, io: Io): void {
  const db = program.command('db').description('migrate, check, back up, restore and copy the database').addHelpText('after', examples)
  const command = (name: string, description: string): Command =>
    db.command(name).description(description).option('--db-url <url>', 'another database')

  command('migrate', 'make the tables, or bring them to this version').action(async (options: Options, self: Command) =>
    within(io, self, (context) =>
      onDatabase(context, options, async ({ storage, shown }) => report(context, { database: shown, kind: storage.kind })),
    ),
  )
  command('check', 'replay every log and compare it with the stored plans').action(async (options: Options, self: Command) =>
    within(io, self, (context) => onDatabase(context, options, (opened) => check(context, opened))),
  )
  command('backup <file>', 'write everything, as of one moment, into a file').action(async (file: string, options: Options, self: Command) =>
    within(io, self, (context) =>
      onDatabase(context, options, async ({ storage, shown }) => {
        const { backUp } = await import('../database/backup.ts')
        report(context, { database: shown, file, rows: await backUp(storage, file, progress(context, 'rows written')) })
      }),
    ),
  )
  command('restore <file>', 'put a backup into an empty database').action(async (file: string, options: Options, self: Command) =>
    within(io, self, (context) =>
      onDatabase(context, options, async ({ storage, shown }) => {
        const { restore } = await import('../database/backup.ts')
        report(context, { database: shown, file, rows: await restore(storage, file, progress(context, 'rows restored')) })
      }),
    ),
  )
  command('copy <to>', 'copy everything into another, empty database (SQLite to PostgreSQL, or back)').action(
    async (to: string, options: Options, self: Command) =>
      within(io, self, (context) =>
        onDatabase(context, options, (from) =>
          onDatabase(context, { dbUrl: to }, async (into) => {
            if (from.shown === into.shown) throw new CliError('usage', 'That is the database to copy from.')
            const { copy } = await import('../database/backup.ts')
            report(context, { from: from.shown, to: into.shown, rows: await copy(from.storage, into.storage, progress(context, 'rows copied')) })
          }),
        ),
      ),
  )
}

interface Options {
  readonly dbUrl?: string
}

async function onDatabase(context: Context, { dbUrl }: Options, work: (opened: OpenedDatabase) => Promise<void>): Promise<void> {
  const { openDatabase } = await import('../database/open.ts')
  const opened = await openDatabase(context.io, dbUrl)
  try {
    await work(opened)
  } finally {
    await opened.storage.close()
  }
}

async function check(context: Context, { storage, shown }: OpenedDatabase): Promise<void> {
  const { checkStore } = await import('../database/check.ts')
  const tell = progress(context, 'projects checked')
  const found = await checkStore(storage, (_, done) => tell(done))
  context.print({ database: shown, ...found }, ({ projects, commits, tasks, findings }, paint) =>
    [
      `${projects} projects, ${commits} commits, ${tasks} tasks in ${shown}`,
      ...findings.map(({ title, projectId, detail }) => `${paint.red('✗')} ${title} (${projectId}): ${detail}`),
      ...(findings.length === 0 ? [`${paint.green('✓')} every log leads to its plan`] : []),
    ].join('\n'),
  )
  if (found.findings.length > 0) throw new CliError('failed', `${found.findings.length} findings. Restore a backup, or ask for help before going on.`)
}

const report = (context: Context, facts: Readonly<Record<string, string | number>>): void =>
  context.print(facts, (value, paint) =>
    [`${paint.green('✓')} done`, ...Object.entries(value).map(([name, fact]) => `  ${paint.dim(name)} ${String(fact)}`)].join('\n'),
  )

/** Tells how far long work has come, on a terminal alone. */
const progress =
  ({ io }: Context, what: string) =>
  (count: number): void => {
    if (io.isInteractive) io.err(`\r${count.toLocaleString('en')} ${what} …\u001b[K`)
  }
