import type { ProjectId } from '../../../core/plan/task.ts'
import type { FeedEvent } from '../../../ports/feed.ts'

/** Who sends, and the how manieth it is: PostgreSQL drops what equals another message of its transaction. */
export interface Sender {
  readonly from: string
  readonly n: number
}

/**
 * What one process tells the others over the database: what is stored travels as its id, the rest as it is. Commits are
 * not among it: the store pokes in the transaction that appends, and the log has them.
 */
export type Envelope = Sender &
  ({ readonly kind: 'proposal' | 'turn'; readonly projectId: ProjectId; readonly id: string } | { readonly kind: 'event'; readonly event: FeedEvent })

/** A message of PostgreSQL holds less than 8,000 bytes. */
const mostBytes = 7_900

/**
 * The texts to send for an event, in order; none for a commit. A piece of a running answer that is too long for a
 * message is left out: who watches from another process sees it with the proposal at the end.
 */
export function envelopesOf(event: FeedEvent, next: () => Sender): readonly string[] {
  switch (event.kind) {
    case 'commit':
      return []
    case 'proposal':
      return [JSON.stringify({ ...next(), kind: 'proposal', projectId: event.projectId, id: event.proposal.id } satisfies Envelope)]
    case 'turn':
      return [JSON.stringify({ ...next(), kind: 'turn', projectId: event.projectId, id: event.turn.id } satisfies Envelope)]
    case 'message-delta':
      return pieces(event.text).map((text) => JSON.stringify({ ...next(), kind: 'event', event: { ...event, text } } satisfies Envelope))
    default: {
      const text = JSON.stringify({ ...next(), kind: 'event', event } satisfies Envelope)
      return Buffer.byteLength(text) <= mostBytes ? [text] : []
    }
  }
}

/** What another process sent; undefined for what is not one of ours. */
export function readEnvelope(text: string): Envelope | undefined {
  try {
    const value = JSON.parse(text) as Envelope | null
    return typeof value === 'object' && value !== null && typeof value.from === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** A text in pieces that fit, however they are written; pairs of surrogates stay together. */
function pieces(text: string): readonly string[] {
  const points = Array.from(text)
  const found: string[] = []
  for (let start = 0; start < points.length; start += charactersInPiece) found.push(points.slice(start, start + charactersInPiece).join(''))
  return found
}

/** An escaped character takes at most 6 bytes, an emoji 4 as text. */
const charactersInPiece = 1_000
