import { msg } from '@lit/localize'
import { html } from 'lit'
import type { OperationWire } from '../../api/wire.ts'
import { effectsOf } from '../../state/effects.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import type { Services } from '../../state/services.ts'
import { applyText } from '../../words/effects.ts'

/** Asks only where work that was begun would be deleted; true where nothing had to be asked. */
export function confirmApply({ overlays }: Services, operations: readonly OperationWire[]): Promise<boolean> {
  const effects = effectsOf(operations)
  if (effects.begun.length === 0) return Promise.resolve(true)
  return overlays.confirm({
    title: msg('Delete work that was begun?'),
    body: html`${effects.begun.map((operation) => html`<p>“${String(operation.before?.['title'])}”</p>`)}<p>${msg('You can undo this.')}</p>`,
    confirm: applyText(effects),
    danger: true,
  })
}

/** Rejects the whole proposal, with a reason if one is given; false where the person stepped back. */
export async function askToReject({ overlays }: Services, { review }: ProjectSession): Promise<boolean> {
  const reason = await overlays.ask({
    title: msg('Reject the whole proposal?'),
    body: msg('The plan stays as it is, and the proposal can be reopened from the inbox. A reason, if you give one, is told to the agent.'),
    confirm: msg('Reject all'),
    input: {
      label: msg('Reason (optional)'),
      suggestions: [msg('Too much at once'), msg('Not what I meant'), msg('Not now'), msg('Too detailed'), msg('Not detailed enough')],
    },
  })
  if (reason === null) return false
  await review.verdicts.reject(reason)
  return true
}
