import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { differenceFrom, mostDifference } from './pictures.ts'
import { makeProject, panel, propose, row, see, world, type MadeProject } from './world.ts'

const site = world()
const { open } = site

let plain: MadeProject
let reviewed: MadeProject
const tasks = {
  design: { title: 'Design the house', status: 'in_progress', priority: 'high', tags: ['plan'] },
  rooms: { title: 'Decide on the rooms', parentTaskId: 'design', status: 'done', estimateMinutes: 480, acceptanceCriteria: ['Everybody has one'] },
  garden: { title: 'Draw the garden', parentTaskId: 'design', estimateMinutes: 960, assignee: { kind: 'person', name: 'Ada Lovelace' } },
  build: { title: 'Build it', dueDate: '2099-06-01', dependsOn: ['design'] },
  walls: { title: 'Walls', parentTaskId: 'build', status: 'blocked', estimateMinutes: 4800, priority: 'urgent' },
  roof: { title: 'Roof', parentTaskId: 'build', estimateMinutes: 2400, assignee: { kind: 'agent', name: 'Builder' } },
}
beforeAll(async () => {
  plain = await makeProject(site, 'A house', tasks)
  reviewed = await makeProject(site, 'A house to review', tasks)
  await propose(site, reviewed, [
    { op: 'update', taskId: 'walls', body: { title: 'Walls and windows', priority: 'high' }, rationale: 'Windows were missing.' },
    { op: 'create', taskId: 'new', body: { title: 'Paint', parentTaskId: reviewed.ids['build'] } },
    { op: 'delete', taskId: 'garden' },
    { op: 'update', taskId: 'roof', body: { parentTaskId: reviewed.ids['design'] } },
  ])
})

const sizes = [
  { name: 'phone', width: 360, height: 740 },
  { name: 'desk', width: 1280, height: 800 },
] as const

/** What stands there differs from day to day: it is not looked at. */
const still = async (page: Page): Promise<void> => {
  await page.addStyleTag({ content: 'time, .toasts { visibility: hidden !important }' })
}

describe.each(sizes)('as it was drawn, on a $name', ({ name, width, height }) => {
  it.each(['light', 'dark'] as const)('the plan, a proposal and a task, in the %s', async (colorScheme) => {
    const page = await open(`/p/${plain.id}`, { viewport: { width, height }, colorScheme, name: 'Ada' })
    await see(row(page, 'Roof'))
    await still(page)
    expect(await differenceFrom(page, `tree-${name}-${colorScheme}`), 'the tree').toBeLessThan(mostDifference)
    await row(page, 'Walls').locator('.title').click()
    await see(panel(page).getByText(/^Made/))
    expect(await differenceFrom(page, `task-${name}-${colorScheme}`), 'the task').toBeLessThan(mostDifference)
    await page.goto(`${site.url}/p/${reviewed.id}`)
    await see(row(page, 'Paint'))
    await still(page)
    expect(await differenceFrom(page, `review-${name}-${colorScheme}`), 'the review').toBeLessThan(mostDifference)
  })
})

describe('a picture', () => {
  it('differs where something is out of its place', async () => {
    const page = await open(`/p/${plain.id}`, { viewport: { width: 1280, height: 800 }, name: 'Ada' })
    await see(row(page, 'Roof'))
    await still(page)
    expect(await differenceFrom(page, 'tree-desk-light')).toBeLessThan(mostDifference)
    await page.addStyleTag({ content: '.row { transform: none !important }' })
    if (process.env['PLANWRIGHT_TAKE_PICTURES'] !== '1') expect(await differenceFrom(page, 'tree-desk-light')).toBeGreaterThan(mostDifference)
  })

  it('differs where the conversation lost its place beside the plan', async () => {
    const page = await open(`/p/${plain.id}`, { viewport: { width: 1280, height: 800 }, name: 'Ada' })
    await see(row(page, 'Roof'))
    await still(page)
    await page.addStyleTag({ content: '.project-body { display: block !important }' })
    if (process.env['PLANWRIGHT_TAKE_PICTURES'] !== '1') expect(await differenceFrom(page, 'tree-desk-light')).toBeGreaterThan(mostDifference)
  })
})
