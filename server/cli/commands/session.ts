import { Option, type Command } from 'commander'
import type { WorkActionWire, WorkCommitWire, WorkSessionWire } from '../../contract/work.ts'
import { within } from '../context.ts'
import { findProjectId, findTask, readPlan } from '../find.ts'
import type { Io } from '../io.ts'
import { currentSession, currentWorkspace, here, witnessed, type OfSession } from '../journal/here.ts'
import { actionKeys, commitKeys, sessionKeys } from '../journal/keys.ts'
import { moment, sessionText, spell } from '../journal/words.ts'
import { oneLine } from '../output.ts'
import { examples, several, wholeNumber } from './arguments.ts'

const ofSession = (command: Command): Command =>
  command
    .addOption(new Option('--session <id>', 'the session (else PLANWRIGHT_SESSION, else the one of this folder)'))
    .option('--workspace <id or name>', 'another workspace')

/** `planwright session`: work as it is done. */
export function addSessionCommands(program: Command, io: Io): void {
  const session = program.command('session').description('start, follow and end sessions of work')

  examples(
    session.command('start <task>'),
    'planwright session start "Implement user authentication"',
    'planwright session start "Sign in" --task 2.1 --project Website',
  )
    .description('start a session')
    .option('--description <text>', 'more about it')
    .option('--task <task>', 'the task of a plan, by number, title or id')
    .option('-p, --project <id or title>', 'the project of that task')
    .option('--workspace <id or name>', 'another workspace')
    .option('--pid <pid>', 'a process that lives as long as the session: when it is gone, the session is stale', wholeNumber(1))
    .option('--new', 'also where one runs in this folder already')
    .action(
      async (
        task: string,
        options: { description?: string; task?: string; project?: string; workspace?: string; pid?: number; new?: boolean },
        self: Command,
      ) =>
        within(io, self, async (context) => {
          const client = await context.client()
          const workspace = await currentWorkspace(context, options.workspace)
          const projectId =
            options.task === undefined ? null : options.project === undefined ? workspace.projectId : await findProjectId(context, options.project)
          const taskId =
            options.task === undefined
              ? undefined
              : findTask(await readPlan(client, projectId ?? (await findProjectId(context, undefined))), options.task).id
          const body = {
            task,
            ...here(context),
            ...(options.description === undefined ? {} : { description: options.description }),
            ...(taskId === undefined ? {} : { taskId }),
            ...(options.pid === undefined ? {} : { pid: options.pid }),
            ...(options.new === true ? { isNew: true } : {}),
          }
          const { session: started } = (await client.post<{ session: WorkSessionWire }>(`/api/workspaces/${workspace.id}/sessions`, body)).body
          context.print(sessionKeys(started), () =>
            [`✅ Session started: ${started.id}`, `📝 Task: ${oneLine(started.task)}`, `⏰ Started at: ${moment(started.startedAt)}`].join('\n'),
          )
        }),
    )

  ofSession(session.command('status'))
    .description('show the session')
    .action(async (options: OfSession, self: Command) =>
      within(io, self, async (context) => {
        const found = await currentSession(context, options)
        context.print(sessionKeys(found), (_, paint) => sessionText(found, paint))
      }),
    )

  session
    .command('list')
    .description('list the sessions of the workspace that run')
    .option('--all', 'those that are over, too')
    .option('--workspace <id or name>', 'another workspace')
    .action(async (options: { all?: boolean; workspace?: string }, self: Command) =>
      within(io, self, async (context) => {
        const workspace = await currentWorkspace(context, options.workspace)
        const found: WorkSessionWire[] = []
        const query = options.all === true ? '' : '?status=active'
        for await (const each of (await context.client()).all<WorkSessionWire>(`/api/workspaces/${workspace.id}/sessions${query}`, 500))
          found.push(witnessed(each))
        context.print({ sessions: found.map(sessionKeys) }, (_, paint) =>
          found.length === 0
            ? 'No session runs.'
            : found
                .map(
                  (each) =>
                    `${each.id}  ${each.stale ? paint.yellow('stale') : each.status}  ${oneLine(each.task)}  ${paint.dim(`${oneLine(each.author)}, ${spell(each.durationSeconds)}`)}`,
                )
                .join('\n'),
        )
      }),
    )

  examples(ofSession(session.command('log <description>')), 'planwright session log "Created the User model" --type model')
    .description('log something that was done')
    .option('--type <type>', 'a word for it: analysis, feature, fix, test …')
    .action(async (description: string, options: OfSession & { type?: string }, self: Command) =>
      within(io, self, async (context) => {
        const { id } = await currentSession(context, options)
        const body = { description, ...(options.type === undefined ? {} : { type: options.type }) }
        const { action } = (await (await context.client()).post<{ action: WorkActionWire }>(`/api/sessions/${id}/actions`, body)).body
        context.print(actionKeys(action), () => '✅ Action logged')
      }),
    )

  examples(
    ofSession(session.command('commit <message>')),
    'planwright session commit "feat: add user authentication"',
    'planwright session commit "fix: race in token refresh" --git $(git rev-parse HEAD) --task-done --criterion "A test shows it"',
  )
    .description('end the session in a commit')
    .option('--description <text>', 'more about what was done')
    .option('--git <commit>', 'the commit of the source repository that belongs to it')
    .option('--criterion <id or text>', 'an acceptance criterion of the linked task that is fulfilled now; may be given several times', several)
    .option('--task-done', 'mark the linked task done')
    .action(
      async (
        message: string,
        options: OfSession & { description?: string; git?: string; criterion?: readonly string[]; taskDone?: boolean },
        self: Command,
      ) =>
        within(io, self, async (context) => {
          const { id } = await currentSession(context, options)
          const body = {
            message,
            ...(options.description === undefined ? {} : { description: options.description }),
            ...(options.git === undefined ? {} : { gitCommit: options.git }),
            ...(options.criterion === undefined ? {} : { criteria: options.criterion }),
            ...(options.taskDone === true ? { taskDone: true } : {}),
          }
          const { commit } = (await (await context.client()).post<{ commit: WorkCommitWire }>(`/api/sessions/${id}/commit`, body)).body
          context.print(commitKeys(commit), () =>
            [
              `✅ Commit created: ${commit.id}`,
              `📊 Session duration: ${spell(commit.durationSeconds)}`,
              `🔗 Previous commit: ${commit.parentId ?? 'none'}`,
              ...(commit.planVersion === null ? [] : [`📌 Marked in the plan: version ${commit.planVersion}`]),
            ].join('\n'),
          )
        }),
    )

  ofSession(session.command('abort'))
    .description('end the session without a commit')
    .action(async (options: OfSession, self: Command) =>
      within(io, self, async (context) => {
        const { id } = await currentSession(context, options)
        const { session: aborted } = (await (await context.client()).post<{ session: WorkSessionWire }>(`/api/sessions/${id}/abort`, {})).body
        context.print(sessionKeys(aborted), () => `✅ Session aborted: ${aborted.id}`)
      }),
    )

  session
    .command('resume <session>')
    .description('take up a session that lost whoever ran it, in this folder')
    .option('--pid <pid>', 'a process that lives as long as the session', wholeNumber(1))
    .action(async (id: string, options: { pid?: number }, self: Command) =>
      within(io, self, async (context) => {
        const body = { ...here(context), ...(options.pid === undefined ? {} : { pid: options.pid }) }
        const { session: resumed } = (
          await (await context.client()).post<{ session: WorkSessionWire }>(`/api/sessions/${encodeURIComponent(id)}/resume`, body)
        ).body
        context.print(sessionKeys(resumed), (_, paint) => `✅ Session resumed: ${resumed.id}\n${sessionText(resumed, paint)}`)
      }),
    )
}
