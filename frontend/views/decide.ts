import { msg, str } from '@lit/localize'
import { operationsOf, type TaskChange } from '../state/overlay.ts'
import type { MenuItem } from '../state/overlays.ts'
import type { ProjectSession } from '../state/project-session.ts'
import { isTicked } from '../state/ticks.ts'

type Verdict = 'accepted' | 'rejected'

/** Whether a task is touched by a proposal that can be decided here. */
export const isDecidable = ({ review, tree }: ProjectSession, change: TaskChange | undefined): boolean =>
  operationsOf(change).length > 0 && review.current !== null && review.writing === null && tree.lens === 'review'

/** Whether nothing of what is proposed for a task would be applied. */
export const isLeftOut = (session: ProjectSession, change: TaskChange | undefined): boolean =>
  isDecidable(session, change) && operationsOf(change).every((operation) => !isTicked(operation))

/** Decides all that is proposed for one task, from a view that shows no single operations. */
export function decideTask(session: ProjectSession, change: TaskChange | undefined, title: string, verdict: Verdict): boolean {
  if (!isDecidable(session, change)) return false
  const ids = operationsOf(change).map(({ id }) => id)
  void session.review.decide(ids, verdict)
  session.services.announcer.say(verdict === 'accepted' ? msg(str`Accepted: ${title}`) : msg(str`Rejected: ${title}`))
  return true
}

/** The same in a menu; nothing where nothing is proposed. */
export function decideItems(session: ProjectSession, change: TaskChange | undefined, title: string): readonly MenuItem[] {
  if (!isDecidable(session, change)) return []
  return [
    { label: msg('Accept'), icon: 'check', keys: 'A', run: () => void decideTask(session, change, title, 'accepted') },
    { label: msg('Reject'), icon: 'close', keys: 'R', run: () => void decideTask(session, change, title, 'rejected') },
  ]
}
