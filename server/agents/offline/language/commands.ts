import type { Token } from './tokens.ts'
import { withoutPleasantries } from './politeness.ts'

const undo =
  /^(undo|revert|roll back|rollback|take back|reverse)( (it|that|this|all that|all of that|everything you just did|(the|my|your) (last|latest|previous) (change|edit|changes|step|one|thing|action|commit|update|message|modification|instruction)s?|last change|what you (just )?did|(the )?last|that last (change|one|thing|edit)|your (changes?|last (change|answer))|those changes?|these changes?|this change|that change|that (again|one)|(the )?(last|previous) (two )?(change|edit)))?( again)?$|^take (it|that|this|the last change|that last change|that one|those) back( again)?$|^(go|step) back( one step| a step)?$|^(scratch|forget|ignore|never mind|nevermind) (that|it|that last one|the last (one|change|message|instruction))$|^(put|change|switch|turn|set) (it|that|everything) back( (to )?(how|the way|as) it was( before)?)?$|^(i )?(changed|change) my mind$|^undo undo$|^that was wrong( undo( it| that)?)?$|^(restore|bring back) (the )?(previous|last) (version|state)$|^undo (the )?(last|previous) (change|edit|step)( you made| i made)?$|^ctrl[-+ ]?z$|^(no )?undo(ne)?$/
const startOver =
  /^(start|begin) (over|again|afresh|anew|fresh|from (scratch|zero|the beginning|the start))( again)?$|^(scrap|discard|drop|throw away|reject|abandon|forget|delete|dismiss|cancel|bin|trash|clear|ditch|withdraw) (this|the|that|your|my|the whole|this whole|the open|the current|the entire) (proposal|patch|draft|suggestion|suggestions|proposals|diff|proposed changes|open proposal|changes)$|^(scrap|forget|discard|drop|throw away|ditch) ((it|that|this) )?(all|everything|all of it|all this|all that)( (and )?(let us |lets |let's )?(start|begin) (over|again|afresh|anew|fresh|from (scratch|zero|the beginning|the start)))?$|^(scrap|discard|throw away|throw) (that|it|this)( out| away)?$|^(let us |lets )?(start|begin) (all )?over( from scratch)?$|^from scratch$|^(reset the proposal|clean slate|wipe the slate clean)$|^(throw|toss) (it|this|that|everything|the proposal|it all) (away|out)$/

/** What may be said before an undo. */
const regret =
  /^((no|nope|oops|ups|wait|stop|sorry|hmm|damn|oh|never mind|nevermind|my bad|my mistake|that was wrong|wrong|that is wrong|that's wrong|that was a mistake|not what i wanted|not what i meant) )+/

/** "undo that", "start over": what only the turn itself can do. */
export function readCommand(tokens: readonly Token[]): 'undo' | 'start-over' | undefined {
  if (tokens.length === 0 || tokens.length > 24) return undefined
  const words = (from: number, to: number): string =>
    tokens
      .slice(from, to)
      .filter((token) => token.kind === 'word')
      .map((token) => token.key)
      .join(' ')
      .replace(/ 's\b/g, "'s")
  if (tokens.some((token) => token.kind === 'quoted')) return undefined
  const span = withoutPleasantries(tokens, 0, tokens.length)
  for (const phrase of [words(0, tokens.length), words(span.from, span.to)]) {
    if (undo.test(phrase) || undo.test(phrase.replace(regret, ''))) return 'undo'
    if (startOver.test(phrase)) return 'start-over'
  }
  return undefined
}
