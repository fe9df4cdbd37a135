import { describe, expect, it } from 'vitest'
import { runServer, temporaryHome } from '../start/run-server.ts'
import { chooseFrom, eventually, gone, makeProject, panel, propose, row, see, version, world } from './world.ts'

const site = world(async () => {
  const { home, remove } = temporaryHome()
  const server = await runServer(home, { PLANWRIGHT_USER: 'Grace' })
  return { url: server.url, stop: () => server.stop().finally(remove) }
})
const { open } = site

const palette = 'Commands, tasks and projects'

describe('the palette', () => {
  it('finds tasks, commands with their keys, and projects, by keyboard alone', async () => {
    await makeProject(site, 'Another project', { z: { title: 'Z' } })
    const { id } = await makeProject(site, 'Palette', {
      roof: { title: 'Roof' },
      tiles: { title: 'Clay tiles', parentTaskId: 'roof' },
      walls: { title: 'Walls' },
    })
    const page = await open(`/p/${id}`)
    await row(page, 'Roof').focus()
    await page.keyboard.press('1')
    await gone(row(page, 'Clay tiles'))
    await page.keyboard.press('Control+k')
    const box = page.getByRole('combobox', { name: palette })
    await box.fill('clay')
    await see(page.getByRole('option', { name: /Clay tiles/ }))
    expect(await box.getAttribute('aria-activedescendant')).toBe(await page.getByRole('option', { selected: true }).getAttribute('id'))
    await page.keyboard.press('Enter')
    await see(panel(page))
    await see(row(page, 'Clay tiles'))
    await page.keyboard.press('Escape')
    await row(page, 'Walls').focus()
    await page.keyboard.press('Control+k')
    await box.fill('move up')
    await see(page.getByRole('option', { name: /Move up Walls Alt ↑/ }))
    await page.keyboard.press('Enter')
    await see(version(page, 2))
    await eventually(() => page.locator('[role=row]:focus .title').innerText()).toBe('Walls')
    await page.keyboard.press('Control+k')
    await box.fill('zzzz')
    await see(page.getByText('Nothing fits “zzzz”.'))
    await page.keyboard.press('Escape')
    await gone(box)
    await page.keyboard.press('Control+k')
    await see(box)
    // The projects come when they come.
    await eventually(async () => {
      await box.fill('')
      await box.fill('another')
      return page.getByRole('option', { name: 'Another project' }).count()
    }).toBe(1)
    await page.keyboard.press('Enter')
    await see(page.getByRole('heading', { level: 1, name: 'Another project' }))
  })

  it('opens the settings, the keys and another theme from the front page', async () => {
    const page = await open()
    await see(page.getByTestId('goal'))
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: palette }).fill('dark')
    await page.keyboard.press('Enter')
    await eventually(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    await page.keyboard.press('Control+/')
    await see(page.getByRole('dialog', { name: 'Keys' }))
  })
})

describe('the settings', () => {
  it('turn single letters off, everywhere and for good, and leave the rest', async () => {
    const { id } = await makeProject(site, 'Letters', { one: { title: 'One' }, two: { title: 'Two' } })
    const page = await open(`/p/${id}`)
    await see(row(page, 'Two'))
    await page.keyboard.press('Control+,')
    const dialog = page.getByRole('dialog', { name: 'Settings' })
    await dialog.getByRole('tab', { name: 'Appearance' }).focus()
    await page.keyboard.press('ArrowDown')
    await dialog.getByRole('checkbox', { name: /Single letters/ }).uncheck()
    await page.keyboard.press('Escape')
    await gone(dialog)
    await row(page, 'One').focus()
    for (const key of ['j', '?', '/', 'x', 's', '#', '1']) await page.keyboard.press(key)
    await page.keyboard.press('ArrowDown')
    await eventually(() => page.locator('[role=row]:focus .title').innerText()).toBe('Two')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.reload()
    await row(page, 'One').focus()
    await page.keyboard.press('i')
    await page.keyboard.press('Control+/')
    await see(page.getByRole('dialog', { name: 'Keys' }).getByText('turned off'))
    expect(await panel(page).count()).toBe(0)
  })

  it('know the name that the server was started with, until the person gives another', async () => {
    const { id } = await makeProject(site, 'Who', { one: { title: 'One' } })
    const page = await open(`/p/${id}`)
    await see(page.getByTestId('person').getByText('Grace'))
    await row(page, 'One').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('First\n')
    await see(version(page, 2))
    await page.getByTestId('person').click()
    const dialog = page.getByRole('dialog', { name: 'Settings' })
    await dialog.getByRole('tab', { name: 'Your name' }).click()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Zoë')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.keyboard.press('Escape')
    await see(page.getByTestId('person').getByText('Zoë'))
    await row(page, 'First').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('Second\n')
    await see(version(page, 3))
    const { items } = await site.api<{ items: { author: { name: string } }[] }>('GET', `/projects/${id}/commits`)
    expect(items.slice(0, 2).map(({ author }) => author.name)).toEqual(['Zoë', 'Grace'])
    await page.goto(site.url)
    await see(page.getByTestId('goal'))
    expect(await page.getByLabel('What should we call you?').count()).toBe(0)
  })

  it('make the contrast stronger, and say which server this is', async () => {
    const page = await open()
    await see(page.getByTestId('goal'))
    const line = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--line'))
    const before = await line()
    await page.getByTestId('appearance').click()
    await chooseFrom(page, 'High contrast')
    await eventually(line).not.toBe(before)
    await page.reload()
    await see(page.getByTestId('goal'))
    expect(await line()).not.toBe(before)
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'About' }).click()
    await see(page.getByRole('tabpanel').getByText(/version \d/))
  })
})

describe('the keys', () => {
  it('are listed from the table that the page reads', async () => {
    const page = await open()
    await see(page.getByTestId('goal'))
    await page.keyboard.press('Control+/')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    for (const [key, what] of [
      ['A', 'accept the row, go to the next'],
      ['Ctrl K', 'commands, tasks and projects'],
      ['Alt →', 'indent'],
      ['G B', 'to the board'],
    ] as const) {
      const line = dialog.locator('dl > div').filter({ hasText: what })
      expect(await line.first().locator('kbd').first().innerText(), what).toBe(key)
    }
  })
})

describe('the details of a task', () => {
  it('hold its history, its conversation, its files, links and data', async () => {
    const { id, ids } = await makeProject(site, 'Whole', { one: { title: 'One' }, two: { title: 'Two' } })
    const page = await open(`/p/${id}?task=${ids['one']}`)
    const details = panel(page)
    await see(details)
    for (const text of ['First', 'Second', 'Third']) {
      await details.getByLabel('New criterion').fill(text)
      await page.keyboard.press('Enter')
      await see(details.getByRole('checkbox', { name: `Met: ${text}` }))
    }
    await details.getByRole('button', { name: 'Up: Third' }).click()
    const criteria = (): Promise<string[]> =>
      details.getByLabel('Criterion', { exact: true }).evaluateAll((found) => found.map((each) => (each as HTMLTextAreaElement).value))
    await eventually(criteria).toEqual(['First', 'Third', 'Second'])
    await details.getByText('Files, links and data').click()
    await details.getByLabel('Files to look at').fill('src/one.ts\nsrc/two.ts')
    await details.getByLabel('Data (JSON)').fill('{"size": 3}')
    await details.getByRole('textbox', { name: 'Tool', exact: true }).fill('github')
    await see(version(page, 7))
    await details.getByLabel('Its number there').fill('#12')
    await details.getByLabel('Address').fill('https://example.org/12')
    await page.keyboard.press('Enter')
    await see(details.getByRole('link', { name: 'github #12' }))
    await details.getByTestId('add-dependant').click()
    await page.getByRole('combobox', { name: 'Which task waits for it?' }).fill('two')
    await page.keyboard.press('Enter')
    await see(details.getByRole('button', { name: 'Two no longer waits for it' }))
    await see(details.getByText(/^Made/))

    await details.getByRole('tab', { name: 'History' }).click()
    const history = page.getByTestId('task-history')
    await eventually(() => history.getByRole('listitem').count()).toBe(8)
    await see(history.getByText('src/one.ts'))
    await details.getByLabel('Title').fill('One and only')
    await page.keyboard.press('Enter')
    await eventually(() => history.getByRole('listitem').count()).toBe(9)
    await details.getByRole('tab', { name: 'Conversation' }).click()
    await see(details.getByText('Nobody has talked about it yet'))
  })
})

describe('the list of projects', () => {
  it('says where proposals wait, and how many', async () => {
    const project = await makeProject(site, 'Waiting here', { one: { title: 'One' } })
    await propose(site, project, [{ op: 'create', taskId: 'two', body: { title: 'Two' } }])
    await propose(site, project, [{ op: 'create', taskId: 'three', body: { title: 'Three' } }])
    const page = await open()
    const item = page.locator(`[data-project-id="${project.id}"]`)
    await see(item.getByText('2 proposals waiting'))
  })
})
