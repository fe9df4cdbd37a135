import { Option, type Command } from 'commander'
import { priorities, taskStatuses } from '../../core/plan/task.ts'
import { formatDuration } from '../../core/plan/duration.ts'
import type { CommitWire } from '../../contract/patch.ts'
import type { TaskWire } from '../../contract/task.ts'
import { within, type Context } from '../context.ts'
import { CliError } from '../exit.ts'
import { findProjectId, findTask, readPlan, type PlanWire } from '../find.ts'
import type { Client } from '../client.ts'
import type { Io } from '../io.ts'
import { oneLine, plain, type Paint } from '../output.ts'
import { taskLine } from '../view/tree.ts'
import { day, dayOrNull, duration, examples, projectOption, several, wholeNumber } from './arguments.ts'

interface OfProject {
  readonly project?: string
}

interface FieldOptions {
  readonly title?: string
  readonly description?: string
  readonly status?: string
  readonly priority?: string
  readonly estimate?: number
  readonly spent?: number
  readonly start?: string
  readonly due?: string
  readonly assignee?: string
  readonly agent?: boolean
  readonly tag?: readonly string[]
  readonly criterion?: readonly string[]
  readonly after?: readonly string[]
}

interface Changed {
  readonly version: number
  readonly commit: CommitWire | null
  readonly task: TaskWire | null
}

/** Something done to one task: the client, the plan as it is, and the task that was named. */
interface OnTask extends OfProject {
  readonly client: Client
  readonly plan: PlanWire
  readonly task: TaskWire
}

/** `planwright task`: single tasks, each change a commit of its own. */
export function addTaskCommands(program: Command, io: Io): void {
  const task = program.command('task').description('show and change single tasks (named by number, title or id)')

  examples(task.command('show <task>'), 'planwright task show 2.1', 'planwright task show "Sign in" -o json')
    .description('show a task with everything it says')
    .addOption(projectOption())
    .action(async (named: string, options: OfProject, self: Command) =>
      onTask(io, self, named, options, async (context, { plan, task: found }) =>
        context.print(found, (value, paint) => taskPage(value, plan, paint)),
      ),
    )

  examples(
    withFields(task.command('add <title>'), false),
    'planwright task add "Write the handbook" --under "Launch" --estimate 2d',
    'planwright task add "Fix the login" --priority high --criterion "Wrong password says so"',
  )
    .description('add a task')
    .addOption(projectOption())
    .option('--under <task>', 'below this task')
    .action(async (title: string, options: OfProject & FieldOptions & { under?: string }, self: Command) =>
      within(io, self, async (context) => {
        const client = await context.client()
        const plan = await readPlan(client, await findProjectId(context, options.project))
        const parent = options.under === undefined ? {} : { parentTaskId: findTask(plan, options.under).id }
        const body = { title, ...fieldsOf(plan, options), ...parent }
        told(context, (await client.post<Changed>(`/api/projects/${plan.project.id}/tasks`, body)).body)
      }),
    )

  examples(
    withFields(task.command('set <task>'), true),
    'planwright task set 2.1 --priority high --due 2026-12-01',
    'planwright task set "Fix the login" --assignee codex --agent --after "Choose a provider"',
  )
    .description('change fields of a task')
    .addOption(projectOption())
    .action(async (named: string, options: OfProject & FieldOptions, self: Command) =>
      onTask(io, self, named, options, async (context, { client, plan, task: found }) => {
        const body = fieldsOf(plan, options)
        if (Object.keys(body).length === 0) throw new CliError('usage', 'Say what to change, such as --status done; see: planwright task set --help')
        told(context, (await client.patch<Changed>(`/api/tasks/${found.id}`, body)).body)
      }),
    )

  examples(
    task.command('move <task>'),
    'planwright task move 3 --under "Launch"',
    'planwright task move 2.1 --after 2.3',
    'planwright task move 2.1 --root',
  )
    .description('move a task, with everything below it')
    .addOption(projectOption())
    .option('--under <task>', 'below this task, as its last')
    .option('--after <task>', 'behind this task')
    .option('--first', 'as the first, where it is put')
    .option('--root', 'to the top level')
    .action(async (named: string, options: OfProject & { under?: string; after?: string; first?: boolean; root?: boolean }, self: Command) =>
      onTask(io, self, named, options, async (context, { client, plan, task: found }) => {
        if ([options.under, options.after, options.first, options.root].every((each) => each === undefined)) {
          throw new CliError('usage', 'Say where to: --under, --after, --first or --root.')
        }
        const body = {
          ...(options.under === undefined ? {} : { parentTaskId: findTask(plan, options.under).id }),
          ...(options.root === true ? { parentTaskId: null } : {}),
          ...(options.after === undefined ? {} : { afterTaskId: findTask(plan, options.after).id }),
          ...(options.first === true ? { afterTaskId: null } : {}),
        }
        told(context, (await client.post<Changed>(`/api/tasks/${found.id}/move`, body)).body)
      }),
    )

  examples(task.command('done <task>'), 'planwright task done 2.1', 'planwright task done 2.1 --spent 3h')
    .description('mark a task done')
    .addOption(projectOption())
    .option('--spent <duration>', 'time spent on it, in all', duration)
    .action(async (named: string, options: OfProject & { spent?: number }, self: Command) =>
      onTask(io, self, named, options, async (context, { client, task: found }) => {
        const body = { status: 'done', ...(options.spent === undefined ? {} : { spentMinutes: options.spent }) }
        told(context, (await client.patch<Changed>(`/api/tasks/${found.id}`, body)).body)
      }),
    )

  examples(task.command('delete <task>'), 'planwright task delete 2.1', 'planwright task delete 2 --keep-children')
    .description('delete a task with everything below it (planwright plan revert brings it back)')
    .addOption(projectOption())
    .option('--keep-children', 'let its children take its place')
    .action(async (named: string, options: OfProject & { keepChildren?: boolean }, self: Command) =>
      onTask(io, self, named, options, async (context, { client, task: found }) => {
        const { body } = await client.delete<Changed>(`/api/tasks/${found.id}${options.keepChildren === true ? '?children=promote' : ''}`)
        context.print(
          body,
          ({ version }, paint) => `${paint.green('✓')} Deleted ${oneLine(found.title)}. Bring it back: planwright plan revert ${version}`,
        )
      }),
    )

  examples(program.command('next'), 'planwright next', 'planwright next --limit 1 -o json')
    .description('what to work on next, and why')
    .addOption(projectOption())
    .option('--limit <n>', 'at most so many', wholeNumber(1), 5)
    .option('--assignee <name>', 'only what is assigned to this name, or to nobody')
    .action(async (options: OfProject & { limit: number; assignee?: string }, self: Command) =>
      within(io, self, async (context) => {
        const client = await context.client()
        const id = await findProjectId(context, options.project)
        const query = `limit=${Math.min(200, options.limit)}${options.assignee === undefined ? '' : `&assignee=${encodeURIComponent(options.assignee)}`}`
        const { body } = await client.get<NextAnswer>(`/api/projects/${id}/next?${query}`)
        context.print(body, ({ items, ready }, paint) =>
          items.length === 0
            ? 'Nothing is ready: everything is done, or waits for something else.'
            : [
                ...items.map(
                  ({ task: each, reasons }) =>
                    `${taskLine(each, paint)}  ${paint.dim(each.id)}\n    ${reasons.map(({ detail }) => detail).join(' · ')}`,
                ),
                ...(ready > items.length ? [paint.dim(`… and ${ready - items.length} more`)] : []),
              ].join('\n'),
        )
      }),
    )
}

interface NextAnswer {
  readonly items: readonly { readonly task: TaskWire; readonly reasons: readonly { readonly detail: string }[] }[]
  readonly ready: number
}

function withFields(command: Command, withTitle: boolean): Command {
  if (withTitle) command.option('--title <text>', 'another title')
  return command
    .option('--description <markdown>', 'what it is about')
    .addOption(new Option('--status <status>', 'its status').choices(taskStatuses))
    .addOption(new Option('--priority <priority>', 'its priority').choices(priorities))
    .option('--estimate <duration>', 'how long it will take: 30min, 4h, 2d, 1w', duration)
    .option('--spent <duration>', 'how long it has taken, in all', duration)
    .option('--start <day>', 'the day it begins at the earliest, or none', day)
    .option('--due <day>', 'the day it must be done by, or none', day)
    .option('--assignee <name>', 'who does it, or none')
    .option('--agent', 'the assignee is an agent')
    .option('--tag <tag>', 'all of its tags; may be given several times', several)
    .option('--criterion <text>', 'all of its acceptance criteria; may be given several times', several)
    .option('--after <task>', 'all that it depends on; may be given several times', several)
}

function fieldsOf(plan: PlanWire, options: FieldOptions): Record<string, unknown> {
  const { title, description, status, priority, estimate, spent, start, due, assignee, agent, tag, criterion, after } = options
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(status === undefined ? {} : { status }),
    ...(priority === undefined ? {} : { priority }),
    ...(estimate === undefined ? {} : { estimateMinutes: estimate }),
    ...(spent === undefined ? {} : { spentMinutes: spent }),
    ...(start === undefined ? {} : { startDate: dayOrNull(start) }),
    ...(due === undefined ? {} : { dueDate: dayOrNull(due) }),
    ...(assignee === undefined ? {} : { assignee: assignee === 'none' ? null : { kind: agent === true ? 'agent' : 'person', name: assignee } }),
    ...(tag === undefined ? {} : { tags: tag }),
    ...(criterion === undefined ? {} : { acceptanceCriteria: criterion }),
    ...(after === undefined ? {} : { dependsOn: after.map((each) => findTask(plan, each).id) }),
  }
}

/** Finds the task that was named: an id without its project, anything else within one. */
async function onTask(
  io: Io,
  self: Command,
  named: string,
  options: OfProject,
  work: (context: Context, on: OnTask) => Promise<void>,
): Promise<void> {
  await within(io, self, async (context) => {
    const client = await context.client()
    const plan = await readPlan(client, await findProjectId(context, options.project))
    await work(context, { ...options, client, plan, task: findTask(plan, named) })
  })
}

const told = (context: Context, changed: Changed): void =>
  context.print(changed, ({ commit, task, version }, paint) =>
    commit === null
      ? 'Nothing to change: it is so already.'
      : `${paint.green('✓')} v${version}  ${task ? `${taskLine(task, paint)}  ${paint.dim(task.id)}` : oneLine(commit.message)}`,
  )

/** A task with everything it says. */
function taskPage(task: TaskWire, plan: PlanWire, paint: Paint): string {
  const titleOf = (id: string): string => oneLine(plan.tasks.find((each) => each.id === id)?.title ?? id)
  const dependants = plan.tasks.filter(({ dependsOn }) => dependsOn.includes(task.id))
  const children = plan.tasks.filter(({ parentId }) => parentId === task.id)
  const facts: [string, string][] = [
    ['id', task.id],
    ['status', task.status],
    ['spent', task.spentMinutes > 0 ? formatDuration(task.spentMinutes) : ''],
    ['start', task.startDate ?? ''],
    ['depends on', task.dependsOn.map(titleOf).join(', ')],
    ['waited for by', dependants.map(({ title }) => oneLine(title)).join(', ')],
    ['files', task.focusFiles.map(oneLine).join(', ')],
    ['links', task.externalRefs.map(({ url }) => oneLine(url)).join(', ')],
  ]
  return [
    taskLine(task, paint),
    ...facts.filter(([, fact]) => fact !== '').map(([name, fact]) => `  ${paint.dim(name.padEnd(14))}${fact}`),
    ...(task.description === '' ? [] : ['', plain(task.description)]),
    ...(task.acceptanceCriteria.length === 0 ? [] : ['', paint.bold('Acceptance criteria')]),
    ...task.acceptanceCriteria.map(({ text, done }) => `  ${done ? '☑' : '☐'} ${oneLine(text)}`),
    ...(children.length === 0 ? [] : ['', paint.bold('Sub-tasks')]),
    ...children.map((child) => `  ${taskLine(child, paint)}`),
  ].join('\n')
}
