import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { CliError } from '../exit.ts'

/** What a tool answers in words. */
export const said = (text: string): CallToolResult => ({ content: [{ type: 'text', text }] })

/** Runs a tool. What the API refuses is told to the agent in a sentence, with the fields it names: it can act on that. */
export async function answered(work: () => Promise<string>): Promise<CallToolResult> {
  try {
    return said(await work())
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    return { ...said(error.message), isError: true }
  }
}

/** Lines of a long list, so many from a place on, and how to get the rest. */
export function paged(lines: readonly string[], from: number, most: number): string {
  const shown = lines.slice(from, from + most)
  const left = lines.length - from - shown.length
  if (shown.length === 0) return lines.length === 0 ? 'Nothing found.' : `There are only ${lines.length} lines.`
  return left > 0 ? `${shown.join('\n')}\n… ${left} more: ask again with from=${from + shown.length}` : shown.join('\n')
}
