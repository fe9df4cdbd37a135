import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqliteStorage } from '../../server/adapters/storage/typeorm/index.ts'
import { largePlan } from '../../server/core/testing/large-plan.ts'
import { storePlan } from '../bench/bench-server.ts'
import { runServer, temporaryHome } from '../start/run-server.ts'
import { applyButton, bar, eventually, gone, panel, propose, row, rows, see, tree, version, world, type ProposedChange, type Site } from './world.ts'

const plan = largePlan(10_000, 7)
const { id } = plan.project
const roots = plan.children.get(null) ?? []
const titleOf = (task: (typeof roots)[number]): string => plan.tasks.get(task)?.title ?? ''

/** A server that starts on a database in which the large plan is already. */
async function serverWithPlan(): Promise<Site> {
  const { home, remove } = temporaryHome()
  const storage = await openSqliteStorage({ file: join(home, 'planwright.sqlite'), now: () => new Date().toISOString() })
  await storePlan(storage, plan)
  await storage.close()
  const server = await runServer(home)
  return { url: server.url, stop: () => server.stop().finally(remove) }
}

const site = world(serverWithPlan)
const { open } = site

/** So many elements the tree has at most, whatever the plan holds. */
const most = 300

describe('a plan of 10,000 tasks', () => {
  it('opens, scrolls to its end, selects and edits with few elements in the page', async () => {
    const page = await open(`/p/${id}`)
    await see(page.getByText('10000 tasks').or(page.getByText('10,000 tasks')))
    await see(row(page, titleOf(roots[0] ?? ('' as never))))
    const elements = (): Promise<number> => page.evaluate(() => document.querySelectorAll('pw-tree *').length)
    const lastIndex = (): Promise<number> => rows(page).last().getAttribute('aria-rowindex').then(Number)
    expect(await elements()).toBeLessThan(most)
    await tree(page).hover()
    for (const distance of [2_000, 40_000, 400_000]) {
      const before = await lastIndex()
      await page.mouse.wheel(0, distance)
      await eventually(lastIndex).toBeGreaterThan(before)
      expect(await elements()).toBeLessThan(most)
    }
    await rows(page).first().focus()
    await page.keyboard.press('End')
    await eventually(() => page.locator('[role=row]:focus').getAttribute('aria-rowindex')).toBe(await tree(page).getAttribute('aria-rowcount'))
    expect(await elements()).toBeLessThan(most)
    await page.keyboard.press('i')
    await see(panel(page))
    await page.locator('[role=row][aria-current=true]').first().focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('The very last one')
    await page.keyboard.press('Enter')
    await see(row(page, 'The very last one'))
    await see(version(page, 2))
    await eventually(() => panel(page).getByLabel('Title').inputValue()).toBe('The very last one')
  })

  it('is filtered, folded and reviewed like a small one', async () => {
    const page = await open(`/p/${id}`)
    await see(rows(page))
    const [first] = roots
    if (first === undefined) throw new Error('the plan has no roots')
    await page.getByLabel('Filter the plan').fill(titleOf(first))
    await see(row(page, titleOf(first)))
    await eventually(() => tree(page).getAttribute('aria-rowcount').then(Number)).toBeLessThan(most)
    await page.getByLabel('Filter the plan').fill('')
    await page.getByTestId('levels').click()
    await page.getByRole('menu').getByText('Collapse all').click()
    await eventually(() => tree(page).getAttribute('aria-rowcount')).toBe(String(roots.length))

    const { version: head } = (await site.api<{ project: { version: number } }>('GET', `/projects/${id}`)).project
    const changes: ProposedChange[] = Array.from({ length: 500 }, (_, index) => ({
      op: 'create',
      taskId: `new-${index}`,
      body: { title: `New task ${index}`, parentTaskId: first },
    }))
    await propose(site, { id, ids: {} }, changes, head)
    await see(bar(page).getByText('500 of 500 ticked'))
    await see(row(page, titleOf(first)).getByText('500 changes below'))
    await applyButton(page).click()
    await gone(bar(page))
    await see(version(page, head + 1))
    expect(await rows(page).count()).toBeLessThan(most)
  })
})
