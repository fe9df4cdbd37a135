import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { migrations } from '../../adapters/storage/typeorm/migrations/index.ts'
import { isEmpty, readRows, writeRows, type Row } from '../../adapters/storage/typeorm/transfer/rows.ts'
import type { DatabaseStorage } from '../../adapters/storage/typeorm/storage.ts'
import { CliError } from '../exit.ts'

/**
 * A backup is JSON lines, compressed: a head, a line for each row, and an end that counts them, so that a file that was
 * cut is noticed. It is of one moment, holds everything, and goes into either kind of database.
 */
interface Head {
  readonly format: 'planwright-backup'
  readonly formatVersion: 1
  /** The newest migration that the rows are of. */
  readonly shape: string
  readonly madeAt: string
  readonly from: string
}

const shape = (): string => new (migrations.at(-1) as (typeof migrations)[number])().name ?? ''

type Told = (rows: number) => void
const tellEvery = 5_000

/** Writes a backup, readable by its owner alone. The file is there whole or not at all. */
export async function backUp(storage: DatabaseStorage, file: string, told: Told = () => undefined): Promise<number> {
  const aside = `${file}.part`
  let rows = 0
  async function* lines(source: AsyncIterable<Row>): AsyncGenerator<string> {
    const head: Head = { format: 'planwright-backup', formatVersion: 1, shape: shape(), madeAt: new Date().toISOString(), from: storage.kind }
    yield `${JSON.stringify(head)}\n`
    for await (const { table, values } of source) {
      yield `${JSON.stringify([table, ...values])}\n`
      if (++rows % tellEvery === 0) told(rows)
    }
    yield `${JSON.stringify({ end: true, rows })}\n`
  }
  try {
    await storage.readUnit((unit) =>
      pipeline(Readable.from(lines(readRows(unit))), createGzip(), createWriteStream(aside, { mode: 0o600, flags: 'w', flush: true })),
    )
    renameSync(aside, file)
    return rows
  } catch (error) {
    rmSync(aside, { force: true })
    throw asFailure(error, `The backup ${file} cannot be written`)
  }
}

/** Puts a backup into an empty store, in one transaction: all of it or nothing. Gives the number of rows. */
export async function restore(storage: DatabaseStorage, file: string, told: Told = () => undefined): Promise<number> {
  try {
    return await storage.writeUnit(async (unit) => {
      if (!(await isEmpty(unit)))
        throw new CliError('failed', 'This database has projects already. Restore into an empty one, so that nothing is lost.')
      return writeRows(unit, rowsOf(linesOf(file), file, told))
    })
  } catch (error) {
    throw asFailure(error, `The backup ${file} cannot be read`)
  }
}

/** Copies everything from one store into another, empty one. */
export async function copy(from: DatabaseStorage, to: DatabaseStorage, told: Told = () => undefined): Promise<number> {
  return from.readUnit((source) =>
    to.writeUnit(async (unit) => {
      if (!(await isEmpty(unit)))
        throw new CliError('failed', 'The database to copy to has projects already. Name an empty one, so that nothing is lost.')
      return writeRows(unit, counted(readRows(source), told))
    }),
  )
}

async function* counted(rows: AsyncIterable<Row>, told: Told): AsyncGenerator<Row> {
  let count = 0
  for await (const row of rows) {
    yield row
    if (++count % tellEvery === 0) told(count)
  }
}

/** The lines of a compressed file. What is wrong with it is thrown to whoever reads them. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const unzipped = createGunzip()
  // A failure ends both streams, and is met below by reading.
  pipeline(createReadStream(file), unzipped).catch(() => undefined)
  unzipped.setEncoding('utf8')
  let rest = ''
  for await (const chunk of unzipped) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

async function* rowsOf(lines: AsyncIterable<string>, file: string, told: Told): AsyncGenerator<Row> {
  let head: Head | undefined
  let count = 0
  let ended = false
  for await (const line of lines) {
    const value = JSON.parse(line) as unknown
    if (!head) {
      head = checkedHead(value, file)
      continue
    }
    if (Array.isArray(value)) {
      const [table, ...values] = value as [string, ...Row['values']]
      yield { table, values }
      if (++count % tellEvery === 0) told(count)
    } else {
      ended = (value as { rows?: number }).rows === count
    }
  }
  if (!ended) throw new CliError('failed', `The backup ${file} is cut: its end is missing. Nothing was restored.`)
}

function checkedHead(value: unknown, file: string): Head {
  const head = value as Partial<Head> | null
  if (head?.format !== 'planwright-backup') throw new CliError('usage', `${file} is not a backup of Planwright.`)
  if (head.formatVersion !== 1 || head.shape !== shape()) {
    throw new CliError(
      'failed',
      `The backup ${file} was made by another version of Planwright (${head.shape ?? 'unknown'}; this one has ${shape()}). Restore it with that version, then start this one on the database.`,
    )
  }
  return head as Head
}

function asFailure(error: unknown, what: string): CliError {
  if (error instanceof CliError) return error
  return new CliError('failed', `${what}: ${error instanceof Error ? error.message : String(error)}`)
}
