import { extname } from 'node:path'
import { Option, type Command } from 'commander'
import type { ExchangeFormat } from '../../contract/exchange.ts'
import type { CommitWire } from '../../contract/patch.ts'
import type { ProposalWire } from '../../contract/proposal.ts'
import type { ProjectWire } from '../../contract/project.ts'
import { within } from '../context.ts'
import { CliError } from '../exit.ts'
import { findProjectId, readPlan } from '../find.ts'
import type { Io } from '../io.ts'
import { readFileOrInput, writeFileOrOutput } from '../files.ts'
import { oneLine } from '../output.ts'
import { examples, projectOption } from './arguments.ts'

/** Named here once more, since the contract's module brings a library that help texts have no need of. */
const exchangeFormats = ['markdown', 'json', 'csv'] as const satisfies readonly ExchangeFormat[]

interface OfProject {
  readonly project?: string
}

/** What goes in and out as files: drafts, imports, exports. */
export function addExchangeCommands(program: Command, io: Io): void {
  examples(
    program.command('apply <file>'),
    'planwright apply changes.json',
    'echo \'{"taskPatches":[{"op":"create","taskId":"a","body":{"title":"Test it"}}]}\' | planwright apply - --propose',
  )
    .description('apply a draft from a file, or from standard input (-)')
    .addOption(projectOption())
    .option('--propose', 'for review instead of at once')
    .option('--dry-run', 'tell what would be done, and do nothing')
    .action(async (file: string, options: OfProject & { propose?: boolean; dryRun?: boolean }, self: Command) =>
      within(io, self, async (context) => {
        const draft = parseDraft(await readFileOrInput(io, file), file)
        const client = await context.client()
        const named = typeof draft['projectId'] === 'string' ? draft['projectId'] : undefined
        const projectId = await findProjectId(context, options.project ?? named)
        // A draft that does not say what it was made on is made on the plan as it is.
        const body = 'baseVersion' in draft ? draft : { baseVersion: (await readPlan(client, projectId)).project.version, ...draft }
        const query = options.dryRun === true ? '?dryRun=true' : ''
        if (options.propose === true) {
          const { body: made } = await client.post<{ proposal: ProposalWire }>(`/api/projects/${projectId}/proposals`, body)
          return context.print(made, ({ proposal }, paint) => `${paint.green('✓')} ${proposal.operations.length} changes wait in ${proposal.id}`)
        }
        const { body: done } = await client.post<{ version: number; commit: CommitWire | null; operations?: unknown[]; proposal?: ProposalWire }>(
          `/api/projects/${projectId}/patches${query}`,
          body,
        )
        context.print(done, ({ version, commit, operations, proposal }, paint) => {
          if (proposal) return `${paint.green('✓')} You may not apply it yourself, so it waits for review in ${proposal.id}`
          if (options.dryRun === true) return `${operations?.length ?? 0} changes would be made. Nothing was done.`
          if (commit === null) return 'Nothing to change: it is so already.'
          const { created, updated, moved, deleted } = commit.counts
          return `${paint.green('✓')} v${version}  ${oneLine(commit.message) || `+${created} ~${updated} >${moved} -${deleted}`}`
        })
      }),
    )

  examples(program.command('import <file>'), 'planwright import plan.md', 'planwright import backlog.csv --project "Website relaunch"')
    .description('read a file into a proposal: a new project, or into one that is there')
    .addOption(projectOption())
    .addOption(new Option('--format <format>', 'what the file is (else by its name)').choices(exchangeFormats))
    .option('--title <text>', 'what the new project is called')
    .action(async (file: string, options: OfProject & { format?: ExchangeFormat; title?: string }, self: Command) =>
      within(io, self, async (context) => {
        const content = await readFileOrInput(io, file)
        const projectId = options.project === undefined ? undefined : await findProjectId(context, options.project)
        const body = {
          format: options.format ?? formatOf(file),
          content,
          ...(projectId === undefined ? {} : { projectId }),
          ...(options.title === undefined ? {} : { title: options.title }),
        }
        const { body: made } = await (await context.client()).post<{ project: ProjectWire; proposal: ProposalWire }>('/api/import', body)
        context.print(
          made,
          ({ project, proposal }, paint) =>
            `${paint.green('✓')} ${proposal.operations.length} changes wait for ${oneLine(project.title)} in ${proposal.id}. Apply them: planwright accept ${proposal.id}`,
        )
      }),
    )

  examples(program.command('export [file]'), 'planwright export plan.md', 'planwright export --format json > plan.json')
    .description('write a plan into a file, or to standard output')
    .addOption(projectOption())
    .option('--format <format>', 'markdown, json, csv or another that the server knows (else by the name of the file)')
    .action(async (file: string | undefined, options: OfProject & { format?: string }, self: Command) =>
      within(io, self, async (context) => {
        const projectId = await findProjectId(context, options.project)
        const format = options.format ?? (file === undefined ? 'markdown' : formatOf(file))
        const response = await (await context.client()).raw('GET', `/api/projects/${projectId}/export?format=${encodeURIComponent(format)}`)
        const text = await response.text()
        if (writeFileOrOutput(io, file, text)) return
        context.print({ file, format, bytes: Buffer.byteLength(text) }, (value, paint) => `${paint.green('✓')} ${value.file}`)
      }),
    )
}

function formatOf(file: string): ExchangeFormat {
  const known: Readonly<Record<string, ExchangeFormat>> = {
    '.md': 'markdown',
    '.markdown': 'markdown',
    '.txt': 'markdown',
    '.json': 'json',
    '.csv': 'csv',
    '.tsv': 'csv',
  }
  const format = known[extname(file).toLowerCase()]
  if (!format) throw new CliError('usage', `What ${file} holds cannot be told by its name. Say it with --format ${exchangeFormats.join(', ')}.`)
  return format
}

function parseDraft(text: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch (error) {
    throw new CliError('usage', `${file === '-' ? 'Standard input' : file} is not JSON: ${(error as Error).message}`)
  }
  throw new CliError(
    'usage',
    `${file === '-' ? 'Standard input' : file} must hold a draft: {"taskPatches": [{"op": "create", "taskId": "a", "body": {"title": "…"}}]}`,
  )
}
