import { Option, type Command } from 'commander'
import type { CommitWire, CommittedOperationWire } from '../../contract/patch.ts'
import type { ProposalWire } from '../../contract/proposal.ts'
import { within } from '../context.ts'
import { findProjectId, readPlan } from '../find.ts'
import type { Io } from '../io.ts'
import { oneLine, table, type Paint } from '../output.ts'
import { changeLines, namesOf } from '../view/changes.ts'
import { treeOf } from '../view/tree.ts'
import { examples, projectOption, wholeNumber } from './arguments.ts'

interface OfProject {
  readonly project?: string
}

/** `planwright plan`: a plan and its versions. */
export function addPlanCommands(program: Command, io: Io): void {
  const plan = program.command('plan').description('show a plan, its history, and what changed')

  examples(plan.command('show'), 'planwright plan show', 'planwright plan show --depth 1', 'planwright plan show --as md > plan.md')
    .description('show the plan as a tree')
    .addOption(projectOption())
    .addOption(new Option('--as <form>', 'another form').choices(['outline', 'json', 'md', 'csv']).default('outline'))
    .option('--depth <levels>', 'only so many levels', wholeNumber(1))
    .action(async (options: OfProject & { as: string; depth?: number }, self: Command) =>
      within(io, self, async (context) => {
        const client = await context.client()
        const id = await findProjectId(context, options.project)
        if (options.as === 'md' || options.as === 'csv') {
          const format = options.as === 'md' ? 'markdown' : 'csv'
          return io.out(await (await client.raw('GET', `/api/projects/${id}/export?format=${format}`)).text())
        }
        const found = await readPlan(client, id)
        if (options.as === 'json') return io.out(`${JSON.stringify(found, null, 2)}\n`)
        context.print(found, (value, paint) => treeOf(value, paint, options.depth))
      }),
    )

  examples(plan.command('history'), 'planwright plan history', 'planwright plan history --last 5 -o json')
    .description('list the commits, the newest first')
    .addOption(projectOption())
    .option('--last <n>', 'at most so many', wholeNumber(1), 20)
    .action(async (options: OfProject & { last: number }, self: Command) =>
      within(io, self, async (context) => {
        const id = await findProjectId(context, options.project)
        const items: CommitWire[] = []
        for await (const commit of (await context.client()).all<CommitWire>(`/api/projects/${id}/commits`, options.last)) items.push(commit)
        context.print({ items }, (_, paint) =>
          items.length === 0
            ? 'Nothing has happened yet.'
            : table(
                items.map((each) => [
                  paint.yellow(`v${each.version}`),
                  countsOf(each, paint),
                  oneLine(each.message),
                  paint.dim(`${each.author.name}, ${each.at.slice(0, 16).replace('T', ' ')}`),
                ]),
              ),
        )
      }),
    )

  examples(plan.command('diff <from> [to]'), 'planwright plan diff 3 7', 'planwright plan diff 3')
    .description('what changed between two versions (to the newest, where only one is given)')
    .addOption(projectOption())
    .action(async (from: string, to: string | undefined, options: OfProject, self: Command) =>
      within(io, self, async (context) => {
        const client = await context.client()
        const id = await findProjectId(context, options.project)
        const { project, tasks } = await readPlan(client, id)
        const versions = [from, to ?? String(project.version)].map((text) => wholeNumber()(text.replace(/^v/, '')))
        const { body } = await client.get<{ from: number; to: number; operations: CommittedOperationWire[] }>(
          `/api/projects/${id}/diff?from=${versions[0] ?? 0}&to=${versions[1] ?? 0}`,
        )
        context.print(body, ({ operations }, paint) =>
          operations.length === 0 ? 'No difference.' : operations.flatMap((each) => changeLines(each, namesOf(operations, tasks), paint)).join('\n'),
        )
      }),
    )

  examples(plan.command('revert <version>'), 'planwright plan revert 7', 'planwright plan revert --to 3 --propose')
    .description('take one commit back, or go back to a version (--to): as a new commit, nothing is lost')
    .addOption(projectOption())
    .option('--to', 'go back to that version instead of taking that commit back')
    .option('--propose', 'for review instead of at once')
    .action(async (text: string, options: OfProject & { to?: boolean; propose?: boolean }, self: Command) =>
      within(io, self, async (context) => {
        const version = wholeNumber()(text.replace(/^v/, ''))
        const id = await findProjectId(context, options.project)
        const path = `/api/projects/${id}/revert${options.propose === true ? '?propose=true' : ''}`
        const { body } = await (
          await context.client()
        ).post<{ version?: number; commit?: CommitWire | null; proposal?: ProposalWire }>(
          path,
          options.to === true ? { toVersion: version } : { version },
        )
        context.print(body, ({ commit, proposal }, paint) =>
          proposal
            ? `${paint.green('✓')} Proposed: ${proposal.operations.length} changes wait in ${proposal.id}`
            : commit
              ? `${paint.green('✓')} v${commit.version}: ${oneLine(commit.message)}`
              : 'Nothing to take back.',
        )
      }),
    )
}

function countsOf({ counts }: CommitWire, paint: Paint): string {
  const parts = [
    ...(counts.created > 0 ? [paint.green(`+${counts.created}`)] : []),
    ...(counts.updated > 0 ? [paint.yellow(`~${counts.updated}`)] : []),
    ...(counts.moved > 0 ? [paint.blue(`>${counts.moved}`)] : []),
    ...(counts.deleted > 0 ? [paint.red(`-${counts.deleted}`)] : []),
  ]
  return parts.join(' ')
}
