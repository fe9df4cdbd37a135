import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import type { UsageWire } from '../../api/wire.ts'
import { View } from '../../components/view.ts'
import { Watch } from '../../state/store.ts'
import { usageGroups, usagePeriods, UsageStore, type UsageGroup, type UsagePeriod } from '../../state/usage-store.ts'
import '../../styles/usage.css'
import { turnKindLabel } from '../../words/models.ts'
import { moneyText } from '../../words/money.ts'

type Sum = UsageWire['items'][number]

const groupLabel = (by: UsageGroup): string => ({ day: msg('Day'), project: msg('Project'), model: msg('Model'), kind: msg('Kind of message') })[by]

const periodLabel = (days: UsagePeriod): string => (days === null ? msg('All time') : days === 1 ? msg('Today') : msg(str`${days} days`))

/** What models used and cost: by day, project, model or kind of message. Days are those of UTC, as budgets count them. */
@customElement('pw-usage')
export class UsageView extends View {
  #store: UsageStore | undefined

  constructor() {
    super()
    new Watch(this, () => [this.#store])
  }

  override willUpdate(): void {
    if (this.#store) return
    this.#store = new UsageStore(this.services)
    void this.#store.show()
  }

  override render(): TemplateResult {
    const store = this.#store
    if (!store) return html``
    const { usage, problem } = store
    return html`<div class="usage" data-testid="usage">
      <div class="usage-tools">
        <span class="segments" role="radiogroup" aria-label=${msg('Period')}>${usagePeriods.map((days) => html`<button type="button" role="radio" aria-checked=${String(store.period === days)} @click=${() => store.show({ period: days })}>${periodLabel(days)}</button>`)}</span>
        <span class="segments" role="radiogroup" aria-label=${msg('Summed by')}>${usageGroups.map((by) => html`<button type="button" role="radio" aria-checked=${String(store.by === by)} @click=${() => store.show({ by })}>${groupLabel(by)}</button>`)}</span>
      </div>
      ${
        problem
          ? html`<div class="empty small" role="alert"><p>${problem.detail}</p><button class="button" @click=${() => store.show()}>${msg('Try again')}</button></div>`
          : usage
            ? this.#table(store, usage)
            : html`<div class="skeleton rows-skeleton" aria-hidden="true"><span></span><span></span><span></span></div>`
      }
    </div>`
  }

  #table(store: UsageStore, { items, total, by }: UsageWire): TemplateResult {
    if (total.tries === 0)
      return html`<p class="empty small">${msg('No model was called in this time. What the rules answer uses nothing and costs nothing.')}</p>`
    const most = Math.max(...items.map(({ costMicros }) => costMicros))
    return html`
      <table>
        <caption class="hear">${msg('What models used and cost')}</caption>
        <thead><tr><th scope="col">${groupLabel(by ?? 'model')}</th><th scope="col" class="number">${msg('Calls')}</th><th scope="col" class="number">${msg('Tokens in')}</th><th scope="col" class="number">${msg('Tokens out')}</th><th scope="col" class="number">${msg('Cost')}</th></tr></thead>
        <tbody>${items.map((sum) => this.#row(store, sum, most))}</tbody>
        <tfoot><tr><th scope="row">${msg('Together')}</th>${numbers(total)}</tr></tfoot>
      </table>
      ${total.unknownCosts > 0 ? html`<p class="hint">${msg('A plus sign: the price of some calls is not known, so it cost at least this.')}</p>` : nothing}
    `
  }

  #row(store: UsageStore, sum: Sum, most: number): TemplateResult {
    const share = most > 0 ? Math.round((sum.costMicros / most) * 100) : 0
    return html`<tr><th scope="row"><span class="usage-name">${nameOf(store, sum.key)}</span><span class="usage-bar" style=${`inline-size: ${share}%`} aria-hidden="true"></span></th>${numbers(sum)}</tr>`
  }
}

function nameOf({ by, titles }: UsageStore, key: string | null): string {
  if (key === null) return msg('No project')
  if (by === 'project') return titles.get(key) ?? msg('A project that is gone')
  return by === 'kind' ? turnKindLabel(key as Parameters<typeof turnKindLabel>[0]) : key
}

const numbers = ({ tries, failed, inputTokens, cachedTokens, outputTokens, costMicros, unknownCosts }: Omit<Sum, 'key'>): TemplateResult => html`
  <td class="number">${count(tries)}${failed > 0 ? html`<small>${msg(str`${failed} failed`)}</small>` : nothing}</td>
  <td class="number">${count(inputTokens)}${cachedTokens > 0 ? html`<small>${msg(str`${count(cachedTokens)} cached`)}</small>` : nothing}</td>
  <td class="number">${count(outputTokens)}</td>
  <td class="number">${costMicros === 0 && unknownCosts === tries ? msg('unknown') : html`${moneyText(costMicros)}${unknownCosts > 0 ? html`<span title=${msg('at least')}>+</span>` : nothing}`}</td>
`

const count = (value: number): string => new Intl.NumberFormat('en').format(value)
