import { svg, type TemplateResult } from 'lit'
import type { Schedule, ScheduledTask } from '../../state/core.ts'
import type { TaskRow } from '../../state/rows.ts'
import type { Scale } from '../../state/timeline-scale.ts'

/** A dependency between two rows: what is waited for, and what waits. */
export interface Edge {
  readonly from: number
  readonly to: number
}

/** The dependencies among the rows. Worked out once for all of them: which are in view changes with every scroll. */
export function edgesOf(rows: readonly TaskRow[], made: Schedule): readonly Edge[] {
  const indexes = new Map(rows.map(({ task }, index) => [task.id, index]))
  const edges: Edge[] = []
  for (const [to, { task, kind }] of rows.entries()) {
    if (kind === 'removed' || !made.tasks.has(task.id)) continue
    for (const needed of task.dependsOn) {
      const from = indexes.get(needed)
      if (from !== undefined && made.tasks.has(needed)) edges.push({ from, to })
    }
  }
  return edges
}

export interface ArrowInput {
  readonly rows: readonly TaskRow[]
  readonly edges: readonly Edge[]
  /** The rows that are drawn. */
  readonly first: number
  readonly last: number
  readonly rowHeight: number
  readonly made: Schedule
  readonly scale: Scale
  readonly showCritical: boolean
}

const corner = 9
/** More would be a thicket: nobody follows them. */
const most = 400

/** Dependencies of the rows in view, in two lines: those of the critical path, and the others. */
export function arrows({ rows, edges, first, last, rowHeight, made, scale, showCritical }: ArrowInput): TemplateResult {
  let plain = ''
  let critical = ''
  let count = 0
  for (const { from, to } of edges) {
    // Drawn where it passes through what is in view.
    if ((from < first && to < first) || (from > last && to > last)) continue
    const needed = planned(rows, made, from)
    const waiting = planned(rows, made, to)
    if (!needed || !waiting || (count += 1) > most) continue
    const isCritical = showCritical && waiting.isCritical && needed.isCritical && needed.finish === waiting.start
    const path = line(scale.xOfFinish(needed.finish), middle(from, rowHeight), scale.xOfStart(waiting.start), middle(to, rowHeight))
    if (isCritical) critical += path
    else plain += path
  }
  return svg`<path class="tl-arrow" d=${plain}></path><path class="tl-arrow critical" d=${critical}></path>`
}

const planned = (rows: readonly TaskRow[], made: Schedule, index: number): ScheduledTask | undefined => {
  const row = rows[index]
  return row && made.tasks.get(row.task.id)
}

const middle = (index: number, height: number): number => Math.round((index + 0.5) * height)

/** From the end of one bar to the start of another, with a head. Where the other begins before, around its row. */
function line(x1: number, y1: number, x2: number, y2: number): string {
  const [a, b] = [Math.round(x1), Math.round(x2)]
  const head = `M${b - 5} ${y2 - 4}L${b} ${y2}L${b - 5} ${y2 + 4}`
  if (b - a >= corner) return `M${a} ${y1}H${a + corner / 2}V${y2}H${b}${head}`
  const turn = y2 > y1 ? y2 - 13 : y2 + 13
  return `M${a} ${y1}H${a + corner}V${turn}H${b - corner}V${y2}H${b}${head}`
}
