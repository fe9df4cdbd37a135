import type { Command } from 'commander'
import { Client } from './client.ts'
import { connect } from './connect.ts'
import type { Io } from './io.ts'
import { print, type OutputMode, type Paint } from './output.ts'
import type { Settings } from '../config/settings.ts'
import { settingsOf } from './settings.ts'

/** What every command is given. */
export interface Context {
  readonly io: Io
  readonly output: OutputMode
  readonly settings: Settings
  /** The API; connected with the first use, closed when the command is over. */
  client(): Promise<Client>
  /** Prints the result: as JSON where asked for, else as text. */
  print<Value>(value: Value, text: (value: Value, paint: Paint) => string): void
}

/** Options that every command takes. */
interface GlobalOptions {
  readonly output?: OutputMode
  readonly server?: string
  readonly token?: string
  readonly user?: string
}

/** Runs a command with a context of its own, and closes what it opened, however it ends. */
export async function within(io: Io, command: Command, work: (context: Context) => Promise<void>): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>()
  // Read with the first use: `init` mends a file that cannot be read.
  let settings: Settings | undefined
  const settingsOnce = (): Settings => (settings ??= settingsOf(io.env))
  const output = options.output ?? 'text'
  let client: Promise<Client> | undefined
  const context: Context = {
    io,
    output,
    get settings() {
      return settingsOnce()
    },
    client: () =>
      (client ??= connect(io, { server: options.server ?? io.env['PLANWRIGHT_SERVER'] ?? settingsOnce().server ?? null }).then(
        (connection) =>
          new Client(connection, {
            user: options.user ?? io.env['PLANWRIGHT_USER'] ?? settingsOnce().user?.name ?? null,
            token: options.token ?? io.env['PLANWRIGHT_TOKEN'] ?? null,
            signal: io.signal,
          }),
      )),
    print: (value, text) => print(io, output, value, text),
  }
  try {
    await work(context)
  } finally {
    await client?.then((opened) => opened.close()).catch(() => undefined)
  }
}
