import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seventeen } from './magazine.ts'
import { applyButton, bar, chooseFrom, eventually, gone, row, rows, see, toast, version, world } from './world.ts'

const site = world()
const { open, api } = site

/** All rows are in the page. */
const tall = { width: 1280, height: 1900 }

const focused = (page: Page): Promise<string> => page.locator('[role=row]:focus').innerText()

describe('a proposal of seventeen operations', () => {
  it('is reviewed with the keyboard alone, from the first look to the commit', async () => {
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`, { name: 'Ada', viewport: tall })
    await see(bar(page).getByText('17 of 17 ticked'))
    const begun = performance.now()

    // Tab leads into the tree; the rest is letters.
    await page.getByTestId('read-as-list').focus()
    for (let steps = 0; steps < 40 && !(await page.evaluate(() => document.activeElement?.matches('pw-tree [role=row]'))); steps += 1)
      await page.keyboard.press('Tab')
    await eventually(() => focused(page)).toContain('short')
    await page.keyboard.press('a') // the text
    await eventually(() => focused(page)).toContain('Short notes')
    await page.keyboard.press('r') // not in another order
    await eventually(() => focused(page)).toContain('The lead story')
    await page.keyboard.press('e') // another estimate than the agent's
    const estimate = page.getByRole('textbox', { name: 'Estimate' })
    await eventually(() => estimate.evaluate((input) => input === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('2d')
    await page.keyboard.press('Enter')
    await see(row(page, 'The lead story').getByText('edited by you'))
    await page.keyboard.press('a')
    await eventually(() => focused(page)).toContain('Print it')
    await page.keyboard.press('a')
    await eventually(() => focused(page)).toContain('Draw the cover')
    await page.keyboard.press('o') // where does it come from?
    await eventually(() => focused(page)).toContain('moved to Print it')
    await page.keyboard.press('o')
    await page.keyboard.press('a')
    await eventually(() => focused(page)).toContain('Ask for an old permission')
    await page.keyboard.press('Shift+A')
    await eventually(() => focused(page)).toContain('Spread the word')
    await see(row(page, 'Spread the word').getByText('also leaves 7 under it'))
    await page.keyboard.press('Shift+A')
    await eventually(() => focused(page)).toContain('Documentation')
    await page.keyboard.press('r')
    await see(bar(page).getByText('17 decided'))
    await see(applyButton(page).and(page.getByRole('button', { name: 'Apply 12 changes, delete 1 task with 2 sub-tasks' })))
    await page.keyboard.press('Control+Enter')
    await see(toast(page, 'Applied 15 changes as version 2'))

    console.log(`  seventeen operations by keyboard: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    await see(version(page, 2))
    const { tasks } = await api<{ tasks: { title: string; estimateMinutes: number | null }[] }>('GET', `/projects/${project.id}`)
    expect(tasks.map(({ title }) => title)).toEqual([
      ...['Write the short texts', 'The lead story', 'Short notes', 'Draw the pictures', 'Print it', 'Draw the cover', 'Spread the word'],
      ...['Go from door to door', 'Stand at the market', 'Write to the paper', 'Hang up posters', 'Tell the school', 'Ask the baker', 'Make a page'],
    ])
    expect(tasks[1]?.estimateMinutes).toBe(960)
  })

  it('is undone with one key, and what was decided is there again', async () => {
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`, { name: 'Ada', viewport: tall })
    await see(bar(page))
    await row(page, 'Documentation').focus()
    await page.keyboard.press('r')
    await see(row(page, 'Documentation').getByText('Rejected'))
    await page.keyboard.press('Control+Enter')
    await see(version(page, 2))
    await see(bar(page).getByText('0 of 1 ticked'))
    await rows(page).first().focus()
    await page.keyboard.press('Control+z')
    await see(version(page, 3))
    await see(bar(page).getByText('16 of 17 ticked'))
    await see(row(page, 'Documentation').getByText('Rejected'))
    await see(row(page, 'Spread the word').getByText('Added:'))
    await page.keyboard.press('Control+Shift+z')
    await see(version(page, 4))
    await see(bar(page).getByText('0 of 1 ticked'))
    await gone(row(page, 'Spread the word').getByText('Added:'))
  })

  it('stays where it is after a decision, for those who want that', async () => {
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`, { viewport: tall })
    await see(bar(page))
    await bar(page).getByRole('button', { name: 'More for this proposal' }).click()
    await chooseFrom(page, 'Go on to the next after a decision')
    await row(page, 'Spread the word').focus()
    await page.keyboard.press('a')
    await see(row(page, 'Spread the word').getByText('Accepted'))
    expect(await focused(page)).toContain('Spread the word')
    await page.keyboard.press('n')
    await eventually(() => focused(page)).toContain('Go from door to door')
    await page.keyboard.press('p')
    await page.keyboard.press('p')
    await eventually(() => focused(page)).not.toContain('Spread the word')
  })

  it('keeps what was decided and what was only left out apart, in another browser and after a reload', async () => {
    const project = await seventeen(site)
    const ada = await open(`/p/${project.id}`, { name: 'Ada', viewport: tall })
    const ben = await open(`/p/${project.id}`, { name: 'Ben', viewport: tall })
    await see(bar(ada))
    await see(bar(ben))
    await row(ada, 'Spread the word').getByRole('checkbox').click()
    await row(ada, 'Documentation').focus()
    await ada.keyboard.press('r')
    for (const page of [ada, ben]) {
      await see(row(page, 'Ask the baker').getByText('Left out'))
      await see(row(page, 'Documentation').getByText('Rejected'))
    }
    await ben.reload()
    await see(row(ben, 'Ask the baker').getByText('Left out'))
    await see(row(ben, 'Documentation').getByText('Rejected'))
    await row(ben, 'Spread the word').focus()
    await ben.keyboard.press('a')
    await see(row(ada, 'Spread the word').getByText('Accepted'))
  })

  it('is decided by kind, with what follows said before it happens', async () => {
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`, { viewport: tall })
    await see(bar(page))
    await bar(page).getByRole('button', { name: '+9 added' }).click()
    const alone = page.getByTestId('shown-alone')
    await alone.getByRole('button', { name: 'Reject these 9' }).click()
    await see(bar(page).getByText('8 of 17 ticked'))
    await bar(page).getByRole('button', { name: '+9 added' }).click()
    await bar(page).getByRole('button', { name: '−3 deleted' }).click()
    await alone.getByRole('button', { name: 'Accept these 3' }).click()
    await see(bar(page).getByText('12 decided'))
    await alone.getByRole('button', { name: 'Show everything' }).click()
    await see(row(page, 'Draw the pictures'))
    await see(applyButton(page).and(page.getByRole('button', { name: 'Apply 5 changes, delete 1 task with 2 sub-tasks' })))
  })
})
