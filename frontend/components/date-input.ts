import { html, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'

export interface DateInput {
  readonly id: string
  readonly value: string | null
  readonly save: (date: string | null) => void
}

/** A day, typed or picked. What it shows is what is stored, also after a refusal. */
export function dateInput({ id, value, save }: DateInput): TemplateResult {
  const changed = (event: Event): void => {
    const date = (event.target as HTMLInputElement).value
    // The browser tells of every digit: of 2031 it first says the year 2.
    if (date !== '' && date < firstDay) return
    save(date === '' ? null : date)
  }
  return html`<input id=${id} type="date" min=${firstDay} class="field-input ${value === null ? 'unset' : ''}" .value=${live(value ?? '')} @change=${changed} />`
}

const firstDay = '1900-01-01'
