import { msg } from '@lit/localize'
import type { MenuItem } from '../../state/overlays.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import type { Settings } from '../../state/settings.ts'

/** What else can be done with the proposal that is read. `whyNot`: why nothing can be applied just now. */
export function moreForProposal({ review, tree }: ProjectSession, settings: Settings, whyNot: string | null): readonly MenuItem[] {
  const isPart = review.ticked.length > 0 && review.ticked.length < review.operations.length
  const blocked = isPart ? (whyNot === null ? {} : { disabled: whyNot }) : { disabled: msg('Tick some, not all, to use this.') }
  return [
    { label: msg('Apply the ticked, reject the rest'), icon: 'check', ...blocked, run: () => void review.verdicts.apply('reject') },
    { label: msg('Set aside for later'), icon: 'inbox', run: () => void review.verdicts.park(true) },
    { label: msg('Tick all'), separator: true, run: () => void review.tickAll(true) },
    { label: msg('Tick none'), run: () => void review.tickAll(false) },
    { label: msg('Show only what changes'), checked: tree.changesOnly, separator: true, run: () => tree.setChangesOnly(!tree.changesOnly) },
    { label: msg('Go on to the next after a decision'), checked: settings.advance, run: () => settings.setAdvance(!settings.advance) },
  ]
}
