/** What a parameter of a statement may be. */
export type Parameter = string | number | null

/**
 * A connection as a unit of work uses it. Statements are written once, for both databases: `?` stands for a parameter,
 * names are quoted, and what the two call differently is here.
 */
export interface Statements {
  readonly query: (sql: string, parameters: Parameter[]) => Promise<{ readonly records: readonly unknown[]; readonly affected?: number | undefined }>
  /** As `query`, with each row as a list. Objects made of rows take three times as long. */
  readonly selectLists: (sql: string, parameters: Parameter[]) => readonly (readonly unknown[])[] | Promise<readonly (readonly unknown[])[]>
  /** The condition that a column holds the text of one parameter. Not LIKE: it has signs of its own and a greatest length. */
  readonly contains: (column: string) => string
  /** Tells other processes of a commit, once it is one; null where there are none. */
  readonly pokeOthers: string | null
  /** Sets the counter of a table's ordinals behind its last row, after rows were stored with ordinals of their own. */
  readonly countOnFrom: (table: string) => string | null
  readonly asStorageError: (error: unknown) => unknown
}

/**
 * The statements of one unit of work. All of them run between its BEGIN and its COMMIT, and none after: a call that was
 * left behind by a unit that failed would otherwise write outside every transaction.
 */
export class Unit {
  readonly #statements: Statements
  readonly #canWrite: boolean
  readonly #running = new Set<Promise<unknown>>()
  #over = false

  constructor(statements: Statements, canWrite: boolean) {
    this.#statements = statements
    this.#canWrite = canWrite
  }

  /** The condition that a column holds the text of one parameter. */
  contains(column: string): string {
    return this.#statements.contains(column)
  }

  /** Lets a table count its rows on from the last one. */
  async countOnFrom(table: string): Promise<void> {
    const sql = this.#statements.countOnFrom(table)
    if (sql !== null) await this.#run(sql, [])
  }

  /** Tells other processes of a commit, when this unit is committed. */
  async pokeOthers(): Promise<void> {
    const sql = this.#statements.pokeOthers
    if (sql !== null) await this.#run(sql, [])
  }

  /** The rows of a SELECT. The caller vouches that they have the columns of `Row`. */
  async select<Row>(sql: string, parameters: Parameter[] = []): Promise<readonly Row[]> {
    return (await this.#run(sql, parameters)).records as readonly Row[]
  }

  /** As `select`, with each row as a list in the order of the columns: for the many rows of a plan. */
  async selectLists<Values>(sql: string, parameters: Parameter[] = []): Promise<readonly Values[]> {
    return (await this.#settled(async () => this.#statements.selectLists(sql, parameters))) as readonly Values[]
  }

  /** As `select`, of a statement that changes something and tells what (RETURNING). */
  async changeReturning<Row>(sql: string, parameters: Parameter[] = []): Promise<readonly Row[]> {
    this.#mustWrite()
    return this.select<Row>(sql, parameters)
  }

  /** How many rows a statement changed. */
  async change(sql: string, parameters: Parameter[] = []): Promise<number> {
    this.#mustWrite()
    return (await this.#run(sql, parameters)).affected ?? 0
  }

  /** Lets in nothing more, and waits for what is still running. */
  async end(): Promise<void> {
    this.#over = true
    await Promise.allSettled(this.#running)
  }

  #run(sql: string, parameters: Parameter[]) {
    return this.#settled(() => this.#statements.query(sql, parameters))
  }

  async #settled<Value>(begin: () => Promise<Value>): Promise<Value> {
    this.#mustRun()
    const running = begin()
    this.#running.add(running)
    try {
      return await running
    } catch (error) {
      throw this.#statements.asStorageError(error)
    } finally {
      this.#running.delete(running)
    }
  }

  #mustRun(): void {
    if (this.#over) throw new Error('this session is over: its unit of work has ended')
  }

  #mustWrite(): void {
    if (!this.#canWrite) throw new Error('this session cannot change anything: it was opened to read')
  }
}
