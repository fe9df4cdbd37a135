import { describe, expect, it } from 'vitest'
import { complaintsOf } from './axe.ts'
import { magazine, seventeen } from './magazine.ts'
import { applyButton, bar, chooseFrom, eventually, gone, propose, row, see, toast, version, world } from './world.ts'

const site = world()
const { open, api } = site

const inbox = '/inbox'

describe('the inbox', () => {
  it('has what waits in every project: how old, how far behind, how much is decided', async () => {
    const first = await seventeen(site)
    const second = await magazine(site)
    await propose(site, second, [{ op: 'update', taskId: 'print', body: { priority: 'high' }, rationale: 'The printer is slow.' }])
    await api('PATCH', `/tasks/${first.ids['pictures']}`, { title: 'Draw three pictures' })
    const page = await open(inbox)
    const item = page.locator(`[data-proposal-id="${first.proposalId}"]`)
    await see(item.getByText('−3 deleted'))
    await see(item.getByText('1 version behind'))
    await see(item.getByText('just now'))
    await see(page.locator('.inbox-item').filter({ hasText: '~1 changed' }).getByText('up to date'))
    expect(await complaintsOf(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await complaintsOf(page, { runOnly: ['color-contrast'] })).toEqual([])
    // What others decide is seen here at once.
    const { proposal } = await api<{ proposal: { operations: { id: string }[] } }>('GET', `/proposals/${first.proposalId}`)
    await api('PATCH', `/proposals/${first.proposalId}`, { operations: [{ id: proposal.operations[0]?.id, decision: 'accepted' }] })
    await see(item.getByText('1 of 17 decided'))
    await item.getByRole('link').click()
    await see(bar(page))
    await see(page.getByText('brought from version 1 to 2', { exact: false }))
  })

  it('is where what was set aside is found again', async () => {
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`)
    await see(bar(page))
    await bar(page).getByRole('button', { name: 'More for this proposal' }).click()
    await chooseFrom(page, 'Set aside for later')
    await gone(bar(page))
    await page.getByTestId('inbox').click()
    await chooseFrom(page, 'Proposals of all projects')
    const item = page.locator(`[data-proposal-id="${project.proposalId}"]`)
    await see(item.getByText('set aside'))
    await item.getByRole('link').click()
    await see(bar(page).getByText('17 of 17 ticked'))
    await page.reload()
    await see(bar(page).getByText('17 of 17 ticked'))
  })

  it('keeps what was rejected with its reason, and reopens it', async () => {
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`)
    await see(bar(page))
    await page.getByTestId('reject').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Too much at once' }).click()
    await page.keyboard.type(', and before Christmas')
    await page.getByTestId('confirm').click()
    await see(toast(page, 'The agent is told why'))
    await page.goto(`${site.url}${inbox}`)
    await page.getByRole('button', { name: 'Rejected' }).click()
    const item = page.locator(`[data-proposal-id="${project.proposalId}"]`)
    await see(item.getByText('Too much at once, and before Christmas'))
    await item.getByRole('button', { name: 'Reopen' }).click()
    await see(bar(page).getByText('17 of 17 ticked'))
    const { proposal } = await api<{ proposal: { status: string } }>('GET', `/proposals/${project.proposalId}`)
    expect(proposal.status).toBe('open')
  })

  it('says why what is applied cannot be reopened, until its commit is undone: then it is open by itself', async () => {
    site.expectComplaint(/409 \(Conflict\)/)
    const project = await seventeen(site)
    const page = await open(`/p/${project.id}`)
    await see(bar(page))
    await applyButton(page).click()
    await see(version(page, 2))
    await page.goto(`${site.url}${inbox}`)
    await page.getByRole('button', { name: 'Applied' }).click()
    const item = page.locator(`[data-proposal-id="${project.proposalId}"]`)
    await item.getByRole('button', { name: 'Reopen' }).click()
    await see(toast(page, 'Its changes are in the plan'))
    await api('POST', `/projects/${project.id}/revert`, { version: 2 })
    await gone(item)
    await page.getByRole('button', { name: 'Waiting' }).click()
    await item.getByRole('link').click()
    await see(row(page, 'Spread the word').getByText('Added:'))
    await eventually(() => bar(page).innerText()).toContain('17 of 17 ticked')
  })
})
