import type { Author } from '../core/patch/operation.ts'

/** Who does something: a person in the page, or a script. */
export interface Actor {
  readonly kind: 'person' | 'script'
  readonly id: string
  readonly name: string
}

export const authorOf = (actor: Actor): Author => ({ kind: actor.kind, id: actor.id, name: actor.name })
