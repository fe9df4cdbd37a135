import type { TokenUsage } from '../../../ports/language-model.ts'
import type { ModelPrice } from '../../../ports/models.ts'

/** A model by the names that price tables know. */
export interface PricedModel {
  /** The provider's name in the table. */
  readonly provider: string
  readonly model: string
  /** Declared to cost nothing. */
  readonly free: boolean
}

/** A cost, and where its price was read. */
export interface Cost {
  /** Whole micro-dollars. */
  readonly micros: number
  readonly price: string
}

/** What models cost. Null where no price is known: unknown is never nothing. */
export interface Prices {
  cost(model: PricedModel, usage: TokenUsage, at: Date): Promise<Cost | null>
  perMillion(model: PricedModel, at: Date): Promise<ModelPrice | null>
}
