import { msg, str } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import type { Assignee } from '../state/core.ts'
import { icon } from './icon.ts'

/** Who does it: a person by their initials, an agent by its sign and in another shape. */
export function avatar({ kind, name }: Assignee): TemplateResult {
  const label = kind === 'agent' ? msg(str`${name}, an agent`) : name
  return html`<span class="avatar ${kind}" title=${label}>${kind === 'agent' ? icon('agent') : html`<span aria-hidden="true">${initials(name)}</span>`}<span class="hear">${label}</span></span>`
}

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('')
