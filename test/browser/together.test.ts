import { describe, expect, it } from 'vitest'
import { runServer, temporaryHome, type RunningServer } from '../start/run-server.ts'
import { applyButton, bar, eventually, gone, makeProject, panel, propose, row, see, titles, version, world } from './world.ts'

const { home, remove } = temporaryHome()
let server: RunningServer

const site = world(async () => {
  server = await runServer(home)
  return { url: server.url, stop: () => server.stop().finally(remove) }
})
const { open, openTab, api, expectComplaint } = site

const start = async (): Promise<void> => {
  server = await runServer(home, { PORT: new URL(server.url).port })
}

describe('two browsers on one project', () => {
  it('see each other’s changes, proposals and decisions without a reload', async () => {
    const project = await makeProject(site, 'Together', { one: { title: 'One' }, two: { title: 'Two' } })
    const ada = await open(`/p/${project.id}`)
    const bob = await open(`/p/${project.id}`)
    await see(row(bob, 'Two'))
    await row(ada, 'Two').focus()
    await ada.keyboard.press('F2')
    await ada.keyboard.type('Second')
    await ada.keyboard.press('Enter')
    await see(row(bob, 'Second'))
    await row(bob, 'One').focus()
    await bob.keyboard.press('Alt+ArrowDown')
    await eventually(() => titles(ada)).toEqual(['Second', 'One'])
    await see(version(ada, 3))

    await propose(site, project, [{ op: 'create', taskId: 'three', body: { title: 'Three' } }], 3)
    await see(row(ada, 'Three').getByText('Added:'))
    await see(row(bob, 'Three').getByText('Added:'))
    await row(ada, 'Three').getByRole('checkbox').click()
    await eventually(() => row(bob, 'Three').getByRole('checkbox').isChecked()).toBe(false)
    await row(bob, 'Three').getByRole('checkbox').click()
    await eventually(() => row(ada, 'Three').getByRole('checkbox').isChecked()).toBe(true)
    await applyButton(bob).click()
    await gone(bar(ada))
    await see(row(ada, 'Three'))
    await see(version(ada, 4))
  })

  it('keep what one is typing while the other changes the same task', async () => {
    const { id, ids } = await makeProject(site, 'Typing', { one: { title: 'One' }, two: { title: 'Two' } })
    const page = await open(`/p/${id}`)
    await row(page, 'One').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('Half a na')
    await api('PATCH', `/tasks/${ids['two']}`, { title: 'Two by a script' })
    await see(row(page, 'Two by a script'))
    await page.keyboard.type('me')
    await page.keyboard.press('Enter')
    await see(row(page, 'Half a name'))

    await row(page, 'Two by a script').locator('.title').click()
    await panel(page).getByLabel('Tags').fill('half a tag')
    await api('PATCH', `/tasks/${ids['two']}`, { priority: 'high' })
    await see(panel(page).getByRole('button', { name: 'High' }))
    expect(await panel(page).getByLabel('Tags').inputValue()).toBe('half a tag')
  })

  it('follow a rename on the front page, and the end of a project', async () => {
    const { id } = await makeProject(site, 'Short life', { one: { title: 'One' } })
    const list = await open()
    const page = await open(`/p/${id}`)
    await see(row(page, 'One'))
    await see(list.getByRole('link', { name: 'Short life' }))
    await api('PATCH', `/projects/${id}`, { title: 'Very short life' })
    await see(page.getByRole('heading', { name: 'Very short life' }))
    await see(list.getByRole('link', { name: 'Very short life' }))
    expectComplaint(/404 \(Not Found\)/)
    await api('DELETE', `/projects/${id}`)
    await see(page.getByRole('heading', { name: 'There is no such project' }))
    await gone(list.getByRole('link', { name: 'Very short life' }))
  })

  it('share one connection among the tabs of a browser', async () => {
    const { id } = await makeProject(site, 'Many tabs', { one: { title: 'One' } })
    const first = await open(`/p/${id}`)
    await see(row(first, 'One'))
    const tabs = [first]
    // A browser opens six connections to one address: with a stream in each, the seventh tab would not load.
    for (let tab = 0; tab < 7; tab += 1) tabs.push(await openTab(first, `/p/${id}`))
    for (const tab of tabs) await see(row(tab, 'One'))
    await api('POST', `/projects/${id}/tasks`, { title: 'For all tabs' })
    for (const tab of tabs) await see(row(tab, 'For all tabs'))
    await first.close()
    await api('POST', `/projects/${id}/tasks`, { title: 'After the first left' })
    for (const tab of tabs.slice(1)) await see(row(tab, 'After the first left'))
  })
})

describe('when the server goes away', () => {
  it('says so, keeps what is shown and what is typed, and goes on when it is back', async () => {
    expectComplaint(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED/)
    const { id, ids } = await makeProject(site, 'Storm', { one: { title: 'One' }, two: { title: 'Two' } })
    const page = await open(`/p/${id}`)
    await see(row(page, 'Two'))
    await server.stop()
    await see(page.getByTestId('offline'))
    await see(row(page, 'Two'))
    await row(page, 'Two').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('Not lost')
    await page.keyboard.press('Enter')
    await see(
      page
        .getByTestId('tree')
        .getByRole('alert')
        .getByText(/server/i),
    )
    expect(await page.getByTestId('tree').getByRole('textbox').inputValue()).toBe('Not lost')

    await start()
    await gone(page.getByTestId('offline'))
    await api('PATCH', `/tasks/${ids['one']}`, { title: 'One after the storm' })
    await see(row(page, 'One after the storm'))
    await page.getByTestId('tree').getByRole('textbox').press('Enter')
    await see(row(page, 'Not lost'))
    await see(version(page, 3))
  })
})
