import { describe, expect, it } from 'vitest'
import { gate, type Gate } from '../http/scripted-agent.ts'
import { dialects, wireEvents, type Dialect } from '../models/wire-events.ts'
import { startWireServer, type WireServer } from '../models/wire-server.ts'
import { runServer, temporaryHome } from '../start/run-server.ts'
import { complaintsOf } from './axe.ts'
import { see, world, type Site } from './world.ts'

const task = (tempId: string, title: string): string =>
  JSON.stringify({
    op: 'add_task',
    tempId,
    parentId: '',
    afterId: '',
    title,
    description: '',
    priority: 'none',
    estimate: '1w',
    startDate: '',
    dueDate: '',
    assignee: '',
    tags: [],
    criteria: ['It stands'],
    dependsOn: [],
    reason: 'It was asked for.',
  })

/** An answer in pieces, an operation each, the second one only when the door is opened. */
function streaming(wire: WireServer, dialect: Dialect, door: Gate): void {
  const deltas = [
    '{"reply":"Here is how.","operations":[',
    task('n1', 'Lay the ground'),
    `,${task('n2', 'Raise the walls')}`,
    '],"question":"","options":[]}',
  ]
  const chunks = wireEvents(dialect, { deltas, usage: { input: 1_200, output: 300 } })
  const second = chunks.findIndex((chunk) => chunk.includes('Raise the walls'))
  wire.answer({ chunks, before: (index) => (index === second ? door.wait() : Promise.resolve()) })
}

describe.each(dialects)('a model that speaks as %s does', (dialect) => {
  let wire: WireServer
  const site = world(async (): Promise<Site> => {
    wire = await startWireServer()
    const { home, remove } = temporaryHome()
    const name = dialect.toUpperCase()
    const server = await runServer(home, { [`${name}_API_KEY`]: 'planted-for-the-page', [`${name}_BASE_URL`]: wire.baseUrl[dialect] })
    const stop = async (): Promise<void> => {
      await server.stop()
      await wire.stop()
      remove()
    }
    return { url: server.url, stop }
  })

  it('is seen to answer operation by operation, can be stopped, and says what it used', async () => {
    const door = gate()
    streaming(wire, dialect, door)
    const page = await site.open('/', { name: 'Ada' })
    await page.getByTestId('goal').fill('Build a shed for the tools behind the house')
    await page.getByTestId('goal-send').click()
    const live = page.getByTestId('goal-live')
    await see(live.getByText('Lay the ground'))
    expect(await live.getByText('Raise the walls').count(), 'it has not been said yet').toBe(0)
    door.open()
    await see(page.getByRole('treegrid').getByText('Raise the walls'))
    await see(page.getByTestId('answered').getByText(`${dialect}/`))
    expect(await page.getByTestId('answered').innerText()).toMatch(/1,500 tokens · \$0\.\d+/)

    const never = gate()
    streaming(wire, dialect, never)
    await page.getByTestId('message').fill('Add whatever else is needed for the winter and order it sensibly')
    await page.getByTestId('send').click()
    await see(page.getByRole('treegrid').getByText('Lay the ground').nth(1))
    await page.reload()
    await see(page.getByRole('treegrid').getByText('Lay the ground').nth(1))
    expect(await page.getByRole('log').getByText('Here is how.').count(), 'what was said before the page was opened anew').toBe(2)
    await page.getByTestId('stop').click()
    await see(page.getByText('Stopped. Nothing was proposed; the message stays.'))
    expect(await page.getByRole('treegrid').getByText('Lay the ground').count(), 'what was shown is gone').toBe(1)

    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Usage' }).click()
    const usage = page.getByTestId('usage')
    await see(usage.getByRole('rowheader', { name: new RegExp(`^${dialect}/`) }))
    expect(await usage.getByRole('row').last().innerText()).toMatch(/Together\s+2\s+1 failed/)
    expect(await complaintsOf(page)).toEqual([])
    await usage.getByRole('radio', { name: 'Project' }).click()
    await see(usage.getByRole('rowheader', { name: /shed/i }))
  })
})
