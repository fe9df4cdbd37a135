import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  applyButton,
  bar,
  conversation,
  eventually,
  gone,
  makeProject,
  panel,
  propose,
  row,
  say,
  see,
  toast,
  version,
  world,
  type MadeProject,
} from './world.ts'

const site = world()
const { open, api, expectComplaint } = site

const openWith = async ({ id }: MadeProject, options: Parameters<typeof open>[1] = {}): Promise<Page> => {
  const page = await open(`/p/${id}`, { name: 'Ada', ...options })
  await see(page.getByTestId('tree'))
  return page
}

const number = (page: Page, title: string | RegExp) => row(page, title).locator('.cell.lead')
const numberOf = (page: Page, title: string | RegExp): Promise<string> => number(page, title).innerText()

const inView = async (page: Page, title: string | RegExp): Promise<boolean> => {
  const [box, tree] = await Promise.all([row(page, title).boundingBox(), page.locator('pw-tree').boundingBox()])
  return box !== null && tree !== null && box.y >= tree.y && box.y + box.height <= tree.y + tree.height + 1
}

async function party(): Promise<MadeProject> {
  const project = await makeProject(site, 'A party', {
    food: { title: 'Food' },
    bread: { title: 'Bake bread', parentTaskId: 'food' },
    cheese: { title: 'Buy cheese', parentTaskId: 'food' },
    music: { title: 'Music' },
  })
  return project
}

describe('numbers of a plan under review', () => {
  it('are those that the conversation means: what is rejected has none', async () => {
    const project = await party()
    await propose(site, project, [
      { op: 'create', taskId: 'a', body: { title: 'Slice tomatoes', parentTaskId: project.ids['food'] } },
      { op: 'create', taskId: 'b', body: { title: 'Toss salad', parentTaskId: project.ids['food'] } },
      { op: 'update', taskId: 'cheese', body: { parentTaskId: project.ids['food'], afterTaskId: null } },
    ])
    const page = await openWith(project)
    await see(row(page, 'Toss salad'))
    expect(await numberOf(page, 'Toss salad')).toBe('1.4')
    await see(row(page, 'Buy cheese').getByText('was 1.2, now 1.1'))
    await row(page, 'Slice tomatoes').focus()
    await page.keyboard.press('r')
    await eventually(() => numberOf(page, 'Toss salad')).toBe('1.3')
    expect(await numberOf(page, 'Slice tomatoes')).toBe('')
  })
})

describe('what arrives', () => {
  const long = () =>
    makeProject(site, 'A long list', Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t${index}`, { title: `Task number ${index}` }])))
  const change = (title: string) => [{ op: 'update', taskId: 't57', body: { title } }] as const

  it('is scrolled to where none of it is in view', async () => {
    const project = await long()
    const page = await openWith(project)
    await see(row(page, 'Task number 0'))
    await propose(site, project, change('The one that changes'))
    await eventually(() => inView(page, /The one that changes/)).toBe(true)
  })

  it('waits while somebody is typing in the tree', async () => {
    const project = await long()
    const page = await openWith(project)
    await row(page, 'Task number 0').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('Half a ti')
    await propose(site, project, change('The one that changes'))
    await see(bar(page))
    await page.keyboard.type('tle')
    expect(await page.locator('pw-tree').evaluate((tree) => tree.scrollTop)).toBe(0)
    expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Half a title')
  })

  it('stands in the conversation with the turn that changed it, also after a reload', async () => {
    const page = await openWith(await party())
    await say(page, 'Add a task for documentation')
    const turn = await say(page, 'Rename "Music" to "Loud music"')
    const chips = turn.locator('.op-chip')
    await eventually(() => chips.allTextContents()).toEqual(['~Music'])
    await page.reload()
    const turns = conversation(page).getByRole('article')
    await eventually(() => turns.nth(0).locator('.op-chip').allTextContents()).toEqual(['+Documentation'])
    await eventually(() => turns.nth(1).locator('.op-chip').allTextContents()).toEqual(['~Music'])
  })
})

describe('the front page', () => {
  it('is ready to type into', async () => {
    const page = await open()
    await see(page.getByTestId('goal'))
    await eventually(() => page.getByTestId('goal').evaluate((box) => box === document.activeElement)).toBe(true)
  })
})

describe('while the server is away', () => {
  it('keeps what was typed with the reason beside it, and takes it once the server is back', async () => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
    const page = await openWith(await party())
    await page.context().setOffline(true)

    await row(page, 'Music').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('Loud music\n')
    const title = page.getByLabel('Title', { exact: true })
    await see(page.getByRole('alert').filter({ hasText: 'The server cannot be reached' }))
    await eventually(() => title.inputValue()).toBe('Loud music')
    await page.context().setOffline(false)
    await title.press('Enter')
    await see(row(page, 'Loud music'))

    await page.context().setOffline(true)
    await page.keyboard.press('Enter')
    await page.keyboard.type('Invitations\n')
    const box = page.getByTestId('new-task')
    await see(page.getByRole('alert').filter({ hasText: 'The server cannot be reached' }))
    await eventually(() => box.inputValue()).toBe('Invitations')
    await page.context().setOffline(false)
    await box.press('Enter')
    await see(row(page, 'Invitations'))
    await page.keyboard.press('Escape')
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('keeps the fields of the panel too', async () => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
    const page = await openWith(await party())
    await row(page, 'Music').locator('.title').click()
    await see(panel(page))
    await page.context().setOffline(true)
    const estimate = panel(page).getByLabel('Estimate')
    await estimate.fill('2d')
    await estimate.press('Tab')
    const problem = panel(page).getByRole('alert')
    await see(problem)
    expect(await estimate.inputValue()).toBe('2d')
    await page.context().setOffline(false)
    await problem.getByRole('button', { name: 'Try again' }).click()
    await see(version(page, 2))
    await gone(problem)
    expect(await estimate.inputValue()).toBe('2d')
  })

  it('takes its message from the corner when the server answers again', async () => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
    const page = await openWith(await party())
    await page.context().setOffline(true)
    await row(page, 'Music').focus()
    await page.keyboard.press('Delete')
    await see(toast(page, 'The server cannot be reached'))
    await page.context().setOffline(false)
    await row(page, 'Music').focus()
    await page.keyboard.press('Delete')
    await see(toast(page, 'Deleted “Music”'))
    await gone(toast(page, 'The server cannot be reached'))
  })
})

describe('what is proposed', () => {
  it('names a task that goes with the same proposal', async () => {
    const project = await makeProject(site, 'A fair', { stall: { title: 'Build a stall' }, sell: { title: 'Sell jam', dependsOn: ['stall'] } })
    await propose(site, project, [{ op: 'delete', taskId: 'stall' }])
    const page = await openWith(project)
    await see(row(page, 'Sell jam').getByText('− Build a stall'))
    await applyButton(page).click()
    await see(version(page, 2))
    await page.goto(`${site.url}/p/${project.id}/history?from=1&to=2`)
    await see(page.getByTestId('diff').getByText('− Build a stall'))
    expect(await page.getByText('a task that is gone').count()).toBe(0)
  })

  it('is shown and edited with its estimate, priority and dependencies before it is applied', async () => {
    const project = await party()
    await propose(site, project, [
      { op: 'create', taskId: 'dance', body: { title: 'Dance', estimateMinutes: 480, priority: 'high', dependsOn: [project.ids['music']] } },
    ])
    const page = await openWith(project)
    await row(page, 'Dance').focus()
    await page.keyboard.press('i')
    const proposed = page.getByTestId('proposed-task')
    for (const text of ['High', '1d', 'Music']) await see(proposed.getByText(text, { exact: true }))
    await page.getByTestId('close-task').click()
    await row(page, 'Dance').focus()
    await page.keyboard.press('e')
    await page.getByRole('combobox', { name: 'Priority' }).selectOption('urgent')
    await page.getByRole('button', { name: 'Keep the edit' }).click()
    await see(row(page, 'Dance').getByRole('gridcell', { name: 'Priority: Urgent' }))
  })

  it('leaves out what is unticked and what falls with it; rejected is what somebody rejects', async () => {
    const project = await party()
    await propose(site, project, [
      { op: 'create', taskId: 'guests', body: { title: 'Guests' } },
      { op: 'create', taskId: 'invite', body: { title: 'Invite them', parentTaskId: 'guests' } },
      { op: 'create', taskId: 'clean', body: { title: 'Clean up' } },
    ])
    const page = await openWith(project)
    await row(page, 'Guests').getByRole('checkbox').click()
    await see(row(page, 'Guests').getByText('Left out', { exact: true }))
    await see(row(page, 'Invite them').getByText('Left out', { exact: true }))
    await row(page, 'Clean up').focus()
    await page.keyboard.press('r')
    await see(row(page, 'Clean up').getByText('Rejected', { exact: true }))
  })

  it('says what a conflict waits for, goes there, applies the rest, and tells the choice as a choice', async () => {
    const project = await party()
    await propose(site, project, [
      { op: 'update', taskId: 'music', body: { title: 'Soft music' } },
      { op: 'create', taskId: 'clean', body: { title: 'Clean up' } },
    ])
    const page = await openWith(project)
    await see(bar(page))
    await api('PATCH', `/tasks/${project.ids['music']}`, { title: 'Loud music' })
    const reason = page.getByTestId('to-conflict').and(page.getByText('1 conflict waits for your choice'))
    await see(reason)
    expect(await applyButton(page).isDisabled()).toBe(true)
    await reason.click()
    await eventually(() => page.locator(':focus').innerText()).toBe('Keep the plan')
    await page.getByTestId('apply-fitting').click()
    await see(version(page, 3))
    await see(row(page, 'Clean up'))
    await page.getByTestId('conflicts').getByRole('button', { name: 'Keep the plan' }).click()
    await gone(page.getByTestId('conflicts'))
    expect(await page.getByText('by itself').count()).toBe(0)
    await see(row(page, 'Loud music'))
  })

  it('is read whole on a phone: no reason is cut', async () => {
    const project = await party()
    const rationale = 'Because the neighbours asked for it twice already and would otherwise come over in the middle of the night.'
    await propose(site, project, [{ op: 'update', taskId: 'music', body: { title: 'Soft music' }, rationale }])
    const page = await openWith(project, { viewport: { width: 360, height: 760 } })
    const why = page.locator('.why-text').first()
    await see(why)
    expect(await why.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  })
})
