import { Command, CommanderError, Option } from 'commander'
import { exitCodes, CliError } from './exit.ts'
import type { Io } from './io.ts'
import { outputModes, paintFor, plain, type OutputMode } from './output.ts'
import { addChatCommand } from './commands/chat.ts'
import { addCompletionCommand } from './commands/completion.ts'
import { addDatabaseCommands } from './commands/db.ts'
import { addExchangeCommands } from './commands/exchange.ts'
import { addInitCommands } from './commands/init.ts'
import { addMcpCommand } from './commands/mcp.ts'
import { addJournalCommands } from './commands/journal.ts'
import { addMachineCommands } from './commands/machine.ts'
import { addPlanCommands } from './commands/plan.ts'
import { addProjectCommands } from './commands/project.ts'
import { addReviewCommands } from './commands/review.ts'
import { addSessionCommands } from './commands/session.ts'
import { addTaskCommands } from './commands/task.ts'
import { addWorkspaceCommands } from './commands/workspace.ts'

/** Adds commands to the program. Only what `--help` needs is loaded here; what a command does comes with its first use. */
export type AddCommands = (program: Command, io: Io) => void

const groups: readonly AddCommands[] = [
  addChatCommand,
  addReviewCommands,
  addProjectCommands,
  addPlanCommands,
  addTaskCommands,
  addExchangeCommands,
  addWorkspaceCommands,
  addSessionCommands,
  addJournalCommands,
  addInitCommands,
  addMachineCommands,
  addMcpCommand,
  addDatabaseCommands,
  addCompletionCommand,
]

/** The command line as a value: parsing it runs one command. */
export function buildProgram(io: Io, version: string): Command {
  const program = new Command('planwright')
    .description('Plans whose every change is a diff you read first. A client of a Planwright server, or of the data on this machine.')
    .version(version, '-V, --version', 'print the version')
    .addOption(new Option('-o, --output <form>', 'how results are printed').choices(outputModes).default('text'))
    .option('--server <address>', 'the server to talk to (else PLANWRIGHT_SERVER, else one that runs here, else the data of this machine)')
    .option('--token <token>', 'an API token (better: PLANWRIGHT_TOKEN)')
    .option('--user <name>', 'the name on what you do (else PLANWRIGHT_USER)')
    .helpOption('-h, --help', 'show help')
    .showHelpAfterError('(add --help for what it takes)')
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHasColors: () => io.color, getErrHasColors: () => io.color })
    .exitOverride()
  for (const add of groups) add(program, io)
  return program
}

/** Runs one command and gives its exit code. Never throws: what goes wrong is told on `io.err`. */
export async function run(io: Io, version: string, args: readonly string[]): Promise<number> {
  const program = buildProgram(io, version)
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    return tellFailure(io, program.opts<{ output?: OutputMode }>().output ?? 'text', error)
  }
}

/** With `--output json` an error is JSON too, on standard error, so that a script need not read sentences. */
function tellFailure(io: Io, output: OutputMode, error: unknown): number {
  const failure = error instanceof CliError ? error : new CliError('failed', error instanceof Error ? error.message : String(error))
  const exitCode = exitCodes[failure.kind]
  if (output === 'json') {
    io.err(`${JSON.stringify({ error: { kind: failure.kind, exitCode, message: failure.message, problem: failure.problem } }, null, 2)}\n`)
  } else {
    io.err(`${paintFor(io).red('✗')} ${plain(failure.message)}\n`)
  }
  return exitCode
}
