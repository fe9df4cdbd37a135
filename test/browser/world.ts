import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { runServer, temporaryHome } from '../start/run-server.ts'
import { launchChromium } from '../tools/chromium.ts'

/** What these tests visit: an address that answers until it is stopped. */
export interface Site {
  readonly url: string
  stop(): Promise<unknown>
}

/** How somebody comes: in which window, and under which name, if they have told it. */
export type Visit = BrowserContextOptions & { readonly name?: string }

export interface World {
  readonly url: string
  /** The page as somebody sees it who was never here before. */
  open(path?: string, options?: Visit): Promise<Page>
  /** The same browser again, in another tab. */
  openTab(beside: Page, path?: string): Promise<Page>
  /** What the browser itself says of an answer that this test provokes, such as a 409. Everything else fails the test. */
  expectComplaint(pattern: RegExp): void
  /** What a script does meanwhile. */
  api<T>(method: string, path: string, body?: unknown): Promise<T>
}

/** Long enough for the busiest machine: it bounds how long a failure takes and says nothing of how quick the page is. */
const patience = 20_000

/**
 * One browser and one site for a file, a new context for every test. A test fails if a page asks anything of another
 * host, complains on the console, throws, or opens a dialog of the browser.
 */
export function world(start: () => Promise<Site> = freshServer): World {
  let browser: Browser
  let site: Site
  let complaints: string[] = []
  let expected: RegExp[] = []

  beforeAll(async () => {
    ;[browser, site] = await Promise.all([launchChromium(), start()])
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    const unexpected = complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)))
    ;[complaints, expected] = [[], []]
    expect(unexpected, 'what the page complained about').toEqual([])
  })

  const watched = (page: Page): Page => {
    page.setDefaultTimeout(patience)
    page.on('request', (request) => {
      const { hostname, protocol, href } = new URL(request.url())
      if (hostname !== '127.0.0.1' && protocol.startsWith('http')) complaints.push(`asked another host: ${href}`)
    })
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(`threw: ${error.stack ?? error.message}`))
    page.on('dialog', (dialog) => {
      complaints.push(`opened a dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    return page
  }

  return {
    get url() {
      return site.url
    },
    async open(path = '/', { name, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 1100 }, reducedMotion: 'reduce', ...options })
      if (name) await context.addInitScript((told) => localStorage.setItem('planwright:user', told), name)
      const page = watched(await context.newPage())
      await page.goto(`${site.url}${path}`, { waitUntil: 'commit' })
      return page
    },
    async openTab(beside, path = '/') {
      const page = watched(await beside.context().newPage())
      await page.goto(`${site.url}${path}`, { waitUntil: 'commit' })
      return page
    },
    expectComplaint: (pattern) => void expected.push(pattern),
    api: (method, path, body) => callApi(site.url, method, path, body),
  }
}

/** A server over a home of its own, as on the first start. */
export async function freshServer(): Promise<Site> {
  const { home, remove } = temporaryHome()
  const server = await runServer(home)
  return { url: server.url, stop: () => server.stop().finally(remove) }
}

export async function callApi<T>(url: string, method: string, path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`${url}/api${path}`, init)
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** The ids of a project that a script made, by the local names in its draft. */
export interface MadeProject {
  readonly id: string
  readonly ids: Readonly<Record<string, string>>
}

export type Fields = Readonly<Record<string, unknown>>

/** A project with these tasks, each under its local name, in this order. */
export async function makeProject({ api }: Pick<World, 'api'>, title: string, tasks: Readonly<Record<string, Fields>>): Promise<MadeProject> {
  const { id } = await api<{ id: string }>('POST', '/projects', { title })
  const taskPatches = Object.entries(tasks).map(([taskId, body]) => ({ op: 'create', taskId, body }))
  if (taskPatches.length === 0) return { id, ids: {} }
  const { taskIds } = await api<{ taskIds: Record<string, string> }>('POST', `/projects/${id}/patches`, { baseVersion: 0, taskPatches })
  return { id, ids: taskIds }
}

export interface ProposedChange {
  readonly op: 'create' | 'update' | 'delete'
  readonly taskId: string
  readonly body?: Fields
  readonly rationale?: string
}

/** Puts changes up for review, as a script does; nothing is applied. */
export async function propose(
  { api }: Pick<World, 'api'>,
  { id, ids }: MadeProject,
  taskPatches: readonly ProposedChange[],
  baseVersion = 1,
): Promise<string> {
  const named = taskPatches.map((change) => ({ ...change, taskId: ids[change.taskId] ?? change.taskId }))
  const { proposal } = await api<{ proposal: { id: string } }>('POST', `/projects/${id}/proposals`, { baseVersion, taskPatches: named })
  return proposal.id
}

// What a person looks for

export const tree = (page: Page): Locator => page.getByTestId('tree')
export const rows = (page: Page): Locator => tree(page).getByRole('row')

/** The row of a task, by its whole title or a part of it. Words that a proposal marks count as they are read. */
export const row = (page: Page, title: string | RegExp): Locator =>
  rows(page)
    .filter({ has: page.locator('.title').filter({ hasText: typeof title === 'string' ? whole(title) : title }) })
    .first()

const whole = (title: string): RegExp => new RegExp(`^\\s*(deleted )?${title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`)

/** A field of a task in its row, by what a screen reader says of it: `Status: To do`, `Estimate: 2d`, `No dates`. */
export const cellOf = (page: Page, title: string, name: string | RegExp): Locator => row(page, title).getByRole('gridcell', { name })

export const titles = (page: Page): Promise<string[]> =>
  rows(page)
    .locator('.title')
    .evaluateAll((found) => found.map((each) => each.textContent?.trim() ?? ''))

export const bar = (page: Page): Locator => page.getByTestId('proposal-bar')
export const applyButton = (page: Page): Locator => page.getByTestId('apply')
export const panel = (page: Page): Locator => page.getByTestId('task-panel')
export const conversation = (page: Page): Locator => page.getByRole('log', { name: 'Conversation' })
export const toast = (page: Page, text: string | RegExp): Locator => page.getByTestId('toast').filter({ hasText: text })
export const version = (page: Page, number: number): Locator => page.getByTestId('history').getByText(`Version ${number}`, { exact: true })

// What a person does and waits for

export const see = (what: Locator): Promise<void> => what.first().waitFor({ state: 'visible' })
export const gone = (what: Locator): Promise<void> => what.first().waitFor({ state: 'detached' })

/** Holds as soon as it is so; fails where it does not come about. */
// oxlint-disable-next-line vitest/require-awaited-expect-poll -- whoever asks awaits it
export const eventually = <T>(look: () => T | Promise<T>): ReturnType<typeof expect.poll<T>> => expect.poll(look, { timeout: patience, interval: 30 })

/** Says something in the conversation and waits until it is answered. */
export async function say(page: Page, message: string): Promise<Locator> {
  const answered = conversation(page).getByRole('article')
  const before = await answered.count()
  await page.getByTestId('message').fill(message)
  await page.keyboard.press('Enter')
  const turn = answered.nth(before)
  await see(turn.locator('.answer:not([data-status=running])'))
  await see(page.getByTestId('send'))
  return turn
}

export async function chooseFrom(page: Page, item: string | RegExp): Promise<void> {
  await page.getByRole('menu').getByText(item, { exact: true }).click()
}
