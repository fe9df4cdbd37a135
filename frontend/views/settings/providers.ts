import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import type { ModelWire, ProvidersWire, ProviderWire, TurnKindName } from '../../api/wire.ts'
import { icon } from '../../components/icon.ts'
import { View } from '../../components/view.ts'
import { ModelsStore, type ConnectionTest } from '../../state/models-store.ts'
import { Watch } from '../../state/store.ts'
import { healthDetail, healthText, modelErrorText, providerName, tokensText, turnKindLabel, worstHealth } from '../../words/models.ts'
import { moneyText } from '../../words/money.ts'
import '../../styles/providers.css'

const kinds: readonly TurnKindName[] = ['plan', 'decompose', 'edit', 'ask', 'route']

/** Which models answer, how they fare and what they may cost. Nothing is set here: keys belong to the environment. */
@customElement('pw-providers')
export class ProvidersView extends View {
  #models: ModelsStore | undefined

  constructor() {
    super()
    new Watch(this, () => [this.#models])
  }

  override willUpdate(): void {
    if (this.#models) return
    this.#models = new ModelsStore(this.services)
    void this.#models.load()
  }

  override render(): TemplateResult {
    const models = this.#models
    if (!models) return html``
    const { providers, problem } = models
    return html`<div class="models" data-testid="models">
      ${
        providers
          ? this.#content(models, providers)
          : problem
            ? html`<div class="empty small" role="alert"><p>${problem.detail}</p><button class="button" @click=${() => models.load()}>${msg('Try again')}</button></div>`
            : html`<div class="skeleton rows-skeleton" aria-hidden="true"><span></span><span></span><span></span></div>`
      }
    </div>`
  }

  #content(models: ModelsStore, shown: ProvidersWire): TemplateResult {
    const any = shown.providers.some(({ configured }) => configured)
    const configuredFirst = [...shown.providers].sort((one, other) => Number(other.configured) - Number(one.configured))
    return html`
      <p class="models-lead">${
        any
          ? msg(
              'The first model of each list answers; the next one is asked when it fails. Keys are read from the environment when the server starts, and are shown nowhere.',
            )
          : msg(
              'No model is configured: the agent that comes with Planwright answers everything, at no cost, and nothing leaves this computer. To use a model, set one of the variables below and start the server again.',
            )
      }</p>
      ${any ? html`${this.#uses(shown)}${this.#spending(shown, models.todayMicros)}` : nothing}
      <h3>${msg('Providers')}</h3>
      <ul class="providers">${configuredFirst.map((provider) => this.#provider(models, provider))}</ul>
    `
  }

  #uses({ uses, profile, profiles, providers, fastPath }: ProvidersWire): TemplateResult {
    const others = profiles.filter((name) => name !== profile)
    return html`
      <div class="models-head">
        <h3>${msg('What answers what')}</h3>
        <span class="badge" data-testid="profile">${msg(str`profile ${profile}`)}</span>
        ${others.length > 0 ? html`<span class="hint">${msg('PLANWRIGHT_PROFILE chooses another one:')} ${others.join(', ')}</span>` : nothing}
      </div>
      <dl class="uses">${kinds.map((kind) => html`<div><dt>${turnKindLabel(kind)}</dt><dd><ol>${uses[kind].map((entry) => this.#use(entry, providers))}</ol></dd></div>`)}</dl>
      <p class="hint">${
        fastPath
          ? msg('Plain edits that are understood without doubt are answered without a model, at once and at no cost.')
          : msg('Plain edits are answered by a model, too.')
      }</p>
    `
  }

  #use(entry: string, providers: readonly ProviderWire[]): TemplateResult {
    const { provider, model } = splitName(entry)
    const found = providers.find(({ name }) => name === provider)?.models.find(({ name }) => name === model)
    const state = found?.health.state ?? 'untried'
    return html`<li class="use use-${state}" title=${found ? `${healthText(state)}. ${healthDetail(found)}` : nothing}>
      <span class="use-model">${model === '' ? providerName(provider) : model}</span>${model === '' ? nothing : html` <span class="use-provider">${providerName(provider)}</span>`}
      ${state === 'failing' || state === 'resting' ? html`<span class="state state-${state}">${healthText(state)}</span>` : nothing}
    </li>`
  }

  #spending({ budgets }: ProvidersWire, today: number | null): TemplateResult {
    const limit = (micros: number | null): string => (micros === null ? msg('no limit') : msg(str`at most ${moneyText(micros)}`))
    const { dayMicros } = budgets
    const isTight = dayMicros !== null && today !== null && today > dayMicros * 0.8
    return html`
      <h3>${msg('What it may cost')}</h3>
      <dl class="spending">
        <div>
          <dt>${msg('Today')}</dt>
          <dd data-testid="spent-today">
            ${today === null ? nothing : html`<strong>${moneyText(today)}</strong> `}<span class="hint">${limit(dayMicros)}</span>
            ${
              dayMicros === null || today === null
                ? nothing
                : html`<meter class=${isTight ? 'tight' : ''} min="0" max=${dayMicros} .value=${Math.min(today, dayMicros)} aria-label=${msg('Spent today')}></meter>`
            }
          </dd>
        </div>
        <div><dt>${msg('One message')}</dt><dd>${limit(budgets.turnMicros)}</dd></div>
        <div><dt>${msg('One project')}</dt><dd>${limit(budgets.projectMicros)}</dd></div>
      </dl>
    `
  }

  #provider(models: ModelsStore, provider: ProviderWire): TemplateResult {
    const { name, configured, missing, keyVariable, baseUrl } = provider
    const worst = worstHealth(provider)
    const state = configured ? (worst?.health.state ?? 'untried') : 'off'
    const test = models.tests.get(name)
    return html`<li class="provider" data-provider=${name}>
      <div class="provider-head">
        <h4>${providerName(name)}</h4>
        <span class="state state-${state}" data-testid="provider-state">${state === 'off' ? msg('Not configured') : healthText(state)}</span>
        <span class="gap"></span>
        ${
          configured
            ? html`<button class="button" data-testid="test-connection" aria-disabled=${test?.state === 'running' ? 'true' : nothing} aria-describedby="test-${name}" @click=${() => models.test(name)}>
                <span>${test?.state === 'running' ? msg('Testing …') : msg('Test connection')}<span class="hear"> ${providerName(name)}</span></span>
              </button>`
            : nothing
        }
      </div>
      ${configured ? nothing : html`<p class="provider-missing">${missingText(missing, keyVariable)}</p>`}
      ${configured && baseUrl ? html`<p class="hint provider-address">${baseUrl}</p>` : nothing}
      <div id="test-${name}" class="provider-test" role="status" data-testid="test-result">${test ? this.#test(test) : nothing}</div>
      ${configured ? html`<ul class="provider-models">${provider.models.map((model) => this.#model(model))}</ul>` : nothing}
    </li>`
  }

  #test(test: ConnectionTest): TemplateResult {
    if (test.state === 'running') return html`<p class="hint">${msg('Asking for one word …')}</p>`
    if (test.state === 'refused') return html`<p class="bad">${icon('warning')}${test.problem.detail}</p>`
    const { ok, model, answeredBy, latencyMs, costMicros, error } = test.result
    if (!ok || error) return html`<p class="bad">${icon('warning')}<span>${error?.message || modelErrorText(error?.kind ?? '')}</span></p>`
    const time = latencyMs < 1000 ? msg(str`${latencyMs} ms`) : msg(str`${(latencyMs / 1000).toFixed(1)} s`)
    const cost = costMicros === null ? msg('cost unknown') : moneyText(costMicros)
    return html`<p class="good">${icon('check')}<span>${msg(str`${answeredBy ?? model} answered in ${time}`)} <span class="hint">${cost}</span></span></p>`
  }

  #model(model: ModelWire): TemplateResult {
    const { name, contextTokens, outputTokens, price, health } = model
    return html`<li>
      <p class="model-line"><span class="model-name">${name}</span>${health.state === 'untried' ? nothing : html`<span class="state-text state-${health.state}">${healthDetail(model)}</span>`}</p>
      <p class="model-facts">
        <span title=${msg('Tokens it takes, and gives')}>${msg(str`${tokensText(contextTokens)} in, ${tokensText(outputTokens)} out`)}</span>
        <span title=${price?.source ?? nothing}>${price ? priceText(price) : msg('price unknown')}</span>
      </p>
    </li>`
  }
}

function priceText({ inputMicros, outputMicros }: NonNullable<ModelWire['price']>): string {
  if (inputMicros === 0 && outputMicros === 0) return msg('costs nothing')
  return msg(str`${moneyText(inputMicros)} in, ${moneyText(outputMicros)} out per million tokens`)
}

/** The sentence of the server, with the name of the variable as something to copy. */
function missingText(missing: string | null, keyVariable: string | null): TemplateResult | string {
  if (missing === null || keyVariable === null || !missing.includes(keyVariable)) return missing ?? ''
  const [before = '', after = ''] = missing.split(keyVariable)
  return html`${before}<code>${keyVariable}</code>${after}`
}

/** `provider/model`, where the model may hold slashes; `offline` alone is no model. */
function splitName(entry: string): { provider: string; model: string } {
  const at = entry.indexOf('/')
  return at < 0 ? { provider: entry, model: '' } : { provider: entry.slice(0, at), model: entry.slice(at + 1) }
}
