import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { answerOffline } from '../../server/agents/offline/index.ts'
import type { AgentAnswer, AgentRequest, EarlierTurn } from '../../server/agents/agent.ts'
import { apply } from '../../server/core/patch/apply.ts'
import { resolve } from '../../server/core/patch/resolve.ts'
import { childrenOf, type Plan } from '../../server/core/plan/plan.ts'
import type { CriterionId, Task, TaskId } from '../../server/core/plan/task.ts'
import { inOrder } from '../../server/core/plan/tree.ts'
import { portal } from './plan.ts'
import { requestOf } from './request.ts'

type Fields = Readonly<Record<string, unknown>>

/** One instruction and what must come out. Tasks are named by their number in the corpus plan, new ones as "+Title". */
export interface Instruction {
  readonly say: string
  /** Fields that change, by task. */
  readonly set?: Readonly<Record<string, Fields>>
  /** Fields of new tasks, by title. Where they stand is told by `children`. */
  readonly new?: Readonly<Record<string, Fields | null>>
  readonly gone?: readonly (string | number)[]
  /** The children of each task whose children change ("root" for the top level). */
  readonly children?: Readonly<Record<string, readonly (string | number)[]>>
  readonly project?: Fields
  /** Words of which each must stand in the list of what was left out. */
  readonly left?: readonly string[]
  readonly ask?: boolean
  readonly not?: boolean
  /** What the reply to a question must hold, and with a leading "!" must not. */
  readonly words?: readonly string[]
  readonly command?: 'undo' | 'start-over'
  readonly mode?: 'project' | 'task'
  readonly task?: string | number
  readonly user?: string | null
  readonly earlier?: readonly {
    readonly message?: string
    readonly touched?: readonly (string | number)[]
    readonly created?: readonly (string | number)[]
    readonly question?: EarlierTurn['question']
  }[]
}

export type Kind = 'edit' | 'question' | 'refusal'
export type Verdict = 'right' | 'missed' | 'wrong'

export interface Judged {
  readonly instruction: Instruction
  readonly kind: Kind
  readonly verdict: Verdict
  readonly detail: string
}

export const readCorpus = (file: string): readonly Instruction[] =>
  parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as readonly Instruction[]

const numbers = new Map(inOrder(portal).map((row) => [row.task.id, row.number]))
const ids = new Map([...numbers].map(([id, number]) => [number, id]))
const idOf = (number: string | number): TaskId => {
  const id = ids.get(String(number))
  if (id === undefined) throw new Error(`the corpus plan has no task ${number}`)
  return id
}

export const kindOf = (instruction: Instruction): Kind =>
  instruction.words !== undefined ? 'question' : instruction.ask || instruction.not || instruction.command ? 'refusal' : 'edit'

/** An instruction as the request that a turn would make of it. */
export const askedBy = ({ say, mode, task, user, earlier = [] }: Instruction): AgentRequest =>
  requestOf(say, {
    mode: mode ?? null,
    taskId: task === undefined ? null : idOf(task),
    ...(user === undefined ? {} : { user }),
    earlier: earlier.map(({ message = '', touched = [], created = [], question = null }) => ({
      message,
      reply: '',
      touched: touched.map(idOf),
      created: created.map(idOf),
      question,
    })),
  })

/** Answers an instruction and compares the whole plan that comes out with the one that should. */
export function judge(instruction: Instruction): Judged {
  const kind = kindOf(instruction)
  const answer = answerOffline(askedBy(instruction), [])
  const judged = (verdict: Verdict, detail: string): Judged => ({ instruction, kind, verdict, detail })
  if (kind === 'edit') return judgeEdit(instruction, answer, judged)
  if (answer.kind === 'draft')
    return judged('wrong', `a draft: ${JSON.stringify(answer.draft.taskPatches)} ${JSON.stringify(answer.draft.metaUpdates ?? {})}`)
  if (instruction.command)
    return answer.kind === 'command' && answer.command === instruction.command ? judged('right', '') : judged('missed', spell(answer))
  if (instruction.ask) return answer.kind === 'question' ? judged('right', '') : judged('missed', spell(answer))
  if (instruction.not) return answer.kind === 'words' || answer.kind === 'question' ? judged('right', '') : judged('missed', spell(answer))
  if (answer.kind !== 'words' || !answer.understood) return judged('missed', spell(answer))
  const reply = answer.reply.toLowerCase().replace(/\*\*|\\/g, '')
  const amiss = (instruction.words ?? []).filter((word) =>
    word.startsWith('!') ? reply.includes(word.slice(1).toLowerCase()) : !reply.includes(word.toLowerCase()),
  )
  return amiss.length === 0 ? judged('right', '') : judged('missed', `not as told: ${amiss.join(', ')}\n${answer.reply}`)
}

const spell = (answer: AgentAnswer): string =>
  'reply' in answer ? `${answer.kind}: ${answer.reply}` : `${answer.kind} ${answer.kind === 'command' ? answer.command : answer.problem.kind}`

function judgeEdit(instruction: Instruction, answer: AgentAnswer, judged: (verdict: Verdict, detail: string) => Judged): Judged {
  if (answer.kind !== 'draft') return judged('missed', spell(answer))
  let next = 0
  const { operations, issues } = resolve(answer.draft, portal, {
    task: (name) => `made-${name}` as TaskId,
    criterion: () => `criterion-${(next += 1)}` as CriterionId,
  })
  if (issues.length > 0) return judged('wrong', `issues: ${JSON.stringify(issues)}`)
  const applied = apply(operations, portal)
  if (!applied.ok) return judged('wrong', `conflicts: ${JSON.stringify(applied.error)}`)
  const expected = expectedForm(instruction)
  const actual = formOf(applied.value)
  const differences = differencesOf(expected, actual)
  const left = answer.leftOut.map(({ text }) => text.toLowerCase()).join(' | ')
  for (const word of instruction.left ?? []) if (!left.includes(word.toLowerCase())) differences.push(`left out lacks ${word}`)
  if (instruction.left === undefined && answer.leftOut.length > 0) differences.push(`left out: ${left}`)
  return differences.length === 0 ? judged('right', '') : judged('wrong', differences.join('\n'))
}

type Form = ReadonlyMap<string, string>

/** A plan as comparable lines: each field of each task, the children of each, and the project. */
function formOf(plan: Plan): Form {
  const name = (id: TaskId): string => numbers.get(id) ?? `+${plan.tasks.get(id)?.title ?? id}`
  const form = new Map<string, string>()
  for (const task of plan.tasks.values())
    for (const [field, value] of Object.entries(shortOf(task, name))) form.set(`${name(task.id)}.${field}`, JSON.stringify(value))
  for (const id of [null, ...plan.tasks.keys()])
    form.set(`children of ${id === null ? 'root' : name(id)}`, JSON.stringify(childrenOf(plan, id).map(name)))
  const { id: _, ...project } = plan.project
  for (const [field, value] of Object.entries(project)) form.set(`project.${field}`, JSON.stringify(value))
  return form
}

function shortOf(task: Task, name: (id: TaskId) => string): Fields {
  const { assignee } = task
  return {
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    estimate: task.estimateMinutes,
    spent: task.spentMinutes,
    start: task.startDate,
    due: task.dueDate,
    who: assignee === null ? null : assignee.kind === 'agent' ? `@${assignee.name}` : assignee.name,
    tags: [...task.tags].sort(),
    criteria: task.acceptanceCriteria.map(({ text, done }) => (done ? `x ${text}` : text)),
    needs: task.dependsOn.map(name).sort(),
  }
}

const defaults: Fields = {
  description: '',
  status: 'todo',
  priority: 'none',
  estimate: null,
  spent: 0,
  start: null,
  due: null,
  who: null,
  tags: [],
  criteria: [],
  needs: [],
}

function expectedForm(instruction: Instruction): Form {
  const form = new Map(formOf(portal))
  const sorted = (field: string, value: unknown): unknown =>
    (field === 'tags' || field === 'needs') && Array.isArray(value) ? value.map(String).sort() : value
  const put = (task: string, fields: Fields): void => {
    for (const [field, value] of Object.entries(fields)) form.set(`${task}.${field}`, JSON.stringify(sorted(field, value)))
  }
  for (const [task, fields] of Object.entries(instruction.set ?? {})) put(task, fields)
  for (const [title, fields] of Object.entries(instruction.new ?? {})) {
    put(`+${title}`, { title, ...defaults, ...fields })
    form.set(`children of +${title}`, '[]')
  }
  for (const number of instruction.gone ?? []) {
    for (const key of [...form.keys()])
      if (key === `children of ${number}` || new RegExp(`^${String(number).replaceAll('.', '\\.')}\\.[a-z]+$`).test(key)) form.delete(key)
    for (const [key, value] of form) {
      if (!key.startsWith('children of ') && !key.endsWith('.needs')) continue
      form.set(key, JSON.stringify((JSON.parse(value) as string[]).filter((one) => one !== String(number))))
    }
  }
  for (const [parent, children] of Object.entries(instruction.children ?? {})) form.set(`children of ${parent}`, JSON.stringify(children.map(String)))
  for (const [field, value] of Object.entries(instruction.project ?? {})) form.set(`project.${field}`, JSON.stringify(value))
  return form
}

function differencesOf(expected: Form, actual: Form): string[] {
  const differences: string[] = []
  for (const key of new Set([...expected.keys(), ...actual.keys()]))
    if (expected.get(key) !== actual.get(key)) differences.push(`${key}: expected ${expected.get(key)}, got ${actual.get(key)}`)
  return differences
}

export interface Rates {
  readonly kind: Kind
  readonly total: number
  readonly right: number
  readonly missed: number
  readonly wrong: number
}

export const ratesOf = (judged: readonly Judged[]): readonly Rates[] =>
  (['edit', 'question', 'refusal'] as const).map((kind) => {
    const some = judged.filter((one) => one.kind === kind)
    const count = (verdict: Verdict): number => some.filter((one) => one.verdict === verdict).length
    return { kind, total: some.length, right: count('right'), missed: count('missed'), wrong: count('wrong') }
  })

export const spellRates = (name: string, rates: readonly Rates[]): string =>
  rates
    .map(
      ({ kind, total, right, missed, wrong }) =>
        `${name} ${kind}s: ${right} of ${total} right (${total === 0 ? 100 : Math.round((1000 * right) / total) / 10} %), ${missed} missed, ${wrong} wrong`,
    )
    .join('\n')
