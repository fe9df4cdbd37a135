import { noChange } from 'lit'
import { directive, Directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js'

/** Style properties set by script: a `style` attribute would need a hole in the content security policy. */
class PropertiesDirective extends Directive {
  constructor(part: PartInfo) {
    super(part)
    if (part.type !== PartType.ELEMENT) throw new Error('properties() stands alone in a tag')
  }

  override render(_properties: Readonly<Record<string, string>>): unknown {
    return noChange
  }

  override update(part: ElementPart, [properties]: [Readonly<Record<string, string>>]): unknown {
    const { style } = part.element as HTMLElement
    for (const [name, value] of Object.entries(properties)) {
      if (style.getPropertyValue(name) !== value) style.setProperty(name, value)
    }
    return noChange
  }
}

export const properties = directive(PropertiesDirective)
