import { fail, ok, type Result } from '../../core/result.ts'
import type { ImportIssue } from '../../ports/formats.ts'
import { issueAt } from './read-task.ts'

/** Deeper than any plan, shallower than what would exhaust the stack of a reader that calls itself. */
const deepest = 64

/** The value of a JSON text, or where it stops being JSON. */
export function parseJson(content: string): Result<unknown, readonly ImportIssue[]> {
  const text = content.replace(/^\uFEFF/, '')
  const deep = tooDeepAt(text)
  if (deep !== undefined) return fail([issueAt({ line: lineAt(text, deep), pointer: null }, `is nested deeper than ${deepest} levels`)])
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const position = /position (\d+)/.exec(error.message)?.[1]
    return fail([issueAt({ line: lineAt(text, position === undefined ? text.length : Number(position)), pointer: null }, 'is not JSON from here on')])
  }
}

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length

/** Where brackets outside of strings are nested too deep; undefined where nowhere. A loop, since a text may be one long string. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === '\\' && inString) index += 1
    else if (character === '"') inString = !inString
    else if (inString) continue
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    if (depth > deepest) return index
  }
  return undefined
}
