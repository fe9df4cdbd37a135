import { describe, expect, it } from 'vitest'
import { applyButton, bar, eventually, gone, row, see, titles, toast, version, world } from './world.ts'

const { open, expectComplaint } = world()

describe('the first start', () => {
  it('shows a sample with a proposal waiting; one click applies it, Ctrl+Z brings the plan back', async () => {
    const page = await open()
    await page.getByRole('link', { name: /^Sample/ }).click()
    await see(row(page, 'Try it on friendly readers'))
    await see(row(page, 'Draw a header image').getByRole('deletion'))
    const before = await titles(page)
    expect(before).toContain('deleted Draw a header image')
    await see(version(page, 1))

    await page.getByRole('button', { name: 'Apply 6 changes, delete 1 task' }).click()
    await see(toast(page, 'Applied 7 changes as version 2'))
    await see(version(page, 2))
    await gone(bar(page))
    await see(row(page, 'Send it to everyone'))
    expect(await titles(page)).not.toContain('Draw a header image')
    expect(await page.getByRole('insertion').count()).toBe(0)

    await page.keyboard.press('Control+z')
    await see(version(page, 3))
    // The plan is as it was, and so is the proposal.
    await see(row(page, 'Draw a header image').getByRole('deletion'))
    await see(row(page, 'Try it on friendly readers').getByText('Added:'))
    await see(bar(page))

    await page.keyboard.press('Control+Shift+z')
    await see(version(page, 4))
    await gone(bar(page))
    await see(row(page, 'Try it on friendly readers'))
  })
})

describe('the front page', () => {
  it('answers a question over all projects in words, and makes no project of it', async () => {
    const page = await open()
    await page.getByTestId('goal').fill('What is late?')
    await page.keyboard.press('Enter')
    await see(page.getByRole('main').getByRole('status'))
    await eventually(() => page.getByRole('main').getByRole('listitem').count()).toBe(1)
    expect(new URL(page.url()).pathname).toBe('/')
  })

  it('remembers a name, asks for it once, and keeps a goal that is half typed', async () => {
    const page = await open()
    await page.getByLabel('What should we call you?').fill('Ada')
    await page.getByRole('button', { name: 'Save' }).click()
    await see(page.getByRole('banner').getByRole('button', { name: 'Ada' }))
    await page.getByTestId('goal').fill('Move house')
    await page.reload()
    await see(page.getByRole('banner').getByRole('button', { name: 'Ada' }))
    await eventually(() => page.getByTestId('goal').inputValue()).toBe('Move house')
    expect(await page.getByLabel('What should we call you?').count()).toBe(0)
  })

  it('starts an empty project by name, searches the list, and says where an address leads nowhere', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'New', exact: true }).click()
    await page.getByRole('dialog').getByLabel('Title').fill('A shed in the garden')
    await page.keyboard.press('Enter')
    await see(page.getByRole('heading', { name: 'A shed in the garden' }))
    await see(page.getByRole('heading', { name: 'An empty plan' }))
    expect(await applyButton(page).count()).toBe(0)
    await page.getByRole('link', { name: 'All projects' }).click()
    await see(page.getByRole('link', { name: /shed/ }))
    await page.getByLabel('Search projects').fill('newsletter')
    await gone(page.getByRole('link', { name: /shed/ }))
    await see(page.getByRole('link', { name: /^Sample/ }))

    await page.goto(new URL('/nowhere', page.url()).href)
    await see(page.getByRole('heading', { name: 'There is nothing here' }))
    expectComplaint(/404 \(Not Found\)/)
    await page.goto(new URL('/p/00000000', page.url()).href)
    await see(page.getByRole('heading', { name: 'There is no such project' }))
  })
})
