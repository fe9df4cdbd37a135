import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { Criterion } from '../state/core.ts'
import { fieldLabel } from '../words/labels.ts'
import { valueText, type Names } from '../words/values.ts'
import { replaced, words } from './marks.ts'

type Side = Readonly<Record<string, unknown>> | null

const textFields = new Set(['title', 'description', 'summary'])
const setFields = new Set(['tags', 'dependsOn'])

/** The changed fields of an operation, each in words with what went and what came. `skip`: shown elsewhere already. */
export function fieldChanges(
  before: Side,
  after: Side,
  names: Names,
  options: { readonly skip?: readonly string[]; readonly whole?: boolean } = {},
): readonly TemplateResult[] {
  const fields = Object.keys({ ...before, ...after }).filter(
    (field) => !options.skip?.includes(field) && field !== 'boardRank' && field !== 'rank' && field !== 'parentId',
  )
  return fields.map(
    (field) =>
      html`<span class="change ${textFields.has(field) || field === 'acceptanceCriteria' ? 'change-long' : ''}" data-field=${field}><span class="change-name">${isNew(field, before?.[field], after?.[field]) ? msg(str`new ${fieldLabel(field)}`) : fieldLabel(field)}</span> ${change(field, before?.[field], after?.[field], names, options.whole ?? false)}</span>`,
  )
}

const isNew = (field: string, before: unknown, after: unknown): boolean =>
  textFields.has(field) && (before === '' || before === null || before === undefined) && after !== ''

function change(field: string, before: unknown, after: unknown, names: Names, whole: boolean): TemplateResult {
  if (field === 'acceptanceCriteria') return criteriaChange((before as readonly Criterion[]) ?? [], (after as readonly Criterion[]) ?? [])
  if (setFields.has(field)) return members(field, (before as readonly string[]) ?? [], (after as readonly string[]) ?? [], names)
  if (textFields.has(field)) return words((before as string | null) ?? '', (after as string | null) ?? '', whole)
  return replaced(valueText(field, before, names), valueText(field, after, names))
}

/** Of a set only the members that go and come are written down. */
const members = (field: string, removed: readonly string[], added: readonly string[], names: Names): TemplateResult =>
  html`${removed.map((member) => html`<del><span class="hear">${msg('without')} </span>− ${valueText(field, [member], names)}</del> `)}${added.map(
    (member) => html`<ins><span class="hear">${msg('with')} </span>+ ${valueText(field, [member], names)}</ins> `,
  )}`

function criteriaChange(before: readonly Criterion[], after: readonly Criterion[]): TemplateResult {
  const was = new Map(before.map((criterion) => [criterion.id, criterion]))
  const stays = new Set(after.map((criterion) => criterion.id))
  const gone = before.filter((criterion) => !stays.has(criterion.id))
  const lines = after.flatMap((criterion) => {
    const old = was.get(criterion.id)
    if (!old) return [html`<span class="criterion"><ins><span class="hear">${msg('new')} </span>+ ${criterion.text}</ins></span>`]
    if (old.text !== criterion.text) return [html`<span class="criterion">${words(old.text, criterion.text)}</span>`]
    if (old.done !== criterion.done)
      return [html`<span class="criterion"><ins>${criterion.done ? msg('now met') : msg('no longer met')}</ins>: ${criterion.text}</span>`]
    return []
  })
  const order = lines.length === 0 && gone.length === 0 ? html`<span class="criterion">${msg('in another order')}</span>` : nothing
  return html`${gone.map((criterion) => html`<span class="criterion"><del><span class="hear">${msg('removed')} </span>− ${criterion.text}</del></span>`)}${lines}${order}`
}
