import { describe, expect, it } from 'vitest'
import { runServer, temporaryHome, type RunningServer } from '../start/run-server.ts'
import { applyButton, bar, conversation, eventually, gone, panel, row, say, see, titles, toast, version, world } from './world.ts'

const { home, remove } = temporaryHome()
let server: RunningServer

const { open, expectComplaint } = world(async () => {
  server = await runServer(home)
  return { url: server.url, stop: () => server.stop().finally(remove) }
})

/** The power goes, and comes back: the same data at the same address. */
async function crashAndStart(): Promise<void> {
  await server.stop('SIGKILL')
  server = await runServer(home, { PORT: new URL(server.url).port })
}

describe('from a sentence to an accepted plan', () => {
  it('plans, refines, takes a part, breaks a task down, undoes a step, and finds it all again after a crash', async () => {
    const page = await open()

    // A goal becomes a project with its first proposal waiting.
    await page.getByTestId('goal').fill('Build a new user authentication flow')
    await page.keyboard.press('Enter')
    await see(bar(page))
    await see(page.getByText('Your plan is unchanged until you apply.'))
    await see(version(page, 0))
    const milestones = (await titles(page)).slice(1)
    expect(milestones.length).toBeGreaterThan(3)
    expect(milestones.length).toBeLessThanOrEqual(6)
    await see(row(page, milestones[0] ?? '').getByText('Added:'))
    await see(page.getByRole('button', { name: `Apply ${milestones.length + 1} changes` }))

    // It is refined by talking: two become one, and one comes along.
    await say(page, 'Combine the first two')
    await eventually(() => titles(page)).toHaveLength(milestones.length)
    const answer = await say(page, 'Add a task for documentation')
    await see(row(page, 'Documentation'))
    await see(answer.getByText(/operations waiting/))
    const [, first = '', second = '', ...others] = await titles(page)
    expect(first).toBe(milestones[0])
    await see(bar(page).getByText('revision 3'))

    // One is refused: what cannot stand without it is named before, and falls with it.
    const box = row(page, second).getByRole('checkbox')
    await box.hover()
    await see(row(page, second).getByText('also leaves 2 that need it'))
    await box.click()
    await see(row(page, second).getByText('also left 2 that need it'))
    expect(
      await row(page, others[0] ?? '')
        .getByRole('checkbox')
        .isChecked(),
    ).toBe(false)
    expect(await row(page, first).getByRole('checkbox').isChecked()).toBe(true)

    // A part is applied, the rest stays open.
    await page.getByRole('button', { name: /^Apply 3 changes$/ }).click()
    await see(version(page, 1))
    await see(bar(page).getByText('0 of 3 ticked'))
    await see(page.getByRole('heading', { level: 1, name: /authentication/i }))
    expect(await applyButton(page).isDisabled()).toBe(true)
    expect(await row(page, first).getByText('Added:').count()).toBe(0)
    await see(row(page, second).getByText('Added:'))

    // A task is broken down in a conversation of its own.
    await row(page, first).locator('.title').click()
    await panel(page).getByRole('button', { name: 'Break down' }).click()
    await see(page.getByRole('complementary', { name: 'Conversation' }).getByRole('heading', { name: `About ${first}` }))
    await see(applyButton(page).and(page.getByRole('button', { name: /^Apply \d changes$/ })))
    const subtasks = (await titles(page)).slice(1, -1)
    expect(subtasks.length).toBeGreaterThanOrEqual(3)
    await page.keyboard.press('Escape')
    await applyButton(page).click()
    await see(version(page, 2))
    await see(row(page, subtasks[0] ?? ''))
    await page.getByTestId('leave-focus').click()
    await see(bar(page).getByText('0 of 3 ticked'))

    // A step by hand, and back.
    await row(page, 'Documentation').focus()
    await page.keyboard.press('F2')
    await page.getByLabel('Title', { exact: true }).fill('Write the manual')
    await page.keyboard.press('Enter')
    await see(row(page, 'Write the manual'))
    await see(version(page, 3))
    await page.keyboard.press('Control+z')
    await see(row(page, 'Documentation'))
    await see(version(page, 4))

    // The server dies and comes back; everything is as it was left.
    expectComplaint(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/)
    const before = await titles(page)
    await crashAndStart()
    await page.reload()
    await see(version(page, 4))
    await see(bar(page).getByText('0 of 3 ticked'))
    expect(await titles(page)).toEqual(before)
    await see(row(page, second).getByText('Left out'))
    await see(conversation(page).getByText('Build a new user authentication flow'))
    await see(conversation(page).getByText('Combine the first two'))
    await row(page, first).locator('.title').click()
    await panel(page).getByRole('button', { name: 'Talk about this task' }).click()
    await see(conversation(page).getByText('Break this down into sub-tasks'))
    await page.getByTestId('history').click()
    await eventually(() =>
      page
        .getByRole('main')
        .getByRole('listitem')
        .getByText(/^Version \d$/)
        .allTextContents(),
    ).toEqual(['Version 4', 'Version 3', 'Version 2', 'Version 1'])
    await page.getByRole('link', { name: 'Plan', exact: true }).click()

    // And it goes on: the rest is taken after all.
    await see(bar(page).getByText('0 of 3 ticked'))
    await bar(page).getByTestId('tick-all').click()
    await page.getByRole('button', { name: 'Apply 3 changes' }).click()
    await see(toast(page, 'Applied 3 changes as version 5'))
    await gone(bar(page))
    await see(row(page, second))
  })
})
