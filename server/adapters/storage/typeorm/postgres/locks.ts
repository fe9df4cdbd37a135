/**
 * The first keys of our advisory locks, so that they meet no other program's; the second is the hash of the schema.
 * Advisory locks end with the connection that holds them, so a killed process leaves none behind.
 */
export const locks = {
  /** Held by whoever changes the shape of the tables. */
  migrate: 0x504c_0001,
  /** Held by whoever writes, until it has committed. */
  write: 0x504c_0002,
} as const
