import type { Command } from 'commander'
import { writeSettings } from '../../config/settings.ts'
import type { WorkspaceWire } from '../../contract/work.ts'
import type { WorkspaceDocument } from '../../contract/workspace-document.ts'
import { within, type Context } from '../context.ts'
import { CliError } from '../exit.ts'
import { findProjectId } from '../find.ts'
import type { Io } from '../io.ts'
import { currentWorkspace } from '../journal/here.ts'
import { readFileOrInput, writeFileOrOutput } from '../files.ts'
import { oneLine, plain, table } from '../output.ts'
import { examples } from './arguments.ts'

/** `planwright workspace`: where work is logged. */
export function addWorkspaceCommands(program: Command, io: Io): void {
  const workspace = program.command('workspace').description('workspaces of the work journal: one for each body of work')

  examples(
    workspace.command('create <name>'),
    'planwright workspace create e-commerce --description "Online store project"',
    'planwright workspace create shop --project "Website relaunch"',
  )
    .description('make a workspace, and switch to it')
    .option('--description <text>', 'what it is for')
    .option('-p, --project <id or title>', 'the plan that it carries out')
    .action(async (name: string, options: { description?: string; project?: string }, self: Command) =>
      within(io, self, async (context) => {
        const projectId = options.project === undefined ? undefined : await findProjectId(context, options.project)
        const body = {
          name,
          ...(options.description === undefined ? {} : { description: options.description }),
          ...(projectId === undefined ? {} : { projectId }),
        }
        const made = (await (await context.client()).post<WorkspaceWire>('/api/workspaces', body)).body
        switchTo(context, made)
        context.print(keys(made), () => `✅ Workspace created: ${oneLine(made.name)} (id: ${made.id})`)
      }),
    )

  workspace
    .command('list')
    .description('list workspaces')
    .action(async (_: object, self: Command) =>
      within(io, self, async (context) => {
        const { items } = (await (await context.client()).get<{ items: WorkspaceWire[] }>('/api/workspaces')).body
        context.print({ workspaces: items.map(keys) }, (_found, paint) =>
          items.length === 0
            ? "No workspace yet. Use 'planwright workspace create <name>'."
            : table(items.map(({ id, name, description }) => [oneLine(name), paint.dim(`(${id})`), oneLine(description)])),
        )
      }),
    )

  workspace
    .command('switch <workspace>')
    .description('use this workspace, by id or name, from now on')
    .action(async (reference: string, _: object, self: Command) =>
      within(io, self, async (context) => {
        const found = await currentWorkspace(context, reference)
        switchTo(context, found)
        context.print(keys(found), () => `✅ Switched to workspace: ${oneLine(found.name)}`)
      }),
    )

  workspace
    .command('current')
    .description('show the workspace that commands use')
    .action(async (_: object, self: Command) =>
      within(io, self, async (context) => {
        const found = await currentWorkspace(context, undefined)
        context.print(keys(found), () =>
          [
            `Current workspace: ${oneLine(found.name)} (${found.id})`,
            ...(found.description === '' ? [] : [`Description: ${plain(found.description)}`]),
          ].join('\n'),
        )
      }),
    )

  examples(workspace.command('export [file]'), 'planwright workspace export auth.json', 'planwright workspace export --workspace auth > auth.json')
    .description('write the workspace with all its sessions, actions and commits as JSON into a file, or to standard output')
    .option('--workspace <id or name>', 'another workspace')
    .action(async (file: string | undefined, options: { workspace?: string }, self: Command) =>
      within(io, self, async (context) => {
        const { id } = await currentWorkspace(context, options.workspace)
        const { body } = await (await context.client()).get<WorkspaceDocument>(`/api/workspaces/${id}/export`)
        const text = `${JSON.stringify(body, null, 2)}\n`
        if (writeFileOrOutput(io, file, text)) return
        const { sessions, actions, commits } = body
        const counts = { sessions: sessions.length, actions: actions.length, commits: commits.length }
        context.print({ file, workspace_id: id, ...counts }, () => `✅ Workspace exported: ${file} (${counted(counts)})`)
      }),
    )

  examples(
    workspace.command('import <file>'),
    'planwright workspace import auth.json',
    'planwright workspace import - --name "auth of the other machine"',
  )
    .description('take in a workspace that was exported, from a file or from standard input (-)')
    .option('--name <text>', 'what it is called here')
    .action(async (file: string, options: { name?: string }, self: Command) =>
      within(io, self, async (context) => {
        const document = parseJson(await readFileOrInput(io, file), file)
        const query = options.name === undefined ? '' : `?name=${encodeURIComponent(options.name)}`
        const { workspace: made, ...counts } = (await (await context.client()).post<Imported>(`/api/workspaces/import${query}`, document)).body
        context.print(
          { ...keys(made), ...counts },
          () => `✅ Workspace imported: ${oneLine(made.name)} (id: ${made.id}; ${counted(counts)})\nUse it: planwright workspace switch ${made.id}`,
        )
      }),
    )
}

interface Counts {
  readonly sessions: number
  readonly actions: number
  readonly commits: number
}
type Imported = Counts & { readonly workspace: WorkspaceWire }

const counted = ({ sessions, actions, commits }: Counts): string => `${sessions} sessions, ${actions} actions, ${commits} commits`

function parseJson(text: string, file: string): object {
  const from = file === '-' ? 'Standard input' : file
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch (error) {
    throw new CliError('usage', `${from} is not JSON: ${(error as Error).message}`)
  }
  throw new CliError('usage', `${from} must hold a workspace as planwright workspace export writes it.`)
}

/** Remembers the workspace for this machine. */
const switchTo = (context: Context, { id }: WorkspaceWire): void => writeSettings(context.io.env, { ...context.settings, current_workspace: id })

const keys = ({ id, name, description, projectId, createdAt }: WorkspaceWire) => ({
  id,
  name,
  description,
  project_id: projectId,
  created_at: createdAt,
})
