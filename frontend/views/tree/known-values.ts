import { html, type TemplateResult } from 'lit'
import type { Plan } from '../../state/core.ts'
import { choicesOf } from '../../state/filter.ts'

/** The people and the tags of a plan, offered while one types one. */
export function knownValues(plan: Plan): TemplateResult {
  const { assignee, tag } = choicesOf(plan)
  return html`<datalist id="known-people">${assignee.map(({ value }) => html`<option value=${value}></option>`)}</datalist><datalist id="known-tags">${tag.map(({ value }) => html`<option value=${value}></option>`)}</datalist>`
}
