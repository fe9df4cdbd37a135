import { existsSync, statSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Command } from 'commander'
import { findRunningServer } from '../../config/running-server.ts'
import { homeOf, settingsFile } from '../../config/settings.ts'
import { projectRoot } from '../../config/version.ts'
import { within } from '../context.ts'
import { CliError } from '../exit.ts'
import type { Io } from '../io.ts'
import { examples, wholeNumber } from './arguments.ts'

/** The server on this machine: start it, open its page, see whether all is well. */
export function addMachineCommands(program: Command, io: Io): void {
  examples(program.command('serve'), 'planwright serve', 'planwright serve --port 9000 --no-open')
    .description('run the server with its page, until Ctrl+C')
    .option('--port <port>', 'the port (else PORT, else 8787 or the next free one)', wholeNumber())
    .option('--no-open', 'do not open a browser')
    .action(async ({ port, open }: { port?: number; open: boolean }) => {
      const start = join(projectRoot, 'server', 'start.mjs')
      const env = { ...io.env, ...(port === undefined ? {} : { PORT: String(port) }), ...(open ? {} : { PLANWRIGHT_OPEN: '0' }) }
      const server = spawn(process.execPath, [start], { env, stdio: 'inherit' })
      // Ctrl+C reaches the server by itself; we stay until it has ended.
      process.on('SIGINT', () => undefined)
      process.on('SIGTERM', () => server.kill('SIGTERM'))
      const code = await new Promise<number | null>((resolve) => server.once('exit', resolve))
      if (code !== 0) throw new CliError('failed', 'The server did not end well. The lines above say why.')
    })

  program
    .command('open')
    .description('open the page of the server that runs here')
    .action(async (_: object, self: Command) =>
      within(io, self, async (context) => {
        const client = await context.client()
        if (client.server === null) throw new CliError('unreachable', 'No server runs here. Start one: planwright serve')
        const { server } = client
        const [command, ...args] = process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open']
        if (io.isInteractive)
          spawn(command ?? 'xdg-open', [...args, server], { stdio: 'ignore', detached: true })
            .on('error', () => undefined)
            .unref()
        context.print({ server }, () => server)
      }),
    )

  program
    .command('doctor')
    .description('say what this command line would use, and whether it works')
    .action(async (_: object, self: Command) =>
      within(io, self, async (context) => {
        const home = homeOf(io.env)
        const running = findRunningServer(home)
        const client = await context.client()
        const { body: health } = await client.get<{ version: string; storage: string; agent: string }>('/api/health')
        const { body: projects } = await client.get<{ items: unknown[]; nextCursor: string | null }>('/api/projects?limit=200')
        const report = {
          node: process.versions.node,
          home,
          settings: existsSync(settingsFile(io.env)) ? settingsFile(io.env) : null,
          settingsPrivate: existsSync(settingsFile(io.env)) ? (statSync(settingsFile(io.env)).mode & 0o077) === 0 : null,
          server: client.server,
          runningHere: running?.url ?? null,
          version: health.version,
          storage: health.storage,
          agent: health.agent,
          projects: projects.nextCursor === null ? String(projects.items.length) : '200 or more',
        }
        context.print(report, (value, paint) =>
          [
            `${paint.green('✓')} ${value.server === null ? 'no server runs here: commands work on the data of this machine' : `talking to ${value.server}`}`,
            ...Object.entries(value).flatMap(([name, fact]) => (fact === null ? [] : [`  ${paint.dim(name.padEnd(16))}${String(fact)}`])),
          ].join('\n'),
        )
      }),
    )
}
