import { build, stale } from '../../server/build.mjs'

/** Browser tests open the page as it ships, so it is built first where it is missing or out of date. */
export default async function buildFirst(): Promise<void> {
  if (!stale().some(({ part }) => part === 'frontend')) return
  if (!(await build('frontend'))) throw new Error('building the page failed; the lines above say why')
}
