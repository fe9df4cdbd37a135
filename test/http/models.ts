import { join } from 'node:path'
import { openModels } from '../../server/adapters/models/open-models.ts'
import { fakeTime, scriptedClient, type FakeTime, type Step } from '../../server/adapters/models/resilient/testing/world.ts'
import { readEnvironment } from '../../server/config/environment.ts'
import { readModelSetup, type ModelSetup } from '../../server/config/providers.ts'
import { projectRoot } from '../../server/config/version.ts'
import type { ModelCall } from '../../server/ports/language-model.ts'
import type { Models } from '../../server/ports/models.ts'

/** The providers that come with the product, as variables configure them. */
export function bundledSetup(variables: Readonly<Record<string, string>>): ModelSetup {
  const environment = readEnvironment(variables)
  if (!environment.ok) throw new Error(environment.error)
  const setup = readModelSetup(join(projectRoot, 'configs', 'providers.yaml'), environment.value)
  if (!setup.ok) throw new Error(setup.error)
  return setup.value
}

/** Models as `main` builds them, behind clients that do what is written for each provider, call by call. */
export function scriptedModels(
  variables: Readonly<Record<string, string>>,
  scripts: Readonly<Record<string, readonly (readonly Step[])[]>>,
): { readonly models: Models; readonly timing: FakeTime; readonly calls: Readonly<Record<string, readonly ModelCall[]>> } {
  const timing = fakeTime()
  const calls: Record<string, readonly ModelCall[]> = {}
  const models = openModels({
    setup: bundledSetup(variables),
    prices: [],
    timing,
    clientFor: ({ name }) => {
      const client = scriptedClient(timing, scripts[name] ?? [])
      calls[name] = client.calls
      return client
    },
  })
  return { models, timing, calls }
}
