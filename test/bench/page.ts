import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { openSqliteStorage } from '../../server/adapters/storage/typeorm/index.ts'
import { build, stale } from '../../server/build.mjs'
import { largePlan } from '../../server/core/testing/large-plan.ts'
import type { TaskId } from '../../server/core/plan/task.ts'
import { runServer, temporaryHome } from '../start/run-server.ts'
import { launchChromium } from '../tools/chromium.ts'
import { storePlan } from './bench-server.ts'
import { median, ms, quantile, type Row } from './measure.ts'

const viewport = { width: 1280, height: 1100 }

/** The page on large plans: what loads first, how the tree comes up and scrolls, and how soon each key and click is answered. */
export async function pageRows(): Promise<readonly Row[]> {
  if (stale().some(({ part }) => part === 'frontend') && !(await build('frontend'))) throw new Error('building the page failed')
  const { home, remove } = temporaryHome()
  const storage = await openSqliteStorage({ file: join(home, 'planwright.sqlite'), now: () => new Date().toISOString() })
  const [huge, large] = [largePlan(10_000, 7), largePlan(5_000, 8)]
  for (const plan of [huge, large]) await storePlan(storage, plan)
  await storage.close()
  const [server, browser] = await Promise.all([runServer(home, { PLANWRIGHT_OPEN: '0', PLANWRIGHT_SAMPLE: '0' }), launchChromium()])
  const address = (id: string): string => `${server.url}/p/${id}`
  try {
    await proposeChanges(server.url, large.project.id, [...large.tasks.keys()])
    return [
      await loadRow(browser, address(large.project.id)),
      ...(await treeRows(browser, address(huge.project.id))),
      await interactionRow(browser, address(large.project.id)),
    ]
  } finally {
    await browser.close()
    await server.stop()
    remove()
  }
}

/** 500 operations: 300 renames, 200 new tasks. */
async function proposeChanges(url: string, id: string, ids: readonly TaskId[]): Promise<void> {
  const taskPatches = [
    ...ids.slice(0, 300).map((taskId, index) => ({ op: 'update', taskId, body: { title: `Renamed ${index}` }, rationale: 'A clearer name' })),
    ...Array.from({ length: 200 }, (_, index) => ({ op: 'create', taskId: `new-${index}`, body: { title: `New ${index}`, parentTaskId: ids[0] } })),
  ]
  const body = JSON.stringify({ baseVersion: 1, taskPatches })
  const answer = await fetch(`${url}/api/projects/${id}/proposals`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  if (!answer.ok) throw new Error(await answer.text())
}

/** Scripts and styles that a project asks for before anybody touched it, compressed. */
async function loadRow(browser: Browser, address: string): Promise<Row> {
  const page = await browser.newPage({ viewport })
  const sizes = { script: 0, stylesheet: 0 }
  const read: Promise<void>[] = []
  page.on('response', (response) => {
    const kind = response.request().resourceType()
    if (kind !== 'script' && kind !== 'stylesheet') return
    read.push(response.body().then((body) => void (sizes[kind] += gzipSync(body, { level: 9 }).length)))
  })
  await page.goto(address)
  await page.getByTestId('tree').getByRole('row').first().waitFor()
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await Promise.all(read)
  await page.close()
  const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`
  return {
    what: 'the first load of a project, scripts, compressed',
    figure: kilobytes(sizes.script),
    bar: 'at most 150 kB',
    met: sizes.script <= 150_000 && sizes.stylesheet <= 20_000,
    detail: `styles ${kilobytes(sizes.stylesheet)} of at most 20 kB`,
  }
}

/** The tree of 10,000 tasks: from the click that asks for it until it is painted, and every frame of a long scroll. */
async function treeRows(browser: Browser, address: string): Promise<readonly Row[]> {
  const page = await opened(browser, `${address}/history`, '[data-testid=view-tree]')
  const cdp = await page.context().newCDPSession(page)
  await mountTimes(page, 2)
  const mount = await mountTimes(page, 7)
  await throttle(cdp, 4)
  const slowMount = await mountTimes(page, 5)
  await page.getByTestId('view-tree').click()
  await page.getByTestId('tree').getByRole('row').first().waitFor()
  const slowFrames = await scrollFrames(page)
  await throttle(cdp, 1)
  const frames = await scrollFrames(page)
  const elements = await page.evaluate<number>(`document.querySelectorAll('pw-tree *').length`)
  await page.close()
  return [
    {
      what: 'mounting the tree of 10,000 tasks',
      figure: ms(median(mount)),
      bar: 'under 50 ms (100 ms at 4 × throttle), at most 300 elements',
      met: median(mount) < 50 && median(slowMount) < 100 && elements <= 300,
      detail: `${ms(median(slowMount))} at 4 × throttle; ${elements} elements in a window ${viewport.height} pixels high`,
    },
    {
      what: 'a frame of scrolling through 10,000 tasks',
      figure: ms(quantile(frames, 0.95)),
      bar: '95 of 100 at most 34 ms',
      met: quantile(frames, 0.95) <= 34,
      detail: `median ${ms(median(frames))}; at 4 × throttle 95 of 100 under ${ms(quantile(slowFrames, 0.95))}`,
    },
  ]
}

async function opened(browser: Browser, address: string, until: string): Promise<Page> {
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' })
  await page.addInitScript(`localStorage.setItem('planwright:user', 'Ada')`)
  await page.goto(address)
  await page.locator(until).first().waitFor()
  return page
}

const throttle = (cdp: CDPSession, rate: number): Promise<unknown> => cdp.send('Emulation.setCPUThrottlingRate', { rate })

async function mountTimes(page: Page, rounds: number): Promise<readonly number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await page.getByTestId('view-history').click()
    await page.locator('pw-tree').waitFor({ state: 'detached' })
    times.push(
      // Painted: the frame after the one in which it came to be.
      await page.evaluate<number>(`(async () => {
        const begun = performance.now()
        document.querySelector('[data-testid=view-tree]').click()
        do await new Promise(requestAnimationFrame)
        while (!document.querySelector('pw-tree [role=row]'))
        await new Promise(requestAnimationFrame)
        return performance.now() - begun
      })()`),
    )
  }
  return times
}

const scrollFrames = (page: Page): Promise<readonly number[]> =>
  page.evaluate<number[]>(`(async () => {
    const tree = document.querySelector('pw-tree')
    const times = []
    tree.scrollTop = 0
    for (let step = 0; step < 60; step += 1) {
      const begun = await new Promise(requestAnimationFrame)
      tree.scrollTop += 900
      times.push((await new Promise(requestAnimationFrame)) - begun)
    }
    return times
  })()`)

/** What is done, and the keys that do it. Each begins on a row. */
const interactions: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['next row', (page) => page.keyboard.press('ArrowDown')],
  ['close a branch', (page) => page.keyboard.press('ArrowLeft')],
  ['open a branch', (page) => page.keyboard.press('ArrowRight')],
  ['accept', (page) => page.keyboard.press('a')],
  ['reject', (page) => page.keyboard.press('r')],
  ['next undecided', (page) => page.keyboard.press('n')],
  ['why', (page) => page.keyboard.press('w')],
  ['lens', (page) => page.keyboard.press('v')],
  ['the next lens', (page) => page.keyboard.press('v')],
  ['back to the review', (page) => page.keyboard.press('v')],
  ['select', (page) => page.keyboard.press('x')],
  ['select no more', (page) => page.keyboard.press('Escape')],
  ['details', (page) => page.keyboard.press('i')],
  ['show two levels', (page) => page.keyboard.press('2')],
  ['show all levels', (page) => page.keyboard.press('0')],
  ['to the last row', (page) => page.keyboard.press('End')],
  ['to the first row', (page) => page.keyboard.press('Home')],
  ['the palette', (page) => page.keyboard.press('Control+k')],
  ['a letter in the palette', (page) => page.keyboard.press('t')],
  ['close the palette', (page) => page.keyboard.press('Escape')],
  ['to the filter', (page) => page.keyboard.press('/')],
  ['a letter in the filter', (page) => page.keyboard.press('r')],
]

/** From an input until the next paint, as the browser itself tells it; 5,000 tasks, 500 operations, a processor four times slower. */
async function interactionRow(browser: Browser, address: string): Promise<Row> {
  const page = await opened(browser, address, '[data-testid=apply]')
  await page.evaluate(`(() => {
    window.inputs = []
    new PerformanceObserver((list) => window.inputs.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'event', durationThreshold: 16 })
  })()`)
  await page.getByTestId('tree').getByRole('row').nth(1).focus()
  const cdp = await page.context().newCDPSession(page)
  await throttle(cdp, 4)
  const found: { readonly what: string; readonly time: number }[] = []
  for (const [what, act] of interactions) {
    await page.evaluate('window.inputs.length = 0')
    await act(page)
    // The entry comes after the paint.
    await page.waitForTimeout(900)
    const durations = await page.evaluate<number[]>('window.inputs')
    found.push({ what, time: Math.max(0, ...durations) })
  }
  await throttle(cdp, 1)
  await page.close()
  const slowest = [...found].sort((a, b) => b.time - a.time)
  const worst = slowest[0] ?? { what: 'nothing', time: Number.NaN }
  return {
    what: `the slowest of ${found.length} interactions, 5,000 tasks and 500 operations, 4 × throttle`,
    figure: ms(worst.time),
    bar: 'at most 200 ms',
    met: worst.time <= 200,
    detail: slowest
      .slice(0, 6)
      .map(({ what, time }) => `${what} ${ms(time)}`)
      .join(', '),
  }
}
