import type { PastCommit } from '../../agent.ts'
import { onLine } from '../fence.ts'

const most = 12

/** Words that ask about what was. */
const past =
  /\b(?:chang\w*|histor\w*|when|who|did|was|were|happen\w*|yesterday|last|lately|recent\w*|ago|since|undo\w*|commit\w*|version\w*|accept\w*|before)\b/i

/** The newest commits, a line each, where a question is about the past. */
export function historyLines(commits: readonly PastCommit[], message: string): string {
  if (commits.length === 0 || !past.test(message.slice(0, 2_000))) return ''
  const lines = commits
    .slice(0, most)
    .map(
      ({ version, at, author, message: said, operations }) =>
        `version ${version}, ${at.slice(0, 10)}, ${onLine(author, 60)}: ${onLine(said, 100)} (${operations.length} operations)`,
    )
  return ['History of the plan, the newest first:', ...lines].join('\n')
}
