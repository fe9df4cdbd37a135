import { anthropicClient } from '../../../server/adapters/models/anthropic/index.ts'
import { geminiClient } from '../../../server/adapters/models/gemini/index.ts'
import { openaiClient } from '../../../server/adapters/models/openai/index.ts'
import { Secret } from '../../../server/config/secret.ts'
import type { ModelClient } from '../../../server/ports/language-model.ts'
import type { Dialect } from '../../models/wire-events.ts'

/** A key as a person would have one; it must turn up in the header alone. */
export const plantedKey = 'planted-KEY-9f8e7d6c5b4a'

const makers = { openai: openaiClient, anthropic: anthropicClient, gemini: geminiClient }

/** A client of each dialect, aimed at a server of the test. */
export const clientFor = (dialect: Dialect, baseUrl: Readonly<Record<Dialect, string>>, key: string | null = plantedKey): ModelClient =>
  makers[dialect]({ provider: dialect, apiKey: key === null ? null : new Secret(key), baseUrl: baseUrl[dialect] })
