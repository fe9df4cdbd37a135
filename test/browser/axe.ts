import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Axe {
  run(
    context: Document,
    options: object,
  ): Promise<{ violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }>
}

/** What axe finds in a page, a line for each. */
export async function complaintsOf(page: Page, options: object = {}): Promise<string[]> {
  await page.evaluate(`if (!window.axe) { ${axeSource} }`)
  return page.evaluate(async (given) => {
    // Colours that are still on their way to others are nobody's fault.
    do await new Promise(requestAnimationFrame)
    while (document.getAnimations().length > 0)
    const { axe } = window as unknown as { axe: Axe }
    const { violations } = await axe.run(document, given)
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`))
  }, options)
}
