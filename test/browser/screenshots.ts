// Takes the pictures of the README anew: npx tsx test/browser/screenshots.ts
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/config/version.ts'
import { runServer, temporaryHome } from '../start/run-server.ts'
import { launchChromium } from '../tools/chromium.ts'

const folder = join(projectRoot, 'docs', 'images')
mkdirSync(folder, { recursive: true })
const { home, remove } = temporaryHome()
const [server, browser] = await Promise.all([runServer(home), launchChromium()])
try {
  for (const [colorScheme, name] of [
    ['light', 'review.png'],
    ['dark', 'review-dark.png'],
  ] as const) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme, reducedMotion: 'reduce' })
    await page.addInitScript(() => localStorage.setItem('planwright:user', 'Ada'))
    await page.goto(server.url)
    await page.getByRole('link', { name: /^Sample/ }).click()
    await page.getByTestId('apply').waitFor()
    await page.getByRole('article').waitFor()
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(folder, name) })
    await page.close()
  }
} finally {
  await browser.close()
  await server.stop()
  remove()
}
