import { Store } from './store.ts'

/** What a screen reader is told: what happened within one beat, in one sentence, politely. */
export class Announcer extends Store {
  text = ''
  #waiting: string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  say(text: string): void {
    if (!this.#waiting.includes(text)) this.#waiting.push(text)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.text = this.#waiting.join('. ')
      this.#waiting = []
      this.changed()
    }, 250)
  }
}
