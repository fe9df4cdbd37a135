import { describe, expect, it } from 'vitest'
import { complaintsOf } from './axe.ts'
import { seventeen } from './magazine.ts'
import { eventually, gone, see, toast, world } from './world.ts'

const site = world()
const { open, api } = site

const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, name: 'Ada' }

describe('on a phone', () => {
  it('chat, plan and review are three tabs, and a proposal is reviewed with the thumb', async () => {
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`, phone)
    for (const tab of ['Chat', 'Plan', 'Review']) await see(page.getByRole('button', { name: tab, exact: false }).last())
    await page.getByTestId('to-review').tap()
    const card = page.getByTestId('review-card')
    const count = page.getByTestId('cards-count')
    await see(card.getByRole('heading', { name: 'Delete “Ask for an old permission”' }))
    await see(card.getByText('2 sub-tasks go with it'))
    expect(await count.innerText()).toBe('1 of 17')
    for (const name of ['Accept', 'Reject', 'Skip']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox()
      // Big, and in the lower third of the screen.
      expect(box?.height).toBeGreaterThanOrEqual(48)
      expect(box?.y).toBeGreaterThan(780 * 0.6)
    }
    await page.getByRole('button', { name: 'Skip', exact: true }).tap()
    await eventually(() => count.innerText()).toBe('2 of 17')
    await page.getByRole('button', { name: 'Accept', exact: true }).tap()
    await eventually(() => count.innerText()).toBe('3 of 17')
    await page.getByRole('button', { name: 'Reject', exact: true }).tap()
    await eventually(() => count.innerText()).toBe('4 of 17')
    // The whole cannot go while a part of it stays.
    await see(page.getByText('Also left 1 that needs it'))
    await see(page.locator('.cards-where').getByText('3 decided'))
    // Accepting the rest; whoever rejects a parent sees what goes with it, and can take it back.
    const next = async (title: string): Promise<void> => {
      for (let steps = 0; steps < 17 && !(await card.getByRole('heading').innerText()).includes(title); steps += 1) {
        const before = await count.innerText()
        await page.getByRole('button', { name: 'Forward' }).tap()
        await eventually(() => count.innerText()).not.toBe(before)
      }
    }
    await next('Spread the word')
    await see(card.getByText('Also leaves 7 under it'))
    await page.getByRole('button', { name: 'Reject', exact: true }).tap()
    await see(page.getByText('Also left 7 under it'))
    await page.locator('.card-foot .told').getByRole('button', { name: 'Undo' }).tap()
    await eventually(() => page.locator('.cards-where').innerText()).toContain('3 decided')

    // An edit is made in the plan, and is on the card then.
    await page.getByRole('button', { name: 'Edit' }).tap()
    await page.getByRole('textbox', { name: 'Title' }).fill('Spread the news')
    await page.getByRole('button', { name: 'Keep the edit' }).tap()
    await see(page.getByText('edited by you'))
    await page.getByTestId('tab-review').tap()
    await see(card.or(page.getByTestId('verdict-card')))
    for (let steps = 0; steps < 20 && !(await page.getByTestId('verdict-card').isVisible()); steps += 1)
      await page.getByRole('button', { name: 'Accept', exact: true }).tap()
    await see(page.getByTestId('verdict-card').getByText('All is decided'))
    await page.getByTestId('card-apply').tap()
    await see(toast(page, /Applied 1[0-9] changes as version 2/))
    await see(page.getByTestId('tree'))
    const { tasks } = await api<{ tasks: { title: string }[] }>('GET', `/projects/${project.id}`)
    expect(tasks.map(({ title }) => title)).toContain('Spread the news')
  })

  it('nothing is wrong with the cards for axe, in the light and in the dark, and nothing hangs over the edge at 320', async () => {
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`, { ...phone, viewport: { width: 320, height: 640 } })
    await page.getByTestId('tab-review').tap()
    await see(page.getByTestId('review-card'))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await complaintsOf(page), colorScheme).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    }
    for (let steps = 0; steps < 17; steps += 1) await page.getByRole('button', { name: 'Forward' }).tap()
    await see(page.getByTestId('verdict-card'))
    expect(await complaintsOf(page, { runOnly: ['color-contrast'] })).toEqual([])
    await page.getByRole('button', { name: 'Reject all' }).tap()
    await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).tap()
    await page.getByTestId('confirm').tap()
    await see(page.getByText('Nothing to review'))
    await gone(page.getByTestId('verdict-card'))
  })
})
