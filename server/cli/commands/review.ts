import { Option, type Command } from 'commander'
import type { CommitWire, OperationWire } from '../../contract/patch.ts'
import type { ProposalSummaryWire, ProposalWire } from '../../contract/proposal.ts'
import { within, type Context } from '../context.ts'
import { CliError } from '../exit.ts'
import { findProjectId, readPlan } from '../find.ts'
import type { Io } from '../io.ts'
import { oneLine, plain, table, type Paint } from '../output.ts'
import { changeLines, namesOf } from '../view/changes.ts'
import { examples, projectOption, several } from './arguments.ts'

interface OfProject {
  readonly project?: string
}

/** What waits for review, and what becomes of it. */
export function addReviewCommands(program: Command, io: Io): void {
  examples(program.command('proposals [proposal]'), 'planwright proposals', 'planwright proposals 0mwpp… -o json')
    .description('list the open proposals of all projects, or show one as a diff')
    .addOption(new Option('--status <status>', 'others than the open ones').choices(['open', 'accepted', 'rejected', 'superseded']).default('open'))
    .action(async (id: string | undefined, options: { status: string }, self: Command) =>
      within(io, self, async (context) => {
        if (id !== undefined) return show(context, await readProposal(context, id))
        const items: ProposalSummaryWire[] = []
        for await (const item of (await context.client()).all<ProposalSummaryWire>(`/api/proposals?status=${options.status}`, 500)) items.push(item)
        context.print({ items }, (_, paint) =>
          items.length === 0 ? 'No proposal waits for review.' : table(items.map((item) => summaryRow(item, paint))),
        )
      }),
    )

  examples(
    program.command('accept [proposal]'),
    'planwright accept',
    'planwright accept 0mwpp… --only 1 --only 3',
    'planwright accept 0mwpp… --except 2 --reject-rest',
  )
    .description('apply a proposal, or a part of it (the only open one of the project, where none is named)')
    .addOption(projectOption())
    .option('--only <number or id>', 'only this change, and what it needs; may be given several times', several)
    .option('--except <number or id>', 'all but this change; may be given several times', several)
    .option('--reject-rest', 'turn down what is not applied, instead of keeping it open')
    .option('-m, --message <text>', 'what the commit says')
    .option('--dry-run', 'tell what would be done, and do nothing')
    .action(async (id: string | undefined, options: OfProject & AcceptOptions, self: Command) =>
      within(io, self, async (context) => {
        const proposal = await findProposal(context, id, options.project)
        const chosen = chosenOf(proposal, options)
        const body = {
          ...(chosen === undefined ? {} : { operationIds: chosen }),
          ...(options.rejectRest === true ? { rest: 'reject' } : {}),
          ...(options.message === undefined ? {} : { message: options.message }),
        }
        const path = `/api/proposals/${proposal.id}/accept${options.dryRun === true ? '?dryRun=true' : ''}`
        const { body: done } = await (await context.client()).post<Accepted>(path, body)
        context.print(done, (value, paint) => acceptedText(value, options.dryRun === true, paint))
      }),
    )

  examples(program.command('reject [proposal]'), 'planwright reject --reason "Too many milestones"')
    .description('turn a proposal down; the reason is told to the agent')
    .addOption(projectOption())
    .option('--reason <text>', 'why')
    .action(async (id: string | undefined, options: OfProject & { reason?: string }, self: Command) =>
      within(io, self, async (context) => {
        const proposal = await findProposal(context, id, options.project)
        const body = options.reason === undefined ? {} : { reason: options.reason }
        const { body: done } = await (await context.client()).post<{ proposal: ProposalWire }>(`/api/proposals/${proposal.id}/reject`, body)
        context.print(done, (_, paint) => `${paint.green('✓')} Rejected. The plan is as it was.`)
      }),
    )
}

interface AcceptOptions {
  readonly only?: readonly string[]
  readonly except?: readonly string[]
  readonly rejectRest?: boolean
  readonly message?: string
  readonly dryRun?: boolean
}

interface Accepted {
  readonly version: number
  readonly commit: CommitWire | null
  readonly proposal: ProposalWire
  readonly operations?: readonly unknown[]
  readonly conflicts?: readonly unknown[]
}

const readProposal = async (context: Context, id: string): Promise<ProposalWire> =>
  (await (await context.client()).get<{ proposal: ProposalWire }>(`/api/proposals/${encodeURIComponent(id)}`)).body.proposal

/** The proposal that was named, or the one that is current. */
async function findProposal(context: Context, id: string | undefined, project: string | undefined): Promise<ProposalWire> {
  if (id !== undefined) return readProposal(context, id)
  const projectId = await findProjectId(context, project)
  const open: ProposalWire[] = []
  for await (const item of (await context.client()).all<ProposalWire>(`/api/projects/${projectId}/proposals?status=open`, 50)) open.push(item)
  const current = open.filter(({ parked }) => !parked)
  const [only, ...others] = current.length > 0 ? current : open
  if (!only) throw new CliError('failed', 'No proposal waits for review in this project.')
  if (others.length > 0) {
    throw new CliError(
      'usage',
      `Several proposals wait. Name one:\n${[only, ...others].map((each) => `  ${each.id}  ${oneLine(each.message)}`).join('\n')}`,
    )
  }
  return only
}

/** The operations to apply; undefined where the server's own choice stands (all that were not turned down). */
function chosenOf({ operations }: ProposalWire, { only, except }: AcceptOptions): readonly string[] | undefined {
  if (only !== undefined && except !== undefined) throw new CliError('usage', 'Use --only or --except, not both.')
  const idOf = (reference: string): string => {
    const found = operations.find(({ id }) => id === reference) ?? operations[/^\d+$/.test(reference) ? Number(reference) - 1 : -1]
    if (!found) throw new CliError('usage', `The proposal has no change ${reference}; it has ${operations.length}.`)
    return found.id
  }
  if (only !== undefined) {
    const needed = only.flatMap((each) => [idOf(each), ...(operations.find(({ id }) => id === idOf(each))?.requires ?? [])])
    return [...new Set(needed)]
  }
  if (except === undefined) return undefined
  const left = new Set(except.map(idOf))
  // What needs something that is left out is left out too.
  return operations
    .filter(({ id, requires, decision }) => decision !== 'rejected' && !left.has(id) && !requires.some((each) => left.has(each)))
    .map(({ id }) => id)
}

function acceptedText({ version, commit, proposal, operations, conflicts }: Accepted, isDry: boolean, paint: Paint): string {
  if (isDry) return `${operations?.length ?? 0} changes would be applied, ${conflicts?.length ?? 0} are in conflict. Nothing was done.`
  const left = proposal.status === 'open' ? `  ${paint.dim(`${proposal.operations.length} changes stay open in ${proposal.id}`)}` : ''
  return commit === null ? `Nothing was left to apply.${left}` : `${paint.green('✓')} v${version}  ${oneLine(commit.message)}${left}`
}

/** A proposal as a diff, each change under a number that `accept --only` takes. */
export async function show(context: Context, proposal: ProposalWire): Promise<void> {
  const { tasks } = await readPlan(await context.client(), proposal.projectId)
  context.print(proposal, (value, paint) => proposalText(value, tasks, paint))
}

export function proposalText(proposal: ProposalWire, tasks: readonly { id: string; title: string }[], paint: Paint): string {
  const names = namesOf(proposal.operations, tasks)
  return [
    `${paint.bold(oneLine(proposal.message))}  ${paint.dim(`${proposal.status}, by ${proposal.model ?? `${proposal.agent}, without a model`}, on version ${proposal.baseVersion}`)}`,
    ...(proposal.stale ? [paint.yellow(`The plan is at version ${proposal.headVersion} by now.`)] : []),
    '',
    ...proposal.operations.flatMap((operation, index) => numbered(index + 1, operation, changeLines(operation, names, paint), paint)),
    ...(proposal.leftOut.length === 0 ? [] : ['', paint.yellow('Left out:')]),
    ...proposal.leftOut.map(({ reason }) => `  ${plain(reason)}`),
    '',
    paint.dim(proposal.id),
  ].join('\n')
}

function numbered(number: number, operation: OperationWire, lines: readonly string[], paint: Paint): readonly string[] {
  const marks = [
    ...(operation.decision === 'pending' ? [] : [operation.decision]),
    ...(operation.unrequested ? ['nobody asked for this: unticked'] : []),
    ...(operation.comment === null ? [] : [`comment: ${oneLine(operation.comment)}`]),
  ]
  return lines.map(
    (line, index) =>
      `${index === 0 ? paint.dim(String(number).padStart(3)) : '   '} ${line}${index === 0 && marks.length > 0 ? paint.yellow(`  (${marks.join('; ')})`) : ''}`,
  )
}

function summaryRow(item: ProposalSummaryWire, paint: Paint): readonly string[] {
  const { created, updated, moved, deleted } = item.counts
  const behind = item.headVersion - item.baseVersion
  return [
    paint.dim(item.id),
    oneLine(item.projectTitle),
    `+${created} ~${updated} >${moved} -${deleted}`,
    oneLine(item.message).slice(0, 60),
    paint.dim(
      [...(item.parked ? ['parked'] : []), ...(behind > 0 ? [`${behind} versions behind`] : []), item.updatedAt.slice(0, 16).replace('T', ' ')].join(
        ', ',
      ),
    ),
  ]
}
