import { Option, type Command } from 'commander'
import { projectStatuses } from '../../core/plan/project.ts'
import type { ProjectListItemWire, ProjectWire } from '../../contract/project.ts'
import { within } from '../context.ts'
import { CliError } from '../exit.ts'
import { findProjectId, readPlan } from '../find.ts'
import type { Io } from '../io.ts'
import { oneLine, table } from '../output.ts'
import { treeOf } from '../view/tree.ts'
import { examples, several } from './arguments.ts'

/** `planwright project`: the list of projects. */
export function addProjectCommands(program: Command, io: Io): void {
  const project = program.command('project').description('list, make, show and delete projects')

  examples(project.command('list'), 'planwright project list', 'planwright project list --status active -o json')
    .description('list projects, the last changed first')
    .option('-q, --query <text>', 'only those whose title or summary holds this')
    .addOption(new Option('--status <status>', 'only those of this status').choices(projectStatuses))
    .option('--deleted', 'what is in the trash')
    .action(async (options: { query?: string; status?: string; deleted?: boolean }, self: Command) =>
      within(io, self, async (context) => {
        const query = new URLSearchParams()
        if (options.query !== undefined) query.set('q', options.query)
        if (options.status !== undefined) query.set('status', options.status)
        if (options.deleted === true) query.set('deleted', 'true')
        const client = await context.client()
        const items: ProjectListItemWire[] = []
        for await (const item of client.all<ProjectListItemWire>(`/api/projects?${query.toString()}`, 1_000)) items.push(item)
        context.print({ items }, (_, paint) =>
          items.length === 0
            ? 'No projects. Make one: planwright chat "Launch our new website"'
            : table(
                items.map(({ id, title, status, progress }) => [
                  paint.dim(id),
                  oneLine(title),
                  status,
                  paint.dim(`${progress.done}/${progress.total} done`),
                ]),
              ),
        )
      }),
    )

  examples(project.command('create <title>'), 'planwright project create "Website relaunch" --tag web')
    .description('make an empty project')
    .option('--summary <text>', 'what it is about')
    .option('--tag <tag>', 'a tag; may be given several times', several)
    .action(async (title: string, { summary, tag }: { summary?: string; tag?: readonly string[] }, self: Command) =>
      within(io, self, async (context) => {
        const body = { title, ...(summary === undefined ? {} : { summary }), ...(tag === undefined ? {} : { tags: tag }) }
        const made = (await (await context.client()).post<ProjectWire>('/api/projects', body)).body
        context.print(made, (value, paint) => `${paint.green('✓')} Made ${oneLine(value.title)}  ${paint.dim(value.id)}`)
      }),
    )

  examples(project.command('show [project]'), 'planwright project show "Website relaunch"')
    .description('show a project with its plan')
    .action(async (named: string | undefined, _: object, self: Command) =>
      within(io, self, async (context) => {
        const plan = await readPlan(await context.client(), await findProjectId(context, named))
        context.print(plan, (value, paint) => treeOf(value, paint))
      }),
    )

  examples(project.command('delete <project>'), 'planwright project delete "Old plan"', 'planwright project delete 0mwpp… --purge --yes')
    .description('put a project into the trash, or delete it for good')
    .option('--purge', 'for good: nothing brings it back')
    .option('-y, --yes', 'do not ask')
    .action(async (named: string, { purge, yes }: { purge?: boolean; yes?: boolean }, self: Command) =>
      within(io, self, async (context) => {
        const client = await context.client()
        const id = await findProjectId(context, named)
        const { project: found } = await readPlan(client, id)
        if (purge === true && yes !== true) {
          if (!io.isInteractive) throw new CliError('usage', 'Deleting for good needs --yes where nobody can be asked.')
          const answer = await io.ask(`Delete “${oneLine(found.title)}” for good? Type its title: `)
          if (answer !== found.title) throw new CliError('failed', 'Nothing was deleted.')
        }
        await client.delete(`/api/projects/${id}${purge === true ? `?purge=true&confirm=${encodeURIComponent(found.title)}` : ''}`)
        context.print({ id, deleted: true, purged: purge === true }, (_, paint) =>
          purge === true
            ? `${paint.green('✓')} Deleted for good`
            : `${paint.green('✓')} In the trash for 30 days. Bring it back: planwright project restore ${id}`,
        )
      }),
    )

  project
    .command('restore <id>')
    .description('bring a project back from the trash')
    .action(async (id: string, _: object, self: Command) =>
      within(io, self, async (context) => {
        const { body } = await (await context.client()).post<{ project: ProjectWire }>(`/api/projects/${encodeURIComponent(id)}/restore`)
        context.print(body, ({ project: back }, paint) => `${paint.green('✓')} ${oneLine(back.title)} is back`)
      }),
    )
}
