import { describe, expect, it } from 'vitest'
import { complaintsOf } from './axe.ts'
import { seventeen } from './magazine.ts'
import { applyButton, bar, eventually, gone, makeProject, propose, row, say, see, version, world } from './world.ts'

const site = world()
const { open, api } = site

/** All rows are in the page. */
const tall = { width: 1280, height: 1900 }

describe('a proposal read as a list', () => {
  it('is headings and sentences, decided with the same keys, and has an address', async () => {
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`, { name: 'Ada', viewport: tall })
    await page.getByTestId('read-as-list').click()
    const list = page.getByTestId('review-list')
    for (const name of ['Deleted', 'Moved', 'Changed', 'Added']) await see(list.getByRole('heading', { name, level: 3 }))
    const item = (name: string) => list.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
    await see(item('Move “Draw the cover”').getByText('Draw the pictures'))
    await see(item('Reorder “Short notes”').getByText('was 1.2, now 1.1'))
    await see(item('Change “Write the texts”').getByRole('insertion').filter({ hasText: 'short' }))
    await see(item('Add “Stand at the market”').getByText('Go from door to door'))
    await eventually(() => item('Add “Stand at the market”').getAttribute('aria-label')).toContain('of 17, pending')
    expect(await complaintsOf(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await complaintsOf(page, { runOnly: ['color-contrast'] })).toEqual([])

    const focusedHeading = (): Promise<string> => page.locator('.story:focus h4').innerText()
    await list.getByRole('listitem').first().focus()
    await page.keyboard.press('a')
    await eventually(focusedHeading).toBe('Delete “Find the form”')
    await page.keyboard.press('j')
    await page.keyboard.press('r')
    await see(item('Delete “Wait for the stamp”').getByText('Rejected', { exact: true }))
    // What cannot stand without it is left out, and taken back with one click.
    await see(item('Delete “Wait for the stamp”').getByText('also left', { exact: false }))
    await item('Delete “Wait for the stamp”').getByRole('button', { name: 'Undo' }).click()
    await see(bar(page).getByText('17 of 17 ticked'))
    await page.reload()
    await see(page.getByTestId('review-list'))
    await item('Add “Documentation”').getByRole('button', { name: 'Show in the plan' }).click()
    await see(row(page, 'Documentation'))
    await page.goBack()
    await see(page.getByTestId('review-list'))
  })

  it('shows the plan from the same place in every lens', async () => {
    const project = await makeProject(
      site,
      'Long',
      Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t${index}`, { title: `Task ${index + 1}` }])),
    )
    await propose(
      site,
      project,
      Array.from({ length: 30 }, (_, index) => ({
        op: 'update' as const,
        taskId: `t${index * 2}`,
        body: { priority: 'high' },
        rationale: 'It matters.',
      })),
    )
    const page = await open(`/p/${project.id}`)
    await see(bar(page))
    await row(page, 'Task 1').focus()
    for (let steps = 0; steps < 40; steps += 1) await page.keyboard.press('j')
    await eventually(() => page.locator('[role=row]:focus .title').innerText()).toBe('Task 41')
    const top = (): Promise<number> => page.locator('[role=row]:focus').evaluate((element) => Math.round(element.getBoundingClientRect().top))
    const before = await top()
    for (const lens of ['Result', 'Original', 'Review']) {
      await page.keyboard.press('v')
      await see(page.getByRole('radio', { name: lens, checked: true }))
      await eventually(() => page.locator('[role=row]:focus .title').innerText()).toBe('Task 41')
      await eventually(async () => Math.abs((await top()) - before)).toBeLessThan(80)
    }
  })
})

describe('a proposal that was refined', () => {
  it('shows what the last message changed, and that alone if one likes', async () => {
    const project = await makeProject(site, 'A hut', { wood: { title: 'Buy the wood' }, nails: { title: 'Buy the nails' } })
    const page = await open(`/p/${project.id}`, { name: 'Ada', viewport: tall })
    await see(row(page, 'Buy the wood'))
    await say(page, 'Add a task "Paint it"')
    await see(row(page, 'Paint it').getByText('Added:'))
    expect(await page.getByTestId('since').count()).toBe(0)
    await row(page, 'Paint it').focus()
    await page.keyboard.press('a')
    await see(row(page, 'Paint it').getByText('Accepted'))
    await say(page, 'Add a task "Sell it" and rename "Paint it" to "Paint it red"')
    const since = page.getByTestId('since')
    await see(since.getByText('Since your last message: 1 new, 1 changed'))
    await see(row(page, 'Sell it').getByText('new since your last message'))
    await see(row(page, 'Paint it red').getByText('changed since your last message'))
    await since.getByRole('button', { name: 'Show only these' }).click()
    await see(row(page, 'Paint it red').getByText('before your message'))
    await gone(row(page, 'Buy the wood'))
    await page.reload()
    await see(since.getByText('1 new, 1 changed'))
    await say(page, 'Delete "Sell it"')
    await see(since.getByText('1 withdrawn'))
    await since.getByRole('button', { name: 'Show only these' }).click()
    await see(since.getByText('Add “Sell it”'))
  })
})

describe('a proposal whose ground moved', () => {
  it('shows only what truly conflicts, three ways, and the rest can go on', async () => {
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`, { name: 'Ada', viewport: tall })
    await see(bar(page))
    // One change that does not touch it, one that does, one of what would be deleted.
    await api('PATCH', `/tasks/${project.ids['pictures']}`, { title: 'Draw three pictures' })
    await api('PATCH', `/tasks/${project.ids['text']}`, { title: 'Write the long texts' })
    await api('PATCH', `/tasks/${project.ids['stamp']}`, { title: 'Wait for two stamps' })
    const conflicts = page.getByTestId('conflicts')
    await see(conflicts.getByRole('group', { name: 'Write the long texts' }))
    await see(conflicts.getByRole('group', { name: 'Wait for two stamps' }))
    expect(await conflicts.getByRole('group').count()).toBe(2)
    const text = conflicts.getByRole('group', { name: 'Write the long texts' })
    await see(text.getByRole('definition').filter({ hasText: 'Write the texts' }))
    await see(text.getByRole('insertion').filter({ hasText: 'long' }))
    await see(text.getByRole('insertion').filter({ hasText: 'short' }))
    await see(conflicts.getByRole('group', { name: 'Wait for two stamps' }).getByRole('insertion').filter({ hasText: 'two' }))
    await eventually(() => applyButton(page).getAttribute('aria-disabled')).toBe('true')
    expect(await complaintsOf(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await complaintsOf(page, { runOnly: ['color-contrast'] })).toEqual([])
    await page.reload()
    await text.getByRole('button', { name: 'Take the proposal' }).click()
    await gone(text)
    await conflicts.getByRole('group', { name: 'Wait for two stamps' }).getByRole('button', { name: 'Take the proposal' }).click()
    await gone(conflicts)
    await applyButton(page).click()
    await see(version(page, 5))
    await see(row(page, 'Write the short texts'))
    await gone(row(page, 'Wait for two stamps'))
  })

  it('is not taken back by an answer that comes late', async () => {
    const project = await seventeen(site)
    const ada = await open(`/p/${project.id}`, { name: 'Ada', viewport: tall })
    const ben = await open(`/p/${project.id}`, { name: 'Ben', viewport: tall })
    await see(bar(ada))
    await see(bar(ben))
    let letThrough = (): void => undefined
    const held = new Promise<void>((resolve) => (letThrough = resolve))
    await ada.route('**/api/proposals/*', async (route) => {
      const response = await route.fetch()
      if (route.request().method() === 'PATCH') await held
      await route.fulfill({ response })
    })
    await row(ada, 'Documentation').focus()
    await ada.keyboard.press('a')
    await see(row(ben, 'Documentation').getByText('Accepted'))
    await row(ben, 'Print it').focus()
    await ben.keyboard.press('r')
    await see(row(ada, 'Print it').getByText('Rejected'))
    const answered = ada.waitForResponse((response) => response.request().method() === 'PATCH')
    const readAgain = ada.waitForResponse((response) => response.request().method() === 'GET' && response.url().includes('/api/proposals/'))
    letThrough()
    await (await answered).finished()
    await (await readAgain).finished()
    for (const page of [ada, ben]) {
      await see(row(page, 'Documentation').getByText('Accepted'))
      await see(row(page, 'Print it').getByText('Rejected'))
    }
  })

  it('is decided by two people at once without losing either’s word', async () => {
    const project = await seventeen(site)
    const ada = await open(`/p/${project.id}`, { name: 'Ada', viewport: tall })
    const ben = await open(`/p/${project.id}`, { name: 'Ben', viewport: tall })
    await see(bar(ada))
    await see(bar(ben))
    await Promise.all([
      row(ada, 'Documentation')
        .focus()
        .then(() => ada.keyboard.press('a')),
      row(ben, 'Print it')
        .focus()
        .then(() => ben.keyboard.press('r')),
    ])
    for (const page of [ada, ben]) {
      await see(row(page, 'Documentation').getByText('Accepted'))
      await see(row(page, 'Print it').getByText('Rejected'))
    }
    await applyButton(ada).click()
    await see(version(ben, 2))
    await see(bar(ben).getByText('0 of 1 ticked'))
  })
})
