import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import type { TaskId } from '../../state/core.ts'
import type { BoardView } from './board.ts'
import type { BoardColumnView } from './column.ts'

const cardIn = (data: Record<string, unknown>): TaskId | undefined => data['cardId'] as TaskId | undefined

/** Makes a card draggable until the returned function is called. */
export function offerCard(view: BoardView, element: HTMLElement, id: TaskId): () => void {
  return draggable({
    element,
    canDrag: () => view.board.held === null,
    getInitialData: () => ({ cardId: id }),
    onGenerateDragPreview: ({ nativeSetDragImage }) => {
      const title = view.session.plan.plan?.tasks.get(id)?.title ?? ''
      setCustomNativeDragPreview({
        nativeSetDragImage,
        render: ({ container }) => {
          const card = document.createElement('div')
          card.className = 'drag-card'
          card.textContent = title
          container.append(card)
        },
      })
    },
    onDragStart: () => element.classList.add('dragged'),
    onDrop: () => element.classList.remove('dragged'),
  })
}

/** Lets cards be dropped on the board until the returned function is called. */
export function acceptCards(view: BoardView): () => void {
  const board = view.querySelector<HTMLElement>('.board')
  if (!board) return () => undefined
  const isCard = ({ source }: { readonly source: { readonly data: Record<string, unknown> } }): boolean => cardIn(source.data) !== undefined
  const scrollers = [...view.querySelectorAll<HTMLElement>('.cards-scroller')]
  return combine(
    dropTargetForElements({
      element: board,
      canDrop: isCard,
      onDrag: ({ location, source }) => show(view, landing(view, location.current.input, cardIn(source.data))),
      onDragLeave: () => show(view, null),
      onDrop: ({ location, source }) => {
        const id = cardIn(source.data)
        const at = landing(view, location.current.input, id)
        show(view, null)
        if (!id || !at) return
        view.board.focus(id)
        void view.board.drop(id, at)
      },
    }),
    autoScrollForElements({ element: board, canScroll: isCard }),
    ...scrollers.map((element) => autoScrollForElements({ element, canScroll: isCard })),
  )
}

function show(view: BoardView, over: BoardView['over']): void {
  const { over: shown } = view
  if (over?.columnId !== shown?.columnId || over?.index !== shown?.index) view.over = over
}

/** The place under the pointer: after the last card whose middle lies above it. */
function landing(view: BoardView, { clientX, clientY }: { clientX: number; clientY: number }, id: TaskId | undefined): BoardView['over'] {
  const column = [...view.querySelectorAll<BoardColumnView>('pw-board-column')].find((each) => {
    const { left, right } = each.getBoundingClientRect()
    return clientX >= left && clientX <= right
  })
  if (!column) return null
  let index = 0
  for (const place of column.querySelectorAll<HTMLElement>('.card-place')) {
    const { top, bottom } = place.getBoundingClientRect()
    const at = Number(place.dataset['index'])
    if ((top + bottom) / 2 < clientY) index = Math.max(index, at + 1)
  }
  const { cards } = column.column
  const above = cards.slice(0, index).findLast(({ key }) => key !== id)
  return { columnId: column.column.id, afterKey: above?.key ?? null, index }
}
