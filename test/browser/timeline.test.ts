import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { complaintsOf } from './axe.ts'
import { bar as proposalBar, chooseFrom, eventually, gone, makeProject, panel, propose, see, toast, world, type MadeProject } from './world.ts'

const site = world()
const { open, api } = site

const row = (page: Page, title: string): Locator => page.getByTestId('timeline').getByRole('row').filter({ hasText: title }).first()
const cell = (page: Page, title: string): Locator => row(page, title).getByRole('gridcell')
const spoken = (page: Page, title: string): Promise<string | null> => cell(page, title).getAttribute('aria-label')
const barOf = (page: Page, title: string): Locator => row(page, title).locator('[data-bar]')
const task = (project: MadeProject, name: string) =>
  api<{ task: { startDate: string | null; dueDate: string | null; estimateMinutes: number | null } }>('GET', `/tasks/${project.ids[name] ?? ''}`)
const day = 480

/** A house over a year from now, so that no test depends on the day it is run. */
async function house(title: string, startDate = '2031-01-06'): Promise<MadeProject> {
  const project = await makeProject(site, title, {
    ground: { title: 'Ground' },
    dig: { title: 'Dig', parentTaskId: 'ground', estimateMinutes: 3 * day },
    pour: { title: 'Pour', parentTaskId: 'ground', estimateMinutes: 2 * day, dependsOn: ['dig'] },
    walls: { title: 'Walls', estimateMinutes: 5 * day, dependsOn: ['ground'], dueDate: '2031-01-16' },
    garden: { title: 'Garden', estimateMinutes: 2 * day },
    lamp: { title: 'Lamp' },
  })
  await api('PATCH', `/projects/${project.id}`, { startDate })
  return project
}

describe('the timeline', () => {
  it('computes when everything can be done, and says so in words: computed, critical, slack, late, assumed', async () => {
    const { id } = await house('House')
    const page = await open(`/p/${id}`)
    await page.getByTestId('view-timeline').click()
    await see(row(page, 'Dig'))
    await eventually(() => spoken(page, 'Dig')).toBe('Jan 6, 2031 to Jan 8, 2031, computed, 3d, critical')
    expect(await spoken(page, 'Ground')).toBe('Jan 6, 2031 to Jan 10, 2031, 1w, critical')
    expect(await spoken(page, 'Walls')).toBe('Jan 13, 2031 to Jan 17, 2031, computed, 1w, critical, 1 day after the due date Jan 16, 2031')
    expect(await spoken(page, 'Garden')).toBe('Jan 6, 2031 to Jan 7, 2031, computed, 2d, slack 1w 3d')
    expect(await spoken(page, 'Lamp')).toContain('1 day assumed')
    await see(page.getByTestId('finish').getByText('Jan 17, 2031'))
    await page.getByTestId('fact-due-missed').click()
    await see(page.getByRole('menu').getByText('ends 1 day after Jan 16, 2031'))
    await chooseFrom(page, 'Walls')
    await eventually(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('Walls')
    await page.getByTestId('zoom-month').click()
    await see(page.getByTestId('timeline'))
    expect(page.url()).toContain('zoom=month')
    await page.reload()
    await eventually(() => page.getByTestId('zoom-month').getAttribute('aria-checked')).toBe('true')
  })

  it('moves a bar with the mouse: what follows is seen before it is let go, and it is one change', async () => {
    const project = await house('Cottage')
    const page = await open(`/p/${project.id}/timeline?zoom=day`)
    const second = await open(`/p/${project.id}/timeline`)
    await see(barOf(page, 'Dig'))
    await see(barOf(second, 'Dig'))
    await barOf(page, 'Dig').scrollIntoViewIfNeeded()
    const box = await barOf(page, 'Dig').boundingBox()
    if (!box) throw new Error('no bar')
    await page.mouse.move(box.x + 20, box.y + 8)
    await page.mouse.down()
    await page.mouse.move(box.x + 60, box.y + 8, { steps: 4 })
    await page.mouse.move(box.x + 20 + 2 * 44, box.y + 9, { steps: 4 })
    await see(page.getByTestId('effects').getByText('moves 2 tasks, finish 2 days later'))
    await see(row(page, 'Walls').getByTestId('next'))
    expect((await task(project, 'dig')).task.startDate).toBeNull()
    await page.mouse.up()
    await see(toast(page, 'Moved “Dig”'))
    await gone(page.getByTestId('effects'))
    await eventually(() => spoken(page, 'Dig')).toBe('Jan 8, 2031 to Jan 10, 2031, 3d, critical')
    expect((await task(project, 'dig')).task).toMatchObject({ startDate: '2031-01-08', dueDate: null })
    await eventually(() => spoken(second, 'Walls')).toContain('Jan 15, 2031 to Jan 21, 2031')
    await page.keyboard.press('Control+z')
    await eventually(() => spoken(page, 'Dig')).toContain('Jan 6, 2031 to Jan 8, 2031')
    // Its end: longer by a day.
    const end = await barOf(page, 'Garden').boundingBox()
    if (!end) throw new Error('no bar')
    await page.mouse.move(end.x + end.width - 1, end.y + 8)
    await page.mouse.down()
    await page.mouse.move(end.x + end.width + 20, end.y + 8, { steps: 4 })
    await page.mouse.move(end.x + end.width + 43, end.y + 8, { steps: 4 })
    await see(page.getByTestId('effects').getByText('moves nothing else, same finish'))
    await page.mouse.up()
    await eventually(async () => (await task(project, 'garden')).task.estimateMinutes).toBe(3 * day)
  })

  it('is worked by keyboard alone: walk, fold, shift, resize, keep, put back, open', async () => {
    const project = await house('Hut')
    const page = await open(`/p/${project.id}`)
    await see(page.getByTestId('tree'))
    await page.locator('#main').focus()
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    await see(row(page, 'Dig'))
    await row(page, 'Ground').focus()
    await page.keyboard.press('ArrowLeft')
    await gone(row(page, 'Dig'))
    await page.keyboard.press('ArrowRight')
    await see(row(page, 'Dig'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await see(page.getByTestId('announcements').getByText(/Jan 8, 2031 to Jan 10, 2031, moves 2 tasks, finish 2 days later/))
    await page.keyboard.press('Escape')
    await gone(page.getByTestId('effects'))
    expect((await task(project, 'dig')).task.startDate).toBeNull()
    await page.keyboard.press('Shift+ArrowRight')
    await see(page.getByTestId('effects').getByText('finish 1 day later'))
    await page.keyboard.press('Enter')
    await eventually(async () => (await task(project, 'dig')).task.estimateMinutes).toBe(4 * day)
    await eventually(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('Dig')
    await page.keyboard.press('Enter')
    await see(panel(page))
    await page.getByTestId('close-task').click()
    await row(page, 'Ground').focus()
    await page.keyboard.press('m')
    await see(page.getByRole('menu').getByText('Move those.').first())
    await page.keyboard.press('Escape')
  })

  it('puts computed dates up for review, and stores none before they are accepted', async () => {
    const project = await house('Barn')
    const page = await open(`/p/${project.id}/timeline`)
    await see(row(page, 'Dig'))
    await page.getByTestId('timeline-menu').click()
    await chooseFrom(page, 'Fix the dates of 5 tasks')
    await see(proposalBar(page))
    expect((await task(project, 'dig')).task.startDate).toBeNull()
    await page.getByTestId('apply').click()
    await eventually(async () => (await task(project, 'dig')).task).toMatchObject({ startDate: '2031-01-06', dueDate: '2031-01-08' })
    expect((await task(project, 'walls')).task).toMatchObject({ startDate: '2031-01-13', dueDate: '2031-01-16' })
    await eventually(() => spoken(page, 'Dig')).toBe('Jan 6, 2031 to Jan 8, 2031, 3d, critical, due Jan 8, 2031')
  })

  it('draws a proposal: what would be, and where it was', async () => {
    const project = await house('Shed')
    await propose(
      site,
      project,
      [
        { op: 'update', taskId: 'dig', body: { estimateMinutes: 5 * day } },
        { op: 'delete', taskId: 'garden' },
        { op: 'create', taskId: 'new-1', body: { title: 'Roof', dependsOn: [project.ids['walls']] } },
      ],
      2,
    )
    const page = await open(`/p/${project.id}/timeline`)
    await see(row(page, 'Dig').getByText('Changed:'))
    await eventually(() => spoken(page, 'Dig')).toBe(
      'Jan 6, 2031 to Jan 10, 2031, computed, 1w, critical; was Jan 6, 2031 to Jan 8, 2031, computed, 3d, critical',
    )
    await see(row(page, 'Garden').getByText('Deleted:'))
    await see(row(page, 'Roof').getByText('Added:'))
    await eventually(() => spoken(page, 'Walls')).toContain('; was Jan 13, 2031 to Jan 17, 2031')
    await row(page, 'Garden').focus()
    await page.keyboard.press('r')
    await see(row(page, 'Garden').getByText('left out:'))
    await see(proposalBar(page).getByText('2 of 3 ticked'))
    await page.getByTestId('lens').getByText('Original').click()
    await eventually(() => spoken(page, 'Dig')).toBe('Jan 6, 2031 to Jan 8, 2031, computed, 3d, critical')
  })

  it('can be read as a table, and counts the days that people work', async () => {
    const { id } = await house('Tent')
    const page = await open(`/p/${id}/timeline?zoom=table`)
    const table = page.getByTestId('timeline-table')
    await see(table.getByRole('row').filter({ hasText: 'Walls' }).getByText('1 day late'))
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['Task', 'Start', 'End', 'Length', 'Slack', 'Due'])
    await page.getByTestId('timeline-menu').click()
    await chooseFrom(page, 'Working days and hours')
    await chooseFrom(page, 'Saturday')
    await see(table.getByRole('row').filter({ hasText: 'Walls' }).getByText('Jan 16, 2031').nth(1))
    await page.getByTestId('timeline-menu').click()
    await chooseFrom(page, 'Working days and hours')
    await chooseFrom(page, 'Days off')
    await page.getByLabel('Dates, YYYY-MM-DD').fill('2031-01-08\nsoon')
    await page.getByTestId('confirm').click()
    await see(toast(page, '“soon” is no date.'))
  })

  it('lets a finger take hold of a bar, and opens the task by its name or moves it by a menu', async () => {
    const project = await house('Boat')
    const page = await open(`/p/${project.id}/timeline`, { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true })
    await barOf(page, 'Garden').tap()
    await eventually(() => row(page, 'Garden').getAttribute('class')).toContain('current')
    expect(await panel(page).count()).toBe(0)
    expect(await barOf(page, 'Garden').evaluate((bar) => getComputedStyle(bar).touchAction)).toBe('none')
    await row(page, 'Garden').getByRole('rowheader').click({ button: 'right' })
    await chooseFrom(page, 'A day later')
    await eventually(async () => (await task(project, 'garden')).task.startDate).toBe('2031-01-07')
    await row(page, 'Garden').getByRole('rowheader').tap()
    await see(panel(page))
  })

  it('says what it has nothing of', async () => {
    const { id } = await makeProject(site, 'Bare', {})
    const page = await open(`/p/${id}/timeline`)
    await see(page.getByText('Nothing to lay out yet'))
    const filtered = await open(`/p/${(await house('Igloo')).id}/timeline`)
    await see(row(filtered, 'Dig'))
    await filtered.getByLabel('Filter the plan').fill('chimney')
    await filtered.getByRole('button', { name: 'Show everything' }).click()
    await see(row(filtered, 'Dig'))
  })

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced colours', { forcedColors: 'active' }],
    ['on a phone', { viewport: { width: 320, height: 640 } }],
  ] as const)('has nothing that axe complains about, %s', async (_, visit) => {
    const project = await house('Palace')
    await propose(
      site,
      project,
      [
        { op: 'update', taskId: 'dig', body: { estimateMinutes: 5 * day } },
        { op: 'delete', taskId: 'garden' },
      ],
      2,
    )
    const page = await open(`/p/${project.id}/timeline`, visit)
    await see(row(page, 'Dig'))
    expect(await complaintsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.goto(`${site.url}/p/${project.id}/timeline?zoom=table`)
    await see(page.getByTestId('timeline-table'))
    expect(await complaintsOf(page)).toEqual([])
  })
})
