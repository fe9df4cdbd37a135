import { msg } from '@lit/localize'
import type { OperationWire } from '../../api/wire.ts'
import type { ReviewStore } from '../../state/review-store.ts'
import type { Services } from '../../state/services.ts'

/** Asks for a word on an operation, and keeps it; false where the person stepped back. */
export async function askForComment({ overlays }: Services, review: ReviewStore, operation: OperationWire): Promise<boolean> {
  const text = await overlays.ask({
    title: msg('Comment'),
    body: msg('The agent reads it with your next message.'),
    confirm: msg('Save'),
    input: { label: msg('Comment'), value: operation.comment ?? '' },
  })
  return text !== null && (await review.comment(operation.id, text))
}
