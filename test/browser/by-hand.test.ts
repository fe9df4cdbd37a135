import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  cellOf,
  chooseFrom,
  eventually,
  gone,
  makeProject,
  panel,
  row,
  rows,
  see,
  titles,
  toast,
  tree,
  version,
  world,
  type Fields,
} from './world.ts'

const site = world()
const { open, openTab } = site

const openWith = async (title: string, tasks: Readonly<Record<string, Fields>>): Promise<Page> => {
  const project = await makeProject(site, title, tasks)
  const page = await open(`/p/${project.id}`)
  await see(page.getByRole('heading', { level: 1, name: title }))
  return page
}

const house = { roof: { title: 'Roof' }, walls: { title: 'Walls' }, doors: { title: 'Doors' }, garden: { title: 'Garden' } }
const level = (page: Page, title: string): Promise<string | null> => row(page, title).getAttribute('aria-level')
const focusedTitle = (page: Page): Promise<string> => page.locator('[role=row]:focus .title').innerText()
const openDetails = async (page: Page, title: string): Promise<Locator> => {
  await row(page, title).locator('.title').click()
  await see(panel(page))
  return panel(page)
}

describe('planning by hand', () => {
  it('writes a list as fast as one types: Enter adds, Enter adds again, Escape ends', async () => {
    const page = await openWith('An empty list', {})
    await page.getByRole('button', { name: 'Add a task' }).click()
    // Faster than the server answers.
    for (const title of ['Milk', 'Bread', 'Butter']) await page.keyboard.type(`${title}\n`)
    await see(row(page, 'Butter'))
    await page.keyboard.press('Escape')
    expect(await titles(page)).toEqual(['Milk', 'Bread', 'Butter'])
    await eventually(() => focusedTitle(page)).toBe('Butter')
    await row(page, 'Milk').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Eggs')
    await page.keyboard.press('Enter')
    await see(row(page, 'Eggs'))
    await page.keyboard.press('Escape')
    expect(await titles(page)).toEqual(['Milk', 'Eggs', 'Bread', 'Butter'])
    await see(version(page, 4))
  })

  it('renames with F2 or a double click, and gives a name up with Escape', async () => {
    const page = await openWith('Names', house)
    await row(page, 'Walls').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('Strong walls')
    await page.keyboard.press('Enter')
    await see(row(page, 'Strong walls'))
    await eventually(() => focusedTitle(page)).toBe('Strong walls')
    await page.keyboard.press('F2')
    await page.keyboard.type('Nonsense')
    await page.keyboard.press('Escape')
    await see(row(page, 'Strong walls'))
    await see(version(page, 2))
    await row(page, 'Roof').locator('.title').dblclick()
    await page.keyboard.type('Red roof')
    await page.keyboard.press('Enter')
    await see(row(page, 'Red roof'))
  })

  it('moves with Alt and the arrows, keeps the focus on what moves, and takes each step back', async () => {
    const page = await openWith('Order', house)
    await row(page, 'Walls').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await eventually(() => titles(page)).toEqual(['Walls', 'Roof', 'Doors', 'Garden'])
    expect(await focusedTitle(page)).toBe('Walls')
    await page.keyboard.press('Alt+ArrowDown')
    await eventually(() => titles(page)).toEqual(['Roof', 'Walls', 'Doors', 'Garden'])
    await row(page, 'Doors').focus()
    await page.keyboard.press('Alt+ArrowRight')
    await eventually(() => level(page, 'Doors')).toBe('2')
    await eventually(() => focusedTitle(page)).toBe('Doors')
    await page.keyboard.press('Alt+ArrowLeft')
    await eventually(() => level(page, 'Doors')).toBe('1')
    await see(version(page, 5))
    // As quickly as one likes: every press counts.
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Control+z')
    await see(version(page, 9))
    expect(await titles(page)).toEqual(['Roof', 'Walls', 'Doors', 'Garden'])
    await row(page, 'Roof').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await eventually(() => page.getByTestId('announcements').textContent()).toContain('It cannot go further that way.')
  })

  it('deletes with Delete, asks where a branch would go, and brings it back', async () => {
    const page = await openWith('Less', { ...house, tiles: { title: 'Tiles', parentTaskId: 'roof' } })
    await row(page, 'Garden').focus()
    await page.keyboard.press('Delete')
    await gone(row(page, 'Garden'))
    await toast(page, 'Deleted “Garden”').getByRole('button', { name: 'Undo' }).click()
    await see(row(page, 'Garden'))
    await row(page, 'Roof').focus()
    await page.keyboard.press('Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete 1 task with 1 child' }).click()
    await gone(row(page, 'Tiles'))
    await page.keyboard.press('Control+z')
    await see(row(page, 'Tiles'))
  })

  it('goes along with a task that moves past a long branch', async () => {
    const steps = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`s${index}`, { title: `Step ${index + 1}`, parentTaskId: 'long' }]))
    const page = await openWith('Far', { first: { title: 'First' }, long: { title: 'Long' }, ...steps, last: { title: 'Last' } })
    await row(page, 'First').focus()
    await page.keyboard.press('Alt+ArrowDown')
    await see(version(page, 2))
    await see(row(page, 'Step 80'))
    await eventually(() => focusedTitle(page)).toBe('First')
    await eventually(() => page.locator('[role=row]:focus').evaluate((each) => each.getBoundingClientRect().bottom <= innerHeight)).toBe(true)
    await page.keyboard.press('Alt+ArrowUp')
    await see(row(page, 'Step 2'))
    await eventually(() => focusedTitle(page)).toBe('First')
    await page.keyboard.press('j')
    await eventually(() => focusedTitle(page)).toBe('Long')
  })

  it('leaves the keyboard a place while a new task waits for its name, and deletes once however often Delete is pressed', async () => {
    const page = await openWith('Waiting', house)
    await row(page, 'Garden').focus()
    await page.keyboard.press('Enter')
    await see(page.getByTestId('new-task'))
    await row(page, 'Doors').focus()
    await page.keyboard.press('End')
    await eventually(() => page.getByTestId('new-task').evaluate((box) => box === document.activeElement)).toBe(true)
    await row(page, 'Garden').focus()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Delete')
    await gone(row(page, 'Garden'))
    await eventually(() => focusedTitle(page)).toBe('Doors')
    await see(version(page, 2))
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('folds, filters with a slash, and finds its way by keys', async () => {
    const page = await openWith('Ways', {
      ...house,
      tiles: { title: 'Tiles', parentTaskId: 'roof', tags: ['red'] },
      gate: { title: 'Gate', parentTaskId: 'garden' },
    })
    await row(page, 'Tiles').focus()
    await page.keyboard.press('ArrowLeft')
    await eventually(() => focusedTitle(page)).toBe('Roof')
    await page.keyboard.press('ArrowLeft')
    await gone(row(page, 'Tiles'))
    expect(await row(page, 'Roof').getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('ArrowRight')
    await see(row(page, 'Tiles'))
    await page.keyboard.press('End')
    await eventually(() => focusedTitle(page)).toBe('Gate')
    await page.keyboard.press('Home')
    await eventually(() => focusedTitle(page)).toBe('Roof')
    await page.keyboard.press('1')
    await eventually(() => titles(page)).toEqual(['Roof', 'Walls', 'Doors', 'Garden'])
    await page.getByTestId('levels').click()
    await chooseFrom(page, 'All levels')
    await see(row(page, 'Gate'))

    await row(page, 'Walls').focus()
    await page.keyboard.press('/')
    await page.keyboard.type('gat')
    await eventually(() => titles(page)).toEqual(['Garden', 'Gate'])
    await page.getByLabel('Filter the plan').fill('#red')
    await eventually(() => titles(page)).toEqual(['Roof', 'Tiles'])
    await page.getByLabel('Filter the plan').fill('cellar')
    await page.getByRole('button', { name: 'Show everything' }).click()
    await see(row(page, 'Walls'))
  })

  it('keeps the keyboard where it was while the rows around it scroll away and change', async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`t${index}`, { title: `Step ${index + 1}` }]))
    const project = await makeProject(site, 'Long', many)
    const page = await open(`/p/${project.id}`)
    await row(page, 'Step 3').focus()
    await tree(page).hover()
    await page.mouse.wheel(0, 3000)
    await see(row(page, 'Step 90'))
    expect(await focusedTitle(page)).toBe('Step 3')
    await page.keyboard.press('End')
    await eventually(() => focusedTitle(page)).toBe('Step 120')
    await page.keyboard.press('Home')
    await eventually(() => focusedTitle(page)).toBe('Step 1')
    for (const expected of ['Step 2', 'Step 3', 'Step 4']) {
      await page.keyboard.press('j')
      await eventually(() => focusedTitle(page)).toBe(expected)
    }
    await tree(page).hover()
    await page.mouse.wheel(0, 3000)
    await see(row(page, 'Step 90'))
    await page.keyboard.press('k')
    await eventually(() => focusedTitle(page)).toBe('Step 3')
    await page.keyboard.press('j')
    await eventually(() => focusedTitle(page)).toBe('Step 4')
    await eventually(() => page.locator('[role=row]:focus').evaluate((each) => each.getBoundingClientRect().top > 0)).toBe(true)
    const other = await openTab(page, `/p/${project.id}`)
    await row(other, 'Step 1').focus()
    await other.keyboard.press('Delete')
    await page.bringToFront()
    await gone(row(page, 'Step 1'))
    expect(await focusedTitle(page)).toBe('Step 4')
  })
})

describe('the details of a task', () => {
  it('edits every field, each as a change that can be undone', async () => {
    const page = await openWith('Fields', { ...house, tiles: { title: 'Tiles', parentTaskId: 'roof' } })
    const details = await openDetails(page, 'Tiles')
    await see(page.getByRole('navigation', { name: 'Place in the plan' }).getByText('Roof'))
    await details.getByLabel('Title').fill('Clay tiles')
    await page.keyboard.press('Enter')
    await see(row(page, 'Clay tiles'))
    await details.getByRole('button', { name: 'To do' }).click()
    await chooseFrom(page, 'In progress')
    await see(cellOf(page, 'Clay tiles', /Status: In progress/))
    await details.getByRole('button', { name: 'No priority' }).click()
    await chooseFrom(page, 'Urgent')
    await see(details.getByRole('button', { name: 'Urgent' }))
    for (const [label, value, shown] of [
      ['Estimate', '1d 4h', '1d 4h'],
      ['Time spent', '90m', '1h 30m'],
      ['Start', '2031-03-01', '2031-03-01'],
      ['Due', '2031-03-20', '2031-03-20'],
      ['Assignee', 'Ada', 'Ada'],
      ['Tags', 'clay, red', 'clay, red'],
    ] as const) {
      const field = details.getByLabel(label, { exact: true })
      await field.fill(value)
      await field.blur()
      await eventually(() => field.inputValue()).toBe(shown)
    }
    await details.getByLabel('Estimate').fill('soon')
    await details.getByLabel('Estimate').blur()
    await see(toast(page, 'Write a time such as'))
    await eventually(() => details.getByLabel('Estimate').inputValue()).toBe('1d 4h')
    await details.getByRole('button', { name: 'Say what this is about.' }).click()
    await details.getByLabel('Description').fill('Made of **clay**')
    await details.getByRole('button', { name: 'Save' }).click()
    await see(details.locator('strong').filter({ hasText: 'clay' }))
    await see(version(page, 11))

    await page.reload()
    await see(panel(page))
    expect(await details.getByLabel('Time spent').inputValue()).toBe('1h 30m')
    expect(await details.getByLabel('Due').inputValue()).toBe('2031-03-20')
    await see(row(page, 'Clay tiles').getByText(/Mar.*2031/))
    await row(page, 'Clay tiles').focus()
    await page.keyboard.press('Control+z')
    await see(details.getByRole('button', { name: 'Say what this is about.' }))
  })

  it('writes, ticks and removes acceptance criteria', async () => {
    const page = await openWith('Criteria', house)
    const details = await openDetails(page, 'Walls')
    for (const text of ['They stand', 'They are straight']) {
      await details.getByLabel('New criterion').fill(text)
      await page.keyboard.press('Enter')
      await see(details.getByRole('checkbox', { name: `Met: ${text}` }))
    }
    await details.getByRole('checkbox', { name: 'Met: They stand' }).check()
    await see(cellOf(page, 'Walls', 'Criteria: 1/2 met'))
    await details.getByRole('button', { name: 'Remove: They are straight' }).click()
    await see(cellOf(page, 'Walls', 'Criteria: 1/1 met'))
    await row(page, 'Walls').focus()
    await page.keyboard.press('Control+z')
    await see(cellOf(page, 'Walls', 'Criteria: 1/2 met'))
  })

  it('adds and removes what a task waits for, offers nothing that could not be, and leads there', async () => {
    const page = await openWith('Waits', { ...house, tiles: { title: 'Roof tiles', parentTaskId: 'roof' } })
    const details = await openDetails(page, 'Roof')
    await details.getByTestId('add-dependency').click()
    const box = page.getByRole('combobox', { name: 'Which task does it wait for?' })
    await box.fill('roof')
    expect(await page.getByRole('option').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('One stands below the other.')]))
    await box.press('Enter')
    await see(page.getByRole('option'))
    await box.fill('wal')
    await box.press('Enter')
    await see(cellOf(page, 'Roof', 'Waits for Walls'))
    await details.getByRole('button', { name: 'Walls', exact: true }).click()
    await see(details.getByText('Needed by'))
    await eventually(() => details.getByLabel('Title').inputValue()).toBe('Walls')
    await details.getByRole('button', { name: 'Roof', exact: true }).click()
    await details.getByRole('button', { name: 'No longer depend on Walls' }).click()
    await gone(cellOf(page, 'Roof', 'Waits for Walls'))
  })

  it('sets the status from the row, shows the progress above, and closes with Escape to where one was', async () => {
    const page = await openWith('Progress', {
      roof: { title: 'Roof' },
      tiles: { title: 'Tiles', parentTaskId: 'roof' },
      beams: { title: 'Beams', parentTaskId: 'roof' },
    })
    await cellOf(page, 'Tiles', /Status: To do/).click()
    await chooseFrom(page, 'Done')
    await see(row(page, 'Roof').getByText('1/2'))
    await see(page.getByText('1 of 2 done'))
    await row(page, 'Beams').focus()
    await page.keyboard.press('i')
    await see(panel(page))
    await panel(page).getByLabel('Title').focus()
    await page.keyboard.press('Escape')
    await gone(panel(page))
    await eventually(() => focusedTitle(page)).toBe('Beams')
  })
})

describe('the project itself', () => {
  it('is renamed in its heading, and gets a status, a summary and tags', async () => {
    const page = await openWith('Before', house)
    await page.getByRole('button', { name: 'Before', exact: true }).click()
    await page.getByLabel('Title of the project').fill('After')
    await page.keyboard.press('Enter')
    await see(page.getByRole('heading', { level: 1, name: 'After' }))
    await page.getByRole('button', { name: 'Planning' }).click()
    await chooseFrom(page, 'Active')
    await see(page.getByRole('main').getByRole('button', { name: 'Active' }))
    await page.getByTestId('project-menu').click()
    await chooseFrom(page, 'Edit summary and tags')
    await page.getByRole('dialog').getByLabel('Summary').fill('A house to live in')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByLabel('Tags').fill('house, 2031')
    await page.keyboard.press('Enter')
    await see(page.getByText('A house to live in'))
    await see(version(page, 4))
    expect(await page.title()).toBe('After · Planwright')
    expect(await rows(page).count()).toBe(4)
  })
})
