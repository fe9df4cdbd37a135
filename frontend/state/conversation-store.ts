import type { Changes } from '../api/changes.ts'
import { problemOf, type Problem } from '../api/problem.ts'
import { joinTurn, streamTurn, type TurnNews } from '../api/stream-turn.ts'
import type { ChangeEvent, ChatBody, OperationWire, ProposalWire, TurnWire } from '../api/wire.ts'
import { onceAFrame } from './once-a-frame.ts'
import type { Services } from './services.ts'
import { drafts } from './settings.ts'
import { Store } from './store.ts'

/** A turn with what was seen of it so far. */
export interface LiveTurn {
  readonly turn: TurnWire
  /** The reply as it arrives; the turn's own once it is done. */
  readonly text: string
  readonly operations: readonly OperationWire[]
  readonly problem: Problem | null
  /** The model that is being asked, and for which time. */
  readonly asking: { readonly n: number; readonly provider: string; readonly model: string } | null
  /** Stays the same object while the turn is followed. */
  readonly key: object
}

interface Tells {
  readonly proposal: (proposal: ProposalWire) => void
  readonly writing: (operations: readonly OperationWire[] | null) => void
  readonly ended: (turn: LiveTurn) => void
}

/** One conversation: that of a project, or of one of its tasks. Its turns run on the server; this follows them. */
export class ConversationStore extends Store {
  readonly projectId: string
  readonly taskId: string | null
  turns: readonly LiveTurn[] = []
  state: 'loading' | 'ready' | 'failed' = 'loading'
  problem: Problem | null = null
  draft: string
  readonly #services: Services
  readonly #tells: Tells
  /** Turns whose own stream is read here; the shared stream tells of them too. */
  readonly #streamed = new Set<string>()
  #sending: AbortController | undefined
  /** Stop was pressed before the server had said which turn it is. */
  #stops = false

  constructor(services: Services, projectId: string, taskId: string | null, tells: Tells) {
    super()
    this.#services = services
    this.#tells = tells
    this.projectId = projectId
    this.taskId = taskId
    this.draft = drafts.read(this.#draftKey)
  }

  get #draftKey(): string {
    return `${this.projectId}:${this.taskId ?? 'project'}`
  }

  get running(): LiveTurn | null {
    return this.turns.find(({ turn }) => turn.status === 'running') ?? null
  }

  setDraft(draft: string): void {
    this.draft = draft
    drafts.write(this.#draftKey, draft)
    this.changed()
  }

  async load(): Promise<void> {
    const turns: TurnWire[] = []
    let cursor: string | undefined
    do {
      const answer = await this.#services.client.conversation(this.projectId, this.taskId, cursor)
      if (!answer.ok) {
        this.problem = answer.problem
        if (this.turns.length === 0) this.state = 'failed'
        this.changed()
        return
      }
      turns.push(...answer.value.items)
      cursor = answer.value.nextCursor ?? undefined
    } while (cursor)
    const known = new Map(this.turns.map((live) => [live.turn.id, live]))
    this.turns = turns.map((turn) => {
      const live = known.get(turn.id)
      return turn.status === 'running' && live ? live : { ...fresh(turn), operations: live?.operations ?? [] }
    })
    this.state = 'ready'
    this.problem = null
    this.changed()
    // What these told before this page was opened is nowhere but with the server.
    for (const { turn } of this.turns) if (turn.status === 'running' && turn.id !== waitingId) void this.#join(turn.id)
  }

  /** What the shared stream tells of turns that this tab does not stream itself: after a reload, or from elsewhere. */
  follow(changes: Changes): () => void {
    return changes.on((change) => this.#hear(change))
  }

  #hear(change: ChangeEvent): void {
    if (change.event === 'turn') {
      const { turn } = change.data
      if (turn.projectId !== this.projectId || turn.taskId !== this.taskId || this.#streamed.has(turn.id)) return
      this.#put(turn)
      if (turn.status !== 'running') this.#end(turn.id)
    } else if (change.event === 'message-delta' || change.event === 'operation' || change.event === 'try' || change.event === 'usage') {
      const { turnId } = change.data
      if (change.data.projectId !== this.projectId || this.#streamed.has(turnId)) return
      if (change.event === 'message-delta') this.#grow(turnId, change.data.text)
      else if (change.event === 'operation') this.#addOperation(turnId, change.data.operation)
      else if (change.event === 'try') this.#tryAgain(turnId, change.data)
      else this.#use(turnId, change.data.usage)
    }
  }

  /** Sends a message. It stays in the box until the server has it. */
  async send(message: string, options: Pick<ChatBody, 'proposalId' | 'mode'> = {}): Promise<void> {
    if (message.trim() === '' || this.running) return
    const body: ChatBody = { message, ...(this.taskId === null ? {} : { mode: 'task' as const, taskId: this.taskId }), ...options }
    await this.#follow(this.#services.client.chatPath(this.projectId), body, message)
  }

  async retry(turnId: string): Promise<void> {
    if (this.running) return
    const message = this.turns.find(({ turn }) => turn.id === turnId)?.turn.message ?? ''
    await this.#follow(this.#services.client.retryPath(turnId), undefined, message)
  }

  async cancel(): Promise<void> {
    const { running } = this
    if (!running) return
    if (running.turn.id === waitingId) {
      // The server may have begun: letting go now would leave the turn running, unseen.
      this.#stops = true
      const sending = this.#sending
      setTimeout(() => this.running?.turn.id === waitingId && sending?.abort(), patience)
      return
    }
    const answer = await this.#services.client.cancelTurn(running.turn.id)
    if (!answer.ok) {
      this.#services.toasts.problem(answer.problem)
      return
    }
    this.#put(answer.value.turn)
    this.#end(answer.value.turn.id)
  }

  async #follow(path: string, body: unknown, message: string): Promise<void> {
    const sending = new AbortController()
    this.#sending = sending
    this.#stops = false
    this.turns = [...this.turns, fresh(waitingTurn(this.projectId, this.taskId, message))]
    this.changed()
    let turnId = waitingId
    for await (const news of streamTurn(this.#services.client.http, path, body, sending.signal)) {
      if (news.event === 'turn') {
        turnId = news.data.turn.id
        this.#streamed.add(turnId)
        this.turns = this.turns.filter(({ turn }) => turn.id !== turnId)
        this.#replaceWaiting(news.data.turn)
        if (message === this.draft.trim() || message === this.draft) this.setDraft('')
        if (this.#stops) void this.cancel()
        continue
      }
      if (news.event === 'refused') {
        this.#refused(message, news.data, sending.signal.aborted)
        return
      }
      this.#step(turnId, news)
      if (news.event === 'lost') await this.#rejoin(turnId)
    }
    this.#streamed.delete(turnId)
  }

  /** Follows a turn that runs already, from its beginning. Where that breaks, the shared stream tells the rest. */
  async #join(turnId: string): Promise<void> {
    if (this.#streamed.has(turnId)) return
    this.#streamed.add(turnId)
    for await (const news of joinTurn(this.#services.client.http, this.#services.client.turnPath(turnId))) {
      if (news.event === 'refused' || news.event === 'lost') break
      if (news.event === 'turn') this.#change(turnId, () => fresh(news.data.turn))
      else this.#step(turnId, news)
    }
    this.#streamed.delete(turnId)
  }

  #step(turnId: string, news: TurnNews): void {
    if (news.event === 'message-delta') this.#grow(turnId, news.data.text)
    else if (news.event === 'operation') this.#addOperation(turnId, news.data)
    else if (news.event === 'try') this.#tryAgain(turnId, news.data)
    else if (news.event === 'usage') this.#use(turnId, news.data)
    else if (news.event === 'proposal') {
      this.#change(turnId, (live) => ({ ...live, turn: { ...live.turn, proposalId: news.data.proposal.id } }))
      this.#tells.writing(null)
      this.#tells.proposal(news.data.proposal)
    } else if (news.event === 'problem') {
      const problem = problemOf(news.data.status, news.data)
      this.#change(turnId, (live) => ({ ...live, problem }))
    } else if (news.event === 'done') {
      this.#change(turnId, (live) => ({ ...live, turn: { ...live.turn, status: news.data.status, reply: live.text } }))
      this.#end(turnId)
    }
  }

  /** The turn is over: what it left is asked for, since a question or a problem stands only there. */
  #end(turnId: string): void {
    const live = this.turns.find(({ turn }) => turn.id === turnId)
    this.#tells.writing(null)
    if (!live) return
    void this.#services.client.turn(turnId).then((answer) => {
      if (answer.ok && answer.value.turn.status !== 'running') {
        this.#put(answer.value.turn)
        const ended = this.turns.find(({ turn }) => turn.id === turnId)
        if (ended) this.#tells.ended(ended)
      }
    })
  }

  /** The connection broke, the turn goes on: follow it on the shared stream. */
  async #rejoin(turnId: string): Promise<void> {
    if (turnId === waitingId) {
      await this.load()
      return
    }
    this.#streamed.delete(turnId)
    const answer = await this.#services.client.turn(turnId)
    if (!answer.ok) return
    this.#put(answer.value.turn)
    if (answer.value.turn.status !== 'running') this.#end(turnId)
  }

  /** It never began: the message goes back into the box, with the reason above it. */
  #refused(message: string, problem: Problem, stopped: boolean): void {
    this.turns = this.turns.filter(({ turn }) => turn.id !== waitingId)
    if (this.draft.trim() === '') this.setDraft(message)
    if (!stopped) this.#services.toasts.problem(problem)
    this.changed()
    if (problem.kind === 'turn-running') void this.load()
  }

  #grow(turnId: string, text: string): void {
    this.#change(turnId, (live) => ({ ...live, text: live.text + text }))
  }

  #addOperation(turnId: string, operation: OperationWire): void {
    this.#change(turnId, (live) => ({ ...live, operations: [...live.operations.filter(({ id }) => id !== operation.id), operation] }))
    this.#soonWriting(() => {
      const live = this.turns.find(({ turn }) => turn.id === turnId)
      if (live?.turn.status === 'running' && live.turn.proposalId === null) this.#tells.writing(live.operations)
    })
  }

  /** A model is asked, perhaps once more: what was told before it no longer counts. */
  #tryAgain(turnId: string, { n, provider, model }: NonNullable<LiveTurn['asking']>): void {
    const live = this.turns.find(({ turn }) => turn.id === turnId)
    this.#change(turnId, (each) => ({ ...each, text: '', operations: [], asking: { n, provider, model } }))
    if (live?.turn.status === 'running') this.#tells.writing(live.operations.length > 0 ? [] : null)
  }

  #use(turnId: string, usage: TurnWire['usage']): void {
    this.#change(turnId, (live) => ({ ...live, turn: { ...live.turn, usage } }))
  }

  /** What arrives in pieces is shown at most once in a frame. */
  #change(turnId: string, step: (live: LiveTurn) => LiveTurn): void {
    this.turns = this.turns.map((live) => (live.turn.id === turnId ? step(live) : live))
    this.#soon(() => this.changed())
  }

  readonly #soon = onceAFrame()
  readonly #soonWriting = onceAFrame()

  #put(turn: TurnWire): void {
    const known = this.turns.some((live) => live.turn.id === turn.id)
    const taken = (live?: LiveTurn): LiveTurn => ({
      ...(live ?? fresh(turn)),
      turn,
      asking: turn.status === 'running' ? (live?.asking ?? null) : null,
      text: turn.status === 'running' ? (live?.text ?? turn.reply) : turn.reply || live?.text || '',
      operations: turn.status === 'cancelled' ? [] : (live?.operations ?? []),
      problem: problemIn(turn) ?? (turn.status === 'done' ? null : (live?.problem ?? null)),
    })
    this.turns = known ? this.turns.map((live) => (live.turn.id === turn.id ? taken(live) : live)) : [...this.turns, taken()]
    this.changed()
  }

  #replaceWaiting(turn: TurnWire): void {
    this.turns = this.turns.map((live) => (live.turn.id === waitingId ? { ...live, turn } : live))
    this.changed()
  }
}

/** A turn of which nothing was seen yet but what the server has. */
const fresh = (turn: TurnWire): LiveTurn => ({ turn, text: turn.reply, operations: [], problem: problemIn(turn), asking: null, key: {} })

const waitingId = 'waiting'

/** So long the server may take to say which turn it began, in milliseconds, once it is to be stopped. */
const patience = 1000

/** Stands in the list until the server has given the turn its id. */
const waitingTurn = (projectId: string, taskId: string | null, message: string): TurnWire => ({
  id: waitingId,
  projectId,
  taskId,
  mode: null,
  agent: null,
  status: 'running',
  message,
  reply: '',
  proposalId: null,
  operationIds: [],
  question: null,
  problem: null,
  by: null,
  usage: null,
  createdAt: new Date().toISOString(),
})

const problemIn = ({ problem }: TurnWire): Problem | null => (problem ? problemOf(problem.status, problem) : null)
