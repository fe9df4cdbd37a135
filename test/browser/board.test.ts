import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chooseFrom, eventually, gone, makeProject, panel, propose, see, toast, world, type MadeProject } from './world.ts'
import { complaintsOf } from './axe.ts'

const site = world()
const { open, api } = site

const board = (page: Page): Locator => page.getByTestId('board')
const column = (page: Page, id: string): Locator => board(page).locator(`pw-board-column[data-column="${id}"]`)
const card = (page: Page, title: string): Locator => board(page).locator('article.card:not(.ghost)').filter({ hasText: title }).first()
const cards = (page: Page, id: string): Promise<string[]> =>
  column(page, id)
    .locator('article:not(.ghost) .card-text')
    .evaluateAll((found) => found.map((each) => each.textContent?.trim() ?? ''))
const versionOf = async ({ id }: MadeProject): Promise<number> =>
  (await api<{ project: { version: number } }>('GET', `/projects/${id}`)).project.version

const kitchen = (title: string): Promise<MadeProject> =>
  makeProject(site, title, {
    menu: { title: 'Menu' },
    soup: { title: 'Soup', parentTaskId: 'menu', estimateMinutes: 60, assignee: { kind: 'person', name: 'Ada Lovelace' } },
    bread: { title: 'Bread', parentTaskId: 'menu', priority: 'high', dueDate: '2020-01-01' },
    cake: { title: 'Cake', status: 'in_progress', acceptanceCriteria: ['It is sweet'], assignee: { kind: 'agent', name: 'Oven' } },
    wine: { title: 'Wine', status: 'done' },
  })

/** Drags with the mouse as a person does: a little first, then there, then a rest before letting go. */
async function drag(page: Page, from: Locator, to: { readonly x: number; readonly y: number }): Promise<void> {
  await from.hover()
  const box = await from.boundingBox()
  if (!box) throw new Error('nothing to drag')
  await eventually(() => from.getAttribute('draggable')).toBe('true')
  await page.mouse.move(box.x + 30, box.y + 14)
  await page.mouse.down()
  await page.mouse.move(box.x + 40, box.y + 24, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await see(page.getByTestId('landing'))
  await page.mouse.move(to.x, to.y + 1)
  await page.mouse.up()
}

describe('the board', () => {
  it('shows leaves in columns, each with what one needs to know of it, and all tasks where asked', async () => {
    const { id } = await kitchen('Kitchen')
    const page = await open(`/p/${id}`)
    await page.getByTestId('view-board').click()
    await see(card(page, 'Soup'))
    expect(await cards(page, 'todo')).toEqual(['Soup', 'Bread'])
    await see(card(page, 'Bread').getByText('overdue since'))
    await see(card(page, 'Bread').getByText('Priority: High'))
    await see(card(page, 'Soup').getByText('Menu', { exact: true }))
    await see(card(page, 'Cake').getByText('Oven, an agent'))
    await see(card(page, 'Cake').getByText('0/1'))
    await page.getByTestId('all-tasks').click()
    await eventually(() => cards(page, 'todo')).toEqual(['Menu', 'Soup', 'Bread'])
    await page.getByTestId('by-assignee').click()
    await eventually(() => cards(page, 'agent:Oven')).toEqual(['Cake'])
    expect(page.url()).toContain('by=assignee')
    await page.reload()
    await eventually(() => cards(page, 'person:Ada Lovelace')).toEqual(['Soup'])
    await page.getByTestId('by-priority').click()
    await eventually(() => cards(page, 'high')).toEqual(['Bread'])
    await page.getByLabel('Filter the plan').fill('wine')
    await eventually(() => cards(page, 'none')).toEqual(['Wine'])
  })

  it('takes a card to another column and place with the mouse, as one change that is undone as one', async () => {
    const project = await kitchen('Supper')
    const page = await open(`/p/${project.id}/board`)
    const second = await open(`/p/${project.id}/board`)
    await see(card(page, 'Soup'))
    await see(card(second, 'Soup'))
    const below = await card(page, 'Cake').boundingBox()
    if (!below) throw new Error('no card')
    await drag(page, card(page, 'Soup'), { x: below.x + 60, y: below.y + below.height - 4 })
    await eventually(() => cards(page, 'in_progress')).toEqual(['Cake', 'Soup'])
    await see(toast(page, 'Moved “Soup” to In progress'))
    await eventually(() => cards(second, 'in_progress')).toEqual(['Cake', 'Soup'])
    const { commit } = await api<{ commit: { counts: object } }>('GET', `/projects/${project.id}/commits/2`)
    expect(commit.counts).toEqual({ created: 0, updated: 1, moved: 0, deleted: 0 })
    const top = await card(page, 'Cake').boundingBox()
    if (!top) throw new Error('no card')
    await drag(page, card(page, 'Soup'), { x: top.x + 60, y: top.y + 4 })
    await eventually(() => cards(page, 'in_progress')).toEqual(['Soup', 'Cake'])
    await page.reload()
    await eventually(() => cards(page, 'in_progress')).toEqual(['Soup', 'Cake'])
    await page.keyboard.press('Control+z')
    await eventually(() => cards(page, 'in_progress')).toEqual(['Cake', 'Soup'])
    await page.keyboard.press('Control+z')
    await eventually(() => cards(page, 'todo')).toEqual(['Soup', 'Bread'])
  })

  it('is worked by keyboard alone: walk, pick up, move, put down, put back, move by menu, add, open', async () => {
    const project = await kitchen('Lunch')
    const page = await open(`/p/${project.id}`)
    await see(page.getByTestId('tree'))
    await page.locator('#main').focus()
    await page.keyboard.press('g')
    await page.keyboard.press('b')
    await see(card(page, 'Soup'))
    await card(page, 'Soup').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press(' ')
    await see(page.getByTestId('announcements').getByText('Picked up “Bread”. To do, 2 of 2.'))
    await page.keyboard.press('ArrowRight')
    await eventually(() => cards(page, 'in_progress')).toEqual(['Cake', 'Bread'])
    await page.keyboard.press('ArrowUp')
    await see(page.getByTestId('announcements').getByText('In progress, 1 of 2.'))
    expect(await versionOf(project)).toBe(1)
    await page.keyboard.press('Escape')
    await eventually(() => cards(page, 'todo')).toEqual(['Soup', 'Bread'])
    await page.keyboard.press(' ')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press(' ')
    await see(toast(page, 'Moved “Bread” to In progress'))
    await eventually(() => versionOf(project)).toBe(2)
    expect(await cards(page, 'in_progress')).toEqual(['Bread', 'Cake'])
    await eventually(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('Bread')
    await page.keyboard.press('m')
    await chooseFrom(page, 'Done')
    await eventually(() => cards(page, 'done')).toEqual(['Wine', 'Bread'])
    await page.keyboard.press('n')
    await page.getByLabel('Title of the new task').fill('Cheese')
    await page.keyboard.press('Enter')
    await eventually(() => cards(page, 'done')).toContain('Cheese')
    await page.keyboard.press('Escape')
    await card(page, 'Cheese').focus()
    await page.keyboard.press('Enter')
    await see(panel(page))
    expect(page.url()).toContain('/board?task=')
    await page.getByTestId('close-task').click()
    await gone(panel(page))
  })

  it('draws a proposal among the cards: added, deleted, changed, and both ends of a move', async () => {
    const project = await kitchen('Breakfast')
    await propose(site, project, [
      { op: 'create', taskId: 'new-1', body: { title: 'Jam', status: 'todo' } },
      { op: 'update', taskId: 'soup', body: { status: 'review' } },
      { op: 'update', taskId: 'cake', body: { title: 'Fruit cake' } },
      { op: 'delete', taskId: 'bread' },
    ])
    const page = await open(`/p/${project.id}/board`)
    await see(card(page, 'Jam').getByText('Added:'))
    await see(card(page, 'Bread').getByText('Deleted:'))
    await see(card(page, 'Fruit').getByRole('insertion'))
    await see(column(page, 'todo').locator('.ghost').getByText('to In review'))
    await see(column(page, 'review').locator('article').filter({ hasText: 'Soup' }).getByText('Changed:'))
    await card(page, 'Jam').focus()
    await page.keyboard.press(' ')
    await see(toast(page, 'This task is only proposed'))
    await page.keyboard.press('r')
    await see(card(page, 'Jam').getByText('left out:'))
    await see(page.getByTestId('proposal-bar').getByText('3 of 4 ticked'))
    await page.keyboard.press('a')
    await see(page.getByTestId('proposal-bar').getByText('4 of 4 ticked'))
    await page.getByTestId('apply').click()
    await eventually(() => cards(page, 'review')).toEqual(['Soup'])
    await eventually(() => cards(page, 'todo')).toEqual(['Jam'])
    await gone(board(page).locator('.ghost'))
  })

  it('takes a card back where the server refuses the change', async () => {
    site.expectComplaint(/409|422|500|Failed to load/)
    const project = await kitchen('Tea')
    const page = await open(`/p/${project.id}/board`)
    await card(page, 'Soup').focus()
    await page.route('**/api/projects/*/patches', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'urn:planwright:problem:patch-conflict',
          title: 'No',
          status: 409,
          detail: 'Somebody was quicker.',
          conflicts: [],
        }),
      }),
    )
    await page.keyboard.press('m')
    await chooseFrom(page, 'Blocked')
    await see(toast(page, 'Somebody was quicker.'))
    await eventually(() => cards(page, 'todo')).toEqual(['Soup', 'Bread'])
    expect(await versionOf(project)).toBe(1)
  })

  it('says why there are no cards', async () => {
    const { id } = await makeProject(site, 'Bare', {})
    const page = await open(`/p/${id}/board`)
    await see(page.getByText('The plan is empty.'))
    await column(page, 'review').getByRole('button', { name: 'Add a task to In review' }).click()
    await page.getByLabel('Title of the new task').fill('Water')
    await page.keyboard.press('Enter')
    await eventually(() => cards(page, 'review')).toEqual(['Water'])
    await page.getByLabel('Filter the plan').fill('fire')
    await page.getByRole('button', { name: 'Show everything' }).click()
    await see(card(page, 'Water'))
  })

  it('shows 5,000 cards by showing few', async () => {
    const { id } = await api<{ id: string }>('POST', '/projects', { title: 'Many' })
    const taskPatches = Array.from({ length: 5_000 }, (_, index) => ({ op: 'create', taskId: `n${index}`, body: { title: `Card ${index}` } }))
    await api('POST', `/projects/${id}/patches`, { baseVersion: 0, taskPatches })
    const page = await open(`/p/${id}/board`)
    await see(card(page, 'Card 0'))
    await see(page.getByText('5000 cards'))
    expect(await board(page).locator('article').count()).toBeLessThan(40)
    await card(page, 'Card 0').focus()
    await page.keyboard.press('End')
    await eventually(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('Card 4999')
    await page.keyboard.press('Home')
    await eventually(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('Card 0')
  })

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced colours', { forcedColors: 'active' }],
    ['on a phone', { viewport: { width: 320, height: 640 } }],
  ] as const)('has nothing that axe complains about, %s', async (_, visit) => {
    const project = await kitchen('Looks')
    await propose(site, project, [
      { op: 'create', taskId: 'new-1', body: { title: 'Jam', status: 'todo' } },
      { op: 'update', taskId: 'soup', body: { status: 'review', estimateMinutes: 120 } },
      { op: 'delete', taskId: 'wine' },
    ])
    const page = await open(`/p/${project.id}/board`, visit)
    await see(card(page, 'Jam'))
    expect(await complaintsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
