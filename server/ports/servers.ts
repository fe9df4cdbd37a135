/** The server processes that share a store, as far as it matters who of them lives: a turn belongs to the one that runs it. */
export interface Servers {
  /** This process. No other one has ever had the same name. */
  readonly self: string
  /** Whether others may live beside this one. */
  readonly isShared: boolean
  /** Of these, the ones that are gone for good. One that may only be out of reach for a moment is not told. */
  gone(servers: readonly string[]): Promise<readonly string[]>
}

/** One process with a store of its own: whoever else ran turns in it is gone. */
export const onlyServer = (self: string): Servers => ({
  self,
  isShared: false,
  gone: async (servers) => servers.filter((id) => id !== self),
})
