/** What a server said it had done. */
export type Acknowledged =
  | { readonly kind: 'commit'; readonly projectId: string; readonly version: number; readonly token: string; readonly proposalId: string | null }
  | { readonly kind: 'proposal'; readonly proposalId: string; readonly token: string }
  | { readonly kind: 'turn'; readonly turnId: string; readonly proposalId: string | null }

/** So many tasks are made by one patch, all with its token in their titles. */
export const tasksInPatch = 5

/** Every writer signs its requests with a token of its own, so that what came of each can be found in the log. */
export class Ledger {
  readonly entries: Acknowledged[] = []
  /** Tokens of patches, which make several tasks in one commit. */
  readonly patches = new Set<string>()
  #count = 0

  token(): string {
    return `token-${String((this.#count += 1)).padStart(6, '0')}`
  }

  add(entry: Acknowledged): void {
    this.entries.push(entry)
  }
}

/** The tokens in a text. */
export const tokensIn = (text: string): readonly string[] => [...new Set(text.match(/token-\d{6}/g) ?? [])]
