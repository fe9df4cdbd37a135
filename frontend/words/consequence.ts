import { msg, str } from '@lit/localize'
import { plural } from './plural.ts'

/** What follows from a click on one operation, for those that nobody clicked. */
export interface Followers {
  readonly count: number
  /** Whether all of them stand below the clicked one. */
  readonly below: boolean
}

/** Before it happens: "also takes 2 more", "also leaves 3 under it". Empty where nothing follows. */
export function willFollow({ count, below }: Followers, ticks: boolean): string {
  if (count === 0) return ''
  if (ticks) return plural(count, msg('also takes 1 more that it needs'), msg(str`also takes ${count} more that it needs`))
  return below
    ? plural(count, msg('also leaves 1 under it'), msg(str`also leaves ${count} under it`))
    : plural(count, msg('also leaves 1 that needs it'), msg(str`also leaves ${count} that need it`))
}

/** After it happened. */
export function hasFollowed({ count, below }: Followers, ticked: boolean): string {
  if (ticked) return plural(count, msg('also took 1 more that it needs'), msg(str`also took ${count} more that it needs`))
  return below
    ? plural(count, msg('also left 1 under it'), msg(str`also left ${count} under it`))
    : plural(count, msg('also left 1 that needs it'), msg(str`also left ${count} that need it`))
}
