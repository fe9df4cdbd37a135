import type { Problem } from '../api/problem.ts'
import { Store } from './store.ts'

export interface Toast {
  readonly id: number
  readonly tone: 'plain' | 'problem'
  readonly text: string
  readonly action: { readonly label: string; readonly run: () => void } | null
  /** Says that the server does not answer: untrue as soon as it does. */
  readonly whileOffline: boolean
}

const seconds = { plain: 7, problem: 12 } as const

/** Short messages that go away by themselves, at most three at once. */
export class Toasts extends Store {
  items: readonly Toast[] = []
  #next = 1
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()

  show(text: string, action: Toast['action'] = null, tone: Toast['tone'] = 'plain', whileOffline = false): void {
    const toast: Toast = { id: this.#next++, tone, text, action, whileOffline }
    this.items = [...this.items.slice(-2), toast]
    this.resume(toast)
    this.changed()
  }

  problem(problem: Problem, action: Toast['action'] = null): void {
    this.show(problem.detail, action, 'problem', problem.kind === 'offline')
  }

  /** The server answered: nobody needs to be told any more that it does not. */
  serverAnswers(): void {
    for (const { id, whileOffline } of this.items) if (whileOffline) this.dismiss(id)
  }

  /** Nobody should have to hurry: the clock stands still under the pointer and the focus. */
  pause(toast: Toast): void {
    clearTimeout(this.#timers.get(toast.id))
  }

  resume(toast: Toast): void {
    this.pause(toast)
    this.#timers.set(
      toast.id,
      setTimeout(() => this.dismiss(toast.id), seconds[toast.tone] * 1_000),
    )
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    this.items = this.items.filter((toast) => toast.id !== id)
    this.changed()
  }
}
