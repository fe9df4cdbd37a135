import type { ChangeProposal, ProposalWire } from '../api/wire.ts'

export type Changes = NonNullable<ChangeProposal['operations']>

interface Entry {
  readonly proposalId: string
  readonly changes: Changes
}

/**
 * Changes of proposals that the server has not answered yet, oldest first. They are shown at once, and the answer to an
 * earlier one must not hide them. They are sent one after the other, so that they arrive in the order of the clicks.
 */
export class OnTheWay {
  #entries: readonly Entry[] = []
  #sent: Promise<unknown> = Promise.resolve()

  add(proposalId: string, changes: Changes): Entry {
    const entry = { proposalId, changes }
    this.#entries = [...this.#entries, entry]
    return entry
  }

  remove(entry: Entry): void {
    this.#entries = this.#entries.filter((each) => each !== entry)
  }

  /** What the server has, with what is on its way. */
  over(stored: readonly ProposalWire[]): readonly ProposalWire[] {
    return stored.map((proposal) =>
      this.#entries.filter(({ proposalId }) => proposalId === proposal.id).reduce((shown, { changes }) => withChanges(shown, changes), proposal),
    )
  }

  /** Sends something once all that was sent before is answered. */
  inTurn<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#sent.then(send)
    this.#sent = answer.catch(() => undefined)
    return answer
  }
}

/** With what can be told before the server answers: decisions and comments. An edit waits for its answer. */
function withChanges(proposal: ProposalWire, changes: Changes): ProposalWire {
  const byId = new Map(changes.map((change) => [change.id, change]))
  return {
    ...proposal,
    operations: proposal.operations.map((operation) => {
      const change = byId.get(operation.id)
      if (!change) return operation
      return {
        ...operation,
        ...(change.decision ? { decision: change.decision, unticked: change.decision === 'rejected' && (change.unticked ?? false) } : {}),
        ...(change.comment === undefined ? {} : { comment: change.comment }),
      }
    }),
  }
}
