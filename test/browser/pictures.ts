import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pixelmatch from 'pixelmatch'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'

/** Where the pictures are that a view is held against. Take them anew with PLANWRIGHT_TAKE_PICTURES=1. */
const folder = fileURLToPath(new URL('screenshots', import.meta.url))
/** Where a picture goes that differs, beside what was expected. */
const differing = fileURLToPath(new URL('../output/pictures', import.meta.url))
/** Pictures are compared at a quarter of their width: letters that are drawn a little otherwise elsewhere do not count, a part that moved does. */
const scale = 4
/** So much of what is drawn in a picture may differ; its empty ground does not count, since most of a calm page is ground. */
const tolerance = 0.15
/** From which difference two pixels are two colours, in the measure of pixelmatch. */
const threshold = 0.1

/**
 * How much the page differs from the picture of that name, from 0 to 1; 0 where it was just taken anew. Nothing in it
 * moves: animations stand still, the caret is hidden, the fonts are there.
 */
export async function differenceFrom(page: Page, name: string): Promise<number> {
  await page.evaluate(() => document.fonts.ready)
  const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  const now = smaller(PNG.sync.read(taken))
  const path = join(folder, `${name}.png`)
  if (process.env['PLANWRIGHT_TAKE_PICTURES'] === '1') {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, PNG.sync.write(now))
    return 0
  }
  if (!existsSync(path)) throw new Error(`There is no picture ${name}.png yet. Take it with PLANWRIGHT_TAKE_PICTURES=1, and look at it.`)
  const before = PNG.sync.read(readFileSync(path))
  if (before.width !== now.width || before.height !== now.height) return 1
  const difference = unlike(before, now) / Math.max(unlike(before, groundOf(before)), unlike(now, groundOf(now)), 1)
  if (difference > tolerance) {
    mkdirSync(differing, { recursive: true })
    writeFileSync(join(differing, `${name}.png`), taken)
  }
  return difference
}

export const mostDifference = tolerance

/** How many pixels of two pictures differ. */
const unlike = (a: PNG, b: PNG): number => pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold, includeAA: true })

/** A picture of the same size that is all ground: the colour that the given one has most of. */
function groundOf(picture: PNG): PNG {
  const counts = new Map<number, number>()
  for (let at = 0; at < picture.data.length; at += 4) {
    const colour = picture.data.readUInt32BE(at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const [most = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? []
  const ground = new PNG({ width: picture.width, height: picture.height })
  for (let at = 0; at < ground.data.length; at += 4) ground.data.writeUInt32BE(most, at)
  return ground
}

/** Every pixel the mean of a square of them. */
function smaller(from: PNG): PNG {
  const to = new PNG({ width: Math.floor(from.width / scale), height: Math.floor(from.height / scale) })
  for (let y = 0; y < to.height; y += 1) {
    for (let x = 0; x < to.width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        let sum = 0
        for (let inner = 0; inner < scale * scale; inner += 1) {
          const at = ((y * scale + Math.floor(inner / scale)) * from.width + x * scale + (inner % scale)) * 4 + channel
          sum += from.data[at] ?? 0
        }
        to.data[(y * to.width + x) * 4 + channel] = Math.round(sum / (scale * scale))
      }
    }
  }
  return to
}
