import { StorageUnavailable, type Storage } from '../../../ports/storage.ts'
import { Nesting } from '../nesting.ts'
import { Queue } from '../queue.ts'
import type { Connection } from './data-source.ts'
import { sessionOf } from './session.ts'
import { begin, commit, rollback, type Begin } from './transaction.ts'
import { Unit } from './unit.ts'

interface Parts {
  readonly writer: Connection
  readonly reader: Connection
  /** Throws where the file is no longer the one that was opened. */
  readonly assertThere: () => void
  /** How long a unit waits for another program's lock. */
  readonly patienceMs: number
}

/** A store in a database, as the tools see it that carry rows from one to another. */
export interface DatabaseStorage extends Storage {
  writeUnit<Value>(work: (unit: Unit) => Promise<Value>): Promise<Value>
  readUnit<Value>(work: (unit: Unit) => Promise<Value>): Promise<Value>
}

/**
 * The store over two connections: one that writes, and one that only reads, so that reading never waits for a unit that
 * writes. Each has a queue, since TypeORM gives SQLite one connection for everybody and would let transactions mix.
 */
export function sqliteStorage({ writer, reader, assertThere, patienceMs }: Parts): DatabaseStorage {
  const nesting = new Nesting()
  const queues = { write: new Queue(), read: new Queue() }
  let closing: Promise<void> | undefined

  const run = async <Value>(queue: Queue, transaction: Transaction, work: (unit: Unit) => Promise<Value>): Promise<Value> => {
    nesting.refuse()
    if (closing) throw new StorageUnavailable('the store is closed')
    return queue.run(() => nesting.within(() => transact(transaction, work)))
  }
  const close = async (): Promise<void> => {
    await Promise.all([queues.write.idle(), queues.read.idle()])
    await reader.close()
    await checkpoint(writer)
    await writer.close()
  }
  const writing: Transaction = { connection: writer, statement: 'BEGIN IMMEDIATE', canWrite: true, patienceMs, assertThere }
  const reading: Transaction = { connection: reader, statement: 'BEGIN', canWrite: false, patienceMs, assertThere: () => {} }
  return {
    kind: 'sqlite',
    write: (work) => run(queues.write, writing, (unit) => work(sessionOf(unit))),
    read: (work) => run(queues.read, reading, (unit) => work(sessionOf(unit))),
    writeUnit: (work) => run(queues.write, writing, work),
    readUnit: (work) => run(queues.read, reading, work),
    close: () => (closing ??= close()),
  }
}

interface Transaction {
  readonly connection: Connection
  readonly statement: Begin
  readonly canWrite: boolean
  readonly patienceMs: number
  readonly assertThere: () => void
}

/** Runs one unit of work between BEGIN and COMMIT, or ROLLBACK where it throws. */
async function transact<Value>(
  { connection, statement, canWrite, patienceMs, assertThere }: Transaction,
  work: (unit: Unit) => Promise<Value>,
): Promise<Value> {
  assertThere()
  await begin(connection, statement, patienceMs)
  const unit = new Unit(connection.statements, canWrite)
  try {
    const value = await work(unit)
    await unit.end()
    await commit(connection)
    return value
  } catch (error) {
    await unit.end()
    await rollback(connection)
    throw error
  }
}

/** Puts the write-ahead log into the file, so that the file alone is the whole database. Another reader may prevent it. */
async function checkpoint({ runner }: Connection): Promise<void> {
  try {
    await runner.query('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // What is not in the file is in the log beside it, and is read from there at the next start.
  }
}
