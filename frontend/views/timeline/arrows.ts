import { svg, type TemplateResult } from 'lit'
import type { Schedule, TaskId } from '../../state/core.ts'
import type { TaskRow } from '../../state/rows.ts'
import type { Scale } from '../../state/timeline-scale.ts'

export interface ArrowInput {
  readonly rows: readonly TaskRow[]
  readonly indexOf: (id: TaskId) => number
  /** The rows that are drawn. */
  readonly from: number
  readonly to: number
  readonly rowHeight: number
  readonly made: Schedule
  readonly scale: Scale
  readonly showCritical: boolean
}

const corner = 9
/** More would be a thicket: nobody follows them. */
const most = 400

/** Dependencies of the rows in view, in two lines: those of the critical path, and the others. */
export function arrows({ rows, indexOf, from, to, rowHeight, made, scale, showCritical }: ArrowInput): TemplateResult {
  let plain = ''
  let critical = ''
  let count = 0
  for (const [at, row] of rows.entries()) {
    if (row.kind === 'removed' || row.task.dependsOn.length === 0) continue
    const planned = made.tasks.get(row.task.id)
    if (!planned) continue
    for (const neededId of row.task.dependsOn) {
      const needed = made.tasks.get(neededId)
      const start = indexOf(neededId)
      // Drawn where one of the two ends is in view.
      if (!needed || start < 0 || (at < from && start < from) || (at > to && start > to) || (count += 1) > most) continue
      const isCritical = showCritical && planned.isCritical && needed.isCritical && needed.finish === planned.start
      const path = line(scale.xOfFinish(needed.finish), middle(start, rowHeight), scale.xOfStart(planned.start), middle(at, rowHeight))
      if (isCritical) critical += path
      else plain += path
    }
  }
  return svg`<path class="tl-arrow" d=${plain}></path><path class="tl-arrow critical" d=${critical}></path>`
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
