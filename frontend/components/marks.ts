import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { folded, wordDiff, type DiffPart } from '../state/word-diff.ts'

/**
 * Words that went and came. Real `<del>` and `<ins>`, and since not every screen reader speaks those, "was" and "now"
 * for the ear as well.
 */
export function words(before: string, after: string, whole = false): TemplateResult {
  const parts = wordDiff(before, after)
  return html`<span class="words">${(whole ? parts : folded(parts)).map(part)}</span>`
}

function part({ kind, text }: DiffPart): TemplateResult | string {
  switch (kind) {
    case 'same':
      return text
    case 'folded':
      return html`<span class="folded" title=${text.slice(0, 400)}> … </span>`
    case 'removed':
      return html`<del><span class="hear">${msg('was')} </span>${text}<span class="hear">, </span></del>`
    case 'added':
      return html`<ins><span class="hear">${msg('now')} </span>${text}</ins>`
  }
}

/** A short value replaced by another. */
export const replaced = (before: string | null, after: string): TemplateResult =>
  html`${before === null ? nothing : html`<del><span class="hear">${msg('was')} </span>${before}</del><span class="hear">, </span> `}<ins><span class="hear">${msg('now')} </span>${after}</ins>`
