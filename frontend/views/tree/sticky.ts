import type { VirtualList } from '../../components/virtual-list.ts'
import type { Row, TaskRow } from '../../state/rows.ts'

/** The height of one line that sticks, in pixels; the same as in the styles. */
export const stickyHeight = 28

const most = 4

/**
 * What the first row in view stands under, from the top of the tree down: one line for each level whose row itself has
 * scrolled away. Worked out from the rows, since the elements of what has scrolled away are not in the page.
 */
export function stickyRows(rows: readonly Row[], list: Pick<VirtualList, 'offset' | 'indexAt'>): readonly TaskRow[] {
  const lines: TaskRow[] = []
  if (list.offset <= 0) return lines
  while (lines.length < most) {
    // Each line covers a little more: what counts is the first row below it.
    const above = ancestorAt(rows, list.indexAt(list.offset + lines.length * stickyHeight), lines.length)
    if (!above) break
    lines.push(above)
  }
  return lines
}

function ancestorAt(rows: readonly Row[], index: number, depth: number): TaskRow | undefined {
  const row = rows[index]
  if (!row || row.depth <= depth) return undefined
  for (let at = index - 1; at >= 0; at -= 1) {
    const above = rows[at]
    if (above && above.depth <= depth) return above.depth === depth && (above.kind === 'task' || above.kind === 'removed') ? above : undefined
  }
  return undefined
}
