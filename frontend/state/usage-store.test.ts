import { describe, expect, it } from 'vitest'
import type { Services } from './services.ts'
import { firstDay, UsageStore } from './usage-store.ts'

const usage = { items: [], total: { tries: 0 } }

describe('usage in the page', () => {
  it('is asked for by group and period, and for titles only where projects are shown', async () => {
    const asked: unknown[] = []
    const client = {
      usage: (filter: { from?: string }) => {
        asked.push({ ...filter, ...(filter.from ? { from: 'a day' } : {}) })
        return Promise.resolve({ ok: true, value: usage })
      },
      projects: () => {
        asked.push('projects')
        return Promise.resolve({ ok: true, value: { items: [{ id: 'p', title: 'Garden' }] } })
      },
    }
    const store = new UsageStore({ client } as unknown as Services)
    await store.show()
    await store.show({ by: 'project', period: null })
    await store.show({ by: 'day' })
    expect(asked).toEqual([{ by: 'model', from: 'a day' }, { by: 'project' }, 'projects', { by: 'day' }])
    expect([store.titles.get('p'), store.usage, store.problem]).toEqual(['Garden', usage, null])
  })

  it('shows the answer to the last question, however late the one before it comes', async () => {
    const answers: ((value: unknown) => void)[] = []
    const store = new UsageStore({ client: { usage: () => new Promise((resolve) => answers.push(resolve)) } } as unknown as Services)
    const first = store.show({ by: 'day' })
    const second = store.show({ by: 'kind' })
    answers[1]?.({ ok: true, value: { ...usage, by: 'kind' } })
    answers[0]?.({ ok: true, value: { ...usage, by: 'day' } })
    await Promise.all([first, second])
    expect(store.usage?.by).toBe('kind')
  })

  it('counts today as the last of its days', () => {
    const now = new Date('2026-03-01T12:00:00Z')
    expect([1, 7, 30, null].map((days) => firstDay(days as 1, now))).toEqual(['2026-03-01', '2026-02-23', '2026-01-31', null])
  })
})
