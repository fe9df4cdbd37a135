import type { Page } from 'playwright-core'
import { openSqliteStorage } from '../../server/adapters/storage/typeorm/index.ts'
import { build, stale } from '../../server/build.mjs'
import { join } from 'node:path'
import { schedule } from '../../server/core/plan/schedule.ts'
import { largePlan } from '../../server/core/testing/large-plan.ts'
import { runServer, temporaryHome } from '../start/run-server.ts'
import { launchChromium } from '../tools/chromium.ts'
import { storePlan } from './bench-server.ts'
import { median, ms, quantile, timed, type Row } from './measure.ts'

/** The forward and the backward pass over 10,000 tasks: what every step of a drag on the timeline costs. */
export async function scheduleRow(): Promise<Row> {
  const plan = largePlan(10_000, 6)
  const times: number[] = []
  for (let round = 0; round < 25; round += 1) times.push(await timed(() => schedule(plan, { today: '2026-11-20' })))
  const warm = times.slice(5)
  return {
    what: 'the schedule of 10,000 tasks',
    figure: ms(median(warm)),
    bar: 'under 50 ms',
    met: median(warm) < 50,
    detail: `first ${ms(times[0] ?? Number.NaN)}, p95 ${ms(quantile(warm, 0.95))} over ${warm.length}`,
  }
}

interface Measured {
  readonly what: string
  readonly tasks: number
  readonly view: 'board' | 'timeline'
  /** What is in the page once it is drawn. */
  readonly drawn: string
  readonly bar: number
  readonly most: number
}

const views: readonly Measured[] = [
  { what: 'the board of 5,000 tasks', tasks: 5_000, view: 'board', drawn: 'pw-board article', bar: 150, most: 1_500 },
  { what: 'the timeline of 10,000 tasks', tasks: 10_000, view: 'timeline', drawn: 'pw-timeline [data-bar]', bar: 150, most: 300 },
]

/** From the click that switches to a view until it is painted, the data and the code being there; at full speed and throttled four times. */
export async function viewRows(): Promise<readonly Row[]> {
  if (stale().some(({ part }) => part === 'frontend') && !(await build('frontend'))) throw new Error('building the page failed')
  const { home, remove } = temporaryHome()
  const storage = await openSqliteStorage({ file: join(home, 'planwright.sqlite'), now: () => new Date().toISOString() })
  const plans = views.map(({ tasks }, index) => largePlan(tasks, 7 + index))
  for (const plan of plans) await storePlan(storage, plan)
  await storage.close()
  const [server, browser] = await Promise.all([runServer(home, { PLANWRIGHT_OPEN: '0', PLANWRIGHT_SAMPLE: '0' }), launchChromium()])
  try {
    const rows: Row[] = []
    for (const [index, measured] of views.entries()) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
      await page.goto(`${server.url}/p/${plans[index]?.project.id ?? ''}`)
      await page.getByTestId('tree').waitFor()
      const cdp = await page.context().newCDPSession(page)
      await switchTimes(page, measured, 2)
      const plain = await switchTimes(page, measured, 9)
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      const slow = await switchTimes(page, measured, 5)
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 })
      await page.getByTestId(`view-${measured.view}`).click()
      await page.locator(measured.drawn).first().waitFor()
      const elements = await page.evaluate<number>(`document.querySelectorAll('pw-${measured.view} *').length`)
      rows.push({
        what: `switching to ${measured.what}`,
        figure: ms(median(plain)),
        bar: `under ${measured.bar} ms`,
        met: median(plain) < measured.bar && elements <= measured.most,
        detail: `${ms(median(slow))} at 4 × throttle; ${elements} elements of at most ${measured.most}`,
      })
      await page.close()
    }
    return rows
  } finally {
    await browser.close()
    await server.stop()
    remove()
  }
}

async function switchTimes(page: Page, { view, drawn }: Measured, rounds: number): Promise<readonly number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    times.push(
      // Painted: the frame after the one in which it came to be.
      await page.evaluate<number>(`(async () => {
        const begun = performance.now()
        document.querySelector('[data-testid="view-${view}"]').click()
        do await new Promise(requestAnimationFrame)
        while (!document.querySelector('${drawn}'))
        await new Promise(requestAnimationFrame)
        return performance.now() - begun
      })()`),
    )
    await page.getByTestId('view-tree').click()
    await page.getByTestId('tree').getByRole('row').first().waitFor()
  }
  return times
}
