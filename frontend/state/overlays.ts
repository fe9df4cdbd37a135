import type { TemplateResult } from 'lit'
import type { IconName } from '../components/icon.ts'
import { Store } from './store.ts'

export interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  readonly keys?: string
  readonly checked?: boolean
  readonly danger?: boolean
  /** Why it cannot be chosen, in a sentence; shown instead of a dead entry. */
  readonly disabled?: string
  readonly separator?: boolean
  /** A file to fetch instead of something to run. */
  readonly href?: string
  readonly run?: () => void
}

export interface ConfirmRequest {
  readonly title: string
  readonly body: string | TemplateResult
  readonly confirm: string
  readonly danger?: boolean
  /** What must be typed before the button works. */
  readonly typed?: string
  /** A line that may be filled in. */
  readonly input?: {
    readonly label: string
    readonly value?: string
    readonly required?: boolean
    readonly lines?: number
    readonly suggestions?: readonly string[]
  }
}

/** The one menu and the one question that may lie over the page. */
export class Overlays extends Store {
  menu: { readonly anchor: Element; readonly items: readonly MenuItem[]; readonly label: string } | null = null
  question: (ConfirmRequest & { readonly answer: (value: string | null) => void }) | null = null

  openMenu(anchor: Element, label: string, items: readonly MenuItem[]): void {
    this.menu = this.menu?.anchor === anchor ? null : { anchor, items, label }
    this.changed()
  }

  closeMenu(): void {
    if (!this.menu) return
    this.menu = null
    this.changed()
  }

  /** The text that was filled in (empty where none was asked for), or null where the person stepped back. */
  ask(request: ConfirmRequest): Promise<string | null> {
    this.question?.answer(null)
    return new Promise((resolve) => {
      this.question = {
        ...request,
        answer: (value) => {
          this.question = null
          this.changed()
          resolve(value)
        },
      }
      this.changed()
    })
  }

  async confirm(request: ConfirmRequest): Promise<boolean> {
    return (await this.ask(request)) !== null
  }
}
