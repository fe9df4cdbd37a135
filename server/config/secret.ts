import { inspect } from 'node:util'

const hidden = '[secret]'

/** A value that must not be printed by accident: JSON, string templates and `console.log` show a placeholder. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself, for the one adapter that needs it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [inspect.custom](): string {
    return hidden
  }
}
