import type { Command } from 'commander'
import type { ResumeWire, ShownCommitWire, WorkCommitWire, WorkStatsWire } from '../../contract/work.ts'
import { within } from '../context.ts'
import type { Io } from '../io.ts'
import { currentWorkspace, witnessed } from '../journal/here.ts'
import { commitKeys, sessionKeys, shownKeys } from '../journal/keys.ts'
import { ago, shownText, spell } from '../journal/words.ts'
import { oneLine, plain, table, type Paint } from '../output.ts'
import { examples, wholeNumber } from './arguments.ts'

interface OfWorkspace {
  readonly workspace?: string
}

/** The journal as it is read: `log`, `show`, `diff`, `resume`, `stats`. */
export function addJournalCommands(program: Command, io: Io): void {
  examples(program.command('log'), 'planwright log', 'planwright log --last 5', 'planwright log --graph')
    .description('the commits of the work journal, newest first')
    .option('--last <n>', 'at most so many', wholeNumber(1), 20)
    .option('--graph', 'with the line from each to the one before')
    .option('--workspace <id or name>', 'another workspace')
    .action(async (options: OfWorkspace & { last: number; graph?: boolean }, self: Command) =>
      within(io, self, async (context) => {
        const { id } = await currentWorkspace(context, options.workspace)
        const commits: WorkCommitWire[] = []
        for await (const commit of (await context.client()).all<WorkCommitWire>(`/api/workspaces/${id}/commits`, options.last)) commits.push(commit)
        context.print({ commits: commits.map(commitKeys) }, (_, paint) =>
          commits.length === 0 ? 'No commits yet.' : options.graph === true ? graph(commits, paint) : table(commits.map((each) => row(each, paint))),
        )
      }),
    )

  program
    .command('show <commit>')
    .description('a commit of the work journal, with its session and actions')
    .action(async (id: string, _: object, self: Command) =>
      within(io, self, async (context) => {
        const { body } = await (await context.client()).get<ShownCommitWire>(`/api/work-commits/${encodeURIComponent(id)}`)
        context.print(shownKeys(body), (_found, paint) => shownText(body, paint))
      }),
    )

  examples(program.command('diff <from> <to>'), 'planwright diff commit-1a2b3c commit-4d5e6f')
    .description('what was done after one commit of the work journal, up to another')
    .action(async (from: string, to: string, _: object, self: Command) =>
      within(io, self, async (context) => {
        const { items } = (
          await (
            await context.client()
          ).get<{ items: ShownCommitWire[] }>(`/api/work-commits/${encodeURIComponent(from)}/diff?to=${encodeURIComponent(to)}`)
        ).body
        context.print({ commits: items.map(shownKeys) }, (_found, paint) =>
          items.length === 0 ? 'Nothing in between.' : items.map((each) => withActions(each, paint)).join('\n'),
        )
      }),
    )

  examples(program.command('resume'), 'planwright resume', 'planwright resume -o json')
    .description('what whoever comes next needs: last commits, open sessions, what to do next, what waits for review')
    .option('--workspace <id or name>', 'another workspace')
    .action(async (options: OfWorkspace, self: Command) =>
      within(io, self, async (context) => {
        const { id } = await currentWorkspace(context, options.workspace)
        const { body } = await (await context.client()).get<ResumeWire>(`/api/workspaces/${id}/resume`)
        const sessions = body.sessions.map((each) => ({ ...each, session: witnessed(each.session) }))
        context.print(
          {
            workspace: body.workspace.name,
            commits: body.commits.map(shownKeys),
            sessions: sessions.map(({ session, actions }) => ({
              ...sessionKeys(session),
              last_actions: actions.map(({ description }) => cut(description)),
            })),
            next: body.next,
            proposals: body.proposals,
          },
          (_, paint) => resumeText({ ...body, sessions }, paint),
        )
      }),
    )

  program
    .command('stats')
    .description('time per session, task and author')
    .option('--workspace <id or name>', 'another workspace')
    .action(async (options: OfWorkspace, self: Command) =>
      within(io, self, async (context) => {
        const { id } = await currentWorkspace(context, options.workspace)
        const { body } = await (await context.client()).get<WorkStatsWire>(`/api/workspaces/${id}/stats`)
        context.print(body, ({ commits, seconds, byAuthor, byTask, sessions }, paint) =>
          [
            `${commits} commits, ${spell(seconds)} in all`,
            ...section(
              'By author',
              byAuthor.map(({ author, ...sums }) => [oneLine(author), spell(sums.seconds), `${sums.commits} commits`]),
              paint,
            ),
            ...section(
              'By task',
              byTask.map(({ task, ...sums }) => [cut(task), spell(sums.seconds), `${sums.commits} commits`]),
              paint,
            ),
            ...section(
              'By session',
              sessions.slice(0, 20).map((each) => [each.sessionId, spell(each.seconds), cut(each.task)]),
              paint,
            ),
          ].join('\n'),
        )
      }),
    )
}

const section = (title: string, rows: readonly (readonly string[])[], paint: Paint): readonly string[] =>
  rows.length === 0 ? [] : ['', paint.bold(title), table(rows)]

const row = ({ id, message, createdAt }: WorkCommitWire, paint: Paint): readonly string[] => [
  paint.yellow(id),
  oneLine(message),
  paint.dim(ago(createdAt)),
]

/** Each commit with a line to its parent, where that is shown too. */
function graph(commits: readonly WorkCommitWire[], paint: Paint): string {
  const known = new Set(commits.map(({ id }) => id))
  return commits
    .flatMap((commit) => [
      `* ${row(commit, paint).join('  ')}  ${paint.dim(oneLine(commit.author))}`,
      ...(commit.parentId !== null && known.has(commit.parentId) ? ['|'] : commit.parentId === null ? [] : [paint.dim('⋮')]),
    ])
    .join('\n')
}

const withActions = ({ commit, actions }: ShownCommitWire, paint: Paint): string =>
  [
    `${paint.yellow(commit.id)}  ${oneLine(commit.message)}  ${paint.dim(`${oneLine(commit.author)}, ${spell(commit.durationSeconds)}`)}`,
    ...actions.map(({ description, type }) => `  - ${oneLine(description)} (${oneLine(type)})`),
  ].join('\n')

/** Short enough for an agent's context: long texts are cut, lists are bounded by the server. */
function resumeText({ workspace, commits, sessions, next, proposals }: ResumeWire, paint: Paint): string {
  return [
    `${paint.bold(oneLine(workspace.name))}${workspace.description === '' ? '' : `: ${cut(workspace.description)}`}`,
    '',
    paint.bold('Last commits'),
    ...(commits.length === 0 ? ['  none yet'] : []),
    ...commits.flatMap(({ commit, actions }, index) => [
      `  ${paint.yellow(commit.id)}  ${cut(commit.message)}  ${paint.dim(`${oneLine(commit.author)}, ${ago(commit.createdAt)}, ${spell(commit.durationSeconds)}`)}`,
      ...(index === 0 && commit.description !== '' ? [`    ${cut(commit.description, 400)}`] : []),
      ...(index < 2 ? actions.slice(-5).map(({ description, type }) => `    - ${cut(description)} (${oneLine(type)})`) : []),
    ]),
    '',
    paint.bold('Open sessions'),
    ...(sessions.length === 0 ? ['  none'] : []),
    ...sessions.flatMap(({ session, actions }) => [
      `  ${session.id}  ${cut(session.task)}  ${paint.dim(`${oneLine(session.author)}, last seen ${ago(session.seenAt)}`)}${session.stale ? paint.yellow('  stale: resume or abort it') : ''}`,
      ...actions.slice(-3).map(({ description }) => `    - ${cut(description)}`),
    ]),
    ...(next.length === 0 ? [] : ['', paint.bold('Next in the plan')]),
    ...next.map(({ task, reasons }) => `  ${cut(task.title)}  ${paint.dim(task.id)}: ${reasons.join(', ')}`),
    ...(proposals.length === 0 ? [] : ['', paint.bold('Waiting for review')]),
    ...proposals.map(({ id, message }) => `  ${id}  ${cut(message)}`),
    '',
    paint.dim('More: planwright log, planwright show <commit>, planwright next, planwright proposals'),
  ].join('\n')
}

const cut = (text: string, most = 120): string => {
  const line = oneLine(plain(text))
  return [...line].length > most ? `${[...line].slice(0, most - 1).join('')}…` : line
}
