import type { AgentAnswer } from '../agent.ts'
import type { DecodedAnswer } from '../wire/decode.ts'

type LeftOut = Extract<AgentAnswer, { kind: 'draft' }>['leftOut']

const most = 200

/** What of an answer could not even be made an entry of a draft, for a person: what it was, and why. */
export const leftOutOf = ({ issues, subjects }: DecodedAnswer): LeftOut =>
  issues.slice(0, most).map(({ operation, reason }) => ({ text: (operation === null ? undefined : subjects[operation]) ?? 'the answer', reason }))
