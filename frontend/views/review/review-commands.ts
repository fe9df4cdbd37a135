import { msg } from '@lit/localize'
import type { OperationWire } from '../../api/wire.ts'
import type { TaskId } from '../../state/core.ts'
import type { TreeCommand } from '../../state/keys.ts'
import { operationsOf } from '../../state/overlay.ts'
import type { Row, TaskRow } from '../../state/rows.ts'
import { isTicked } from '../../state/ticks.ts'
import type { TreeHost } from '../tree-commands.ts'
import { askForComment } from './comment.ts'
import { operationsBelow } from './operations-below.ts'

/** What can be done to a proposal from a row of the tree. */
export class ReviewCommands {
  readonly #host: TreeHost

  constructor(host: TreeHost) {
    this.#host = host
  }

  /** Runs a command of the review; false where it is none, or where there is nothing in the row to review. */
  run(command: TreeCommand, row: Row | undefined, at: number): boolean {
    const { tree } = this.#host.session
    switch (command) {
      case 'lens':
        tree.setLens(tree.lens === 'review' ? 'result' : tree.lens === 'result' ? 'original' : 'review')
        return true
      case 'apply':
        this.#host.dispatchEvent(new CustomEvent('apply', { bubbles: true }))
        return true
      case 'next-pending':
      case 'previous-pending':
        this.#toPending(at, command === 'next-pending' ? 1 : -1)
        return true
      default:
        return row !== undefined && row.kind !== 'input' && this.#runOn(command, row, at)
    }
  }

  #runOn(command: TreeCommand, row: TaskRow | Extract<Row, { kind: 'project' }>, at: number): boolean {
    const { review, tree } = this.#host.session
    const operations = row.kind === 'project' ? [row.operation] : operationsOf(row.change)
    const decidable = operations.length > 0 && review.writing === null && tree.lens === 'review'
    const ids = operations.map(({ id }) => id)
    switch (command) {
      case 'accept':
      case 'reject':
        if (!decidable) return true
        void review.decide(ids, command === 'accept' ? 'accepted' : 'rejected')
        this.#advance(at)
        return true
      case 'pending':
        if (decidable) void review.decide(ids, 'pending')
        return true
      case 'tick':
        if (decidable) void review.decide(ids, operations.every(isTicked) ? 'rejected' : 'accepted', 'tick')
        else if (row.kind === 'task') this.#host.session.go({ task: row.task.id })
        return true
      case 'edit': {
        const [operation] = operations.filter(({ kind }) => kind === 'create' || kind === 'update')
        if (decidable && operation) this.#edit(operation.id)
        else if (row.kind === 'task') tree.startRenaming(row.task.id)
        return true
      }
      case 'comment':
        if (decidable && operations[0]) void this.#comment(operations[0])
        return true
      case 'why':
        if (operations.length > 0) tree.toggleOpened(row.key)
        return true
      case 'jump':
        if (row.kind !== 'project') this.#jump(row)
        return true
      case 'accept-below':
      case 'reject-below':
        if (row.kind !== 'project') this.#decideBelow(row.task.id, command === 'accept-below' ? 'accepted' : 'rejected')
        this.#advance(at)
        return true
      default:
        return false
    }
  }

  /** From one end of a move to the other. */
  #jump(row: TaskRow): void {
    if (!row.change?.move) return
    this.#host.session.tree.reveal(row.task.id, row.kind === 'ghost' ? row.task.id : `ghost:${row.task.id}`)
    this.#host.keepFocus()
  }

  #edit(operationId: string): void {
    this.#host.session.tree.startEditing(operationId)
    void this.#host.updateComplete.then(() => {
      this.#host.querySelector<HTMLElement>('.op-editor input, .op-editor textarea')?.focus()
      // All of it, down to its buttons.
      this.#host.querySelector('.op-editor')?.scrollIntoView({ block: 'nearest' })
    })
  }

  async #comment(operation: OperationWire): Promise<void> {
    await askForComment(this.#host.services, this.#host.session.review, operation)
    this.#host.keepFocus()
  }

  #decideBelow(id: TaskId, decision: 'accepted' | 'rejected'): void {
    const { review } = this.#host.session
    const ids = operationsBelow(this.#host.session, id)
    if (!review.writing && ids.length > 0) void review.decide(ids, decision)
  }

  /** After a decision: on to the next that has none, unless the person wants to stay; the screen stands where that is in view. */
  #advance(at: number): void {
    const { announcer, settings } = this.#host.services
    if (this.#host.session.review.operations.every(({ decision }) => decision !== 'pending')) {
      announcer.say(msg('All operations are decided. Ctrl+Enter applies what is ticked.'))
      return this.#host.keepFocus()
    }
    if (settings.advance) this.#toPending(at, 1)
    else this.#host.keepFocus()
  }

  /** To the next operation nobody has decided, around the end; where there is none, the focus stays. */
  #toPending(at: number, step: 1 | -1): void {
    // What was decided just now is in no render yet.
    const { rows } = this.#host.session.tree
    for (let steps = 1; steps < rows.length; steps += 1) {
      const index = (at + step * steps + rows.length * steps) % rows.length
      const row = rows[index]
      if (!row || row.kind === 'input' || row.kind === 'ghost') continue
      const operations = row.kind === 'project' ? [row.operation] : operationsOf(row.change)
      if (!operations.some((operation) => operation.decision === 'pending')) continue
      this.#host.session.tree.focus(row.key)
      break
    }
    this.#host.keepFocus()
  }
}
