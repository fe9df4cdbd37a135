import type { AgentAnswer, AgentPart, AnsweredBy } from '../agent.ts'
import { issueAt } from '../wire/issue.ts'
import { cleaned } from '../wire/words.ts'
import { askLimits, type Asking } from './asking.ts'
import { converse } from './converse.ts'
import type { Heard, Tries } from './hear.ts'
import { judge, type Judged } from './judge.ts'
import { leftOutOf } from './left-out.ts'
import { problemOf } from './problems.ts'
import { repairRequest } from './repair.ts'
import { splitQuestion } from './split.ts'

const longestWords = 50_000
const nothingToChange = 'The plan says so already: there is nothing to change.'

/**
 * Asks a model and reads what it answers: words, a question, a draft for the plan, or a clear problem. Yields what
 * arrives and returns the answer. A bad answer goes back to the same model with what is wrong in words; one that was
 * cut off is never made into a smaller draft. Of a complete answer that stays bad, what stands is kept and the rest
 * is listed with its reasons.
 */
export async function* askForDraft(asking: Asking, signal: AbortSignal): AsyncGenerator<AgentPart, AgentAnswer> {
  const limits = { ...askLimits, ...asking.limits }
  const tries: Tries = { count: 0, records: [] }
  let { request } = asking
  let best: Found | undefined
  for (let repairs = 0; ;) {
    const { heard, request: sent } = yield* converse(asking, request, tries, limits, signal)
    const cut = wasCut(heard)
    if (cut && !heard.isEndless && sent.maxOutputTokens < ceilingOf(asking)) {
      request = { ...sent, maxOutputTokens: ceilingOf(asking), only: heard.from }
      continue
    }
    if (best === undefined && cut) return splitQuestion(asking, byOf(asking, heard))
    if ('error' in heard.end && !isMendable(heard))
      return best === undefined ? failed(asking, heard.end.error, tries) : concluded(asking, best, tries)
    if (cut) return concluded(asking, best, tries)
    if (asking.request.output === null) return words(asking, heard, tries)
    const found = heldAgainst(best, { judged: judge(heard.text, asking), heard })
    if (found.judged.issues.length === 0) return concluded(asking, found, tries)
    best = better(best, found)
    if (repairs === limits.repairs || signal.aborted) return concluded(asking, best, tries)
    repairs += 1
    request = repairRequest(sent, heard.text, found.judged, heard.from, limits.issues)
  }
}

/** A complete answer and what it is worth. */
interface Found {
  readonly judged: Judged
  readonly heard: Heard
}

const wasCut = ({ end }: Heard): boolean => ('finish' in end ? end.finish === 'length' : end.error.kind === 'truncated')

/** Errors that only say that the answer is bad, with the answer at hand. */
const isMendable = ({ end, text }: Heard): boolean =>
  'error' in end && (end.error.kind === 'invalid_json' || end.error.kind === 'schema_mismatch') && text !== ''

const ceilingOf = ({ model, request }: Asking): number => model.contextFor(request.kind).outputTokens

const byOf = ({ promptVersion }: Asking, { from }: Heard): { readonly by?: AnsweredBy } => (from ? { by: { ...from, promptVersion } } : {})

/** A mended answer that holds less than what stood before has lost something on the way: it is told so. */
function heldAgainst(before: Found | undefined, found: Found): Found {
  const stood = before === undefined || before.judged.isUnfit ? 0 : before.judged.standing
  const { judged } = found
  if (judged.issues.length > 0 || judged.standing >= stood) return found
  const lost = `makes ${judged.standing} changes where the one before made ${stood} that can stand: return the whole answer, not only what was put right.`
  return { ...found, judged: { ...judged, issues: [issueAt(null, null, lost)] } }
}

/** The answer of which more stands; of two alike the one with less wrong, and then the later. */
function better(before: Found | undefined, found: Found): Found {
  if (!before) return found
  const more = found.judged.standing - before.judged.standing
  return more > 0 || (more === 0 && found.judged.issues.length <= before.judged.issues.length) ? found : before
}

/** What the best complete answer comes to. */
function concluded(asking: Asking, found: Found | undefined, tries: Tries): AgentAnswer {
  if (!found) return failed(asking, { kind: 'semantic_invalid', message: '' }, tries)
  const { judged, heard } = found
  const { decoded } = judged
  const { agent } = asking
  const by = byOf(asking, heard)
  if (!decoded) return failed(asking, { kind: 'invalid_json', message: '' }, tries, excerptOf(heard.text))
  const { reply, question, options, draft } = decoded
  const isWhole = judged.issues.length === 0
  if (question !== '' && (decoded.operations === 0 || (judged.standing === 0 && !isWhole)))
    return {
      kind: 'question',
      agent,
      reply,
      question: { text: question, options: options.map((option) => ({ label: option, message: option })) },
      ...by,
    }
  if (decoded.operations === 0 && isWhole) return { kind: 'words', agent, reply, understood: true, ...by }
  if (judged.standing === 0 && !isWhole) return failed(asking, { kind: 'semantic_invalid', message: '' }, tries, judged.issues[0]?.reason)
  const said = [reply, question].filter((text) => text !== '').join('\n\n')
  return { kind: 'draft', agent, reply: said === '' && judged.standing === 0 ? nothingToChange : said, draft, leftOut: leftOutOf(decoded), ...by }
}

function words(asking: Asking, heard: Heard, tries: Tries): AgentAnswer {
  const reply = cleaned(heard.text, longestWords)
  if (reply === '') return failed(asking, { kind: 'invalid_json', message: '' }, tries, 'The answer was empty.')
  return { kind: 'words', agent: asking.agent, reply, understood: true, ...byOf(asking, heard) }
}

/** The turn fails, with what more there is to say of it. */
function failed({ agent }: Asking, error: Parameters<typeof problemOf>[0], { records }: Tries, more = ''): AgentAnswer {
  const problem = problemOf(error, records)
  return { kind: 'failed', agent, problem: more === '' ? problem : { ...problem, detail: `${problem.detail} ${more}` } }
}

/** What a model said instead of an answer, in few words: often it says why. */
function excerptOf(text: string): string {
  const words = cleaned(text, 200).replace(/\s+/g, ' ')
  return words === '' ? 'The answer was empty.' : `It said: “${words}”`
}
