import type { IconName } from '../components/icon.ts'

/** Something that can be done, as the palette lists it. */
export interface Command {
  readonly id: string
  readonly label: string
  readonly group: string
  readonly icon?: IconName
  /** The key that does the same. */
  readonly keys?: string
  /** Where it is, or what it is about; searched as well. */
  readonly detail?: string
  /** Shown only once something is typed: there are many. */
  readonly onAsking?: boolean
  readonly run: () => void
}

type Source = () => readonly Command[]

/** What can be done on the page that is open: each view says its part. */
export class Commands {
  readonly #sources = new Set<Source>()

  /** Offers commands until the returned function is called. */
  offer(source: Source): () => void {
    this.#sources.add(source)
    return () => this.#sources.delete(source)
  }

  /** What is offered now, the parts in the order in which they were offered, the last first. */
  all(): readonly Command[] {
    return [...this.#sources].reverse().flatMap((source) => source())
  }
}
