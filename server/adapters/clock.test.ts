import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from './clock.ts'

describe('the system clock', () => {
  const zone = process.env['TZ']
  afterEach(() => {
    vi.useRealTimers()
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  it('tells the time in UTC and the day as the local calendar shows it', () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T23:30:00Z') })
    process.env['TZ'] = 'Europe/Berlin'
    expect(systemClock().now()).toBe('2026-03-01T23:30:00.000Z')
    expect(systemClock().today()).toBe('2026-03-02')
    process.env['TZ'] = 'America/New_York'
    expect(systemClock().today()).toBe('2026-03-01')
  })
})
