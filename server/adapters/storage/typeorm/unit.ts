import type { Connection } from './data-source.ts'
import { asStorageError } from './errors.ts'

/** What a parameter of a statement may be. */
export type Parameter = string | number | null

/**
 * The statements of one unit of work. All of them run between its BEGIN and its COMMIT, and none after: a call that was
 * left behind by a unit that failed would otherwise write outside every transaction.
 */
export class Unit {
  readonly #connection: Pick<Connection, 'runner' | 'selectLists'>
  readonly #canWrite: boolean
  readonly #running = new Set<Promise<unknown>>()
  #over = false

  constructor(connection: Pick<Connection, 'runner' | 'selectLists'>, canWrite: boolean) {
    this.#connection = connection
    this.#canWrite = canWrite
  }

  /** The rows of a SELECT. The caller vouches that they have the columns of `Row`. */
  async select<Row>(sql: string, parameters: Parameter[] = []): Promise<readonly Row[]> {
    return (await this.#run(sql, parameters)).records as readonly Row[]
  }

  /** As `select`, with each row as a list in the order of the columns: for the many rows of a plan. */
  async selectLists<Values>(sql: string, parameters: Parameter[] = []): Promise<readonly Values[]> {
    this.#mustRun()
    try {
      return this.#connection.selectLists(sql, parameters) as readonly Values[]
    } catch (error) {
      throw asStorageError(error)
    }
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

  async #run(sql: string, parameters: Parameter[]) {
    this.#mustRun()
    const running = this.#connection.runner.query(sql, parameters, true)
    this.#running.add(running)
    try {
      return await running
    } catch (error) {
      throw asStorageError(error)
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
