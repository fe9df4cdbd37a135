import { groups } from './ask.ts'
import { type Desk, escape } from '../editor/desk.ts'
import { compile, fit } from '../language/grammar.ts'
import { readReferences } from '../language/references.ts'
import type { Token } from '../language/tokens.ts'
import { count, type Facts, statusNames } from './facts.ts'

const listHeads = [
  'what do we have',
  'which ones',
  'which tasks',
  'is there [a|any] task',
  'what %is [there|planned|scheduled]',
  'what (do|did|should) we (do|finish|plan)',
  'which',
  'what',
  'show',
  'list',
  'find',
  'show me',
  'list me',
  'give me',
  'are there',
  'is there',
  'do we have',
  'what %is',
  'which are',
  'how many',
  'how many of',
  'tell me',
  'tell me which',
  'show me which',
  'who has',
  'search for',
  'search',
  'filter',
  'get',
  'find me',
  'count',
  'what are',
  'which of',
  'do any',
  'does any',
  'are',
  'any',
  'what tasks',
  'what else is',
  '(does|do) (anything|any task|any tasks|anybody|any) [still] have',
  '(show|show me|list|tell me|find|give me) (what|which|those that|all that|everything that|the ones that) [%is] [still|already]',
  '(what|which|which tasks|which ones|what tasks) [%is] (still|already|currently)',
].map((source) => compile(source, groups))
const listTails = [
  'do we have',
  'are there',
  'do i have',
  'have we got',
  'are in the plan',
  'exist',
  'there are',
  'in the plan',
  'do we still have',
  'right now',
  'at the moment',
  'we have',
].map((words) => words.split(' '))
const everything: Token = { kind: 'word', text: 'everything', key: 'everything', start: 0, end: 0 }

/** What may follow a question without asking for anything that the answer does not tell. */
const asides =
  /^(?:and|,) (?:who (?:owns|has|does|is (?:on|responsible for)) (?:it|them|that|those|these)|whose (?:is it|are they)|since when|why|by whom)$/

/** "which tasks have no estimate?", "how many tasks are tagged api?", "what is due this week?": any filter the editor knows. */
export function listTasks(facts: Facts, desk: Desk, tokens: readonly Token[], from: number, to: number, bare = false): string | undefined {
  const starts = new Set<number>()
  if (bare) starts.add(from)
  for (const pattern of listHeads)
    for (let end = from + 1; end <= Math.min(to, from + 4); end += 1) fit(pattern, tokens, from, end, () => starts.add(end))
  const tail = listTails.find((words) => to - words.length > from && words.every((word, index) => tokens[to - words.length + index]?.key === word))
  if (tail) to -= tail.length
  for (let cut = from + 2; cut < to - 1; cut += 1) {
    const rest = tokens.slice(cut, to).map(({ key }) => key)
    if (asides.test(rest.join(' '))) to = cut
  }
  // "which tasks does nobody own?" are those without an owner.
  const spelled = tokens
    .slice(from, to)
    .map(({ key }) => key)
    .join(' ')
  if (/^(?:which|what)(?: tasks| ones)? (?:does|do|has|have) (?:nobody|no one|no-one)(?: own| have| do| on| taken| on it)*$/.test(spelled))
    return listTasks(facts, desk, [everything, { ...everything, text: 'unassigned', key: 'unassigned' }], 0, 2, true)
  if (
    /^(?:which|what)(?: tasks| ones)? (?:was|were|is|are|has been|have been|did we) (?:already )?(?:completed|complete|finished|finish|done|closed)(?: so far| already)?$/.test(
      spelled,
    )
  )
    return listTasks(facts, desk, [everything, { ...everything, text: 'done', key: 'done' }], 0, 2, true)
  for (const start of [...starts].sort((a, b) => b - a)) {
    if (start >= to) continue
    const direct = readReferences(desk.scope(), tokens, start, to)
    const spoken = tokens.slice(start, to)
    const named =
      direct?.group && direct.confidence > 0.5
        ? direct
        : readReferences({ ...desk.scope(), memo: new Map() }, [everything, ...spoken], 0, spoken.length + 1)
    if (!named?.group || named.confidence < 0.5) continue
    const counting = tokens[from]?.key === 'how' || tokens[from]?.key === 'count'
    if (named.ids.length === 0) return counting ? 'None.' : 'No task in this plan does.'
    const note = (id: string): string => {
      const task = facts.task(id)
      return [statusNames[task.status], task.dueDate === null ? '' : `due ${task.dueDate}`, task.assignee ? escape(task.assignee.name) : '']
        .filter(Boolean)
        .join(', ')
    }
    return `${count(named.ids.length, 'task')}:\n${facts.list(named.ids, (task) => note(task.id))}`
  }
  return undefined
}
