import { join } from 'node:path'
import { openModels } from '../../server/adapters/models/open-models.ts'
import { readEnvironment } from '../../server/config/environment.ts'
import { readPrices } from '../../server/config/prices.ts'
import { readModelSetup, type ModelSetup } from '../../server/config/providers.ts'
import { projectRoot } from '../../server/config/version.ts'
import { fail, ok, type Result } from '../../server/core/result.ts'
import type { ModelRef, TurnKind } from '../../server/ports/language-model.ts'
import type { Models } from '../../server/ports/models.ts'

/**
 * The models that a run asks, as the product would build them from the environment. Where one is named, nobody else is
 * asked: an answer that another model gave in its place would say nothing about it.
 */
export function askedModels(variables: Readonly<Record<string, string | undefined>>, provider: string | null): Result<Models, string> {
  const environment = readEnvironment(variables)
  if (!environment.ok) return environment
  const configs = join(projectRoot, 'configs')
  const setup = readModelSetup(environment.value.providersFile ?? join(configs, 'providers.yaml'), environment.value)
  if (!setup.ok) return setup
  const prices = readPrices(join(configs, 'prices.yaml'))
  if (!prices.ok) return prices
  const narrowed = provider === null ? ok(setup.value) : onlyAsking(setup.value, provider)
  if (!narrowed.ok) return narrowed
  // The limits of the product are for people at work; a run has --max-cost.
  const models = openModels({
    setup: { ...narrowed.value, budgets: { turnMicros: null, projectMicros: null, dayMicros: null } },
    prices: prices.value,
  })
  return models.model === null
    ? fail('No model is configured. Set the key of a provider (docs/models.md), or ask for --provider offline or --recorded <folder>.')
    : ok(models)
}

/** The setup in which one provider, or one model, answers everything. */
export function onlyAsking(setup: ModelSetup, wanted: string): Result<ModelSetup, string> {
  const [name = '', ...rest] = wanted.split('/')
  const model = rest.join('/')
  const provider = setup.providers.find((candidate) => candidate.name === name)
  const names = setup.providers.map((candidate) => candidate.name).join(', ')
  if (!provider) return fail(`--provider: there is no provider “${name}” in providers.yaml; there is ${names}, and offline.`)
  if (provider.missing !== null) return fail(`--provider: ${name} is not configured: ${provider.missing}`)
  if (model !== '' && !provider.models.some((candidate) => candidate.name === model))
    return fail(
      `--provider: ${name} has no model “${model}” in providers.yaml; it has ${provider.models.map((candidate) => candidate.name).join(', ')}.`,
    )
  const [first] = provider.models
  const listOf = (kind: TurnKind): readonly ModelRef[] => {
    if (model !== '') return [{ provider: name, model }]
    const listed = setup.uses[kind].filter((ref) => ref.provider === name)
    return listed.length > 0 || !first ? listed : [{ provider: name, model: first.name }]
  }
  const uses = { plan: listOf('plan'), decompose: listOf('decompose'), edit: listOf('edit'), route: listOf('route'), ask: listOf('ask') }
  return ok({ ...setup, uses })
}
