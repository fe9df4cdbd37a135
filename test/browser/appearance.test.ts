import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf } from './axe.ts'
import { bar, chooseFrom, eventually, gone, makeProject, panel, row, see, world } from './world.ts'

const site = world()
const { open, api } = site

async function expectNoFaults(page: Page, options: object = {}): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await complaintsOf(page, options), 'in the light').toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await complaintsOf(page, { runOnly: ['color-contrast'] }), 'in the dark').toEqual([])
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'more' })
  expect(await complaintsOf(page, { runOnly: ['color-contrast'] }), 'in the dark, with high contrast').toEqual([])
  await page.emulateMedia({ colorScheme: 'light', contrast: 'more' })
  expect(await complaintsOf(page, { runOnly: ['color-contrast'] }), 'in the light, with high contrast').toEqual([])
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference', forcedColors: 'active' })
  expect(await complaintsOf(page, options), 'in forced colours').toEqual([])
  await page.emulateMedia({ forcedColors: 'none' })
}

let sample = ''
let busy = ''
let deepest = ''
beforeAll(async () => {
  const { items } = await api<{ items: { id: string }[] }>('GET', '/projects')
  sample = `/p/${items[0]?.id ?? ''}`
  // Long words, many tags, deep and full rows: what pulls a page apart.
  const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung and everything that belongs to it, in one long title'
  const tags = ['backend', 'frontend', 'documentation', 'security-and-privacy', 'release']
  const project = await makeProject(site, long, {
    a: {
      title: long,
      tags,
      priority: 'urgent',
      estimateMinutes: 12_345,
      dueDate: '2020-01-01',
      assignee: { kind: 'person', name: 'Ada Lovelace' },
      description: `## Why\n\n${long}\n\n\`\`\`\n${'x'.repeat(300)}\n\`\`\`\n\n| a | b |\n|---|---|\n| ${'y'.repeat(120)} | 2 |`,
    },
    b: { title: 'Below', parentTaskId: 'a', status: 'blocked' },
    c: { title: 'Deeper', parentTaskId: 'b', status: 'review' },
    d: { title: 'Deepest', parentTaskId: 'c', acceptanceCriteria: [long], dependsOn: [] },
    e: { title: 'Waiting', status: 'cancelled' },
    f: { title: 'Last', dependsOn: ['d'] },
  })
  busy = `/p/${project.id}`
  deepest = project.ids['d'] ?? ''
  const taskPatches = [
    {
      op: 'update',
      taskId: project.ids['a'],
      body: { title: `Short ${long}`, tags: ['one', ...tags.slice(2)], assignee: { kind: 'agent', name: 'planner' } },
      rationale: long,
    },
    { op: 'update', taskId: project.ids['d'], body: { parentTaskId: project.ids['e'] } },
    { op: 'create', taskId: 'new', body: { title: `New ${long}`, parentTaskId: project.ids['e'], acceptanceCriteria: [long] }, rationale: long },
  ]
  await api('POST', `${busy.replace('/p/', '/projects/')}/proposals`, { baseVersion: 1, rationale: long, taskPatches })
  const { id } = await api<{ id: string }>('POST', '/projects', { title: 'Thrown away' })
  await api('DELETE', `/projects/${id}`)
})

describe('for everybody: axe finds nothing', () => {
  it('on the front page, the trash, and the dialogs over them', async () => {
    const page = await open()
    await see(page.getByRole('link', { name: /^Sample/ }))
    await expectNoFaults(page)
    await page.getByTestId('help').click()
    await see(page.getByTestId('help').last())
    await see(page.getByRole('dialog', { name: 'Keys' }))
    await expectNoFaults(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Import' }).click()
    await see(page.getByRole('dialog', { name: 'Import a plan' }))
    await expectNoFaults(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'New', exact: true }).click()
    await see(page.getByRole('dialog', { name: 'New project' }))
    await expectNoFaults(page)
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Trash' }).click()
    await see(page.getByText('Thrown away'))
    await expectNoFaults(page)
  })

  it('on a project with a proposal: the tree, the editor in a row, a menu', async () => {
    const page = await open(sample)
    await see(bar(page))
    await expectNoFaults(page)
    await row(page, 'Try it on friendly readers').focus()
    await page.keyboard.press('r')
    await see(row(page, 'Try it on friendly readers').getByText('Rejected'))
    await row(page, 'Build the template').focus()
    await page.keyboard.press('w')
    await row(page, 'Invite ten friendly readers').focus()
    await page.keyboard.press('e')
    await see(row(page, 'Invite ten friendly readers').getByRole('button', { name: 'Keep the edit' }))
    await expectNoFaults(page)
    await page.keyboard.press('Escape')
    await row(page, 'Build the template').focus()
    await row(page, 'Build the template').getByRole('button', { name: 'More' }).click()
    await see(page.getByRole('menu'))
    // A menu lies over the page, in none of its regions; it has the focus until it closes.
    await expectNoFaults(page, { rules: { region: { enabled: false } } })
  })

  it('on a task with all that a task can have', async () => {
    const page = await open(busy)
    await row(page, 'Deeper').focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('i')
    await see(panel(page))
    await expectNoFaults(page)
  })

  it('in the cells of a row while one is typed in, with several selected, a filter, a branch alone, the palette and the settings', async () => {
    const page = await open(busy)
    await row(page, 'Below').focus()
    await page.keyboard.press('Shift+ArrowDown')
    await see(page.getByTestId('selection-bar'))
    await expectNoFaults(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+D')
    await see(page.getByTestId('tree').locator('input[type=date]'))
    await expectNoFaults(page)
    await page.keyboard.press('Escape')
    await page.getByTestId('filter').click()
    await page.getByTestId('filter-panel').getByRole('button', { name: 'To do' }).click()
    await expectNoFaults(page)
    await page.getByTestId('filter-panel').getByTestId('clear-filter').click()
    await page.keyboard.press('Escape')
    await row(page, 'Below').focus()
    await page.keyboard.press('z')
    await see(page.getByTestId('crumbs'))
    await expectNoFaults(page)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('mov')
    await see(page.getByRole('option', { name: /Move up/ }))
    await expectNoFaults(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+,')
    for (const tab of await page.getByRole('tab').all()) {
      if (!(await tab.isVisible())) continue
      await tab.click()
      await expectNoFaults(page)
    }
  })

  it('on the conversation and the history of a task', async () => {
    const page = await open(`${busy}?task=${deepest}`)
    await see(panel(page))
    await page.getByText('Files, links and data').click()
    await expectNoFaults(page)
    for (const name of ['Conversation', 'History']) {
      await panel(page).getByRole('tab', { name }).click()
      await see(panel(page).getByRole('tabpanel').locator('p, li'))
      await expectNoFaults(page)
    }
  })

  it('on the history, a comparison and a version as it was', async () => {
    const page = await open(`${busy}/history?from=0&to=1`)
    await see(page.getByTestId('diff'))
    await expectNoFaults(page)
    await page.goto(`${site.url}${busy}/history?version=1`)
    await see(page.getByRole('heading', { name: 'The plan at version 1' }))
    await expectNoFaults(page)
  })
})

/** Controls that something lies upon, that are cut off, or whose words do not fit; and a page that scrolls sideways. */
const crowding = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const root = document.scrollingElement ?? document.documentElement
    if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide in a window of ${innerWidth}`)
    const name = (element: Element): string =>
      `${element.localName}.${element.className} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`
    const isSeen = (x: number, y: number, element: Element): boolean => {
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false
      for (let above = element.parentElement; above; above = above.parentElement) {
        const box = above.getBoundingClientRect()
        if (getComputedStyle(above).overflow !== 'visible' && (x < box.left || x > box.right || y < box.top || y > box.bottom)) return false
      }
      return true
    }
    const top = document.querySelector('dialog[open]') ?? document
    for (const control of top.querySelectorAll('button, a[href], input, textarea, select, h1, h2, .title')) {
      const box = control.getBoundingClientRect()
      if (box.width < 2 || box.height < 2 || getComputedStyle(control).visibility === 'hidden' || control.closest('.hear')) continue
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
      if (box.top < innerHeight && box.bottom > 0 && (box.right > innerWidth + 1 || box.left < -1) && isSeen(Math.min(x, innerWidth - 1), y, control))
        found.push(`${name(control)} goes over the edge`)
      if (!isSeen(x, y, control)) continue
      const there = document.elementFromPoint(x, y)
      // The details of a task come over the plan like a drawer, until they are closed.
      if (there?.closest('.task-pane') && !control.closest('.task-pane')) continue
      if (there && !control.contains(there) && !there.contains(control)) found.push(`${name(control)} lies under ${name(there)}`)
      if (
        control.localName === 'button' &&
        control.scrollWidth > control.clientWidth + 1 &&
        getComputedStyle(control).textOverflow !== 'ellipsis' &&
        getComputedStyle(control).overflow === 'visible'
      ) {
        found.push(`${name(control)} is too narrow for its words`)
      }
    }
    return found
  })

describe.each([
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
])('in a window $width pixels wide, nothing overlaps or scrolls sideways', ({ width, height }) => {
  const isPhone = width < 720

  it('on the front page, in its dialogs, and in the trash', async () => {
    const page = await open('/', { viewport: { width, height } })
    await see(page.getByRole('link', { name: /^Sample/ }))
    await see(page.getByTestId('goal'))
    await see(page.getByRole('button', { name: 'Import' }))
    await eventually(() => crowding(page)).toEqual([])
    await page.getByRole('button', { name: 'Import' }).click()
    await see(page.getByRole('dialog'))
    await eventually(() => crowding(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await see(page.getByRole('dialog', { name: 'Keys' }))
    await eventually(() => crowding(page)).toEqual([])
    await page.goto(`${site.url}/trash`)
    await see(page.getByRole('button', { name: 'Delete for good' }))
    await eventually(() => crowding(page)).toEqual([])
  })

  it('on a project with a proposal, its conversation, a task and the history', async () => {
    // The busy one holds whatever the sample holds, and more of it.
    for (const path of isPhone ? [sample, busy] : [busy]) {
      const page = await open(path, { viewport: { width, height } })
      await see(bar(page))
      const everywhere = ['project-menu', 'undo']
      for (const control of isPhone ? everywhere : [...everywhere, 'apply', 'reject', 'lens', 'history'])
        expect(await page.getByTestId(control).isVisible(), control).toBe(true)
      await eventually(() => crowding(page)).toEqual([])
      if (isPhone) await page.getByTestId('tab-chat').click()
      await see(page.getByTestId('message'))
      await eventually(() => crowding(page)).toEqual([])
      if (isPhone) await page.getByTestId('tab-plan').click()
      await page.getByTestId('tree').locator('.title').first().click()
      await see(panel(page))
      await eventually(() => crowding(page)).toEqual([])
      await page.getByTestId('close-task').click()
      await gone(panel(page))
      await page.getByTestId('history').click()
      await see(page.getByRole('heading', { name: 'History' }))
      await see(page.getByRole('button', { name: 'What changed' }))
      await eventually(() => crowding(page)).toEqual([])
      await page.getByTestId('compare').click()
      await see(page.getByTestId('diff'))
      await eventually(() => crowding(page)).toEqual([])
      await page.context().close()
    }
  })
})

describe('as one likes it', () => {
  it('is light or dark as chosen, and letters can be turned off, both for good', async () => {
    const page = await open(sample)
    await see(bar(page))
    const ink = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).color)
    const light = await ink()
    await page.getByTestId('appearance').click()
    await chooseFrom(page, 'Dark')
    await eventually(ink).not.toBe(light)
    await page.reload()
    await see(bar(page))
    expect(await ink()).not.toBe(light)
    await row(page, 'Build the template').focus()
    await page.keyboard.press('a')
    await see(row(page, 'Build the template').getByText('Accepted'))
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Keyboard' }).click()
    await page.getByRole('checkbox', { name: /Single letters/ }).uncheck()
    await page.keyboard.press('Escape')
    await row(page, 'Build the template').focus()
    await page.keyboard.press('r')
    await page.keyboard.press('ArrowDown')
    await eventually(() => page.locator('[role=row]:focus .title').innerText()).toContain('Draw a header image')
    expect(await row(page, 'Build the template').getByText('Rejected').count()).toBe(0)
  })
})
