import type { Actor } from '../orchestration/actor.ts'

/** What middleware leaves for handlers. */
export interface AppEnv {
  readonly Variables: {
    requestId: string
    actor: Actor
  }
}
