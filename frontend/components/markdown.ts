import DOMPurify from 'dompurify'
import { html, type TemplateResult } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { Marked } from 'marked'
import { GrowingBlocks } from './markdown-blocks.ts'

/** HTML within Markdown is shown as it was written: nobody means it to work, and so nothing of it is ever parsed. */
const marked = new Marked({ gfm: true, breaks: true, renderer: { html: ({ text }) => escaped(text) } })

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const cache = new Map<string, string>()

/** Markdown as HTML without anything that runs, frames, styles or loads from elsewhere. */
export const markdown = (text: string): TemplateResult => html`<div class="markdown">${unsafeHTML(rendered(text))}</div>`

/** Texts that grow, by what they belong to: an answer that arrives is rendered block by block, each of them once. */
const growing = new WeakMap<object, GrowingBlocks>()

/** As `markdown`, of a text that still comes in. `key` stays the same object while it is the same text. */
export function growingMarkdown(text: string, key: object): TemplateResult {
  const blocks = growing.get(key) ?? new GrowingBlocks(marked)
  growing.set(key, blocks)
  return html`<div class="markdown">${blocks.of(text).map(({ raw, closed }) => unsafeHTML(closed ? rendered(raw) : render(raw)))}</div>`
}

/** What does not change any more is remembered. */
function rendered(text: string): string {
  const known = cache.get(text)
  if (known !== undefined) return known
  const fresh = render(text)
  if (cache.size > 300) cache.clear()
  cache.set(text, fresh)
  return fresh
}

const render = (text: string): string =>
  DOMPurify.sanitize(marked.parse(text, { async: false }), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'img', 'video', 'audio', 'picture', 'source'],
    FORBID_ATTR: ['style', 'class', 'id', 'name'],
  })

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  // What scrolls sideways must be reachable without a mouse.
  if (node.tagName === 'PRE' || node.tagName === 'TABLE') node.setAttribute('tabindex', '0')
  if (node.tagName !== 'A') return
  const outside = /^https?:/i.test(node.getAttribute('href') ?? '')
  if (outside) node.setAttribute('target', '_blank')
  if (outside) node.setAttribute('rel', 'noreferrer noopener')
})
