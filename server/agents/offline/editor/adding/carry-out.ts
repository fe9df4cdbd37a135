import { limits } from '../../../../core/plan/limits.ts'
import { type References } from '../../language/references.ts'
import { applyChanges, type Change } from '../changes.ts'
import { fitsTitle, outcome, type Desk, type Outcome } from '../desk.ts'
import { type Doubt } from '../slots.ts'

/** Where a new task goes. */
export type Spot =
  | { readonly kind: 'under'; readonly refs: References; readonly first?: boolean }
  | { readonly kind: 'before' | 'after'; readonly refs: References }
  | { readonly kind: 'between'; readonly refs: References; readonly and: References }
  | { readonly kind: 'first' | 'last' | 'root' }

export interface Wish {
  readonly titles: readonly { readonly title: string; readonly changes: readonly Change[]; readonly quoted: boolean }[]
  readonly changes: readonly Change[]
  readonly spot: Spot | undefined
  readonly child: boolean
  readonly root: boolean
  readonly confidence: number
  readonly doubt?: Doubt
  readonly question?: Outcome
}

export function carryOut(desk: Desk, wish: Wish): Outcome {
  const { working } = desk
  const where = spotOf(desk, wish)
  if ('refused' in where) return outcome({ refused: [where.refused] })
  if (where.parent !== null && working.depthOf(where.parent) >= limits.depth)
    return outcome({ refused: [`${desk.name(where.parent)} stands at the deepest level, nothing fits under it`] })
  const bad = wish.titles.find(({ title }) => !fitsTitle(title))
  if (bad) return outcome({ refused: [`a title has 1 to ${limits.title} characters`] })
  const made: string[] = []
  const refused: string[] = []
  wish.titles.forEach(({ title, changes }, turn) => {
    const id = working.create(title, where.parent, where.index === undefined ? undefined : where.index + turn)
    made.push(id)
    const done = applyChanges(desk, [id], [...wish.changes, ...changes])
    refused.push(...done.refused)
  })
  const place = where.parent === null ? '' : ` under ${desk.name(where.parent)}`
  return outcome({ did: [`Added ${desk.names(made)}${place}`], refused, about: made })
}

function spotOf(desk: Desk, { spot, child, root }: Wish): { readonly parent: string | null; readonly index?: number } | { readonly refused: string } {
  const { working, request } = desk
  const focus = request.taskId !== null && request.mode === 'task' && !root ? request.taskId : null
  const home = focus ?? null
  if (!spot) {
    if (!child) return { parent: home }
    const parent =
      request.taskId ??
      (desk.last.length === 1 ? desk.last[0] : request.earlier.at(-1)?.touched.length === 1 ? request.earlier.at(-1)?.touched[0] : undefined)
    if (parent === undefined || !working.find(parent))
      return { refused: 'I do not know under which task: say for example “add a sub-task … under 1”' }
    return { parent }
  }
  switch (spot.kind) {
    case 'root':
      return { parent: null }
    case 'first':
      return { parent: home, index: 0 }
    case 'last':
      return { parent: home }
    case 'under':
      return { parent: spot.refs.ids[0] ?? null, ...(spot.first ? { index: 0 } : {}) }
    case 'between': {
      const [one = '', other = ''] = [spot.refs.ids[0], spot.and.ids[0]]
      const parent = working.parentOf(one)
      if (one === other || working.parentOf(other) !== parent)
        return { refused: `${desk.name(one)} and ${desk.name(other)} do not stand under the same task, so nothing stands between them` }
      const siblings = working.children(parent)
      return { parent, index: Math.min(siblings.indexOf(one), siblings.indexOf(other)) + 1 }
    }
    case 'before':
    case 'after': {
      const sibling = spot.refs.ids[0] ?? ''
      const parent = working.parentOf(sibling)
      return { parent, index: working.children(parent).indexOf(sibling) + (spot.kind === 'after' ? 1 : 0) }
    }
  }
}
