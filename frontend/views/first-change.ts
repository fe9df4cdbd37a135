import { operationsOf } from '../state/overlay.ts'
import type { Row } from '../state/rows.ts'

/** The index of the first row that a proposal touches, where none of those is in view; else -1. */
export function firstChangeOutOfView(rows: readonly Row[], tree: HTMLElement): number {
  const box = tree.getBoundingClientRect()
  const isInView = (element: Element): boolean => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > box.top + edge && top < box.bottom - edge
  }
  if ([...tree.querySelectorAll('[data-operation-id], .hidden-below')].some(isInView)) return -1
  return rows.findIndex(isTouched)
}

/** So much of a row must be seen for it to count. */
const edge = 12

function isTouched(row: Row): boolean {
  if (row.kind === 'project') return true
  return row.kind !== 'input' && row.kind !== 'ghost' && (operationsOf(row.change).length > 0 || row.hidden > 0)
}
