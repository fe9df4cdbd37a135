import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Rows of one table, as SQLite gives them. */
export interface Rows {
  readonly table: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** A bare SQLite file with the same tables, indexes, rows and pragmas as ours. */
export interface BareStore {
  /** Writes rows in one transaction, over those with the same key. */
  write(tables: readonly Rows[]): void
  all(sql: string, ...values: readonly unknown[]): Readonly<Record<string, unknown>>[]
  close(): void
}

/** A bare copy of a store that is in use. */
export function bareCopy(file: string): BareStore {
  const folder = mkdtempSync(join(tmpdir(), 'planwright-bare-'))
  const copy = join(folder, 'bare.sqlite')
  const source = new Database(file, { readonly: true })
  source.prepare('VACUUM INTO ?').run(copy)
  source.close()
  const database = new Database(copy)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  const statements = new Map<string, Database.Statement>()
  const upsertFor = (table: string, columns: readonly string[]): Database.Statement => {
    const key = `${table}(${columns.join()})`
    const known = statements.get(key)
    if (known) return known
    const keys = (database.pragma(`table_info("${table}")`) as { name: string; pk: number }[])
      .filter(({ pk }) => pk > 0)
      .map(({ name }) => `"${name}"`)
    const names = columns.map((column) => `"${column}"`)
    const set = names.filter((name) => !keys.includes(name)).map((name) => `${name} = excluded.${name}`)
    const sql = `INSERT INTO "${table}" (${names.join()}) VALUES (${names.map(() => '?').join()}) ON CONFLICT (${keys.join()}) DO UPDATE SET ${set.join()}`
    const prepared = database.prepare(sql)
    statements.set(key, prepared)
    return prepared
  }
  const write = database.transaction((tables: readonly Rows[]) => {
    for (const { table, rows } of tables) {
      const columns = Object.keys(rows[0] ?? {})
      if (columns.length === 0) continue
      const upsert = upsertFor(table, columns)
      for (const row of rows) upsert.run(...columns.map((column) => row[column]))
    }
  })
  return {
    write: (tables) => write(tables),
    all: (sql, ...values) => database.prepare(sql).all(...values) as Record<string, unknown>[],
    close() {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** What one commit wrote into our file: the rows that a bare store must write for a fair comparison. */
export function rowsOfCommit(file: string, projectId: string, version: number): readonly Rows[] {
  const database = new Database(file, { readonly: true })
  try {
    const all = (sql: string, ...values: readonly unknown[]): Record<string, unknown>[] =>
      database.prepare(sql).all(...values) as Record<string, unknown>[]
    const commits = all('SELECT * FROM commits WHERE "projectId" = ? AND version = ?', projectId, version)
    const at = commits[0]?.['at']
    const proposalId = commits[0]?.['proposalId'] ?? null
    return [
      { table: 'tasks', rows: all('SELECT * FROM tasks WHERE "projectId" = ? AND "updatedAt" = ?', projectId, at) },
      { table: 'projects', rows: all('SELECT * FROM projects WHERE id = ?', projectId) },
      { table: 'commits', rows: commits },
      { table: 'proposals', rows: all('SELECT * FROM proposals WHERE id = ?', proposalId) },
    ]
  } finally {
    database.close()
  }
}
