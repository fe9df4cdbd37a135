import type { AgentAnswer, AgentQuestion, AgentRequest } from '../../agent.ts'
import { tokenise, type Token } from '../language/tokens.ts'
import { readClauses, type Clause } from './clauses.ts'
import { Desk, escape } from './desk.ts'
import { refusal, withFreeText } from './guards.ts'
import { spellExamples } from './examples.ts'
import type { Doubt } from './slots.ts'

/** What the editor makes of a message, and whether it has no doubt about it. */
export interface Edited {
  readonly answer: AgentAnswer
  /** All of it was understood, and every task was named by number, by its title or as surely. */
  readonly certain: boolean
}

/** Reads a message as instructions to change the plan. Words with `understood: false` where it is none. */
export function edit(request: AgentRequest, given: readonly Token[] = tokenise(request.message)): Edited {
  const refused = refusal(given)
  if (refused) return { answer: refused, certain: false }
  const tokens = withFreeText(request.message, given)
  if (changesMind(tokens)) {
    return {
      answer: {
        kind: 'words',
        agent: 'editor',
        understood: false,
        reply: 'You seem to have changed your mind half-way, so I changed nothing. Please say once more only what shall happen.',
      },
      certain: false,
    }
  }
  const lenient = new Desk(request)
  lenient.lenient = true
  const first = readClauses(lenient, tokens)
  const { clauses, desk } = first.desk.working.hasDatesInOrder() ? first : readClauses(new Desk(request), tokens)
  const question = questionOf(request, clauses)
  if (question) return { answer: { kind: 'question', agent: 'editor', reply: spellQuestion(question), question }, certain: false }
  const read = clauses.filter((clause) => clause.kind === 'read')
  const narrowing = clauses.find((clause) => clause.kind === 'left' && clause.restricts)
  if (narrowing && read.length > 0) {
    // Half of "delete 2 but keep …" would be the opposite of what was asked.
    return {
      answer: {
        kind: 'words',
        agent: 'editor',
        understood: false,
        reply: `I did not understand “${escape(narrowing.text)}”, so I changed nothing at all. Please say that part in other words.`,
      },
      certain: false,
    }
  }
  if (read.length === 0) return { answer: notUnderstood(request, clauses), certain: false }
  const did = read.flatMap(({ outcome }) => outcome.did)
  const same = read.flatMap(({ outcome }) => outcome.same)
  const leftOut = [
    ...read.flatMap(({ text, outcome }) => outcome.refused.map((reason) => ({ text, reason: plain(reason) }))),
    ...clauses.flatMap((clause) => (clause.kind === 'left' ? [{ text: clause.text, reason: clause.reason }] : [])),
  ]
  const draft = desk.working.toDraft()
  const lines = [
    ...did.map((line) => `- ${line}`),
    ...(same.length > 0 ? [...(did.length > 0 ? ['', 'Already so:'] : []), ...same.map((line) => (did.length > 0 ? `- ${line}` : `${line}.`))] : []),
    ...(leftOut.length > 0 ? ['', 'Left out:', ...leftOut.map(({ text, reason }) => `- “${escape(text)}”: ${escapeOnce(reason)}`)] : []),
  ]
  const reply = lines.join('\n').trim()
  if (draft.taskPatches.length === 0 && !draft.metaUpdates) {
    return {
      answer: {
        kind: 'words',
        agent: 'editor',
        reply: reply === '' ? 'That changes nothing.' : reply,
        understood: clauses.every(({ kind }) => kind === 'read'),
      },
      certain: false,
    }
  }
  const certain = leftOut.length === 0 && read.every(({ confidence }) => confidence >= 0.84)
  return {
    answer: {
      kind: 'draft',
      agent: 'editor',
      reply,
      draft: { ...draft, message: request.message.slice(0, 200), rationale: plain(did.join('; ')).slice(0, 500) },
      leftOut,
    },
    certain,
  }
}

const retractions = [
  'no wait',
  'wait no',
  'wait ,',
  'scratch that',
  'strike that',
  'i mean',
  'or rather',
  'actually no',
  'oops',
  'never mind',
  'nevermind',
  'no , actually',
  'on second thought',
  'correction',
  'no no',
  'i meant',
  'forget that',
  'ignore that',
  'hold on',
].map((phrase) => phrase.split(' '))

/** "delete 3, no wait, …": which half counts is not for us to guess. */
const changesMind = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (_, at) =>
      at > 0 &&
      at < tokens.length - 1 &&
      retractions.some((words) => words.every((word, index) => tokens[at + index]?.key === word && tokens[at + index]?.kind !== 'quoted')),
  )

const plain = (markdown: string): string => markdown.replace(/\*\*/g, '').replace(/\\([\\`*_[\]<>])/g, '$1')
const escapeOnce = (text: string): string => text.replace(/([*_<>])/g, '\\$1')

function questionOf(request: AgentRequest, clauses: readonly Clause[]): AgentQuestion | undefined {
  for (const clause of clauses) {
    if (clause.kind !== 'read') continue
    if (clause.doubt) return fromDoubt(request.message, clause.doubt)
    if (clause.outcome.question) return clause.outcome.question
  }
  return undefined
}

/** Each option is the whole message again, with the unclear phrase made clear. */
const fromDoubt = (message: string, doubt: Doubt): AgentQuestion => ({
  text: doubt.text,
  options: doubt.options.map(({ label, replacement }) => ({
    label,
    message: message.slice(0, doubt.start) + replacement + message.slice(doubt.end),
  })),
})

const spellQuestion = ({ text, options }: AgentQuestion): string =>
  [text, '', ...options.map(({ label }, index) => `${index + 1}. ${escape(label)}`)].join('\n').trim()

export function notUnderstood(request: AgentRequest, clauses: readonly Clause[] = []): AgentAnswer {
  const missing = clauses.find((clause) => clause.kind === 'left' && clause.reason.startsWith('I find no task'))
  const condition = clauses.find((clause) => clause.kind === 'left' && clause.reason.startsWith('I cannot'))
  const why =
    missing?.kind === 'left'
      ? `${missing.reason}.`
      : condition?.kind === 'left'
        ? `${condition.reason}: tell me what to change, and I propose it.`
        : foreign(request.message)
          ? 'I understand instructions in English only.'
          : 'I did not understand that.'
  return {
    kind: 'words',
    agent: 'editor',
    understood: false,
    reply: `${escapeOnce(why)} Here is what would work on this plan:\n\n${spellExamples(request)}`,
  }
}

const foreignWords = new Set(
  'und der die das nicht bitte eine einen mit für von auf aus ist lösche füge benenne verschiebe aufgabe el los las una con por para que es tarea añade borra mueve cambia le les des une pour avec est tâche ajoute supprime renomme déplace il gli della per con attività aggiungi elimina het een van taak voeg verwijder adicione tarefa não para uma'.split(
    ' ',
  ),
)

const foreign = (message: string): boolean => {
  const words =
    message
      .slice(0, 400)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const known = words.filter((word) => foreignWords.has(word)).length
  return (known >= 2 && known * 4 >= words.length) || /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]{4,}/u.test(message.slice(0, 400))
}
