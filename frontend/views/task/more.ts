import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { TaskWire } from '../../api/wire.ts'
import { icon } from '../../components/icon.ts'
import type { Task } from '../../state/core.ts'
import { ageText, timeText } from '../../words/values.ts'
import { valueOf, type Drafts } from './drafts.ts'

/** What other tools keep in a task: files, links, data; and when it was made and changed. */
export function moreSection(
  task: Task,
  times: Pick<TaskWire, 'createdAt' | 'updatedAt'> | null,
  drafts: Drafts,
  tell: (text: string) => void,
): TemplateResult {
  const count = task.focusFiles.length + task.externalRefs.length + Object.keys(task.metadata).length
  return html`<details class="more-fields" ?open=${count > 0}>
    <summary>${msg('Files, links and data')}${count > 0 ? html` <span class="hint">${count}</span>` : nothing}</summary>
    ${files(task, drafts)} ${links(task, drafts)} ${data(task, drafts, tell)}
  </details>
  ${
    times
      ? html`<p class="hint task-times">${msg('Made')} <time datetime=${times.createdAt} title=${timeText(times.createdAt)}>${ageText(times.createdAt)}</time> · ${msg('changed')} <time datetime=${times.updatedAt} title=${timeText(times.updatedAt)}>${ageText(times.updatedAt)}</time></p>`
      : nothing
  }`
}

function files(task: Task, drafts: Drafts): TemplateResult {
  const save = (event: Event): void => {
    const focusFiles = [
      ...new Set(
        valueOf(event)
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      ),
    ]
    void drafts.save({ focusFiles })
  }
  return html`<label class="field"><span>${msg('Files to look at, one a line')}</span><textarea rows="2" class="mono" .value=${task.focusFiles.join('\n')} @change=${save}></textarea></label>${drafts.problem('focusFiles')}`
}

function links(task: Task, drafts: Drafts): TemplateResult {
  const refs = task.externalRefs
  const add = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const values = new FormData(form)
    const [provider, id, url] = ['provider', 'id', 'url'].map((name) => String(values.get(name) ?? '').trim())
    if (!provider || !id || !url) return
    form.reset()
    void drafts.save({ externalRefs: [...refs, { provider, id, url }] })
  }
  return html`<div class="field" role="group" aria-label=${msg('Links to other tools')}>
    <span>${msg('Links to other tools')}</span>
    <ul class="plain-list">
      ${refs.map((ref, index) => html`<li><a href=${ref.url} target="_blank" rel="noreferrer noopener">${ref.provider} ${ref.id}</a><span class="gap"></span><button class="quiet icon-only" aria-label=${msg(str`Remove the link ${ref.provider} ${ref.id}`)} @click=${() => drafts.save({ externalRefs: refs.filter((_, at) => at !== index) })}>${icon('close')}</button></li>`)}
    </ul>
    <form class="link-form" @submit=${add}>
      <input name="provider" class="field-input boxed" required maxlength="200" aria-label=${msg('Tool')} placeholder=${msg('Tool, e.g. github')} />
      <input name="id" class="field-input boxed" required maxlength="200" aria-label=${msg('Its number there')} placeholder="#12" />
      <input name="url" class="field-input boxed" type="url" required maxlength="2000" aria-label=${msg('Address')} placeholder="https://" />
      <button class="button">${msg('Add')}</button>
    </form>
    ${drafts.problem('externalRefs')}
  </div>`
}

function data(task: Task, drafts: Drafts, tell: (text: string) => void): TemplateResult {
  const text = Object.keys(task.metadata).length === 0 ? '' : JSON.stringify(task.metadata, null, 2)
  const save = (event: Event): void => {
    const value = jsonObject(valueOf(event))
    if (value === undefined) return tell(msg('Write the data as a JSON object, such as {"key": "value"}.'))
    void drafts.save({ metadata: value as Task['metadata'] })
  }
  return html`<label class="field"><span>${msg('Data (JSON)')}</span><textarea rows=${text === '' ? 2 : 5} class="mono" placeholder="{}" .value=${text} @change=${save}></textarea></label>${drafts.problem('metadata')}`
}

/** The object that a text holds; an empty text is an empty one; undefined where it holds anything else. */
function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}
