import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startAimock, type Aimock } from '../models/aimock.ts'
import { runServer, temporaryHome } from '../start/run-server.ts'
import { eventually, see, world, type Site } from './world.ts'

let double: Aimock | undefined

/** A server whose providers are doubles on loopback: OpenAI answers, Anthropic does not accept the key, the rest is not set. */
async function serverWithModels(): Promise<Site> {
  const { home, remove } = temporaryHome()
  const mock = await startAimock([
    { match: { model: /claude/ }, response: { error: { message: 'invalid x-api-key', type: 'authentication_error' }, status: 401 } },
    { match: { model: /gpt/ }, response: { content: 'ok', usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 } } },
  ])
  double = mock
  const server = await runServer(home, {
    OPENAI_API_KEY: 'sk-planted-openai',
    OPENAI_BASE_URL: mock.baseUrl.openai,
    ANTHROPIC_API_KEY: 'sk-planted-anthropic',
    ANTHROPIC_BASE_URL: mock.baseUrl.anthropic,
  })
  const stop = async (): Promise<void> => {
    await server.stop()
    await mock.stop()
    remove()
  }
  return { url: server.url, stop }
}

const site = world(serverWithModels)
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function openModels(options: Parameters<typeof site.open>[1] = {}): Promise<{ page: Page; models: Locator }> {
  const page = await site.open('/', { name: 'Ada', ...options })
  await see(page.getByTestId('person'))
  await page.keyboard.press('Control+,')
  await page.getByRole('tab', { name: 'Models' }).click()
  const models = page.getByTestId('models')
  await see(models.getByRole('heading', { name: 'Providers' }))
  return { page, models }
}

const provider = (models: Locator, name: string): Locator => models.locator(`[data-provider=${name}]`)
const stateOf = (models: Locator, name: string): Promise<string> => provider(models, name).getByTestId('provider-state').innerText()

async function faults(page: Page, options: object = {}): Promise<string[]> {
  await page.evaluate(`if (!window.axe) { ${axeSource} }`)
  return page.evaluate(async (given) => {
    do await new Promise(requestAnimationFrame)
    while (document.getAnimations().length > 0)
    const { axe } = window as unknown as {
      axe: { run(on: Document, how: object): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> }
    }
    const { violations } = await axe.run(document, given)
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`))
  }, options)
}

describe('the models in the settings', () => {
  it('show the profile, what answers what, and each provider with what is missing', async () => {
    const { page, models } = await openModels()
    expect(await models.getByTestId('profile').innerText()).toBe('profile balanced')
    const uses = models.locator('.uses > div')
    expect(await uses.first().innerText()).toMatch(/Make a plan\s+claude-sonnet-5 Anthropic\s+gpt-5\.6-terra OpenAI/)
    expect(await stateOf(models, 'gemini')).toBe('Not configured')
    expect(await provider(models, 'gemini').innerText()).toContain('Set GEMINI_API_KEY and start again.')
    expect(await provider(models, 'gemini').getByRole('button').count()).toBe(0)
    expect(await provider(models, 'openai').innerText()).toMatch(/gpt-5\.6-sol\s+1\.05M in, 128k out\s+\$4\.00 in, \$20\.00 out per million tokens/)
    expect(await page.content()).not.toContain('sk-planted')
  })

  it('test a connection that works, count what it cost, and one that does not and say why', async () => {
    const { models } = await openModels()
    await provider(models, 'openai').getByTestId('test-connection').click()
    await see(provider(models, 'openai').getByText(/answered in [\d.]+ m?s/))
    await eventually(() => stateOf(models, 'openai')).toBe('Works')
    // 1000 · 2.00 + 100 · 12.00 micro-dollars
    await eventually(() => models.getByTestId('spent-today').innerText()).toMatch(/^\$0\.0032 at most \$20\.00/)

    const anthropic = provider(models, 'anthropic')
    await anthropic.getByRole('button', { name: /Anthropic/ }).press('Enter')
    expect(await anthropic.getByRole('button', { name: /Anthropic/ }).evaluate((button) => button === document.activeElement)).toBe(true)
    await see(anthropic.getByTestId('test-result').getByText(/anthropic does not accept the key/))
    await eventually(() => stateOf(models, 'anthropic')).toBe('Resting')
    await see(models.locator('.uses').getByText('Resting'))
    expect(double?.requests().length).toBe(2)
  })

  it('are clean for axe, light and dark, and fit a phone', async () => {
    const { page } = await openModels({ viewport: { width: 390, height: 844 } })
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await faults(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await faults(page, { runOnly: ['color-contrast'] })).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    const panel = page.locator('.settings-panel')
    expect(await panel.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  })
})

describe('without any key', () => {
  const bare = world()

  it('the settings say that nothing is needed, and which variables would change that', async () => {
    const page = await bare.open('/', { name: 'Ada' })
    await see(page.getByTestId('person'))
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Models' }).click()
    const models = page.getByTestId('models')
    await see(models.getByText('No model is configured'))
    for (const variable of ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GEMINI_API_KEY', 'XAI_API_KEY', 'LOCAL_BASE_URL'])
      expect(await models.innerText()).toContain(`Set ${variable}`)
    expect(await models.getByTestId('profile').count()).toBe(0)
  })
})
