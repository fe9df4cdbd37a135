import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  applyButton,
  bar,
  chooseFrom,
  eventually,
  gone,
  makeProject,
  propose,
  row,
  rows,
  say,
  see,
  titles,
  toast,
  tree,
  version,
  world,
  type MadeProject,
} from './world.ts'

const site = world()
const { open, api, expectComplaint } = site

/** A leaflet under way, and eight changes to it waiting: of every kind, some leaning on others. */
async function leaflet(): Promise<MadeProject> {
  const project = await makeProject(site, 'A leaflet', {
    text: { title: 'Write the text', status: 'in_progress', estimateMinutes: 480, description: 'One page in plain words.' },
    pictures: { title: 'Draw the pictures' },
    cover: { title: 'Draw the cover', parentTaskId: 'pictures' },
    print: { title: 'Print it' },
    old: { title: 'Ask for an old permission' },
  })
  await propose(site, project, [
    { op: 'update', taskId: 'text', body: { title: 'Write the short text', priority: 'high' }, rationale: 'Short is read.' },
    { op: 'update', taskId: 'cover', body: { parentTaskId: project.ids['print'] }, rationale: 'The printer wants it.' },
    { op: 'create', taskId: 'spread', body: { title: 'Spread the word' }, rationale: 'Nobody knows of it yet.' },
    { op: 'create', taskId: 'door', body: { title: 'Go from door to door', parentTaskId: 'spread' } },
    { op: 'create', taskId: 'stand', body: { title: 'Stand at the market', parentTaskId: 'spread', dependsOn: ['door'] } },
    { op: 'delete', taskId: 'old' },
  ])
  return project
}

const openReview = async (project: MadeProject): Promise<Page> => {
  const page = await open(`/p/${project.id}`, { name: 'Ada' })
  await see(bar(page))
  return page
}

const decisionOf = (page: Page, title: string | RegExp, decision: 'Accepted' | 'Rejected') => row(page, title).getByText(decision, { exact: true })
const focusedTitle = (page: Page): Promise<string> => page.locator('[role=row]:focus .title').innerText()
const tick = (page: Page, title: string | RegExp) => row(page, title).getByRole('checkbox')

describe('reading a proposal', () => {
  it('draws every kind of change into the tree, with the words that changed and why', async () => {
    const page = await openReview(await leaflet())
    await see(row(page, /short text/).getByText('Changed:'))
    await see(
      row(page, /short text/)
        .getByRole('insertion')
        .filter({ hasText: 'short' }),
    )
    await see(row(page, /short text/).getByText('Short is read.'))
    await see(row(page, 'Ask for an old permission').getByRole('deletion'))
    await see(row(page, 'Go from door to door').getByText('Added:'))
    // A move has both ends, and O leads from one to the other.
    await see(rows(page).getByText('moved to Print it'))
    const moved = rows(page).filter({ hasText: 'from Draw the pictures' })
    await see(moved)
    await moved.focus()
    await page.keyboard.press('o')
    await eventually(() => page.locator('[role=row]:focus').innerText()).toContain('moved to Print it')
    await page.keyboard.press('o')
    await eventually(() => page.locator('[role=row]:focus').innerText()).toContain('from')
  })

  it('shows the plan as it would be and as it is, without losing the place', async () => {
    const page = await openReview(await leaflet())
    await tick(page, 'Ask for an old permission').click()
    await row(page, 'Print it').focus()
    await page.keyboard.press('v')
    await see(page.getByRole('radio', { name: 'Result', checked: true }))
    await eventually(() => titles(page)).toEqual([
      'Write the short text',
      'Draw the pictures',
      'Print it',
      'Draw the cover',
      'Ask for an old permission',
      'Spread the word',
      'Go from door to door',
      'Stand at the market',
    ])
    expect(await focusedTitle(page)).toBe('Print it')
    await page.keyboard.press('v')
    await see(page.getByRole('radio', { name: 'Original', checked: true }))
    await eventually(() => titles(page)).toEqual(['Write the text', 'Draw the pictures', 'Draw the cover', 'Print it', 'Ask for an old permission'])
    expect(await focusedTitle(page)).toBe('Print it')
    await page.keyboard.press('v')
    await see(row(page, 'Go from door to door').getByText('Added:'))
  })

  it('counts by kind, shows one kind alone, and says on the button what it will do', async () => {
    const page = await openReview(await leaflet())
    await see(applyButton(page).and(page.getByRole('button', { name: 'Apply 5 changes, delete 1 task' })))
    for (const count of ['−1 deleted', '→1 moved', '~1 changed', '+3 added']) await see(bar(page).getByRole('button', { name: count }))
    await bar(page).getByRole('button', { name: '−1 deleted' }).click()
    await eventually(() => titles(page)).toEqual(['deleted Ask for an old permission'])
    await bar(page).getByRole('button', { name: '−1 deleted' }).click()
    await see(row(page, 'Spread the word'))
    await tick(page, 'Ask for an old permission').click()
    await see(applyButton(page).and(page.getByRole('button', { name: 'Apply 5 changes' })))
    await bar(page).getByTestId('tick-all').click()
    await bar(page).getByTestId('tick-all').click()
    await see(applyButton(page).and(page.getByRole('button', { name: 'Nothing ticked', disabled: true })))
    await eventually(() =>
      applyButton(page)
        .getAttribute('aria-describedby')
        .then((id) => page.locator(`#${id}`).textContent()),
    ).toContain('Nothing is ticked')
  })
})

describe('deciding', () => {
  it('takes along what a tick needs and drops what an untick fells, says so before and after, and takes it back', async () => {
    const page = await openReview(await leaflet())
    await tick(page, 'Go from door to door').hover()
    await see(row(page, 'Go from door to door').getByText('also leaves 1 that needs it'))
    await tick(page, 'Spread the word').click()
    await see(row(page, 'Spread the word').getByText('also left 2 under it'))
    await see(applyButton(page).and(page.getByRole('button', { name: 'Apply 2 changes, delete 1 task' })))

    await tick(page, 'Stand at the market').hover()
    await see(row(page, 'Stand at the market').getByText('also takes 2 more that it needs'))
    await tick(page, 'Stand at the market').click()
    await see(row(page, 'Stand at the market').getByText('also took 2 more that it needs'))
    for (const title of ['Spread the word', 'Go from door to door', 'Stand at the market'])
      await eventually(() => tick(page, title).isChecked()).toBe(true)
    await row(page, 'Stand at the market').getByRole('button', { name: 'Undo' }).click()
    for (const title of ['Spread the word', 'Go from door to door', 'Stand at the market'])
      await eventually(() => tick(page, title).isChecked()).toBe(false)
  })

  it('keeps quick clicks as they were made while the server is slow to answer them', async () => {
    const project = await leaflet()
    const page = await openReview(project)
    const held: (() => void)[] = []
    await page.route('**/api/proposals/*', async (route) => {
      const response = await route.fetch()
      await new Promise<void>((release) => held.push(release))
      await route.fulfill({ response })
    })
    await tick(page, 'Ask for an old permission').click()
    await tick(page, 'Spread the word').click()
    await see(bar(page).getByText('2 of 6 ticked'))
    await eventually(() => held.length).toBe(1)
    const letThrough = async (): Promise<void> => {
      const answered = page.waitForResponse('**/api/proposals/*')
      held.shift()?.()
      await (await answered).finished()
    }
    await letThrough()
    await eventually(() => held.length).toBe(1)
    await see(bar(page).getByText('2 of 6 ticked'))
    await letThrough()
    await page.reload()
    await see(bar(page).getByText('2 of 6 ticked'))
  })

  it('is done with the keyboard alone: J K, A, R, U, E and Ctrl+Enter', async () => {
    const page = await openReview(await leaflet())
    await rows(page).first().focus()
    await page.keyboard.press('a')
    await see(decisionOf(page, /short text/, 'Accepted'))
    // Decided and on to the next that is not, which is the cover at its new place.
    await eventually(() => focusedTitle(page)).toBe('Draw the cover')
    await page.keyboard.press('r')
    await eventually(() => focusedTitle(page)).toContain('Ask for an old permission')
    await page.keyboard.press('j')
    await eventually(() => focusedTitle(page)).toBe('Spread the word')
    await page.keyboard.press('k')
    await eventually(() => focusedTitle(page)).toContain('Ask for an old permission')
    await page.keyboard.press('r')
    await see(decisionOf(page, 'Ask for an old permission', 'Rejected'))
    await page.keyboard.press('k')
    await page.keyboard.press('u')
    await gone(decisionOf(page, 'Ask for an old permission', 'Rejected'))
    await eventually(() => tick(page, 'Ask for an old permission').isChecked()).toBe(true)
    await page.keyboard.press('n')
    await eventually(() => focusedTitle(page)).toBe('Spread the word')
    await page.keyboard.press('Shift+A')
    await see(decisionOf(page, 'Stand at the market', 'Accepted'))
    // On to the last that is undecided, which stands above; and back.
    await eventually(() => focusedTitle(page)).toContain('Ask for an old permission')
    await page.keyboard.press('j')
    await page.keyboard.press('e')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Spread the news')
    await page.keyboard.press('Enter')
    await see(row(page, 'Spread the news').getByRole('button', { name: 'edited by you' }))
    await see(bar(page).getByText('5 of 6 ticked'))
    await page.keyboard.press('Control+Enter')
    await see(toast(page, 'Applied 5 changes as version 2'))
    await see(row(page, 'Spread the news'))
    await see(bar(page).getByText('0 of 1 ticked'))
  })

  it('edits an operation in place, marks it, keeps the original a click away, and applies the edit', async () => {
    const project = await leaflet()
    const page = await openReview(project)
    await row(page, 'Go from door to door').focus()
    await page.keyboard.press('e')
    const form = row(page, 'Go from door to door').locator('form')
    await form.getByLabel('Title').fill('Go through the village')
    await form.getByLabel('Estimate').fill('a while')
    await form.getByRole('button', { name: 'Keep the edit' }).click()
    await see(toast(page, 'Write an estimate such as'))
    await form.getByLabel('Estimate').fill('1d 2h')
    await form.getByRole('button', { name: 'Keep the edit' }).click()
    const edited = row(page, 'Go through the village')
    await see(edited.getByText('1d 2h'))
    await edited.getByRole('button', { name: 'edited by you' }).click()
    await see(edited.getByText('your edit'))
    await see(edited.getByRole('deletion').filter({ hasText: 'from door to door' }))
    const other = await open(`/p/${project.id}`, { name: 'Bob' })
    await see(row(other, 'Go through the village').getByRole('button', { name: 'edited by Ada' }))
    await page.reload()
    await see(row(page, 'Go through the village').getByRole('button', { name: 'edited by you' }))
    await applyButton(page).click()
    await see(version(page, 2))
    await see(row(page, 'Go through the village'))
  })

  it('opens the editor whole, also at the end of a small window, and lets F2 rename what is only proposed', async () => {
    const { id } = await leaflet()
    const page = await open(`/p/${id}`, { viewport: { width: 1280, height: 640 } })
    await see(bar(page))
    await rows(page).first().focus()
    await page.keyboard.press('End')
    await eventually(() => focusedTitle(page)).toBe('Stand at the market')
    await page.keyboard.press('F2')
    const keep = row(page, 'Stand at the market').getByRole('button', { name: 'Keep the edit' })
    await eventually(() => keep.evaluate((button) => button.getBoundingClientRect().bottom <= innerHeight)).toBe(true)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Stand at the fair')
    await keep.click()
    await see(row(page, 'Stand at the fair'))
    await eventually(() => focusedTitle(page)).toBe('Stand at the fair')
  })

  it('keeps comments and decisions over a reload, and tells the agent why all of it was refused', async () => {
    const project = await leaflet()
    const page = await openReview(project)
    await row(page, 'Stand at the market').focus()
    await page.keyboard.press('c')
    await page.getByRole('dialog').getByLabel('Comment').fill('Only in summer')
    await page.keyboard.press('Enter')
    await see(row(page, 'Stand at the market').getByText('Only in summer'))
    await eventually(() => focusedTitle(page)).toBe('Stand at the market')
    await page.keyboard.press('r')
    await see(decisionOf(page, 'Stand at the market', 'Rejected'))
    await page.reload()
    await see(row(page, 'Stand at the market').getByText('Only in summer'))
    await see(decisionOf(page, 'Stand at the market', 'Rejected'))

    await page.getByTestId('reject').click()
    await page.getByRole('dialog').getByLabel('Reason').fill('Too much at once')
    await page.getByTestId('confirm').click()
    await see(toast(page, 'Proposal rejected'))
    await gone(bar(page))
    await see(version(page, 1))
    const { items } = await api<{ items: { status: string; reason?: string | null }[] }>('GET', `/projects/${project.id}/proposals`)
    expect(items.map(({ status }) => status)).toEqual(['rejected'])
    await toast(page, 'Proposal rejected').getByRole('button', { name: 'Undo' }).click()
    await see(row(page, 'Stand at the market').getByText('Only in summer'))
  })

  it('asks before it deletes work that was begun, and applies a part while refusing the rest', async () => {
    const project = await makeProject(site, 'Begun', { begun: { title: 'Half done', status: 'in_progress' }, other: { title: 'Another' } })
    await propose(site, project, [
      { op: 'delete', taskId: 'begun' },
      { op: 'update', taskId: 'other', body: { priority: 'low' } },
    ])
    const page = await openReview(project)
    await applyButton(page).click()
    await see(page.getByRole('dialog', { name: 'Delete work that was begun?' }))
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await see(version(page, 1))
    await tick(page, /Half done/).click()
    await bar(page).getByRole('button', { name: 'More for this proposal' }).click()
    await chooseFrom(page, 'Apply the ticked, reject the rest')
    await see(version(page, 2))
    await gone(bar(page))
    await see(row(page, 'Half done'))
  })

  it('sets a proposal aside, and finds it again in the inbox', async () => {
    const page = await openReview(await leaflet())
    await bar(page).getByRole('button', { name: 'More for this proposal' }).click()
    await chooseFrom(page, 'Set aside for later')
    await page.reload()
    await see(row(page, 'Write the text'))
    await gone(bar(page))
    await page.getByRole('button', { name: '1 proposal waiting' }).click()
    await page.getByRole('menu').getByText('6 changes', { exact: false }).click()
    await see(row(page, 'Spread the word').getByText('Added:'))
  })
})

describe('refining', () => {
  it('leaves the keyboard to whoever types on while a comment is being stored', async () => {
    const page = await openReview(await leaflet())
    let store = (): void => undefined
    const held = new Promise<void>((resolve) => (store = resolve))
    await page.route('**/api/proposals/*', async (route) => {
      await held
      await route.continue()
    })
    await row(page, 'Spread the word').focus()
    await page.keyboard.press('c')
    await page.getByRole('dialog').getByLabel('Comment').fill('Only in summer')
    await page.keyboard.press('Enter')
    await see(row(page, 'Spread the word').getByText('Only in summer'))
    await page.getByTestId('message').click()
    await page.keyboard.type('While it is ')
    const stored = page.waitForResponse('**/api/proposals/*')
    store()
    await (await stored).finished()
    await page.keyboard.type('stored')
    await eventually(() => page.getByTestId('message').inputValue()).toBe('While it is stored')
  })

  it('keeps what was decided, commented and edited while the proposal goes on by talking', async () => {
    const page = await openReview(await leaflet())
    await row(page, 'Ask for an old permission').focus()
    await page.keyboard.press('r')
    await row(page, 'Spread the word').focus()
    await page.keyboard.press('a')
    await row(page, 'Go from door to door').focus()
    await page.keyboard.press('e')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Go round the village')
    await page.keyboard.press('Enter')
    await see(row(page, 'Go round the village'))
    await row(page, 'Stand at the market').focus()
    await page.keyboard.press('c')
    await page.getByRole('dialog').getByLabel('Comment').fill('Only in summer')
    await page.keyboard.press('Enter')
    await see(row(page, 'Stand at the market').getByText('Only in summer'))

    await say(page, 'Add a task for documentation')
    await see(row(page, 'Documentation').getByText('Added:'))
    await see(decisionOf(page, 'Ask for an old permission', 'Rejected'))
    await see(decisionOf(page, 'Spread the word', 'Accepted'))
    await see(row(page, 'Go round the village').getByRole('button', { name: 'edited by you' }))
    await see(row(page, 'Stand at the market').getByText('Only in summer'))
    await see(bar(page).getByText('6 of 7 ticked'))

    await say(page, 'Undo that')
    await gone(row(page, 'Documentation'))
    await see(decisionOf(page, 'Ask for an old permission', 'Rejected'))
    await see(row(page, 'Go round the village'))
  })

  it('starts another proposal beside one that is set aside, and goes back to it', async () => {
    const page = await openReview(await leaflet())
    await page.getByRole('button', { name: 'Set it aside' }).click()
    await gone(page.getByText('Your message refines the open proposal.'))
    await say(page, 'Add a task for documentation')
    await see(page.getByRole('button', { name: 'Apply 1 change' }))
    expect(await row(page, 'Spread the word').count()).toBe(0)
    await page.getByRole('button', { name: '2 proposals waiting' }).click()
    await page
      .getByRole('menu')
      .getByText(/^6 changes/)
      .click()
    await see(row(page, 'Spread the word').getByText('Added:'))
    await see(bar(page).getByText('6 of 6 ticked'))
    await page.getByRole('button', { name: '2 proposals waiting' }).click()
    await page
      .getByRole('menu')
      .getByText(/^1 change ·/)
      .click()
    await applyButton(page).click()
    await see(version(page, 2))
    await see(row(page, 'Documentation'))
  })
})

describe('when the plan moved on', () => {
  it('brings the proposal to the newest version by itself where nothing conflicts', async () => {
    const project = await leaflet()
    const page = await openReview(project)
    await api('PATCH', `/tasks/${project.ids['print']}`, { title: 'Print it in colour' })
    await see(row(page, 'Print it in colour'))
    await see(bar(page).getByText('It was brought from version 1 to 2 by itself; nothing was lost.'))
    await applyButton(page).click()
    await see(version(page, 3))
    await see(row(page, 'Write the short text'))
  })

  it.each([
    { take: 'Take the proposal', title: 'Write the short text' },
    { take: 'Keep the plan', title: 'Write the long text' },
  ])('shows both sides of a conflict and asks: $take', async ({ take, title }) => {
    expectComplaint(/409 \(Conflict\)/)
    const project = await leaflet()
    const page = await openReview(project)
    await api('PATCH', `/tasks/${project.ids['text']}`, { title: 'Write the long text' })
    const conflicts = page.getByTestId('conflicts')
    await see(conflicts.getByText('The title was changed in the meantime.'))
    await see(conflicts.getByRole('definition').filter({ hasText: 'Write the text' }))
    // What each side made of it, word by word.
    for (const word of ['long', 'short']) await see(conflicts.getByRole('insertion').filter({ hasText: word }))
    await conflicts.getByRole('button', { name: take }).click()
    await gone(conflicts)
    await applyButton(page).click()
    await see(version(page, 3))
    await see(row(page, title))
    await gone(bar(page))
    expect(await tree(page).getByText('Ask for an old permission').count()).toBe(0)
  })
})
