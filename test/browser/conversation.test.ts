import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { projectRoot } from '../../server/config/version.ts'
import { listen } from '../../server/listen.ts'
import { testServer } from '../http/harness.ts'
import { answering, called, calling, entry, telling, words } from '../http/model-script.ts'
import { create, drafting, gate, scriptedAgent, saying, type Gate } from '../http/scripted-agent.ts'
import { applyButton, bar, conversation, eventually, gone, makeProject, panel, row, rows, say, see, world, type Site } from './world.ts'

const agent = scriptedAgent()

/** The page over a server whose agent does what the test tells it to, and when. */
async function scriptedServer(): Promise<Site> {
  const { deps, stop } = testServer({ agent, start: new Date().toISOString() })
  const closing = new AbortController()
  const access = { hosts: [], origins: [], user: null }
  const app = createApp({ deps, access, version: 'test', page: join(projectRoot, 'dist', 'frontend'), closing: closing.signal })
  const listening = await listen(app, { host: '127.0.0.1', port: 0, tries: 0 })
  return {
    url: listening.url,
    async stop() {
      closing.abort()
      await listening.close()
      await stop()
    },
  }
}

const site = world(scriptedServer)
const { open, openTab, expectComplaint } = site

const openChat = async (title = 'A talk'): Promise<Page> => {
  const project = await makeProject(site, title, { one: { title: 'The one task' } })
  const page = await open(`/p/${project.id}`)
  await see(row(page, 'The one task'))
  return page
}

const send = async (page: Page, message: string): Promise<void> => {
  await page.getByTestId('message').fill(message)
  await page.keyboard.press('Enter')
}

/** An answer in words of which a part comes at once, the rest when the door opens; then a proposal. */
function talking(first: string, door: Gate, rest: string): void {
  agent.prepare(async function* (request) {
    yield { kind: 'text-delta', text: first }
    await door.wait()
    yield { kind: 'text-delta', text: rest }
    const draft = { baseVersion: request.plan.version, taskPatches: [create('a', 'Added by talking')] }
    yield { kind: 'answer', answer: { kind: 'draft', agent: 'editor', reply: `${first}${rest}`, leftOut: [], draft } }
  })
}

describe('a conversation', () => {
  it('shows the answer as it comes, and its operations in the tree when it is whole', async () => {
    const page = await openChat()
    const door = gate()
    talking('I would add ', door, '**a task**.')
    await send(page, 'Add something')
    await see(conversation(page).getByText('Add something'))
    await see(conversation(page).getByText('I would add'))
    await see(page.getByTestId('stop'))
    expect(await bar(page).count()).toBe(0)
    door.open()
    await see(conversation(page).locator('strong').filter({ hasText: 'a task' }))
    await see(row(page, 'Added by talking').getByText('Added:'))
    await see(conversation(page).getByRole('button', { name: /1 operation waiting/ }))
    await applyButton(page).click()
    await see(conversation(page).getByText('This proposal is settled.'))
  })

  it('goes on without the page: a reload rejoins the answer', async () => {
    const page = await openChat()
    const door = gate()
    talking('Let me ', door, 'see.')
    await send(page, 'Think')
    await see(conversation(page).getByText('Let me'))
    await page.reload()
    await see(conversation(page).getByText('Think', { exact: true }))
    await see(page.getByTestId('stop'))
    door.open()
    await see(row(page, 'Added by talking').getByText('Added:'))
    await see(conversation(page).getByText('Let me see.'))
  })

  it('is stopped at any time: nothing is proposed, the message stays and can be sent again', async () => {
    const page = await openChat()
    const door = gate()
    talking('A long ', door, 'story.')
    await send(page, 'Tell me')
    await see(conversation(page).getByText('A long'))
    await page.getByTestId('stop').click()
    await see(conversation(page).getByText('Stopped. Nothing was proposed; the message stays.'))
    door.open()
    expect(await bar(page).count()).toBe(0)
    agent.prepare(saying('Here it is.'))
    await conversation(page).getByRole('button', { name: 'Try again' }).click()
    await see(conversation(page).getByText('Here it is.'))
    await gone(conversation(page).getByRole('button', { name: 'Try again' }))
  })

  it('tells what went wrong, keeps the plan, and tries again or lets the message be changed', async () => {
    const page = await openChat()
    agent.prepare(() => Promise.reject(new Error('something inside')))
    await send(page, 'Fail once')
    await see(conversation(page).getByRole('alert').filter({ hasText: 'Your message is kept and the plan is as it was' }))
    expect(await conversation(page).getByText('something inside').count()).toBe(0)
    await conversation(page).getByRole('button', { name: 'Edit and resend' }).click()
    expect(await page.getByTestId('message').inputValue()).toBe('Fail once')
    agent.prepare(saying('Now it works.'))
    await conversation(page).getByRole('button', { name: 'Try again' }).click()
    await see(conversation(page).getByText('Now it works.'))
    await gone(conversation(page).getByRole('button', { name: 'Try again' }))
  })

  it('answers a question by a click on one of its options', async () => {
    const page = await openChat()
    const question = { text: 'Which one?', options: ['first', 'second'].map((word) => ({ label: `The ${word}`, message: `I mean the ${word}` })) }
    agent.prepare(() => ({ kind: 'question', agent: 'editor', reply: question.text, question }), saying('Thank you.'))
    await send(page, 'Change it')
    await conversation(page).getByRole('group', { name: 'Which one?' }).getByRole('button', { name: 'The second' }).click()
    await see(conversation(page).getByText('I mean the second'))
    await see(conversation(page).getByText('Thank you.'))
    await gone(conversation(page).getByRole('button', { name: 'The second' }))
  })

  it('keeps what is half typed over a reload, apart for each task', async () => {
    const page = await openChat()
    await page.getByTestId('message').fill('About the whole')
    await row(page, 'The one task').locator('.title').click()
    await panel(page).getByTestId('talk').click()
    await eventually(() => page.getByTestId('message').inputValue()).toBe('')
    await page.getByTestId('message').fill('About the one')
    await page.reload()
    await eventually(() => page.getByTestId('message').inputValue()).toBe('About the one')
    await page.getByTestId('leave-focus').click()
    await eventually(() => page.getByTestId('message').inputValue()).toBe('About the whole')
  })

  it('is the same in a second tab, as it is written', async () => {
    const page = await openChat()
    const other = await openTab(page, new URL(page.url()).pathname)
    await see(row(other, 'The one task'))
    const door = gate()
    talking('Both ', door, 'read this.')
    await send(page, 'For two')
    await see(conversation(other).getByText('Both'))
    door.open()
    await see(conversation(other).getByText('Both read this.'))
    await see(row(other, 'Added by talking').getByText('Added:'))
    await see(conversation(page).getByText('Both read this.'))
  })

  it('says so where the message could not be sent, and keeps it', async () => {
    expectComplaint(/ERR_FAILED|ERR_CONNECTION/)
    const page = await openChat()
    await page.route('**/chat', (route) => route.abort())
    await send(page, 'Into the void')
    await see(page.getByTestId('toast').getByText(/server/i))
    await eventually(() => page.getByTestId('message').inputValue()).toBe('Into the void')
    await gone(conversation(page).getByText('Into the void'))
    await page.unroute('**/chat')
    agent.prepare(saying('Heard.'))
    await page.getByTestId('send').click()
    await see(conversation(page).getByText('Heard.'))
  })
})

describe('text from elsewhere', () => {
  it('does nothing but be read: no script, no image, no address that runs', async () => {
    const evil =
      '<img src=x onerror="alert(1)"><script>alert(2)</script>[click](javascript:alert(3)) <a href="javascript:alert(4)">here</a> ![p](http://example.com/p.png)'
    const project = await makeProject(site, `<b onmouseover=alert(5)>Bold</b>`, {
      one: { title: evil, description: evil, acceptanceCriteria: [evil] },
    })
    const page = await open(`/p/${project.id}`)
    await see(row(page, /onerror/))
    agent.prepare(saying(evil), drafting([create('x', `<svg onload=alert(6)>`, { description: evil, tags: ['<i>tag</i>'] })], { reply: evil }))
    await say(page, evil)
    await say(page, 'And a proposal')
    await see(row(page, /svg onload/))
    await row(page, /onerror/)
      .locator('.title')
      .click()
    await see(panel(page).getByText('click'))
    // Not a single element came of it, in the log, the tree or the panel.
    for (const place of [conversation(page), rows(page), panel(page), page.locator('h1')]) {
      expect(await place.locator('img[src="x"], script, svg[onload], b, i, [onmouseover], [onerror], a[href^="javascript"]').count()).toBe(0)
    }
    const links = await page.getByRole('link').evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''))
    expect(links.filter((href) => /^\s*javascript:/i.test(href))).toEqual([])
  })

  it('shows operations while they arrive, in the plan too, and clears them where a model is asked once more', async () => {
    const page = await openChat()
    const [first, second, last] = [gate(), gate(), gate()]
    agent.prepare(
      telling((request) => [
        calling(1),
        words('A first '),
        entry(create('a', 'A first idea')),
        () => first.wait(),
        called({ error: 'invalid_json' }),
        calling(2),
        () => second.wait(),
        words('A **better** '),
        entry(create('b', 'A better idea')),
        () => last.wait(),
        called({ n: 2 }),
        answering(request, [create('b', 'A better idea')]),
      ]),
    )
    await send(page, 'Think hard')
    await see(row(page, 'A first idea').getByText('Added:'))
    await see(conversation(page).getByRole('button', { name: 'A first idea' }))
    await see(page.getByText('A proposal is being written'))
    // Nothing can be decided before it is whole.
    expect(await row(page, 'A first idea').getByRole('checkbox').count()).toBe(0)
    first.open()
    await gone(row(page, 'A first idea'))
    await gone(conversation(page).getByText('A first', { exact: false }))
    await see(conversation(page).getByText('once more (try 2)', { exact: false }))
    second.open()
    await see(row(page, 'A better idea').getByText('Added:'))
    await see(conversation(page).locator('strong').filter({ hasText: 'better' }))
    last.open()
    await see(row(page, 'A better idea').getByRole('checkbox'))
    await gone(page.getByText('A proposal is being written'))
    await see(conversation(page).getByTestId('answered').getByText('openai/gpt · 240 tokens · 2 tries · $0.00', { exact: false }))
    await conversation(page).getByRole('button', { name: 'A better idea' }).click()
    await eventually(() => page.locator('[role=row][tabindex="0"] .title').innerText()).toBe('A better idea')
    await applyButton(page).click()
    await see(conversation(page).getByText('This proposal is settled.'))
  })

  it('shows what arrives in another tab as well, and keeps nothing of it where it is stopped', async () => {
    const page = await openChat()
    const beside = await openTab(page, new URL(page.url()).pathname)
    await see(row(beside, 'The one task'))
    const door = gate()
    agent.prepare(telling(() => [calling(1), words('Half '), entry(create('a', 'Half an idea')), () => door.wait()]))
    await send(page, 'Begin')
    for (const each of [page, beside]) await see(row(each, 'Half an idea').getByText('Added:'))
    await page.getByTestId('stop').click()
    for (const each of [page, beside]) await gone(row(each, 'Half an idea'))
    await see(conversation(page).getByText('Stopped. Nothing was proposed; the message stays.'))
    door.open()
    expect(await bar(page).count()).toBe(0)
  })

  it('says how each answer came about: by rules, or by which model and for how much', async () => {
    const page = await openChat()
    agent.prepare(
      saying('From the rules.'),
      telling((request) => [calling(1), called({ costMicros: null }), answering(request, [create('a', 'A task')])]),
    )
    await send(page, 'One')
    await see(conversation(page).getByText('by rules · no model'))
    await send(page, 'Two')
    await see(conversation(page).getByText('openai/gpt · 120 tokens · price unknown'))
    await page.reload()
    await see(conversation(page).getByText('by rules · no model'))
    await see(conversation(page).getByText('openai/gpt · 120 tokens · price unknown'))
  })

  it('lets any message be changed and sent again, and keeps what was being typed', async () => {
    const page = await openChat()
    agent.prepare(saying('Done one.'), saying('Done two.'), saying('Done three.'))
    await send(page, 'Make it blue')
    await see(conversation(page).getByText('Done one.'))
    await send(page, 'Make it large')
    await see(conversation(page).getByText('Done two.'))
    await page.getByTestId('message').fill('By the way')
    const first = conversation(page).getByRole('article').first()
    await first.hover()
    await first.getByRole('button', { name: 'Edit and send again' }).click()
    await eventually(() => page.getByTestId('message').inputValue()).toBe('Make it blue\n\nBy the way')
    await page.getByTestId('message').fill('Make it green')
    await page.keyboard.press('Enter')
    await see(conversation(page).getByText('Done three.'))
    await see(conversation(page).getByText('Make it green', { exact: true }))
    expect(agent.requests.at(-1)?.message).toBe('Make it green')
  })

  it('renders what arrives safely and block by block', async () => {
    const page = await openChat()
    const door = gate()
    agent.prepare(
      telling(() => [
        words('# A heading\n\nSome <img src=x onerror="document.title=1"> words\n\n'),
        words('- one\n- two\n\n```\ncode'),
        () => door.wait(),
        words('\n```\n'),
        { kind: 'answer', answer: { kind: 'words', agent: 'assistant', reply: 'Over.', understood: true } },
      ]),
    )
    await send(page, 'Write')
    const answer = conversation(page).locator('.answer')
    await see(answer.getByRole('heading', { name: 'A heading' }))
    await see(answer.getByRole('listitem').filter({ hasText: 'two' }))
    await see(answer.locator('pre').filter({ hasText: 'code' }))
    await see(answer.getByText('<img src=x', { exact: false }))
    expect(await answer.locator('img').count()).toBe(0)
    door.open()
    await see(answer.getByText('Over.'))
  })
})
