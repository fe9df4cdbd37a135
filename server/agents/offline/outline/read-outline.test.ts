import { describe, expect, it } from 'vitest'
import type { Outline, OutlineNode } from './outline.ts'
import { readOutline } from './read-outline.ts'

/** An outline as indented titles: what a reader sees of its shape. */
function shape(outline: Outline | null): string[] {
  const visit = (node: OutlineNode, depth: number): string[] => [
    `${'  '.repeat(depth)}${node.title}`,
    ...node.children.flatMap((child) => visit(child, depth + 1)),
  ]
  return outline?.roots.flatMap((root) => visit(root, 0)) ?? []
}

const read = (text: string): Outline => {
  const outline = readOutline(text)
  if (!outline) throw new Error('no structure was found')
  return outline
}

describe('shapes of outlines', () => {
  it.each([
    ['a bulleted list', '- Design\n- Build\n- Launch', ['Design', 'Build', 'Launch']],
    ['a nested list', '* Design\n  * Sketch\n    * Colours\n  * Test\n* Build', ['Design', '  Sketch', '    Colours', '  Test', 'Build']],
    ['tabs before bullets', '- Design\n\t- Sketch\n\t\t- Colours\n- Build', ['Design', '  Sketch', '    Colours', 'Build']],
    ['a numbered list', '1. Design\n2. Build\n3. Launch', ['Design', 'Build', 'Launch']],
    [
      'dotted numbers without indentation',
      '1 Design\n1.1 Sketch\n1.2 Test\n1.2.1 Recruit\n2 Build\n2.1 Code'.replace(/^(\d) /gm, '$1. '),
      ['Design', '  Sketch', '  Test', '    Recruit', 'Build', '  Code'],
    ],
    ['bullets at the margin of numbers', '1. Design\n- Sketch\n- Test\n2. Build\n- Code', ['Design', '  Sketch', '  Test', 'Build', '  Code']],
    ['letters under numbers', '1) Design\n   a) Sketch\n   b) Test\n2) Build', ['Design', '  Sketch', '  Test', 'Build']],
    ['numbers in one line', '1. Design 2. Build 3. Launch', ['Design', 'Build', 'Launch']],
    [
      'lines indented by spaces',
      'Kitchen\n  Cupboards\n  Sink\n    Tap\nBathroom\n  Tiles',
      ['Kitchen', '  Cupboards', '  Sink', '    Tap', 'Bathroom', '  Tiles'],
    ],
    ['lines indented by tabs', 'Kitchen\n\tCupboards\nBathroom\n\tTiles', ['Kitchen', '  Cupboards', 'Bathroom', '  Tiles']],
    ['one task a line', 'Design the logo\nBuild the site\nTell people', ['Design the logo', 'Build the site', 'Tell people']],
    ['Markdown headings with lists', '## Design\n- Sketch\n- Test\n## Build\n- Code', ['Design', '  Sketch', '  Test', 'Build', '  Code']],
    ['one title over everything', '# Shop\n\n## Catalogue\n### Search\n## Basket', ['Catalogue', '  Search', 'Basket']],
    [
      'underlined headings',
      'Shop\n====\n\nCatalogue\n---------\n\n- Search\n\nBasket\n------\n\n- Pay',
      ['Catalogue', '  Search', 'Basket', '  Pay'],
    ],
    [
      'phases with colons',
      'Phase 1: Discovery\n- Interviews\n- Survey\nPhase 2: Build\n- Code',
      ['Phase 1: Discovery', '  Interviews', '  Survey', 'Phase 2: Build', '  Code'],
    ],
    ['labels over lists', 'Kitchen:\n- Sink\n- Oven\n\nBathroom:\n- Tiles', ['Kitchen', '  Sink', '  Oven', 'Bathroom', '  Tiles']],
    ['plain lines over lists', 'Before\n- Pack\n- Clean\n\nAfter\n- Party', ['Before', '  Pack', '  Clean', 'After', '  Party']],
    ['bold lines over lists', '**Kitchen**\n- Sink\n\n**Bathroom**\n- Tiles', ['Kitchen', '  Sink', 'Bathroom', '  Tiles']],
    ['capitals over paragraphs', 'KITCHEN\n\nNew sink.\n\nBATHROOM\n\nNew tiles.', ['KITCHEN', 'BATHROOM']],
    ['other bullets', '• Design\n– Build\n→ Launch', ['Design', 'Build', 'Launch']],
    ['checkbox signs', '☐ Design\n☑ Build\n✅ Launch', ['Design', 'Build', 'Launch']],
    ['windows newlines', '- Design\r\n  - Sketch\r\n- Build', ['Design', '  Sketch', 'Build']],
    ['a lone head called Tasks', '# Shop\n\nSell things.\n\n## Tasks\n\n- Catalogue\n- Basket', ['Catalogue', 'Basket']],
    ['headings that skip levels', '# A\n### B\n## C\n# D', ['A', '  B', '  C', 'D']],
  ])('%s', (_name, text, expected) => {
    expect(shape(readOutline(text))).toEqual(expected)
  })

  it.each([
    ['a sentence', 'Build a web app for booking rooms.'],
    ['a paragraph', 'We have a problem with the shop. It is slow. Customers complain. Make it fast by May.'],
    ['three sentences on lines', 'We want a shop.\nIt must be fast.\nCustomers complain.'],
    ['a number in a sentence', 'Hire 3. developers'],
    ['one bullet', '- Build a shop'],
    ['nothing', ''],
    ['decimals', 'Version 1.2 is slow, 3.5 is fast'],
  ])('leaves %s alone', (_name, text) => {
    expect(readOutline(text)).toBeNull()
  })
})

describe('checklists', () => {
  it('reads states, and a head over finished work is finished', () => {
    const { roots } = read('- [x] Design\n- [ ] Build\n  - [~] Code\n  - [-] Fax\n- Launch\n  - [x] Party\n  - [X] Cake')
    expect(roots.map((root) => root.hints.status)).toEqual(['done', undefined, 'done'])
    expect(roots[1]?.children.map((child) => child.hints.status)).toEqual(['in_progress', 'cancelled'])
  })
})

describe('a requirements document', () => {
  const text = `# Customer portal

The portal replaces the phone line.

## Background

Customers call us 400 times a day.

- half of them for invoices

## 1. Sign-in (5d) [high] @anna #auth

People sign in with their customer number.

It must feel instant.

### Acceptance criteria

- Wrong passwords are answered within a second
- [x] Sessions end after a day

### 1.1 Password reset

By mail.

## 2. Invoices

Depends on: Sign-in
Estimate: 3 days

1. List of invoices
2. Download as PDF
   with the old layout

\`\`\`json
{ "- not": "a task" }
\`\`\`

| a | b |
|---|---|

Done when: the tax office accepts them

## Out of scope

- Payments
`

  it('makes heads tasks, paragraphs descriptions, lists below the criteria heading criteria, and hints fields', () => {
    const outline = read(text)
    expect(outline.title).toBe('Customer portal')
    expect(shape(outline)).toEqual(['Sign-in', '  Password reset', 'Invoices', '  List of invoices', '  Download as PDF'])
    const [signIn, invoices] = outline.roots
    expect(signIn?.hints).toEqual({ estimateMinutes: 2400, priority: 'high', assignee: 'anna', tags: ['auth'] })
    expect(signIn?.description).toBe('People sign in with their customer number.\n\nIt must feel instant.')
    expect(signIn?.criteria).toEqual([
      { text: 'Wrong passwords are answered within a second', done: false },
      { text: 'Sessions end after a day', done: true },
    ])
    expect(invoices?.hints).toEqual({ estimateMinutes: 1440, after: ['Sign-in'] })
    expect(invoices?.criteria).toEqual([{ text: 'the tax office accepts them', done: false }])
    expect(invoices?.children[1]?.description).toContain('with the old layout')
    expect(`${invoices?.description}${invoices?.children[1]?.description}`).toContain('"- not": "a task"')
  })

  it('keeps the introduction and sections about the whole in the summary', () => {
    const { summary } = read(text)
    expect(summary).toContain('The portal replaces the phone line.')
    expect(summary).toContain('## Background')
    expect(summary).toContain('- half of them for invoices')
    expect(summary).toContain('- Payments')
  })

  it('takes sections of prose for tasks where there are no others', () => {
    expect(shape(readOutline('# Idea\n\n## Goals\n\n- Sell more\n- Sleep more'))).toEqual(['Goals', '  Sell more', '  Sleep more'])
  })

  it('reads the file of one task as one task with its criteria and steps', () => {
    const outline = read(
      '---\nid: T-7\ntitle: Clear the cache\nstatus: In Progress\nlabels:\n  - web\npriority: high\n---\n\n## Description\n\nIt is stale.\n\n## Acceptance Criteria\n<!-- AC:BEGIN -->\n- [ ] #1 It is fresh\n<!-- AC:END -->\n\n## Implementation Plan\n\n1. Look\n2. Clear',
    )
    expect(shape(outline)).toEqual(['Clear the cache', '  Look', '  Clear'])
    expect(outline.roots[0]?.hints).toEqual({ status: 'in_progress', tags: ['web'], priority: 'high' })
    expect(outline.roots[0]?.criteria).toEqual([{ text: 'It is fresh', done: false }])
    expect(outline.roots[0]?.description).toContain('It is stale.')
    expect(outline.summary).toContain('id: T-7')
  })

  it('reads a folded title of front matter', () => {
    expect(readOutline('---\ntitle: >-\n  Clear the cache\n  of the shop\n---\n- Look\n- Clear')?.title).toBe('Clear the cache of the shop')
  })
})

describe('text of items', () => {
  it('takes a bold beginning for the title and the rest for the description', () => {
    const [first] = read('- **Sign-in**: people sign in with a number\n- Other').roots
    expect(first).toMatchObject({ title: 'Sign-in', description: 'people sign in with a number' })
  })

  it('shortens a title that is a paragraph and keeps the whole text', () => {
    const long = `Do ${'something very long '.repeat(20)}and more`
    const [first] = read(`- ${long}\n- Other`).roots
    expect(first?.title.length).toBeLessThan(170)
    expect(first?.description).toContain(long)
  })

  it('joins lines that continue an item to its description', () => {
    const [first] = read('1. Design\nWe use the old colours.\n2. Build').roots
    expect(first?.description).toBe('We use the old colours.')
  })

  it('gives a paragraph between numbered items to the item before it, and the last one to the whole', () => {
    const outline = read('1. Design\n\nIn Figma.\n\n2. Build\n\nThanks for reading.')
    expect(outline.roots[0]?.description).toBe('In Figma.')
    expect(outline.summary).toBe('Thanks for reading.')
  })

  it('reads fields from lines below an item', () => {
    const [first] = read('- Design\n  - Estimate: 2 days\n  - Owner: Anna Berg\n  - Acceptance criteria:\n    - Looks good\n- Build').roots
    expect(first?.hints).toEqual({ estimateMinutes: 960, assignee: 'Anna Berg' })
    expect(first?.criteria.map((criterion) => criterion.text)).toEqual(['Looks good'])
    expect(first?.children).toEqual([])
  })
})

describe('speed and hostile text', () => {
  const quick = (text: string): number => {
    const start = performance.now()
    readOutline(text)
    return performance.now() - start
  }

  it('reads 10,000 lines in a moment', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `${'  '.repeat(index % 5)}- Task ${index} (2h) #tag @anna due 2026-12-01`)
    expect(quick(lines.join('\n'))).toBeLessThan(2000)
    expect(shape(readOutline(lines.join('\n')))).toHaveLength(10_000)
  })

  it.each([
    ['hashes', '#'.repeat(100_000)],
    ['spaces', `- a${' '.repeat(100_000)}b\n- c`],
    ['brackets', `- ${'('.repeat(50_000)}${')'.repeat(50_000)}\n- c`],
    ['stars', `- ${'*'.repeat(100_000)}\n- c`],
    ['numbers', `- ${'1.'.repeat(50_000)}\n- c`],
    ['backticks', `- ${'`'.repeat(99_999)}\n- c`],
    ['at signs', `- ${'@a '.repeat(30_000)}\n- c`],
    ['deep nesting', Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
    ['deep indentation', Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth * 2)}a`).join('\n')],
    ['fences', '```\n'.repeat(9999)],
    ['labels', 'a:\n- b\n'.repeat(20_000)],
  ])('is not slowed down by %s', (_name, text) => {
    expect(quick(text)).toBeLessThan(3000)
  })

  it('drops control characters and mends broken ones', () => {
    expect(shape(readOutline('- a\u0000b\n- c\uD800d'))).toEqual(['ab', 'c\uFFFDd'])
  })
})
