import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { complaintsOf } from './axe.ts'
import {
  applyButton,
  bar,
  chooseFrom,
  eventually,
  gone,
  makeProject,
  row,
  say,
  see,
  titles,
  toast,
  version,
  world,
  type MadeProject,
} from './world.ts'

const site = world()
const { open, api } = site

/** A project with three versions: made, grown, and one task renamed. */
async function grown(title: string): Promise<MadeProject> {
  const project = await makeProject(site, title, {
    soup: { title: 'Soup', acceptanceCriteria: ['It is hot'] },
    bread: { title: 'Bread', parentTaskId: 'soup' },
  })
  await api('POST', `/projects/${project.id}/tasks`, { title: 'Salad', tags: ['green'], estimateMinutes: 60 })
  await api('PATCH', `/tasks/${project.ids['bread']}`, { title: 'Rye bread' })
  return project
}

const commit = (page: Page, number: number) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByText(`Version ${number}`, { exact: true }) })
const previewTitles = (page: Page): Promise<string[]> =>
  page
    .getByRole('treegrid')
    .locator('.title')
    .evaluateAll((found) => found.map((each) => each.textContent?.trim() ?? ''))

describe('the history', () => {
  it('tells who changed what, shows any version as it was, and restores it as a new one', async () => {
    const { id } = await grown('Supper')
    const page = await open(`/p/${id}`)
    await page.getByTestId('history').click()
    await see(commit(page, 3))
    await commit(page, 3).getByRole('button', { name: 'What changed' }).click()
    await see(commit(page, 3).getByRole('insertion').filter({ hasText: 'Rye' }))
    await commit(page, 1).getByRole('button', { name: 'Plan as it was' }).click()
    await see(page.getByRole('heading', { name: 'The plan at version 1' }))
    await eventually(() => previewTitles(page)).toEqual(['Soup', 'Bread'])
    await page.getByTestId('restore-version').click()
    await see(page.getByTestId('restore-bar').getByText('1 changed, 1 deleted'))
    expect(page.url()).toContain('from=3&to=1')
    await see(page.getByTestId('diff').getByText('Deleted:'))
    await page.getByTestId('restore-now').click()
    await see(toast(page, 'Restored as version 4'))
    await see(commit(page, 4))
    await page.getByRole('link', { name: 'Plan', exact: true }).click()
    await eventually(() => titles(page)).toEqual(['Soup', 'Bread'])
    await page.keyboard.press('Control+z')
    await eventually(() => titles(page)).toEqual(['Soup', 'Rye bread', 'Salad'])
  })

  it('compares two versions in the tree and in words, at an address that can be shared', async () => {
    const { id } = await grown('Lunch')
    const page = await open(`/p/${id}/history`)
    await page.getByLabel('From version').fill('1')
    await page.getByLabel('To version').fill('3')
    await page.getByTestId('compare').click()
    const diff = page.getByTestId('diff')
    await see(diff.getByText('+1 added'))
    await see(diff.getByText('~1 changed'))
    await see(diff.getByRole('insertion').filter({ hasText: 'Rye' }))
    await eventually(() => previewTitles(page)).toHaveLength(3)
    await diff.getByRole('radio', { name: 'Words' }).click()
    await see(diff.getByRole('listitem').filter({ hasText: 'Added Salad' }))
    await page.reload()
    await see(page.getByRole('heading', { name: 'From version 1 to 3' }))
    await page.goBack()
    await page.goto(`${site.url}/p/${id}/history?from=3&to=1`)
    await see(diff.getByText('−1 deleted'))
  })

  it('undoes one old change and leaves the later ones, and says where that cannot be', async () => {
    site.expectComplaint(/409 \(Conflict\)/)
    const { id, ids } = await grown('Breakfast')
    await api('PATCH', `/tasks/${ids['soup']}`, { title: 'Porridge' })
    const page = await open(`/p/${id}/history`)
    await commit(page, 3).getByRole('button', { name: 'Undo or restore' }).click()
    await chooseFrom(page, 'Undo just this change')
    await see(commit(page, 5))
    await page.getByRole('link', { name: 'Plan', exact: true }).click()
    await eventually(() => titles(page)).toEqual(['Porridge', 'Bread', 'Salad'])
    await page.getByTestId('history').click()
    await commit(page, 1).getByRole('button', { name: 'Undo or restore' }).click()
    await chooseFrom(page, 'Undo just this change')
    await see(page.getByTestId('toast').getByRole('button', { name: 'Propose it instead' }))
    await see(version(page, 5))
  })
})

describe('a long history', () => {
  it('is told by days, page by page, and by who did it and how', async () => {
    const { id } = await makeProject(site, 'Long', { one: { title: 'One' } })
    const ada = await open(`/p/${id}`, { name: 'Ada' })
    await ada.getByRole('row').filter({ hasText: 'One' }).first().focus()
    await ada.keyboard.press('s')
    await chooseFrom(ada, 'Done')
    await see(version(ada, 2))
    for (let index = 0; index < 60; index += 1) await api('POST', `/projects/${id}/tasks`, { title: `Step ${index}` })
    const page = await open(`/p/${id}/history`)
    await see(commit(page, 62))
    await see(page.getByRole('heading', { name: 'Today' }))
    expect(await commit(page, 2).count()).toBe(0)
    await page.getByRole('button', { name: 'Show more' }).click()
    await see(commit(page, 2))
    await page.reload()
    await see(commit(page, 62))
    await page.getByRole('button', { name: 'Show more' }).click()
    await see(commit(page, 1))
    await page.getByLabel('Who', { exact: true }).selectOption('Ada')
    await see(commit(page, 2).getByText('Ada changed it by hand'))
    expect(await page.getByRole('main').locator('.commit').count()).toBe(1)
    await page.getByRole('button', { name: 'Show everything' }).first().click()
    await see(commit(page, 62))
    await commit(page, 62).getByRole('button', { name: 'Compare…' }).click()
    await commit(page, 40).getByRole('button', { name: 'Compare with 62' }).click()
    await see(page.getByRole('heading', { name: 'From version 40 to 62' }))
    await see(page.getByTestId('diff').getByText('+22 added'))
    await page.getByTestId('diff').getByRole('row').filter({ hasText: 'Step 59' }).click()
    await see(page.getByTestId('task-panel'))
    expect(page.url()).toContain('/history?task=')
  })

  it('tells of a proposal who made it and why, and puts going back up for review', async () => {
    const project = await makeProject(site, 'Story', { one: { title: 'One' } })
    const page = await open(`/p/${project.id}`, { name: 'Grace' })
    await say(page, 'Add a task for documentation')
    await page.getByTestId('apply').click()
    await see(version(page, 2))
    await page.getByTestId('view-history').click()
    await see(commit(page, 2).getByText('Grace applied a proposal from the conversation'))
    await commit(page, 2).getByRole('button', { name: 'What changed' }).click()
    await see(commit(page, 2).getByText(/Proposed by/))
    await see(commit(page, 2).getByRole('listitem').filter({ hasText: 'Documentation' }))
    await commit(page, 1).getByRole('button', { name: 'Plan as it was' }).click()
    await page.getByTestId('restore-version').click()
    await page.getByRole('button', { name: 'Put up for review' }).click()
    await see(bar(page))
    await see(row(page, 'Documentation').getByText('Deleted:'))
    await see(version(page, 2))
  })

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced colours', { forcedColors: 'active' }],
    ['on a phone', { viewport: { width: 320, height: 640 } }],
  ] as const)('has nothing that axe complains about, %s', async (_, visit) => {
    const { id } = await grown('Looks')
    const page = await open(`/p/${id}/history`, visit)
    await commit(page, 3).getByRole('button', { name: 'What changed' }).click()
    await see(commit(page, 3).getByRole('insertion'))
    expect(await complaintsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.goto(`${site.url}/p/${id}/history?from=3&to=1`)
    await see(page.getByTestId('restore-bar'))
    expect(await complaintsOf(page)).toEqual([])
  })
})

describe('in and out', () => {
  it('exports what it has as Markdown, JSON and CSV', async () => {
    const { id } = await grown('Dinner for six')
    const page = await open(`/p/${id}`)
    for (const [format, ending, part] of [
      ['Markdown', 'md', 'Rye bread'],
      ['JSON', 'json', '"Rye bread"'],
      ['CSV', 'csv', 'Rye bread'],
    ] as const) {
      await page.getByTestId('project-menu').click()
      const waiting = page.waitForEvent('download')
      await chooseFrom(page, `Export as ${format}`)
      const download = await waiting
      expect(download.suggestedFilename()).toMatch(new RegExp(`^[\\w-]+\\.${ending}$`))
      expect(await readFile(await download.path(), 'utf8')).toContain(part)
    }
  })

  it('imports a Markdown file as a proposal, into a new project and into this one', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Import' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import a plan' })
    const buffer = Buffer.from('# Move house\n\n- [ ] Pack the books\n  - [x] Find boxes\n- [ ] Hand over the keys\n')
    await dialog.locator('input[type=file]').setInputFiles({ name: 'house.md', mimeType: 'text/markdown', buffer })
    await see(dialog.getByText('house.md'))
    await dialog.getByRole('button', { name: /^(Import|Read)/ }).click()
    await see(row(page, 'Find boxes').getByText('Added:'))
    await see(version(page, 0))
    await applyButton(page).click()
    await see(version(page, 1))
    await see(row(page, 'Find boxes').getByRole('gridcell', { name: /Status: Done/ }))

    await page.getByTestId('project-menu').click()
    await chooseFrom(page, 'Import into this project')
    await dialog.getByLabel('or paste it').fill('- Paint the walls\n- Buy lamps')
    await dialog.getByRole('button', { name: /^(Import|Read)/ }).click()
    await see(row(page, 'Buy lamps').getByText('Added:'))
    await see(row(page, 'Pack the books'))
    expect(await row(page, 'Pack the books').getByText('Deleted:').count()).toBe(0)
  })

  it('says what is wrong with a file, and loses nothing of it', async () => {
    site.expectComplaint(/422|400/)
    const page = await open()
    await page.getByRole('button', { name: 'Import' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import a plan' })
    await dialog.getByRole('radio', { name: 'JSON' }).click()
    await dialog.getByLabel('or paste it').fill('{ "tasks": [')
    await dialog.getByRole('button', { name: /^(Import|Read)/ }).click()
    await see(dialog.getByRole('alert'))
    expect(await dialog.getByLabel('or paste it').inputValue()).toBe('{ "tasks": [')
    await page.keyboard.press('Escape')
    await gone(dialog)
  })
})

describe('the trash', () => {
  it('takes a project out of sight, gives it back as it was, or lets it go for good', async () => {
    const { id } = await grown('To be thrown away')
    const page = await open(`/p/${id}`)
    await page.getByTestId('project-menu').click()
    await chooseFrom(page, 'Move to trash')
    await see(toast(page, 'is in the trash'))
    await gone(page.getByRole('link', { name: 'To be thrown away' }))
    await page.getByRole('link', { name: 'Trash' }).click()
    const item = page.getByRole('listitem').filter({ hasText: 'To be thrown away' })
    await item.getByRole('button', { name: 'Restore' }).click()
    await gone(item)
    await toast(page, 'is back').getByRole('button', { name: 'Open' }).click()
    await eventually(() => titles(page)).toEqual(['Soup', 'Rye bread', 'Salad'])
    await see(version(page, 3))

    await page.goto(`${site.url}/`)
    await page.getByRole('button', { name: 'More for To be thrown away' }).click()
    await chooseFrom(page, 'Move to trash')
    await page.getByRole('link', { name: 'Trash' }).click()
    await item.getByRole('button', { name: 'Delete for good' }).click()
    await see(page.getByTestId('confirm').and(page.getByRole('button', { disabled: true })))
    await page.getByRole('dialog').getByRole('textbox').fill('To be thrown away')
    await page.getByTestId('confirm').click()
    await see(page.getByText('The trash is empty.'))
    expect(await bar(page).count()).toBe(0)
  })
})
