import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  cellOf,
  chooseFrom,
  eventually,
  gone,
  makeProject,
  propose,
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
const { open, api } = site

const house = {
  roof: { title: 'Roof', tags: ['red'] },
  tiles: { title: 'Tiles', parentTaskId: 'roof', priority: 'high', dueDate: '2020-01-01' },
  beams: { title: 'Beams', parentTaskId: 'roof', assignee: { kind: 'person', name: 'Ada' } },
  walls: { title: 'Walls', status: 'blocked' },
  garden: { title: 'Garden' },
  gate: { title: 'Gate', parentTaskId: 'garden' },
}

const openWith = async (title: string, tasks: Readonly<Record<string, Fields>> = house, query = ''): Promise<Page> => {
  const project = await makeProject(site, title, tasks)
  const page = await open(`/p/${project.id}${query}`, { name: 'Ada' })
  await see(page.getByRole('heading', { level: 1, name: title }))
  return page
}

const outline = async (page: Page): Promise<string[]> =>
  rows(page).evaluateAll((found) =>
    found.map((each) => `${each.getAttribute('aria-level')} ${each.querySelector('.title')?.textContent?.trim() ?? ''}`),
  )
const selected = (page: Page): Promise<string[]> => tree(page).locator('[role=row][aria-selected=true] .title').allInnerTexts()
const focusedCell = (page: Page): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute('data-cell') ?? null)
const stops = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll('pw-tree [role=treegrid] [tabindex="0"]').length)

describe('the cells of a row', () => {
  it('are reached by the arrows, keep their column, and are the one stop of Tab', async () => {
    const page = await openWith('Cells')
    await row(page, 'Tiles').focus()
    await page.keyboard.press('ArrowRight')
    await eventually(() => focusedCell(page)).toBe('status')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await eventually(() => focusedCell(page)).toBe('priority')
    expect(await stops(page)).toBe(1)
    await page.keyboard.press('ArrowDown')
    await eventually(() => page.locator('[role=gridcell]:focus').getAttribute('aria-label')).toBe('No priority')
    await page.keyboard.press('End')
    await eventually(() => page.locator('[role=gridcell]:focus').getAttribute('aria-label')).toBe('Assignee: Ada')
    await page.keyboard.press('Home')
    await eventually(() => focusedCell(page)).toBe('status')
    await page.keyboard.press('ArrowLeft')
    await eventually(() => page.locator('[role=row]:focus .title').innerText()).toBe('Beams')
    expect(await stops(page)).toBe(1)
  })

  it('take a title, a status, a priority, an estimate, dates, a person and tags, each as a change that can be undone', async () => {
    const page = await openWith('Every field')
    await row(page, 'Walls').focus()
    await page.keyboard.press('t')
    await page.keyboard.type('2d')
    await page.keyboard.press('Tab')
    // Tab keeps what was typed and goes on to the next field of the row.
    await see(cellOf(page, 'Walls', 'Estimate: 2d'))
    await eventually(() => focusedCell(page)).toBe('dates')
    await page.keyboard.press('Enter')
    await tree(page).getByLabel('Start').fill('2031-03-01')
    await tree(page).getByRole('textbox', { name: 'Due' }).fill('2031-03-20')
    await page.keyboard.press('Enter')
    await see(cellOf(page, 'Walls', /Start: .*Mar.*Due: .*Mar/))
    await row(page, 'Walls').focus()
    await page.keyboard.press('@')
    await page.keyboard.type('bot: Builder')
    await page.keyboard.press('Enter')
    await see(cellOf(page, 'Walls', 'Assignee: Builder, an agent'))
    await row(page, 'Walls').focus()
    await page.keyboard.press('#')
    await page.keyboard.type('stone, old')
    await page.keyboard.press('Enter')
    await see(cellOf(page, 'Walls', 'Tags: #old #stone'))
    await row(page, 'Walls').focus()
    await page.keyboard.press('!')
    await chooseFrom(page, 'Urgent')
    await see(cellOf(page, 'Walls', 'Priority: Urgent'))
    await eventually(() => page.locator('[role=row]:focus .title').innerText()).toBe('Walls')
    await page.keyboard.press('s')
    await chooseFrom(page, 'Done')
    await see(cellOf(page, 'Walls', /Status: Done/))
    await see(version(page, 7))
    await page.keyboard.press('Control+z')
    await see(cellOf(page, 'Walls', /Status: Blocked/))
  })

  it('keep what cannot be read, with the reason, and give up with Escape', async () => {
    const page = await openWith('Wrong')
    await cellOf(page, 'Walls', /Status/).hover()
    await cellOf(page, 'Walls', 'No estimate').click()
    await page.keyboard.type('soon')
    await page.keyboard.press('Enter')
    await see(tree(page).getByRole('alert'))
    expect(await tree(page).getByRole('textbox').inputValue()).toBe('soon')
    await page.keyboard.press('Escape')
    await gone(tree(page).getByRole('textbox'))
    await see(version(page, 1))
  })
})

describe('new tasks', () => {
  it('are indented and outdented while they are typed', async () => {
    const page = await openWith('Typing', {})
    await page.getByRole('button', { name: 'Add a task' }).click()
    await page.keyboard.type('One\n')
    await see(row(page, 'One'))
    await page.keyboard.press('Tab')
    await page.keyboard.type('Below one\n')
    await see(row(page, 'Below one'))
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.type('Two\n')
    await see(row(page, 'Two'))
    await page.keyboard.press('Escape')
    expect(await outline(page)).toEqual(['1 One', '2 Below one', '1 Two'])
  })
})

describe('several tasks at once', () => {
  it('are selected by key and by mouse, and changed as one version', async () => {
    const page = await openWith('Many')
    await row(page, 'Tiles').focus()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await eventually(() => selected(page)).toEqual(['Tiles', 'Beams', 'Walls'])
    await row(page, 'Gate')
      .locator('.title')
      .click({ modifiers: ['Control'] })
    await eventually(() => selected(page)).toEqual(['Tiles', 'Beams', 'Walls', 'Gate'])
    await row(page, 'Beams')
      .locator('.title')
      .click({ modifiers: ['Control'] })
    await eventually(() => selected(page)).toEqual(['Tiles', 'Walls', 'Gate'])
    await page.getByTestId('selection-bar').getByRole('button', { name: 'Status' }).click()
    await chooseFrom(page, 'Done')
    await see(cellOf(page, 'Gate', /Status: Done/))
    await see(version(page, 2))
    await toast(page, '3 tasks: Done').getByRole('button', { name: 'Undo' }).click()
    await see(cellOf(page, 'Gate', /Status: To do/))
    await see(version(page, 3))
    await row(page, 'Gate').focus()
    await page.keyboard.press('Escape')
    await gone(page.getByTestId('selection-bar'))
    await page.keyboard.press('Control+a')
    await see(page.getByTestId('selection-bar').getByText('6 selected'))
  })

  it('are indented, tagged and deleted together', async () => {
    const page = await openWith('Together', { a: { title: 'A' }, b: { title: 'B', tags: ['x'] }, c: { title: 'C' }, d: { title: 'D' } })
    await row(page, 'B').focus()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Alt+ArrowRight')
    await eventually(() => outline(page)).toEqual(['1 A', '2 B', '2 C', '1 D'])
    await page.keyboard.press('#')
    await page.getByRole('dialog').getByLabel('Tags').fill('y, -x')
    await page.keyboard.press('Enter')
    await see(cellOf(page, 'B', 'Tags: #y'))
    await see(cellOf(page, 'C', 'Tags: #y'))
    await see(version(page, 3))
    await page.keyboard.press('Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete 2 tasks' }).click()
    await eventually(() => titles(page)).toEqual(['A', 'D'])
    await page.keyboard.press('Control+z')
    await eventually(() => outline(page)).toEqual(['1 A', '2 B', '2 C', '1 D'])
  })
})

describe('moving', () => {
  it('goes to any task by name, and says where it cannot', async () => {
    const page = await openWith('Move to')
    await row(page, 'Roof').focus()
    await page.keyboard.press('m')
    const box = page.getByRole('combobox', { name: 'Move to' })
    await box.fill('tiles')
    await see(page.getByRole('option', { name: /A task cannot stand below itself/ }))
    await box.press('Enter')
    await see(page.getByRole('dialog'))
    await box.fill('garden')
    await box.press('Enter')
    await eventually(() => outline(page)).toEqual(['1 Walls', '1 Garden', '2 Gate', '2 Roof', '3 Tiles', '3 Beams'])
    await eventually(() => page.locator('[role=row]:focus .title').innerText()).toBe('Roof')
  })

  /** Takes a row by the mouse and lets it go over another one, at a part of its height. */
  const drag = async (page: Page, from: string, to: string, part: number): Promise<void> => {
    await row(page, from).locator('.title').hover()
    await see(page.locator(`[role=row][draggable=true]`).filter({ hasText: from }))
    await page.mouse.down()
    const target = await row(page, to).boundingBox()
    if (!target) throw new Error(`no row ${to}`)
    for (const step of [0.5, 0.8, 1]) {
      await page.mouse.move(target.x + 260, target.y + target.height * part * step + (1 - step) * 4, { steps: 4 })
    }
    await page.getByTestId('drop-mark').waitFor({ state: 'attached' })
    await page.mouse.up()
  }

  it('drags above, below and inside, takes a selection along, and refuses what cannot be', async () => {
    const page = await openWith('Dragging')
    await drag(page, 'Garden', 'Walls', 0.1)
    await eventually(() => outline(page)).toEqual(['1 Roof', '2 Tiles', '2 Beams', '1 Garden', '2 Gate', '1 Walls'])
    await see(version(page, 2))
    await drag(page, 'Walls', 'Gate', 0.5)
    await eventually(() => outline(page)).toEqual(['1 Roof', '2 Tiles', '2 Beams', '1 Garden', '2 Gate', '3 Walls'])
    await drag(page, 'Roof', 'Tiles', 0.5)
    await see(toast(page, 'A task cannot stand below itself.'))
    await see(version(page, 3))
    await row(page, 'Tiles').focus()
    await page.keyboard.press('Shift+ArrowDown')
    await drag(page, 'Beams', 'Walls', 0.9)
    await eventually(() => outline(page)).toEqual(['1 Roof', '1 Garden', '2 Gate', '3 Walls', '3 Tiles', '3 Beams'])
    await toast(page, 'Moved 2 tasks').getByRole('button', { name: 'Undo' }).click()
    await eventually(() => outline(page)).toEqual(['1 Roof', '2 Tiles', '2 Beams', '1 Garden', '2 Gate', '3 Walls'])
  })
})

describe('what is shown', () => {
  it('is a branch alone, with the way out, at an address of its own', async () => {
    const page = await openWith('Zoom')
    await row(page, 'Roof').focus()
    await page.keyboard.press('z')
    await eventually(() => outline(page)).toEqual(['1 Tiles', '1 Beams'])
    expect(page.url()).toContain('under=')
    await page.reload()
    await eventually(() => outline(page)).toEqual(['1 Tiles', '1 Beams'])
    await page.getByTestId('add-task').click()
    await page.keyboard.type('Chimney\n')
    await page.keyboard.press('Escape')
    await eventually(() => outline(page)).toEqual(['1 Tiles', '1 Beams', '1 Chimney'])
    await page.getByTestId('crumbs').getByRole('button', { name: 'Zoom' }).click()
    await eventually(() => outline(page)).toEqual(['1 Roof', '2 Tiles', '2 Beams', '2 Chimney', '1 Walls', '1 Garden', '2 Gate'])
    await page.goBack()
    await eventually(() => outline(page)).toEqual(['1 Tiles', '1 Beams', '1 Chimney'])
    await row(page, 'Tiles').focus()
    await page.keyboard.press('Shift+Z')
    await see(row(page, 'Walls'))
    await eventually(() => page.locator('[role=row]:focus .title').innerText()).toBe('Roof')
  })

  it('is filtered by status, priority, person, tag and date, with what leads there, and counted', async () => {
    const page = await openWith('Filter')
    await page.getByTestId('filter').click()
    const panel = page.getByTestId('filter-panel')
    await panel.getByRole('button', { name: 'Overdue' }).click()
    await eventually(() => titles(page)).toEqual(['Roof', 'Tiles'])
    await see(page.getByTestId('row-count').getByText('1 of 6 fit'))
    await panel.getByRole('button', { name: 'Low', exact: true }).click()
    await see(page.getByText('Nothing in the plan fits.'))
    await panel.getByRole('button', { name: 'Low', exact: true }).click()
    await panel.getByRole('button', { name: 'Overdue' }).click()
    await panel.getByRole('button', { name: '@Ada' }).click()
    await eventually(() => titles(page)).toEqual(['Roof', 'Beams'])
    await page.keyboard.press('Escape')
    await gone(panel)
    await page.getByRole('button', { name: 'Without the filter @Ada' }).click()
    await eventually(() => titles(page)).toHaveLength(6)
  })

  it('is as deep as asked for, and stands under what has scrolled away', async () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`s${index}`, { title: `Step ${index + 1}`, parentTaskId: 'inner' }]))
    const page = await openWith('Deep', { outer: { title: 'Outer' }, inner: { title: 'Inner', parentTaskId: 'outer' }, ...many })
    await row(page, 'Outer').focus()
    await page.keyboard.press('2')
    await eventually(() => titles(page)).toEqual(['Outer', 'Inner'])
    await page.keyboard.press('0')
    await see(row(page, 'Step 2'))
    await tree(page).hover()
    await page.mouse.wheel(0, 1500)
    await eventually(() => page.locator('.sticky-row').allInnerTexts()).toEqual(['1 Outer', '1.1 Inner'])
    // What has the focus is never below what sticks.
    await row(page, 'Step 60').focus()
    for (let step = 0; step < 40; step += 1) await page.keyboard.press('k')
    await eventually(() => page.locator('[role=row]:focus .title').innerText()).toBe('Step 20')
    const box = await page.locator('[role=row]:focus').boundingBox()
    const sticky = await page.locator('.sticky-row').last().boundingBox()
    expect(box?.y).toBeGreaterThanOrEqual((sticky?.y ?? 0) + (sticky?.height ?? 0) - 1)
    await page.locator('.sticky-row').first().click()
    await eventually(() => page.locator('[role=row]:focus .title').innerText()).toBe('Outer')
  })
})

describe('as text', () => {
  it('is copied as Markdown and comes back, for review, below the row', async () => {
    const page = await openWith('Copy')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await row(page, 'Roof').focus()
    await page.keyboard.press('Control+c')
    await see(toast(page, 'Copied 3 tasks as Markdown'))
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('Roof #red')
    expect(copied).toMatch(/^ {2}- \[ \] .*Tiles.*\[high\]/m)
    await row(page, 'Garden').focus()
    await page.keyboard.press('Control+v')
    await see(toast(page, '3 changes pasted, for review'))
    await eventually(() => outline(page)).toEqual(expect.arrayContaining(['1 Garden', '2 Gate', '2 Roof', '3 Tiles', '3 Beams']))
    await see(version(page, 1))
  })
})

describe('an edit', () => {
  it('is shown before the server answers, and taken back where it is refused', async () => {
    const page = await openWith('Optimistic')
    let answer: () => void = () => undefined
    const held = new Promise<void>((resolve) => (answer = resolve))
    site.expectComplaint(/500/)
    await page.route('**/api/tasks/*/move', async (route) => {
      await held
      await route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'urn:planwright:problem:internal', title: 'No', status: 500, detail: 'It did not work.' }),
      })
    })
    await row(page, 'Walls').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await eventually(() => titles(page)).toEqual(['Walls', 'Roof', 'Tiles', 'Beams', 'Garden', 'Gate'])
    await see(version(page, 1))
    answer()
    await see(toast(page, 'It did not work.'))
    await eventually(() => titles(page)).toEqual(['Roof', 'Tiles', 'Beams', 'Walls', 'Garden', 'Gate'])
  })

  it('of a task that is only proposed says what to do instead', async () => {
    const project = await makeProject(site, 'Only proposed', { one: { title: 'One' } })
    await propose(site, project, [{ op: 'create', taskId: 'two', body: { title: 'Two' } }])
    const page = await open(`/p/${project.id}`, { name: 'Ada' })
    await row(page, 'Two').focus()
    await page.keyboard.press('d')
    await see(toast(page, /only proposed/i))
    await page.keyboard.press('i')
    await see(page.getByTestId('proposed-task').getByText(/broken down here once it is applied/))
    expect((await api<{ items: unknown[] }>('GET', `/projects/${project.id}/conversation`)).items).toEqual([])
  })
})
