import { hostname } from 'node:os'
import type { WorkSessionWire, WorkspaceWire } from '../../contract/work.ts'
import type { Context } from '../context.ts'
import { CliError } from '../exit.ts'
import { oneLine } from '../output.ts'

/** Where a session is found again: this folder of this machine. */
export const here = (context: Context) => ({ host: hostname().slice(0, 200), directory: context.io.cwd.slice(0, 1_000) })

/** The workspace that a command is about: `--workspace`, `PLANWRIGHT_WORKSPACE`, the one switched to, or the only one. */
export async function currentWorkspace(context: Context, named: string | undefined): Promise<WorkspaceWire> {
  const client = await context.client()
  const reference = named ?? context.io.env['PLANWRIGHT_WORKSPACE'] ?? context.settings.current_workspace
  if (reference !== undefined && reference !== '') {
    return (await client.get<WorkspaceWire>(`/api/workspaces/${encodeURIComponent(reference)}`)).body
  }
  const { items } = (await client.get<{ items: WorkspaceWire[] }>('/api/workspaces')).body
  const [only, ...others] = items
  if (only && others.length === 0) return only
  if (!only) throw new CliError('failed', "No workspace yet. Use 'planwright workspace create <name>' first.")
  throw new CliError(
    'usage',
    `Several workspaces. Use 'planwright workspace switch <name>', or --workspace:\n${items.map(({ id, name }) => `  ${oneLine(name)}  (${id})`).join('\n')}`,
  )
}

export interface OfSession {
  readonly session?: string
  readonly workspace?: string
}

/** The session that a command is about: `--session`, else `PLANWRIGHT_SESSION`, else the one of this folder. */
export async function currentSession(context: Context, { session, workspace }: OfSession): Promise<WorkSessionWire> {
  const client = await context.client()
  const named = session ?? context.io.env['PLANWRIGHT_SESSION']
  if (named !== undefined && named !== '')
    return witnessed((await client.get<{ session: WorkSessionWire }>(`/api/sessions/${encodeURIComponent(named)}`)).body.session)
  const { id } = await currentWorkspace(context, workspace)
  const place = here(context)
  const { items } = (await client.get<{ items: WorkSessionWire[] }>(`/api/workspaces/${id}/sessions?status=active&limit=200`)).body
  const found = items.filter(({ host, directory }) => host === place.host && directory === place.directory)
  const [only, ...others] = found
  if (!only) throw new CliError('failed', "No active session. Use 'planwright session start' first.")
  if (others.length > 0) {
    throw new CliError(
      'usage',
      `Several sessions run in this folder. Name one with --session or PLANWRIGHT_SESSION:\n${found.map((each) => `  ${each.id}  ${oneLine(each.task)}`).join('\n')}`,
    )
  }
  return witnessed(only)
}

/** A session whose process is gone from this machine is stale, however recent its last sign of life. */
export function witnessed(session: WorkSessionWire): WorkSessionWire {
  if (session.status !== 'active' || session.pid === null || session.host !== hostname()) return session
  try {
    process.kill(session.pid, 0)
    return { ...session, stale: false }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? session : { ...session, stale: true }
  }
}
