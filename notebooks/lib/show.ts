interface Shown {
  readonly depth: number
  readonly title: string
  readonly status: string
  readonly estimateHours: number | null
}

interface ShownOperation {
  readonly kind: string
  readonly before: { readonly title?: string } | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** A plan as an outline: one line per task, indented. */
export const outlineOf = (tasks: readonly Shown[]): string =>
  tasks
    .map(
      ({ depth, title, status, estimateHours }) =>
        `${'  '.repeat(depth)}• ${title}${estimateHours === null ? '' : `  ${estimateHours} h`}${status === 'todo' ? '' : `  (${status})`}`,
    )
    .join('\n')

const sign: Readonly<Record<string, string>> = { create: '+', update: '~', move: '→', delete: '−', project: '~' }

/** A proposal as a diff: one line per operation. */
export const diffOf = (operations: readonly ShownOperation[]): string =>
  operations
    .map(({ kind, before, after }) => {
      const title = after?.['title'] ?? before?.title
      const fields = kind === 'update' || kind === 'project' ? Object.keys(after ?? {}).join(', ') : ''
      return `${sign[kind] ?? '?'} ${kind} ${typeof title === 'string' ? title : ''}${fields === '' ? '' : ` [${fields}]`}`
    })
    .join('\n')

/** Throws where what a notebook promises does not hold. */
export function holds(condition: boolean, promise: string): void {
  if (!condition) throw new Error(`This should hold, and does not: ${promise}`)
  // oxlint-disable-next-line no-console -- a notebook shows what it found
  console.log(`✓ ${promise}`)
}
