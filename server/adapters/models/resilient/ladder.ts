import { structureRungs, type ModelCall, type ModelRef, type ModelRequest, type StructureRung } from '../../../ports/language-model.ts'
import type { ModelSettings } from '../../../config/providers.ts'
import { estimatePrefix, worstPrompt } from './estimate.ts'

/** How a model is asked: the rung of the ladder, and whether parameters beside the schema are sent. */
export interface Asking {
  readonly structure: StructureRung
  /** True where temperature and usage in the stream are left out, as the server has refused them. */
  readonly bare: boolean
}

/** What a server refused is not sent again for this long; then it may have learnt it. */
const rememberedMs = 60 * 60_000

/**
 * Remembers, for each model and shape of answer, which way of asking the server takes. A schema that is too large for
 * one model says nothing of a smaller one, so each shape has its own memory.
 */
export interface Ladder {
  asking(model: ModelRef, settings: ModelSettings, output: ModelRequest['output']): Asking
  /** One step down from `refused`; false where there is none left. */
  stepDown(model: ModelRef, settings: ModelSettings, output: ModelRequest['output'], refused: Asking): boolean
  /** The lowest rung in use for a model. */
  rungOf(model: ModelRef, settings: ModelSettings): StructureRung
}

export function ladder(now: () => number): Ladder {
  const remembered = new Map<string, Map<string, { asking: Asking; until: number }>>()
  const of = ({ provider, model }: ModelRef): Map<string, { asking: Asking; until: number }> => {
    const key = `${provider}/${model}`
    const shapes = remembered.get(key) ?? new Map()
    remembered.set(key, shapes)
    return shapes
  }
  return {
    asking(model, settings, output) {
      const known = of(model).get(output?.name ?? '')
      return known && now() < known.until ? known.asking : { structure: settings.structure, bare: false }
    },
    stepDown(model, settings, output, refused) {
      const lower = output ? structureRungs[structureRungs.indexOf(refused.structure) + 1] : undefined
      const sendsMore = settings.temperature !== null || settings.streamUsage
      if (!lower && (refused.bare || !sendsMore)) return false
      const asking = lower ? { structure: lower, bare: refused.bare } : { structure: settings.structure, bare: true }
      of(model).set(output?.name ?? '', { asking, until: now() + rememberedMs })
      return true
    },
    rungOf(model, settings) {
      const current = [...of(model).values()].filter(({ until }) => now() < until).map(({ asking }) => structureRungs.indexOf(asking.structure))
      return structureRungs[Math.max(structureRungs.indexOf(settings.structure), ...current)] ?? settings.structure
    },
  }
}

/** The call as it goes over the wire. What is too short for a cache to keep is not marked for one. */
export const callOf = (settings: ModelSettings, request: ModelRequest, asking: Asking, maxOutputTokens: number): ModelCall => ({
  model: settings.name,
  request,
  structure: asking.structure,
  maxOutputTokens,
  temperature: asking.bare ? null : settings.temperature,
  cache: settings.cache.control === 'explicit' && worstPrompt(estimatePrefix(request)) < settings.cache.minPrefix ? 'none' : settings.cache.control,
  streamUsage: settings.streamUsage && !asking.bare,
})
