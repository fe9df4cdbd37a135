import type { DataSource, QueryRunner } from 'typeorm'
import { StorageUnavailable } from '../../../../ports/storage.ts'
import { Nesting } from '../../nesting.ts'
import { sessionOf } from '../session.ts'
import type { DatabaseStorage } from '../storage.ts'
import { Unit } from '../unit.ts'
import { channelOf, statementsOf } from './connect.ts'
import type { PostgresAddress } from './address.ts'
import { asPostgresError } from './errors.ts'
import { locks } from './locks.ts'

interface Parts {
  readonly dataSource: DataSource
  readonly address: PostgresAddress
  /** How long a unit waits for those that write before it. */
  readonly patienceMs: number
}

type Work<Value> = (unit: Unit) => Promise<Value>

/**
 * The store over a pool. Units that write hold one lock from before their first read until their commit, over all
 * processes: as on SQLite one writes at a time, so each sees what the one before it left, positions are committed in
 * their order, and no unit fails because of another (SERIALIZABLE would make it start again). Units that read see one
 * snapshot and wait for nobody.
 */
export function postgresStorage({ dataSource, address, patienceMs }: Parts): DatabaseStorage {
  const nesting = new Nesting()
  const running = new Set<Promise<unknown>>()
  let closing: Promise<void> | undefined

  const run = async <Value>(begin: readonly string[], canWrite: boolean, work: Work<Value>): Promise<Value> => {
    nesting.refuse()
    if (closing) throw new StorageUnavailable('the store is closed')
    const unit = nesting.within(() => transact(dataSource, { begin, canWrite, channel: channelOf(address) }, work))
    running.add(unit)
    try {
      return await unit
    } finally {
      running.delete(unit)
    }
  }
  const close = async (): Promise<void> => {
    await Promise.allSettled(running)
    await dataSource.destroy()
  }
  const toWrite = [
    'BEGIN',
    `SET LOCAL lock_timeout = ${patienceMs}`,
    `SELECT pg_advisory_xact_lock(${locks.write}, hashtext('${address.schema}'))`,
    'SET LOCAL lock_timeout = 0',
  ]
  const toRead = ['BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY']
  return {
    kind: 'postgres',
    write: (work) => run(toWrite, true, (unit) => work(sessionOf(unit))),
    read: (work) => run(toRead, false, (unit) => work(sessionOf(unit))),
    writeUnit: (work) => run(toWrite, true, work),
    readUnit: (work) => run(toRead, false, work),
    close: () => (closing ??= close()),
  }
}

interface Transaction {
  readonly begin: readonly string[]
  readonly canWrite: boolean
  readonly channel: string
}

/** Runs one unit of work between BEGIN and COMMIT, or ROLLBACK where it throws, on a connection of its own. */
async function transact<Value>(dataSource: DataSource, { begin, canWrite, channel }: Transaction, work: Work<Value>): Promise<Value> {
  const runner = dataSource.createQueryRunner()
  try {
    const statements = await statementsOf(runner, channel)
    // One round trip: without parameters, statements may be sent together.
    await runner.query(begin.join('; '))
    const unit = new Unit(statements, canWrite)
    try {
      const value = await work(unit)
      await unit.end()
      await runner.query('COMMIT')
      return value
    } catch (error) {
      await unit.end()
      throw error
    }
  } catch (error) {
    await rollback(runner)
    throw asPostgresError(error)
  } finally {
    await runner.release().catch(() => undefined)
  }
}

/** Takes back what was begun. Where the connection is gone, the server has done it. */
async function rollback(runner: QueryRunner): Promise<void> {
  await runner.query('ROLLBACK').catch(() => undefined)
}
