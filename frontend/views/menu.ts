import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import { icon } from '../components/icon.ts'
import { View } from '../components/view.ts'
import type { MenuItem } from '../state/overlays.ts'
import { Watch } from '../state/store.ts'

/** The one menu of the page, in the top layer beside whatever opened it. */
@customElement('pw-menu')
export class MenuView extends View {
  #anchor: Element | null = null
  /** Where the keyboard goes back to: what opened it, or what had the keyboard around it, such as a row. */
  #back: HTMLElement | null = null

  constructor() {
    super()
    new Watch(this, () => [this.services?.overlays])
  }

  override updated(_changed: PropertyValues): void {
    const { menu } = this.services.overlays
    const popover = this.querySelector<HTMLElement>('[popover]')
    if (!popover || menu?.anchor === this.#anchor) return
    const back = this.#back
    this.#anchor = menu?.anchor ?? null
    this.#back = menu ? backOf(menu.anchor) : null
    if (!menu) {
      if (popover.matches(':popover-open')) popover.hidePopover()
      if (back && (popover.contains(document.activeElement) || document.activeElement === document.body)) back.focus()
      return
    }
    if (!popover.matches(':popover-open')) popover.showPopover()
    place(popover, menu.anchor)
    ;(popover.querySelector<HTMLElement>('[aria-checked=true]') ?? popover.querySelector<HTMLElement>('[role^=menuitem]'))?.focus()
  }

  override render(): TemplateResult {
    const { menu } = this.services.overlays
    return html`<div class="menu" popover="auto" role="menu" aria-label=${menu?.label ?? ''} @toggle=${this.#toggle} @keydown=${this.#key}>
      ${menu?.items.map((item) => this.#item(item))}
    </div>`
  }

  #item(item: MenuItem): TemplateResult {
    const role = item.checked === undefined ? 'menuitem' : 'menuitemradio'
    const inner = html`${item.icon ? icon(item.icon) : html`<span class="icon"></span>`}<span class="menu-label">${item.label}${item.disabled ? html`<small>${item.disabled}</small>` : nothing}</span>${item.keys ? html`<kbd>${item.keys}</kbd>` : nothing}${item.checked ? icon('check') : nothing}`
    return html`${item.separator ? html`<hr role="separator" />` : nothing}${
      item.href
        ? html`<a role="menuitem" tabindex="-1" href=${item.href} download @click=${() => this.services.overlays.closeMenu()}>${inner}</a>`
        : html`<button
          role=${role}
          tabindex="-1"
          class=${item.danger ? 'danger' : ''}
          aria-checked=${item.checked === undefined ? nothing : String(item.checked)}
          aria-disabled=${item.disabled ? 'true' : nothing}
          @click=${() => this.#run(item)}
        >
          ${inner}
        </button>`
    }`
  }

  #run(item: MenuItem): void {
    if (item.disabled) return
    this.services.overlays.closeMenu()
    // After the focus is back where the menu was opened, so that what runs may move it on.
    void this.updateComplete.then(() => item.run?.())
  }

  readonly #toggle = (event: ToggleEvent): void => {
    if (event.newState === 'closed') this.services.overlays.closeMenu()
  }

  readonly #key = (event: KeyboardEvent): void => {
    const items = [...this.querySelectorAll<HTMLElement>('[role^=menuitem]')]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
    event.stopPropagation()
    if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault()
      this.services.overlays.closeMenu()
      return
    }
    if (to !== undefined) {
      event.preventDefault()
      items.at(to % items.length)?.focus()
      return
    }
    if (event.key.length !== 1 || event.key === ' ') return
    const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) =>
      item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()),
    )
    next?.focus()
  }
}

function backOf(anchor: Element): HTMLElement | null {
  const active = document.activeElement
  if (active instanceof HTMLElement && active !== document.body && active.contains(anchor)) return active
  return anchor instanceof HTMLElement ? anchor : null
}

/** Below the anchor where there is room, else above it, and never past the edge of the window. */
function place(popover: HTMLElement, anchor: Element): void {
  const box = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popover
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8))
  const below = box.bottom + 4
  const top = below + height <= innerHeight - 8 ? below : Math.max(8, box.top - height - 4)
  popover.style.setProperty('left', `${left}px`)
  popover.style.setProperty('top', `${top}px`)
}
