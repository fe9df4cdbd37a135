import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { fail, ok, type Result } from '../core/result.ts'

/** What is wrong with a YAML file, and on which line (counted from 1). `detail` names the setting. */
export interface YamlProblem {
  readonly line: number
  readonly detail: string
}

/** A YAML file that is read and may be wrong in ways that its schema does not see. */
export interface YamlFile<Value> {
  readonly value: Value
  /** The line on which a setting stands; of one that is not there, the line of what should hold it. */
  lineOf(path: readonly PropertyKey[]): number
}

/** YAML text held against a schema: the value, or what is wrong with it, line by line. */
export function readYaml<Schema extends z.ZodType>(text: string, schema: Schema): Result<YamlFile<z.output<Schema>>, readonly YamlProblem[]> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0)
    return fail(
      document.errors.map(({ pos, message }) => ({
        line: lines.linePos(pos[0]).line,
        detail: message.split('\n')[0]?.replace(/:$/, '') ?? 'not YAML',
      })),
    )
  const lineOf = (path: readonly PropertyKey[]): number => lines.linePos(offsetOf(document, path)).line
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return ok({ value: parsed.data, lineOf })
  return fail(
    parsed.error.issues.map((issue) => {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
      return { line: lineOf(path), detail: `${path.join('.') || 'the file'}: ${wordsOf(issue)}` }
    }),
  )
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'is not a known setting'
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined') ? 'is missing' : issue.message
}

/** Where the key (or the item) at a path begins; of a path that is not there, its nearest ancestor. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (!pair) return offset
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)]
      if (typeof item !== 'object' || item === null) return offset
      if ('range' in item && Array.isArray(item.range)) offset = Number(item.range[0])
      node = item
    } else return offset
  }
  return offset
}
