import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { attachInstruction, extractInstruction, type Instruction, type ItemMode } from '@atlaskit/pragmatic-drag-and-drop-hitbox/tree-item'
import { msg, str } from '@lit/localize'
import { moved, topmost } from '../../state/bulk.ts'
import { ancestorsOf, depthOf, type TaskId } from '../../state/core.ts'
import { dropPlace, type DropPlace, type Pointed } from '../../state/drop-place.ts'
import type { TaskRow } from '../../state/rows.ts'
import { plural } from '../../words/plural.ts'
import type { TreeView } from '../tree.ts'
import { draggedWith, refusalText, type DropOver } from './dragging.ts'

/** One level of the indent, in pixels; as in the styles. */
const indentPerLevel = 20
/** How long the pointer rests on a folded row before it opens, in milliseconds. */
const patience = 700

const idsOf = (data: Record<string, unknown>): readonly TaskId[] | undefined => data['taskIds'] as readonly TaskId[] | undefined

/** Makes a row draggable until the returned function is called. Dropped elsewhere, the tasks are their titles. */
export function offerTask(tree: TreeView, element: HTMLElement, id: TaskId): () => void {
  return draggable({
    element,
    canDrag: ({ input }) => !document.elementFromPoint(input.clientX, input.clientY)?.closest('form, input, textarea'),
    getInitialData: () => ({ taskIds: draggedWith(tree, id) }),
    onGenerateDragPreview: ({ nativeSetDragImage, source }) => {
      const count = idsOf(source.data)?.length ?? 1
      const title = tree.session.plan.plan?.tasks.get(id)?.title ?? ''
      setCustomNativeDragPreview({
        nativeSetDragImage,
        render: ({ container }) => {
          const card = document.createElement('div')
          card.className = 'drag-card'
          card.textContent = count > 1 ? msg(str`${count} tasks`) : title
          container.append(card)
        },
      })
    },
  })
}

/** Lets tasks be dropped on the tree until the returned function is called. `show` hears where they would land. */
export function acceptTasks(tree: TreeView, show: (over: DropOver | null) => void): () => void {
  let opening: { readonly key: string; readonly timer: ReturnType<typeof setTimeout> } | undefined
  const openSoon = (row: TaskRow | undefined): void => {
    const key = row?.expandable && !row.expanded ? row.key : ''
    if (key === (opening?.key ?? '')) return
    clearTimeout(opening?.timer)
    opening = row && key ? { key, timer: setTimeout(() => tree.session.tree.expand(row.task.id, true), patience) } : undefined
  }
  const end = (): void => {
    openSoon(undefined)
    show(null)
  }
  return combine(
    dropTargetForElements({
      element: tree,
      canDrop: ({ source }) => idsOf(source.data) !== undefined,
      getData: ({ input }) => {
        const found = rowUnder(tree, input.clientX, input.clientY)
        if (!found) return {}
        const { row, element } = found
        const mode = modeOf(tree, row)
        const data = attachInstruction({ key: row.key }, { element, input, currentLevel: row.depth, indentPerLevel, mode })
        return data as Record<string, unknown>
      },
      onDrag: ({ self, source }) => {
        const at = landing(tree, self.data, idsOf(source.data) ?? [])
        openSoon(at?.isInside ? at.row : undefined)
        show(at ? overOf(tree, at) : null)
      },
      onDragLeave: end,
      onDrop: ({ self, source }) => {
        const ids = idsOf(source.data) ?? []
        const at = landing(tree, self.data, ids)
        end()
        if (at) dropped(tree, ids, at.place)
      },
    }),
    autoScrollForElements({ element: tree, canScroll: ({ source }) => idsOf(source.data) !== undefined }),
  )
}

interface Landing {
  readonly row: TaskRow
  readonly isInside: boolean
  readonly isAbove: boolean
  readonly place: DropPlace
}

function rowUnder(tree: TreeView, x: number, y: number): { readonly row: TaskRow; readonly element: HTMLElement } | undefined {
  const element = document
    .elementsFromPoint(x, y)
    .map((each) => each.closest<HTMLElement>('pw-tree .row[data-key]'))
    .find(Boolean)
  const row = element ? tree.rowAt(element) : undefined
  return element && row?.kind === 'task' && row.before !== null ? { row, element } : undefined
}

/** An open row takes what is dropped on its lower half as its first child; the last row of a branch lets it out again. */
function modeOf(tree: TreeView, row: TaskRow): ItemMode {
  if (row.expanded) return 'expanded'
  const next = tree.rows[tree.session.tree.indexOf(row.key) + 1]
  return row.depth > 0 && (!next || next.depth < row.depth) ? 'last-in-group' : 'standard'
}

function landing(tree: TreeView, data: Record<string | symbol, unknown>, ids: readonly TaskId[]): Landing | undefined {
  const instruction = extractInstruction(data)
  const row = tree.rows[tree.session.tree.indexOf(String(data['key']))]
  const plan = tree.session.plan.plan
  if (!instruction || !plan || row?.kind !== 'task' || !plan.tasks.has(row.task.id)) return undefined
  const base = tree.session.tree.zoomed === null ? 0 : depthOf(plan, tree.session.tree.zoomed) + 1
  const pointed = pointedOf(instruction, row, base)
  const tops = topmost(plan, ids)
  return {
    row,
    isInside: pointed.type === 'make-child',
    isAbove: pointed.type === 'reorder-above',
    place: dropPlace(plan, tops, row.task.id, pointed),
  }
}

function pointedOf(instruction: Instruction, row: TaskRow, base: number): Pointed {
  const { type } = instruction
  if (type === 'make-child') return { type, first: row.expanded }
  if (type === 'reparent') return { type, level: instruction.desiredLevel + base }
  return type === 'instruction-blocked' ? pointedOf(instruction.desired, row, base) : { type }
}

function overOf(tree: TreeView, { row, isInside, isAbove, place }: Landing): DropOver {
  const list = tree.querySelector('.rows')?.getBoundingClientRect()
  const box = tree.querySelector(`[data-key="${CSS.escape(row.key)}"]`)?.getBoundingClientRect()
  const top = box && list ? (isAbove || isInside ? box.top : box.bottom) - list.top : 0
  const plan = tree.session.plan.plan
  const depth = plan && place.parentId !== null ? ancestorsOf(plan, place.parentId).length + 1 : 0
  const base = plan && tree.session.tree.zoomed !== null ? depthOf(plan, tree.session.tree.zoomed) + 1 : 0
  return { key: row.key, isInside, top: Math.round(top), depth: Math.max(0, depth - base), refusal: place.refusal }
}

function dropped(tree: TreeView, ids: readonly TaskId[], { parentId, afterId, refusal }: DropPlace): void {
  const { session, services } = tree
  const plan = session.plan.plan
  if (!plan) return
  if (refusal) return services.toasts.show(refusalText(refusal), null, 'problem')
  const drafts = moved(plan, ids, parentId, afterId)
  const [first] = ids
  const one = plan.tasks.get(first ?? ('' as TaskId))?.title ?? ''
  void session.plan.patch(drafts, plural(ids.length, msg(str`Moved “${one}”`), msg(str`Moved ${ids.length} tasks`)))
  if (first) session.tree.reveal(first)
}
