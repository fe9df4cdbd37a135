import { Option, type Command } from 'commander'
import type { OperationWire } from '../../contract/patch.ts'
import type { ProposalWire } from '../../contract/proposal.ts'
import type { ProjectWire } from '../../contract/project.ts'
import type { ProblemWire, TurnWire } from '../../contract/turn.ts'
import { within, type Context } from '../context.ts'
import { CliError, kindOfStatus } from '../exit.ts'
import { findProjectId, findTask, readPlan } from '../find.ts'
import type { Io } from '../io.ts'
import { oneLine, paintFor, plain } from '../output.ts'
import { eventsOf } from '../sse.ts'
import { changeLines, namesOf } from '../view/changes.ts'
import { examples, projectOption } from './arguments.ts'

interface ChatOptions {
  readonly project?: string
  readonly task?: string
  readonly new?: boolean
  readonly provider?: string
}

/** What came of one message. */
interface Said {
  readonly turn: TurnWire | null
  readonly message: string
  readonly project: ProjectWire | null
  readonly proposal: ProposalWire | null
}

/** `planwright chat`: one message, or a conversation. */
export function addChatCommand(program: Command, io: Io): void {
  examples(
    program.command('chat [message]'),
    'planwright chat "Launch a podcast in six weeks" --new',
    'planwright chat "make testing depend on deployment, then push the due date by a week"',
    'planwright chat --task 2.1 "break this down, with a focus on security"',
    'planwright chat    (a conversation, on a terminal; else the message is read from standard input)',
  )
    .description('say what you want: the answer is a proposal to read, a question, or words')
    .addOption(projectOption())
    .option('--new', 'start a new project with this goal')
    .option('--task <task>', 'talk about this task: break it down')
    .addOption(new Option('--provider <name>', 'a provider, or provider/model, for this message'))
    .action(async (message: string | undefined, options: ChatOptions, self: Command) =>
      within(io, self, async (context) => {
        if (message === undefined && io.isInteractive && context.output === 'text') return converse(context, options)
        const text = message ?? (await io.readInput())
        if (text.trim() === '') throw new CliError('usage', 'Say something: planwright chat "Launch our new website"')
        const said = await say(context, await placeOf(context, options, text), text, options)
        if (context.output === 'json') context.print(said, () => '')
        else if (said.proposal) io.out(hints(said.proposal))
      }),
    )
}

/** Where a message goes: a project with its task, or none yet. */
interface Place {
  readonly projectId: string | null
  readonly taskId: string | null
}

async function placeOf(context: Context, options: ChatOptions, message: string): Promise<Place> {
  if (options.new === true) return { projectId: null, taskId: null }
  const client = await context.client()
  const { items } = (await client.get<{ items: unknown[] }>('/api/projects?limit=1')).body
  // The first thing that is ever said is a goal.
  if (items.length === 0 && options.project === undefined && message !== '') return { projectId: null, taskId: null }
  const projectId = await findProjectId(context, options.project)
  return { projectId, taskId: options.task === undefined ? null : findTask(await readPlan(client, projectId), options.task).id }
}

/** Sends a message and shows the answer as it arrives: words, then each change as a line of the diff. */
async function say(context: Context, { projectId, taskId }: Place, message: string, { provider }: ChatOptions): Promise<Said> {
  const client = await context.client()
  const isShown = context.output === 'text'
  const { io } = context
  const paint = paintFor(io)
  const tasks = projectId === null || !isShown ? [] : (await readPlan(client, projectId)).tasks
  const shown: OperationWire[] = []
  const body = { message, ...(taskId === null ? {} : { mode: 'task', taskId }), ...(provider === undefined ? {} : { provider }) }
  const response = await client.raw('POST', projectId === null ? '/api/chat' : `/api/projects/${projectId}/chat`, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
  })
  let said: Said = { turn: null, message: '', project: null, proposal: null }
  let problem: ProblemWire | null = null
  for await (const { event, data } of eventsOf(response)) {
    switch (event) {
      case 'turn':
        said = { ...said, turn: (data as { turn: TurnWire }).turn }
        break
      case 'try':
        if (isShown && io.isInteractive && (said.message !== '' || shown.length > 0)) io.err(paint.dim('… starting over\n'))
        shown.length = 0
        said = { ...said, message: '' }
        break
      case 'message-delta': {
        const { text } = data as { text: string }
        said = { ...said, message: said.message + text }
        if (isShown) io.out(plain(text))
        break
      }
      case 'operation': {
        const operation = data as OperationWire
        if (isShown && io.isInteractive && !shown.some(({ id }) => id === operation.id)) {
          if (shown.length === 0) io.out('\n\n')
          io.out(`${changeLines(operation, namesOf([...shown, operation], tasks), paint).join('\n')}\n`)
        }
        shown.push(operation)
        break
      }
      case 'proposal':
        said = { ...said, proposal: (data as { proposal: ProposalWire }).proposal }
        break
      case 'problem':
        problem = data as ProblemWire
    }
  }
  if (problem) throw new CliError(kindOfStatus(problem.status), problem.detail, problem)
  if (isShown) io.out('\n')
  if (said.turn) said = { ...said, turn: (await client.get<{ turn: TurnWire }>(`/api/turns/${said.turn.id}`)).body.turn }
  if (isShown && said.proposal && !io.isInteractive) {
    const names = namesOf(said.proposal.operations, tasks)
    io.out(`\n${said.proposal.operations.flatMap((each) => changeLines(each, names, paint)).join('\n')}\n`)
  }
  if (isShown) for (const { label } of said.turn?.question?.options ?? []) io.out(`  • ${oneLine(label)}\n`)
  const owner = projectId ?? said.proposal?.projectId ?? null
  if (projectId === null && owner !== null) said = { ...said, project: (await readPlan(client, owner)).project }
  return said
}

const hints = ({ id, operations }: ProposalWire): string =>
  `\n${operations.length} ${operations.length === 1 ? 'change waits' : 'changes wait'} for review. The plan is unchanged until you apply them:\n` +
  `  planwright proposals ${id}    planwright accept ${id}    planwright reject ${id}\n`

/** A conversation on a terminal: messages, and a few words that act on the open proposal. */
async function converse(context: Context, options: ChatOptions): Promise<void> {
  const { io } = context
  const paint = paintFor(io)
  io.out(paint.dim('Say what you want. /accept applies the open proposal, /reject turns it down, /show shows it again, /quit ends.\n'))
  let place: Place | undefined
  let open: ProposalWire | null = null
  for (;;) {
    const line = await io.ask('› ').catch(() => '/quit')
    if (line === '/quit' || line === '/exit') return
    if (line === '') continue
    try {
      if (line === '/accept' || line === '/reject' || line === '/show') open = await act(context, line, open)
      else {
        place ??= await placeOf(context, options, line)
        const said = await say(context, place, line, options)
        if (said.proposal) {
          open = said.proposal
          place = { projectId: said.proposal.projectId, taskId: place.taskId }
          io.out(paint.dim(`${open.operations.length} changes wait: /accept, /reject, or go on talking\n`))
        }
      }
    } catch (error) {
      // A conversation goes on after a failure: what was said can be said another way.
      io.err(`${paint.red('✗')} ${plain(error instanceof Error ? error.message : String(error))}\n`)
    }
  }
}

async function act(context: Context, word: '/accept' | '/reject' | '/show', open: ProposalWire | null): Promise<ProposalWire | null> {
  const { io } = context
  const paint = paintFor(io)
  if (!open) throw new CliError('failed', 'No proposal is open in this conversation.')
  const client = await context.client()
  if (word === '/show') {
    const { proposal } = (await client.get<{ proposal: ProposalWire }>(`/api/proposals/${open.id}`)).body
    const { tasks } = await readPlan(client, proposal.projectId)
    const { proposalText } = await import('./review.ts')
    io.out(`${proposalText(proposal, tasks, paint)}\n`)
    return proposal
  }
  await client.post(`/api/proposals/${open.id}/${word.slice(1)}`, {})
  io.out(word === '/accept' ? `${paint.green('✓')} Applied.\n` : `${paint.green('✓')} Rejected. The plan is as it was.\n`)
  return null
}
