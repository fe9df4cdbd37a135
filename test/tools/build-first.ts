import { build, stale } from '../../server/build.mjs'

/** Browser tests open the page as it ships, so it is built first where it is missing or out of date. */
export default async function buildFirst(): Promise<void> {
  for (const { part } of stale()) {
    if (!(await build(part))) throw new Error(`building the ${part} failed; the lines above say why`)
  }
}
