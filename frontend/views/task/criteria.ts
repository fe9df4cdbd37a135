import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../components/icon.ts'
import { limits, type Criterion, type Task } from '../../state/core.ts'
import { keepOnEnter, valueOf, type Drafts } from './drafts.ts'

/** When a task is done: a list to tick off, to write and to put in order. */
export function criteriaSection(task: Task, drafts: Drafts): TemplateResult {
  const criteria = task.acceptanceCriteria
  const met = criteria.filter((criterion) => criterion.done).length
  return html`<section>
    <h3>${msg('Acceptance criteria')}${criteria.length > 0 ? html` <span class="hint">${met}/${criteria.length}</span>` : nothing}</h3>
    <ul class="criteria">
      ${repeat(
        criteria,
        (criterion) => criterion.id,
        (criterion, index) => html`<li>
          <input type="checkbox" class="tick" .checked=${criterion.done} aria-label=${msg(str`Met: ${criterion.text}`)} @change=${(event: Event) => change(criterion, { done: (event.target as HTMLInputElement).checked }, drafts)} />
          <textarea rows="1" class="field-input grows" maxlength=${limits.criterion} aria-label=${msg('Criterion')} .value=${criterion.text} @keydown=${(event: KeyboardEvent) => key(event, criterion, drafts)} @change=${(event: Event) => change(criterion, { text: valueOf(event).trim() }, drafts)}></textarea>
          <span class="criterion-acts">
            <button class="quiet icon-only" ?disabled=${index === 0} aria-label=${msg(str`Up: ${criterion.text}`)} title=${msg('Up (Alt ↑)')} @click=${() => move(criterion, -1, drafts)}>${icon('arrow-up')}</button>
            <button class="quiet icon-only" ?disabled=${index === criteria.length - 1} aria-label=${msg(str`Down: ${criterion.text}`)} title=${msg('Down (Alt ↓)')} @click=${() => move(criterion, 1, drafts)}>${icon('arrow-down')}</button>
            <button class="quiet icon-only" aria-label=${msg(str`Remove: ${criterion.text}`)} title=${msg('Remove')} @click=${() => change(criterion, { text: '' }, drafts)}>${icon('close')}</button>
          </span>
        </li>`,
      )}
    </ul>
    <form class="add-line" @submit=${(event: Event) => add(event, drafts)}>
      ${icon('plus')}<input name="text" class="field-input" maxlength=${limits.criterion} aria-label=${msg('New criterion')} placeholder=${msg('Add a criterion')} />
    </form>
    ${drafts.problem('acceptanceCriteria')}
  </section>`
}

function key(event: KeyboardEvent, criterion: Criterion, drafts: Drafts): void {
  const step = event.altKey ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key] : undefined
  if (step === undefined) return keepOnEnter(event)
  event.preventDefault()
  move(criterion, step, drafts)
}

function move({ id }: Criterion, step: 1 | -1, drafts: Drafts): void {
  drafts.change((task) => {
    const criteria = [...task.acceptanceCriteria]
    const index = criteria.findIndex((criterion) => criterion.id === id)
    const [taken] = index < 0 ? [] : criteria.splice(index, 1)
    if (taken) criteria.splice(Math.max(0, index + step), 0, taken)
    return { acceptanceCriteria: criteria }
  })
}

/** An empty text takes the criterion out. */
function change({ id }: Criterion, by: Partial<Pick<Criterion, 'text' | 'done'>>, drafts: Drafts): void {
  drafts.change((task) => ({
    acceptanceCriteria: task.acceptanceCriteria.flatMap((criterion) => {
      const next = criterion.id === id ? { ...criterion, ...by } : criterion
      return next.text === '' ? [] : [next]
    }),
  }))
}

function add(event: Event, drafts: Drafts): void {
  event.preventDefault()
  const form = event.target as HTMLFormElement
  const text = String(new FormData(form).get('text') ?? '').trim()
  if (text === '') return
  form.reset()
  drafts.change((task) => ({ acceptanceCriteria: [...task.acceptanceCriteria, text] }))
}
