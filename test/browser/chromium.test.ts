import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../tools/chromium.ts'

describe('the browser of these tests', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  it('renders a page with text in a real font', async () => {
    const page = await browser.newPage()
    await page.setContent('<p style="display: inline-block">Planwright</p>')
    expect((await page.locator('p').boundingBox())?.width).toBeGreaterThan(20)
  })
})
