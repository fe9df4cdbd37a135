import type { ModelCall } from '../../ports/language-model.ts'
import type { Called } from './classify.ts'

/** How a provider is reached. The key is asked for when a client is made, and kept nowhere else. */
export interface ModelAccess {
  /** The provider's name in `configs/providers.yaml`: errors name it. */
  readonly provider: string
  /** Null for servers that want none, such as local ones. */
  readonly apiKey: { reveal(): string } | null
  /** Null stands for the provider's own address. */
  readonly baseUrl: string | null
}

/** The key as text; SDKs insist on one also where the server wants none, and then no header is sent. */
export const keyOf = (access: ModelAccess): string => access.apiKey?.reveal() ?? 'none'

/**
 * What is made once, with the first use, and shared by all that ask at the same time. A failure is not kept: the next
 * use tries anew.
 */
export function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = null
      throw error
    }))
}

/** Who is called, for the errors of the call: with the key, so that it stands in none of them. */
export const calledBy = ({ provider, apiKey }: ModelAccess, { model }: ModelCall): Called => ({
  provider,
  model,
  secrets: apiKey ? [apiKey.reveal()] : [],
})

/** The longest that a timer of Node takes, for SDKs that insist on a deadline: ours are set above. */
export const noDeadline = 2_147_483_647
