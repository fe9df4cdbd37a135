import { expect, test } from 'vitest'
import type { CommitWire } from '../api/wire.ts'
import { byDay, HistoryStore, localDay } from './history-store.ts'
import type { Services } from './services.ts'

const commit = (version: number, at: Date, name = 'Ada', source: CommitWire['source'] = 'edit'): CommitWire =>
  ({ version, at: at.toISOString(), author: { kind: 'person', id: name, name }, source, proposalId: null }) as unknown as CommitWire

/** Noon of a day of this month, by the reader's clock. */
const on = (day: number): Date => new Date(2026, 10, day, 12)

/** Pages of two commits each, newest first. */
function storeOf(all: readonly CommitWire[]): { readonly store: HistoryStore; readonly asked: (string | undefined)[] } {
  const asked: (string | undefined)[] = []
  const commits = (_project: string, cursor?: string) => {
    asked.push(cursor)
    const from = Number(cursor ?? 0)
    const next = from + 2 < all.length ? String(from + 2) : null
    return Promise.resolve({ ok: true, value: { items: all.slice(from, from + 2), nextCursor: next } })
  }
  return { store: new HistoryStore({ client: { commits } } as unknown as Services, 'p'), asked }
}

test('commits are told by the day of the reader’s clock, in the order in which they come', () => {
  const days = byDay([commit(4, on(21)), commit(3, on(21)), commit(2, on(19)), commit(1, on(18))])
  expect(days.map(({ day, commits }) => [day, commits.map(({ version }) => version)])).toEqual([
    ['2026-11-21', [4, 3]],
    ['2026-11-19', [2]],
    ['2026-11-18', [1]],
  ])
  expect(localDay(on(5))).toBe('2026-11-05')
})

test('a filter looks further back until it has found something, or everything was read', async () => {
  const { store, asked } = storeOf([commit(5, on(21)), commit(4, on(20)), commit(3, on(19)), commit(2, on(18)), commit(1, on(17), 'Grace', 'import')])
  await store.load()
  expect(store.commits).toHaveLength(2)
  expect(store.authors).toEqual(['Ada'])
  store.setFilter({ author: 'Grace' })
  await expect.poll(() => store.shown.map(({ version }) => version)).toEqual([1])
  expect(asked).toEqual([undefined, '2', '4'])
  expect(store.sources).toEqual(['edit', 'import'])
  store.setFilter({ author: null })
  expect(store.shown).toHaveLength(5)
})
