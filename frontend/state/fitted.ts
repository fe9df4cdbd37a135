import { msg, str } from '@lit/localize'
import { plural } from '../words/plural.ts'

/** How a proposal came to stand on another version than the one it was made on. */
export interface Fitted {
  readonly from: number
  readonly to: number
  /** Who moved the plan, or what the person chose in its conflicts. */
  readonly because: 'moved' | 'own-change' | 'choice'
  /** Conflicts in which the plan was kept, and in which the proposal was taken. */
  readonly kept: number
  readonly taken: number
  /** Operations that are not in the proposal any more. */
  readonly gone: number
}

/** What happened, in a sentence that is true of it. */
export function fittedText({ from, to, because, kept, taken, gone }: Fitted): string {
  if (because === 'choice') {
    const sides = [
      kept > 0 ? plural(kept, msg('You kept the plan in 1 conflict.'), msg(str`You kept the plan in ${kept} conflicts.`)) : '',
      taken > 0 ? plural(taken, msg('You took the proposal in 1 conflict.'), msg(str`You took the proposal in ${taken} conflicts.`)) : '',
    ]
    const left =
      gone > 0 ? plural(gone, msg('1 operation is no longer in the proposal.'), msg(str`${gone} operations are no longer in the proposal.`)) : ''
    return [...sides, left].filter(Boolean).join(' ')
  }
  const moved =
    because === 'own-change'
      ? msg(str`You changed the plan; the proposal was brought from version ${from} to ${to}`)
      : msg(str`The plan moved on while this waited. It was brought from version ${from} to ${to} by itself`)
  if (gone === 0) return because === 'own-change' ? msg(str`${moved} and still fits.`) : msg(str`${moved}; nothing was lost.`)
  return plural(
    gone,
    msg(str`${moved}; 1 operation fell away, since the plan has it already.`),
    msg(str`${moved}; ${gone} operations fell away, since the plan has them already.`),
  )
}
