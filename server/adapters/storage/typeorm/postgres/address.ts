/** A PostgreSQL database and the schema in it that is ours. */
export interface PostgresAddress {
  /** As `pg` takes it: without what only we read. */
  readonly url: string
  readonly schema: string
}

/**
 * Reads `postgres://user:password@host:port/database?schema=plans`. The schema is `public` where none is named; a name
 * is one that needs no quotes, so that people can type it.
 */
export function readAddress(text: string): PostgresAddress | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const schema = url.searchParams.get('schema') ?? 'public'
  url.searchParams.delete('schema')
  return /^[a-z_][a-z0-9_]{0,62}$/.test(schema) ? { url: url.href, schema } : undefined
}

/** The address as it may be shown: without name and password. */
export function withoutSecrets({ url, schema }: PostgresAddress): string {
  const { host, pathname } = new URL(url)
  return `postgres://${host}${pathname}${schema === 'public' ? '' : `?schema=${schema}`}`
}
