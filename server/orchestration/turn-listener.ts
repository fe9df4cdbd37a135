import type { TaskDraft } from '../core/patch/draft.ts'
import type { Operation } from '../core/patch/operation.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { TryRecord, TurnKind } from '../ports/language-model.ts'
import type { FeedEvent } from '../ports/feed.ts'
import type { Told } from './ask-agent.ts'
import type { Deps } from './deps.ts'
import { ShownOperations } from './shown-operations.ts'
import type { TurnAccount } from './spending.ts'
import type { StartedTurn, Watch } from './turn-parts.ts'
import { usageOf } from './turn-usage.ts'

export interface ListenTo {
  readonly started: StartedTurn
  readonly account: TurnAccount
  readonly watch: Watch
  readonly unrequested: (operation: Operation, after: Plan) => boolean
}

type News = Extract<FeedEvent, { kind: 'message-delta' | 'operation' | 'try' | 'usage' }>
type WithoutPlace<Event> = Event extends unknown ? Omit<Event, 'projectId' | 'turnId'> : never

/**
 * Passes on what an agent tells while it answers, to those who watch the turn and to those who follow its project, and
 * keeps the account of what it uses. Entries that arrive in one go are resolved in one go.
 */
export class TurnListener {
  readonly shown: ShownOperations
  readonly #deps: Deps
  readonly #to: ListenTo
  #arrived: TaskDraft[] = []
  /** Calls off the showing that is due; undefined where none is. */
  #callOff: (() => void) | undefined
  /** Milliseconds to let pass before the next showing. */
  #pause = 0
  /** The call under way, when it began. */
  #open: { readonly told: Extract<Told, { kind: 'try' }>; readonly at: string } | null = null
  #isClosed = false

  constructor(deps: Deps, to: ListenTo) {
    this.#deps = deps
    this.#to = to
    const { head, plan, proposal } = to.started
    this.shown = new ShownOperations({
      head: head.plan,
      plan,
      previous: proposal?.operations ?? [],
      ids: deps.ids,
      unrequested: to.unrequested,
    })
  }

  hear(part: Told): void {
    switch (part.kind) {
      case 'text-delta':
        return this.#tell({ kind: 'message-delta', text: part.text })
      case 'entry':
        this.#arrived.push(part.entry)
        this.#callOff ??= soon(this.#pause, () => this.#show())
        return
      case 'try':
        this.#forget()
        this.#open = { told: part, at: this.#deps.clock.now() }
        this.shown.reset()
        return this.#tell({ kind: 'try', n: part.n, provider: part.provider, model: part.model })
      case 'tried':
        return this.#tried(part.record)
    }
  }

  /** The agent has had its say: what has not been shown by now comes with the answer, or not at all. */
  close(): void {
    this.#forget()
    this.#isClosed = true
  }

  /** A call of which nothing was heard again, because the turn was stopped: it may have been paid for. */
  giveUp(kind: TurnKind): void {
    if (this.#open === null) return
    const { told, at } = this.#open
    this.#tried({
      n: told.n,
      kind,
      provider: told.provider,
      model: told.model,
      answeredBy: null,
      startedAt: at,
      firstTokenMs: null,
      totalMs: Math.max(0, Date.parse(this.#deps.clock.now()) - Date.parse(at)),
      finish: null,
      error: 'aborted',
      requestId: null,
      usage: null,
      costMicros: null,
      price: null,
    })
  }

  #tried(record: TryRecord): void {
    this.#open = null
    const { account } = this.#to
    account.record(record)
    const usage = usageOf(account.records)
    if (usage) this.#tell({ kind: 'usage', usage })
  }

  #show(): void {
    const entries = this.#arrived
    this.#forget()
    if (this.#isClosed) return
    const begun = performance.now()
    try {
      for (const operation of this.shown.add(entries)) this.#tell({ kind: 'operation', operation })
    } catch (error) {
      // What is shown meanwhile is a courtesy; the answer itself is still to come.
      this.#deps.log.error('a part of an answer could not be shown', { turnId: this.#to.started.turn.id, error })
    }
    // On a plan of tens of thousands of tasks each showing takes a while: it must not take all of the time there is.
    const took = performance.now() - begun
    this.#pause = took > restAfterMs ? took * 3 : 0
  }

  #forget(): void {
    this.#callOff?.()
    this.#callOff = undefined
    this.#arrived = []
  }

  #tell(news: WithoutPlace<News>): void {
    const { watch, started } = this.#to
    const { projectId, id: turnId } = started.turn
    watch(news.kind === 'operation' ? { kind: 'operation', operation: { ...news.operation, requires: [] } } : news)
    if (projectId !== null) this.#deps.feed.publish({ ...news, projectId, turnId })
  }
}

/** A showing that takes longer than this is followed by a rest. */
const restAfterMs = 5

/** Does something when what is happening now is over, or so many milliseconds later. Gives the way to call it off. */
function soon(pauseMs: number, show: () => void): () => void {
  if (pauseMs > 0) {
    const timer = setTimeout(show, pauseMs)
    return () => clearTimeout(timer)
  }
  const immediate = setImmediate(show)
  return () => clearImmediate(immediate)
}
