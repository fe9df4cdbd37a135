import { limits } from '../../../../core/plan/limits.ts'
import { toSet } from '../../../../core/plan/order.ts'
import { projectStatuses, type ProjectFields, type ProjectStatus } from '../../../../core/plan/project.ts'
import type { CalendarDate } from '../../../../core/plan/task.ts'
import { shiftDate } from '../../language/dates.ts'
import type { Shift } from '../../language/durations.ts'
import { stepPriority } from '../../language/vocabulary.ts'
import { escape, outcome, type Desk, type Outcome } from '../desk.ts'
import { tidy, tidyText } from '../tidy.ts'
import { ruleBook } from '../reading.ts'

const { rules, rule } = ruleBook()

/** Sentences about the project itself. */
export const projectRules = rules

const project = '(project|plan|whole project|whole plan|entire project)'
const the = '(the|this|our|my)'
const weight = 0.1

function change(desk: Desk, fields: Partial<ProjectFields>, did: string): Outcome {
  const now = desk.working.project
  const changed = Object.entries(fields).some(([name, value]) => JSON.stringify(now[name as keyof ProjectFields]) !== JSON.stringify(value))
  if (!changed) return outcome({ same: ['The project says that already'] })
  const next = { ...now, ...fields }
  if (next.startDate !== null && next.dueDate !== null && next.dueDate < next.startDate)
    return outcome({ refused: [`the project would be due (${next.dueDate}) before it starts (${next.startDate})`] })
  desk.working.setProject(fields)
  return outcome({ did: [did] })
}

rule(
  [
    `(rename|retitle|call|name) ${the} ${project} [to|as|into|:|->] $text:title`,
    `(change|set|update|make|edit) [${the}] ${project} ['s] (title|name) (to|as|:|=|into) $text:title`,
    `(change|set|update|make|edit) [the] (title|name) of ${the} ${project} (to|as|:|=) $text:title`,
    `${the} ${project} (is|should be|shall be|is now|to be) (called|named|titled|renamed to) $text:title`,
    `(project|plan) (title|name) (:|=|should be|is) $text:title`,
    `${the} ${project} 's (title|name) (is|should be) $text:title`,
    `(give) ${the} ${project} the (title|name) $text:title`,
  ],
  (slots) => (desk) => {
    const title = tidy(slots.text())
    return title === '' || title.length > limits.title
      ? outcome({ refused: [`a title has 1 to ${limits.title} characters`] })
      : change(desk, { title }, `The project is now called **${escape(title)}**`)
  },
  { weight, open: true },
)

rule(
  [
    `(set|change|update|make|write|edit|replace) [${the}] [${project}] ['s] (summary|description) (to|as|:|=|with) $text`,
    `(set|change|update|make|write|edit) [the] (summary|description) of ${the} ${project} (to|as|:|=|with) $text`,
    `(describe|summarise|summarize) ${the} ${project} as $text`,
    `[${the}] [${project}] ['s] summary (:|=|is|should be|should say|should read) $text`,
    `(give|add) ${the} ${project} [a|the] (summary|description) [:|of] $text`,
    `(add) [a|the] (summary|description) to ${the} ${project} [:|of] $text`,
  ],
  (slots) => (desk) => change(desk, { summary: tidyText(slots.text()).slice(0, limits.description) }, 'New project summary'),
  { weight, open: true },
)
rule(
  [`(clear|remove|delete) [the] (summary|description) [of ${the} ${project}]`, `(clear|remove|delete) ${the} ${project} 's (summary|description)`],
  () => (desk) => change(desk, { summary: '' }, 'Project summary removed'),
  { weight },
)

const tagging = (desk: Desk, add: readonly string[], remove: readonly string[]): Outcome =>
  change(
    desk,
    { tags: toSet([...desk.working.project.tags.filter((tag) => !remove.includes(tag)), ...add]) },
    add.length > 0 ? `The project is tagged ${add.map(escape).join(', ')}` : `The project is no longer tagged ${remove.map(escape).join(', ')}`,
  )
rule(
  [
    `(tag|label) ${the} ${project} [as|with] $list:tags`,
    `(add|put|attach) [the|a] (tag|tags|label) $list:tags (to|on) ${the} ${project}`,
    `(add|put|attach) [the] $list:tags (tag|label|tags) (to|on) ${the} ${project}`,
    `(add) $list:tags to ${the} ${project} 's tags`,
    `give ${the} ${project} [the] (tag|tags) $list:tags`,
  ],
  (slots) => (desk) => tagging(desk, slots.list(), []),
  { weight },
)
rule(
  [
    `(untag|remove|delete|drop) [the] (tag|tags|label) $list:tags from ${the} ${project}`,
    `(untag|remove|delete|drop) [the] $list:tags (tag|label|tags) from ${the} ${project}`,
    `untag ${the} ${project} [as|from] $list:tags`,
  ],
  (slots) => (desk) => tagging(desk, [], slots.list()),
  { weight },
)

rule(
  [
    `(set|change|move|make|put|update) [${the}] ${project} ['s] (due date|deadline|end date|due) (to|as|:|=|on|for|at) $date`,
    `(set|change|move|make|update) [the] (due date|deadline|end date) of ${the} ${project} (to|as|:|=|on) $date`,
    `${the} ${project} (is|must be|should be|has to be|needs to be|will be) (due|done|finished|ready|delivered|completed|complete) [on|by|at|in|before] $date`,
    `${the} ${project} (ends|finishes|is due) [on|by] $date`,
    `(push|move|postpone|extend|delay|shift|set) [the|${the}] [${project}] ['s] (due date|deadline) of ${the} ${project} (to|until) $date`,
    `(push|move|postpone|extend|delay|shift|pull) ${the} ${project} 's (due date|deadline) [in|out|back|forward] (to|until) $date`,
    `(finish|complete|deliver) ${the} ${project} by $date`,
    `(project|plan) (due|deadline|due date) [:|=|is|on|by] $date`,
    `(set|give) ${the} ${project} [a] (due date|deadline) (of|on|to) $date`,
    `make ${the} ${project} due [on|by] $date`,
    `(set|add) [a] (due date|deadline) (of|for) $date (for|to|on) ${the} ${project}`,
    `(set|add) [a|the] (due date|deadline) for ${the} ${project} (of|to|:|on) $date`,
  ],
  (slots) => (desk) => change(desk, { dueDate: slots.date() }, `The project is due ${slots.date()}`),
  { weight },
)
rule(
  [
    `(set|change|move|make|put|update) [${the}] ${project} ['s] (start date|start) (to|as|:|=|on|for) $date`,
    `(set|change|move|make|update) [the] (start date|start) of ${the} ${project} (to|as|:|=|on) $date`,
    `${the} ${project} (starts|should start|will start|begins|must start) [on|from|at] $date`,
    `(start|begin) ${the} ${project} [on|at] $date`,
  ],
  (slots) => (desk) => change(desk, { startDate: slots.date() }, `The project starts ${slots.date()}`),
  { weight },
)
rule(
  [
    `(clear|remove|delete|unset|drop) ${the} ${project} 's (due date|deadline)`,
    `(clear|remove|delete|unset|drop) [the] [project] (due date|deadline) of ${the} ${project}`,
    `(clear|remove|delete|unset|drop) [the] project (due date|deadline)`,
  ],
  () => (desk) => change(desk, { dueDate: null }, 'The project has no due date any more'),
  { weight },
)
rule(
  [`(clear|remove|delete|unset|drop) ${the} ${project} 's (start date)`, `(clear|remove|delete|unset|drop) [the] (start date) of ${the} ${project}`],
  () => (desk) => change(desk, { startDate: null }, 'The project has no start date any more'),
  { weight },
)

const shiftProject = (desk: Desk, by: Shift): Outcome => {
  const { dueDate } = desk.working.project
  return dueDate === null
    ? outcome({ refused: ['the project has no due date to move'] })
    : change(desk, { dueDate: shiftDate(dueDate, by) as CalendarDate }, `The project is due ${shiftDate(dueDate, by)}`)
}
rule(
  [
    `(push|move|postpone|extend|delay|shift|defer) ${the} ${project} 's (due date|deadline) [back|out|forward] by $shift`,
    `(push|move|postpone|extend|delay|shift) [the] (due date|deadline) of ${the} ${project} [back|out|forward] by $shift`,
    `(push|move|postpone|extend|delay|shift) [the] (project|plan) (due date|deadline) [back|out|forward] by $shift`,
  ],
  (slots) => (desk) => shiftProject(desk, slots.shift()),
  { weight },
)
rule(
  [
    `(pull|bring|move) ${the} ${project} 's (due date|deadline) [in|forward|up] by $shift [earlier]`,
    `(pull|bring) [the] (due date|deadline) of ${the} ${project} [in|forward|up] by $shift`,
  ],
  (slots) => (desk) => shiftProject(desk, { ...slots.shift(), amount: -slots.shift().amount }),
  { weight },
)

rule(
  [
    `(make|set|mark|give) ${the} ${project} [as|a|to|to be] $priority`,
    `(set|change|make) [${the}] ${project} ['s] priority (to|as|:|=) $priority`,
    `(set|change) [the] priority of ${the} ${project} to $priority`,
    `${the} ${project} (is|has|should be|should have) [a] $priority`,
  ],
  (slots) => (desk) => change(desk, { priority: slots.priority() }, `Project priority ${slots.priority()}`),
  { weight },
)
rule(
  [`(raise|bump|increase) [the] priority of ${the} ${project}`, `(raise|bump|increase) ${the} ${project} 's priority`],
  () => (desk) => change(desk, { priority: stepPriority(desk.working.project.priority, 1) }, 'Project priority raised'),
  { weight },
)

const projectWords: Readonly<Record<string, ProjectStatus>> = {
  planning: 'planning',
  active: 'active',
  running: 'active',
  started: 'active',
  'in progress': 'active',
  'on hold': 'on_hold',
  paused: 'on_hold',
  done: 'done',
  finished: 'done',
  complete: 'done',
  completed: 'done',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  abandoned: 'cancelled',
  on_hold: 'on_hold',
  'in planning': 'planning',
  live: 'active',
  underway: 'active',
}
rule(
  [
    `(make|set|mark|put|change) ${the} ${project} [as|to|to be|status to] $text`,
    `(set|change|make) [${the}] ${project} ['s] status (to|as|:|=) $text`,
    `(set|change) [the] status of ${the} ${project} to $text`,
    `${the} ${project} is [now] $text`,
  ],
  (slots) => {
    const word = slots.text().toLowerCase()
    const status = Object.hasOwn(projectWords, word) ? projectWords[word] : projectStatuses.find((one) => one === word)
    return status && ((desk) => change(desk, { status }, `Project status ${status.replace('_', ' ')}`))
  },
  { weight },
)
rule([`(pause|suspend) ${the} ${project}`], () => (desk) => change(desk, { status: 'on_hold' }, 'The project is on hold'), { weight })
rule([`(start|activate|resume) ${the} ${project}`], () => (desk) => change(desk, { status: 'active' }, 'The project is active'), { weight })
rule([`(finish|complete|close) ${the} ${project}`], () => (desk) => change(desk, { status: 'done' }, 'The project is done'), { weight })
rule([`(cancel|abandon) ${the} ${project}`], () => (desk) => change(desk, { status: 'cancelled' }, 'The project is cancelled'), { weight })
