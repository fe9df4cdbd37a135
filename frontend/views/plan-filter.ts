import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { icon } from '../components/icon.ts'
import type { ProjectSession } from '../state/project-session.ts'

/** The filter that all views of the plan share. `leave`: the keyboard goes on to what was found. */
export function planFilter({ tree }: ProjectSession, leave: () => void): TemplateResult {
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') tree.setSearch('')
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    leave()
  }
  return html`<label class="search">${icon('search')}<input type="search" data-search placeholder=${msg('Filter')} aria-label=${msg('Filter the plan')} .value=${tree.search} @input=${(event: InputEvent) => tree.setSearch((event.target as HTMLInputElement).value)} @keydown=${key} /><kbd>/</kbd></label>`
}
