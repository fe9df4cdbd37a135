import { formatDuration } from '../../../core/plan/duration.ts'
import { priorities, type Task, type TaskId } from '../../../core/plan/task.ts'
import { subtreeOf } from '../../../core/plan/tree.ts'
import { taskIdOf, type Operation } from '../../../core/patch/operation.ts'
import type { PastCommit } from '../../agent.ts'
import { escape } from '../editor/desk.ts'
import { fold } from '../language/words.ts'
import { count, daysBetween, open, spellProgress, statusNames, type Facts } from './facts.ts'

/** Why a task comes next, from what the plan says. */
export function whatNext(facts: Facts, who: string | null = null): string {
  const mine = (task: Task): boolean => who === null || fold(task.assignee?.name ?? '') === fold(who)
  const ready = facts.ready.map((id) => facts.task(id)).filter(mine)
  if (ready.length === 0) {
    if (facts.tasks.length === 0) return 'The plan has no tasks yet.'
    const left = facts.tasks.filter((task) => facts.isLeaf(task.id) && open(task) && mine(task))
    if (left.length === 0) return who === null ? 'Nothing is left to do: every task is closed.' : `${escape(who)} has no open task.`
    return `Nothing can be started now${who === null ? '' : ` by ${escape(who)}`}: everything open waits.\n\n${facts.list(
      left.map(({ id }) => id),
      (task) => `waits for ${facts.names(facts.waitsFor(task.id))}`,
      5,
    )}`
  }
  const critical = new Set(facts.critical.tasks)
  const opens = (task: Task): number => facts.plan.dependants.get(task.id)?.size ?? 0
  const started = ready.filter(({ status }) => status === 'in_progress' || status === 'review')
  const waiting = ready.filter(({ status }) => status === 'todo')
  const rank = (task: Task): readonly number[] => [
    facts.isOverdue(task) ? 0 : 1,
    -priorities.indexOf(task.priority),
    critical.has(task.id) ? 0 : 1,
    -opens(task),
  ]
  const sorted = [...waiting].sort((a, b) => {
    const [first, second] = [rank(a), rank(b)]
    for (let at = 0; at < first.length; at += 1) if (first[at] !== second[at]) return (first[at] ?? 0) - (second[at] ?? 0)
    return (a.dueDate ?? '9999') < (b.dueDate ?? '9999') ? -1 : (a.dueDate ?? '9999') > (b.dueDate ?? '9999') ? 1 : 0
  })
  const why = (task: Task): string =>
    [
      facts.isOverdue(task) ? `overdue since ${task.dueDate}` : task.dueDate !== null ? `due ${task.dueDate}` : '',
      task.priority !== 'none' ? `priority ${task.priority}` : '',
      critical.has(task.id) ? 'on the critical path' : '',
      opens(task) > 0 ? `${facts.names([...(facts.plan.dependants.get(task.id) ?? [])], 2)} ${opens(task) === 1 ? 'waits' : 'wait'} for it` : '',
      task.assignee ? `assigned to ${escape(task.assignee.name)}` : 'assigned to nobody',
    ]
      .filter(Boolean)
      .join(', ')
  const [first, ...others] = sorted
  const parts: string[] = []
  if (first) parts.push(`Next is ${facts.name(first.id)}: nothing it depends on is open; ${why(first)}.`)
  else parts.push('Nothing new can be started now.')
  const held = ready.filter(({ status }) => status === 'blocked')
  if (held.length > 0)
    parts.push(
      `Marked as blocked, though nothing they depend on is open:\n${facts.list(
        held.map(({ id }) => id),
        (task) => (task.assignee ? escape(task.assignee.name) : ''),
        4,
      )}`,
    )
  if (started.length > 0)
    parts.push(
      `Already under way:\n${facts.list(
        started.map(({ id }) => id),
        (task) =>
          [statusNames[task.status], task.dueDate === null ? '' : `due ${task.dueDate}`, task.assignee ? escape(task.assignee.name) : '']
            .filter(Boolean)
            .join(', '),
        5,
      )}`,
    )
  if (others.length > 0)
    parts.push(
      `Could be started, too:\n${facts.list(
        others.map(({ id }) => id),
        why,
        4,
      )}`,
    )
  return parts.join('\n\n')
}

export function howFar(facts: Facts, ids: readonly string[] = []): string {
  if (facts.tasks.length === 0) return 'The plan has no tasks yet.'
  if (ids.length > 0)
    return facts.list(ids, (task) =>
      facts.isLeaf(task.id)
        ? `${statusNames[task.status]}; estimated ${task.estimateMinutes === null ? 'not yet' : formatDuration(task.estimateMinutes)}, spent ${formatDuration(task.spentMinutes)}`
        : `${spellProgress(facts.progress(task.id))}; ${statusNames[task.status]}`,
    )
  const roots = facts.catalogue.rows.filter(({ depth }) => depth === 0).map(({ task }) => task.id)
  return `**${escape(facts.plan.project.title)}**: ${spellProgress(facts.progress(null))}.\n\n${facts.list(roots, (task) => (facts.isLeaf(task.id) ? statusNames[task.status] : spellProgress(facts.progress(task.id))), 12)}`
}

export function whatIsLate(facts: Facts): string {
  const late = facts.tasks.filter(facts.isOverdue)
  const { dueDate } = facts.plan.project
  const project = dueDate !== null && dueDate < facts.today ? `The project itself was due ${dueDate}.` : ''
  if (late.length === 0) return project || 'Nothing is overdue.'
  return [
    `${count(late.length, 'task is', 'tasks are')} overdue:\n${facts.list(
      late.map(({ id }) => id),
      (task) =>
        `due ${task.dueDate}, ${count(daysBetween(task.dueDate ?? '', facts.today), 'day')} ago; ${task.assignee ? escape(task.assignee.name) : 'assigned to nobody'}`,
    )}`,
    project,
  ]
    .filter(Boolean)
    .join('\n\n')
}

export function whatIsBlocked(facts: Facts): string {
  const blocked = facts.tasks.filter((task) => task.status === 'blocked')
  const waiting = facts.tasks.filter((task) => open(task) && task.status !== 'blocked' && facts.isLeaf(task.id) && facts.waitsFor(task.id).length > 0)
  if (blocked.length === 0 && waiting.length === 0) return 'Nothing is blocked.'
  const by = (task: Task): string => {
    const needed = facts.waitsFor(task.id)
    return needed.length > 0 ? `waits for ${facts.names(needed, 3)}` : 'nothing in the plan says by what'
  }
  return [
    blocked.length > 0
      ? `Marked as blocked:\n${facts.list(
          blocked.map(({ id }) => id),
          by,
        )}`
      : 'Nothing is marked as blocked.',
    ...(waiting.length > 0
      ? [
          `Waiting for something open:\n${facts.list(
            waiting.map(({ id }) => id),
            by,
            8,
          )}`,
        ]
      : []),
  ].join('\n\n')
}

export function criticalTasks(facts: Facts): string {
  const { tasks, minutes } = facts.critical
  if (tasks.length === 0) return 'There is no critical path: nothing is open.'
  if (minutes === 0) return `No open task along the longest chain is estimated, so its length is unknown. The chain: ${facts.names(tasks, 10)}.`
  return `The critical path takes ${formatDuration(minutes)} of work:\n${facts.list(tasks, (task) => (task.estimateMinutes === null ? 'not estimated' : formatDuration(task.estimateMinutes)), 20)}`
}

export function howLong(facts: Facts, ids: readonly string[] = []): string {
  const unestimated = (among: readonly Task[]): number =>
    among.filter((task) => facts.isLeaf(task.id) && open(task) && task.estimateMinutes === null).length
  const say = (id: string | null, among: readonly Task[]): string => {
    const progress = facts.progress(id)
    const missing = unestimated(among)
    return `${formatDuration(progress.remainingMinutes)} of work ${progress.remainingMinutes === 0 && missing > 0 ? 'known to remain' : 'remain'} of ${formatDuration(progress.estimateMinutes)} estimated, ${formatDuration(progress.spentMinutes)} spent${missing > 0 ? `; ${count(missing, 'open task has', 'open tasks have')} no estimate` : ''}`
  }
  if (ids.length > 0)
    return facts.list(ids, (task) =>
      say(
        task.id,
        subtreeOf(facts.plan, task.id).map((id) => facts.task(id)),
      ),
    )
  if (facts.tasks.length === 0) return 'The plan has no tasks yet.'
  const { dueDate } = facts.plan.project
  return `${say(null, facts.tasks)}. One after another along the critical path that is ${formatDuration(facts.critical.minutes)}${dueDate === null ? '' : `; the project is due ${dueDate}`}.`
}

export function whoHasWhat(facts: Facts): string {
  const leaves = facts.tasks.filter((task) => open(task) && (facts.isLeaf(task.id) || task.assignee !== null))
  const byName = new Map<string, Task[]>()
  for (const task of leaves) byName.set(task.assignee?.name ?? '', [...(byName.get(task.assignee?.name ?? '') ?? []), task])
  const nobody = byName.get('') ?? []
  byName.delete('')
  if (byName.size === 0) return 'No open task is assigned to anybody.'
  const lines = [...byName].map(
    ([name, tasks]) =>
      `- **${escape(name)}**: ${facts.names(
        tasks.map(({ id }) => id),
        5,
      )} (${formatDuration(remaining(tasks))} remaining)`,
  )
  return [
    ...lines,
    ...(nobody.length > 0
      ? [
          `- nobody: ${facts.names(
            nobody.map(({ id }) => id),
            5,
          )}`,
        ]
      : []),
  ].join('\n')
}

const remaining = (tasks: readonly Task[]): number =>
  tasks.reduce((sum, task) => sum + Math.max(0, (task.estimateMinutes ?? 0) - task.spentMinutes), 0)

export function onPlate(facts: Facts, name: string): string {
  const own = facts.tasks.filter((task) => fold(task.assignee?.name ?? '') === fold(name))
  const now = own.filter(open)
  if (own.length === 0) return `${escape(name)} has no task in this plan.`
  if (now.length === 0) return `${escape(name)} has nothing open; ${count(own.length, 'task')} closed.`
  return `${escape(name)} has ${count(now.length, 'open task')} (${formatDuration(remaining(now))} remaining):\n${facts.list(
    now.map(({ id }) => id),
    (task) =>
      [
        statusNames[task.status],
        task.dueDate === null ? '' : `due ${task.dueDate}${facts.isOverdue(task) ? ', overdue' : ''}`,
        task.estimateMinutes === null ? '' : formatDuration(task.estimateMinutes),
      ]
        .filter(Boolean)
        .join(', '),
  )}`
}

export function showTask(facts: Facts, id: string): string {
  const task = facts.task(id)
  const children = facts.plan.children.get(task.id) ?? []
  const dependants = [...(facts.plan.dependants.get(task.id) ?? [])]
  const lines = [
    `${facts.name(id)} – ${statusNames[task.status]}${task.priority === 'none' ? '' : `, priority ${task.priority}`}${task.assignee ? `, ${escape(task.assignee.name)}` : ', assigned to nobody'}`,
    task.description === '' ? '' : `\n${task.description.length > 600 ? `${task.description.slice(0, 600)}…` : task.description}\n`,
    `- Estimate: ${task.estimateMinutes === null ? 'none' : formatDuration(task.estimateMinutes)}, spent ${formatDuration(task.spentMinutes)}`,
    (task.startDate ?? task.dueDate)
      ? `- ${[task.startDate ? `starts ${task.startDate}` : '', task.dueDate ? `due ${task.dueDate}${facts.isOverdue(task) ? ' (overdue)' : ''}` : ''].filter(Boolean).join(', ')}`
      : '',
    task.tags.length > 0 ? `- Tags: ${task.tags.map(escape).join(', ')}` : '',
    task.dependsOn.length > 0 ? `- Depends on ${facts.names(task.dependsOn)}` : '',
    dependants.length > 0 ? `- ${facts.names(dependants)} ${dependants.length === 1 ? 'depends' : 'depend'} on it` : '',
    children.length > 0 ? `- Sub-tasks: ${facts.names(children)}; ${spellProgress(facts.progress(id))}` : '',
    task.acceptanceCriteria.length > 0
      ? `- Acceptance criteria:\n${task.acceptanceCriteria.map((one, index) => `  ${index + 1}. [${one.done ? 'x' : ' '}] ${escape(one.text)}`).join('\n')}`
      : '',
  ]
  return lines.filter((line) => line !== '').join('\n')
}

export function whatItNeeds(facts: Facts, id: string): string {
  const task = facts.task(id)
  const waiting = facts.waitsFor(id)
  const own = task.dependsOn
  if (own.length === 0 && waiting.length === 0) return `${facts.name(id)} waits for nothing.`
  const inherited = waiting.filter((needed) => !own.includes(needed))
  return [
    own.length > 0
      ? `${facts.name(id)} depends on:\n${facts.list(own, (needed) => (facts.closed.has(needed.id) ? 'done, does not hold it up' : statusNames[needed.status]))}`
      : `${facts.name(id)} itself depends on nothing.`,
    ...(inherited.length > 0 ? [`Through what it stands under it also waits for ${facts.names(inherited)}.`] : []),
    waiting.length === 0 ? 'Nothing of that is open: it can be worked on.' : '',
  ]
    .filter(Boolean)
    .join('\n\n')
}

export function whatNeedsIt(facts: Facts, id: string): string {
  const waiting = [...(facts.plan.dependants.get(id as TaskId) ?? [])]
  return waiting.length === 0
    ? `Nothing depends on ${facts.name(id)}.`
    : `On ${facts.name(id)} ${waiting.length === 1 ? 'depends' : 'depend'}:\n${facts.list(waiting, (task) => statusNames[task.status])}`
}

/** Whether and along which way `later` waits for `earlier`. */
export function whyAfter(facts: Facts, later: string, earlier: string): string {
  const path = wayBetween(facts, later, earlier)
  if (path) return `Because ${path.map((id) => facts.name(id)).join(' depends on ')}.`
  const back = wayBetween(facts, earlier, later)
  if (back) return `It is the other way round: ${back.map((id) => facts.name(id)).join(' depends on ')}.`
  return `Nothing in the plan makes ${facts.name(later)} wait for ${facts.name(earlier)}.`
}

/** The shortest way of dependencies, where a task also waits for what its ancestors wait for, and for a heading's tasks. */
function wayBetween(facts: Facts, from: string, to: string): readonly string[] | undefined {
  const before = new Map<string, string | null>([[from, null]])
  const queue = [from]
  const above = (id: string): readonly string[] => {
    const { parentId } = facts.task(id)
    return parentId === null ? [id] : [id, ...above(parentId)]
  }
  const targets = new Set(above(to))
  for (let at = 0; at < queue.length && at < 50_000; at += 1) {
    const id = queue[at] ?? ''
    for (const carrier of above(id)) {
      for (const needed of facts.task(carrier).dependsOn) {
        if (before.has(needed)) continue
        before.set(needed, id)
        if (targets.has(needed)) {
          const path: string[] = needed === to ? [] : [to]
          for (let step: string | null | undefined = needed; step; step = before.get(step)) path.unshift(step)
          return path
        }
        queue.push(needed)
      }
    }
  }
  return undefined
}

/** What the commits say happened, newest first. */
export function whatChanged(facts: Facts, commits: readonly PastCommit[], since: string): string {
  if (commits.length === 0) return `Nothing has changed ${since}.`
  const counts = { create: 0, update: 0, move: 0, delete: 0, project: 0 }
  for (const { operations } of commits) for (const { kind } of operations) counts[kind] += 1
  const total = [
    counts.create > 0 ? `${counts.create} added` : '',
    counts.update > 0 ? `${counts.update} changed` : '',
    counts.move > 0 ? `${counts.move} moved` : '',
    counts.delete > 0 ? `${counts.delete} deleted` : '',
  ]
    .filter(Boolean)
    .join(', ')
  const lines = commits
    .slice(0, 10)
    .map(
      (commit) =>
        `- v${commit.version} (${commit.at.slice(0, 10)}, ${escape(commit.author)}): ${escape(commit.message || spellOperations(facts, commit.operations))}`,
    )
  return `${count(commits.length, 'change')} ${since}${total === '' ? '' : ` (${total})`}:\n${[...lines, ...(commits.length > 10 ? [`- … and ${commits.length - 10} earlier ones`] : [])].join('\n')}`
}

function spellOperations(facts: Facts, operations: readonly Operation[]): string {
  const [first] = operations
  if (!first) return 'nothing'
  const id = taskIdOf(first)
  const what =
    first.kind === 'create'
      ? `added ${first.task.title}`
      : first.kind === 'delete'
        ? `deleted ${first.task.title}`
        : id === null
          ? 'changed the project'
          : `${first.kind === 'move' ? 'moved' : 'changed'} ${facts.plan.tasks.get(id)?.title ?? 'a task'}`
  return operations.length > 1 ? `${what} and ${operations.length - 1} more` : what
}

export function help(): string {
  return [
    'I change the plan as you say it, always as a proposal you can read first. For example:',
    '- **add**: “add a task "Load test" under 4, 3h, due Friday”',
    '- **change**: “mark 2.1 as done”, “make 3 urgent”, “estimate 4 at 2 days”, “assign 5 to Anna”, “push everything by a week”',
    '- **shape**: “move 3 under 2”, “merge 1 and 2”, “split 4 into design and build”, “break down 4”, “make 3 depend on 2”, “delete 5”',
    '- **ask**: “what is next?”, “how far are we?”, “what is late?”, “critical path”, “what is on Anna’s plate?”, “what changed since version 3?”',
    '- **take back**: “undo that”, “start over”',
  ].join('\n')
}
