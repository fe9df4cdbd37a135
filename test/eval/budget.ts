import type { LanguageModel, ModelRequest } from '../../server/ports/language-model.ts'

/** What a whole run may cost. */
export interface RunBudget {
  /** The same model, asked only while there is enough left for the worst that a try may cost. */
  around(model: LanguageModel): LanguageModel
  /** Micro-dollars spent so far, as far as prices are known. */
  spent(): number
  /** Whether a call was refused, so that cases were not run. */
  isSpent(): boolean
}

/** Keeps a run below so many micro-dollars; null: whatever it costs. What runs at the same time is counted at its worst. */
export function runBudget(mostMicros: number | null): RunBudget {
  let spent = 0
  let held = 0
  let refused = false
  const refuse = (words: string): string => {
    refused = true
    return words
  }
  return {
    spent: () => spent,
    isSpent: () => refused,
    around: (model) => ({
      serves: (kind) => model.serves(kind),
      contextFor: (kind) => model.contextFor(kind),
      async *generate(request, signal) {
        let holding = 0
        const release = (): void => {
          held -= holding
          holding = 0
        }
        const allow: ModelRequest['allow'] = async (worst) => {
          const own = (await request.allow?.(worst)) ?? null
          if (own !== null || mostMicros === null) return own
          if (worst.costMicros === null)
            return refuse(`The price of ${worst.model} is not known, so --max-cost cannot be kept. Add it to configs/prices.yaml.`)
          if (spent + held + worst.costMicros > mostMicros) return refuse('The run has reached --max-cost.')
          release()
          holding = worst.costMicros
          held += holding
          return null
        }
        try {
          for await (const event of model.generate({ ...request, allow }, signal)) {
            if (event.kind === 'tried') {
              // Where the provider did not say what was used, the worst is counted.
              spent += event.record.costMicros ?? (event.record.finish === null ? 0 : holding)
              release()
            }
            yield event
          }
        } finally {
          release()
        }
      },
    }),
  }
}
