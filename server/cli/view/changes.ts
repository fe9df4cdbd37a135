import type { CommittedOperationWire } from '../../contract/patch.ts'
import { oneLine, type Paint } from '../output.ts'

/** What tasks are called, by id. */
export type Names = (id: string) => string

/** The names that a plan and some operations give to tasks, the operations' own first. */
export function namesOf(operations: readonly CommittedOperationWire[], tasks: readonly { readonly id: string; readonly title: string }[]): Names {
  const names = new Map(tasks.map(({ id, title }) => [id, title]))
  for (const { taskId, before, after } of operations) {
    const title = after?.['title'] ?? before?.['title']
    if (taskId !== null && typeof title === 'string' && !names.has(taskId)) names.set(taskId, title)
  }
  return (id) => oneLine(names.get(id) ?? id)
}

/** An operation as a line of a diff, with a line below it for each field that changes. */
export function changeLines(operation: CommittedOperationWire, names: Names, paint: Paint): readonly string[] {
  const { kind, taskId, before, after } = operation
  const name = taskId === null ? 'the project' : names(taskId)
  const under = (side: Record<string, unknown> | null): string => (typeof side?.['parentId'] === 'string' ? names(side['parentId']) : 'the top level')
  switch (kind) {
    case 'create':
      return [
        paint.green(`+ ${typeof after?.['title'] === 'string' ? oneLine(after['title']) : name}`) + paint.dim(`  under ${under(after)}`),
        ...details(after, paint),
      ]
    case 'delete':
      return [paint.red(`- ${name}`)]
    case 'move':
      return [
        paint.blue(`> ${name}`) +
          paint.dim(before?.['parentId'] === after?.['parentId'] ? '  reordered' : `  from ${under(before)} to ${under(after)}`),
      ]
    case 'update':
    case 'project':
      return [
        paint.yellow(`~ ${name}`),
        ...Object.keys({ ...before, ...after }).map((field) => {
          const [was, is] = [shown(before?.[field], names), shown(after?.[field], names)]
          return `    ${paint.dim(`${field}:`)} ${was === '' ? '' : paint.red(was)}${was !== '' && is !== '' ? ' → ' : ''}${is === '' ? '' : paint.green(is)}`
        }),
      ]
  }
}

/** What of a new task is worth a line: its estimate and criteria. */
function details(after: Record<string, unknown> | null, paint: Paint): readonly string[] {
  const criteria: unknown = after?.['acceptanceCriteria']
  return Array.isArray(criteria) ? (criteria as { text: string }[]).map(({ text }) => paint.dim(`    ☐ ${oneLine(text)}`)) : []
}

function shown(value: unknown, names: Names): string {
  if (value === undefined || value === null || value === '') return ''
  if (typeof value === 'string') return cut(oneLine(value))
  if (Array.isArray(value)) return cut(value.map((item) => (typeof item === 'string' ? names(item) : textOf(item))).join(', '))
  return cut(textOf(value))
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    if ('name' in value && typeof value.name === 'string') return oneLine(value.name)
    if ('text' in value && typeof value.text === 'string') return oneLine(value.text)
  }
  return oneLine(JSON.stringify(value) ?? '')
}

const cut = (text: string): string => ([...text].length > 100 ? `${[...text].slice(0, 99).join('')}…` : text)
