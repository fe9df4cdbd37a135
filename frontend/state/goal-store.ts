import { problemOf, type Problem } from '../api/problem.ts'
import { streamTurn } from '../api/stream-turn.ts'
import type { OperationWire, TurnWire } from '../api/wire.ts'
import { projectPath } from './router.ts'
import type { Services } from './services.ts'
import { drafts } from './settings.ts'
import { Store } from './store.ts'

/** What is seen of an answer while it is given. */
export interface LiveAnswer {
  readonly text: string
  readonly operations: readonly OperationWire[]
}

/** How often a turn is asked for whose stream broke, in milliseconds. */
const patience = 1000

/** A goal on its way to becoming a project. What was typed stays until something came of it. */
export class GoalStore extends Store {
  text = drafts.read('goal')
  running: LiveAnswer | null = null
  problem: Problem | null = null
  /** An answer in words, where the message was a question and no goal. */
  answer: TurnWire | null = null
  stopped = false
  readonly #services: Services
  #turnId: string | null = null
  #sending: AbortController | undefined
  /** Stop was pressed before the server had said which turn it is. */
  #stops = false

  constructor(services: Services) {
    super()
    this.#services = services
  }

  setText(text: string): void {
    this.text = text
    drafts.write('goal', text)
    this.changed()
  }

  /** The address of the project that came of it; null where none did. */
  async send(message: string): Promise<string | null> {
    if (message.trim() === '' || this.running) return null
    this.setText(message)
    const sending = new AbortController()
    this.#sending = sending
    this.#turnId = null
    this.#stops = false
    this.problem = null
    this.answer = null
    this.stopped = false
    this.#show({ text: '', operations: [] })
    try {
      const turn = await this.#follow(message.trim(), sending.signal)
      this.stopped = sending.signal.aborted || turn?.status === 'cancelled'
      return turn ? this.#ended(turn) : null
    } finally {
      this.#show(null)
    }
  }

  async stop(): Promise<void> {
    if (this.#turnId === null) {
      // The server may have begun: letting go now would leave it to make a project that nobody asked for any more.
      this.#stops = true
      const sending = this.#sending
      setTimeout(() => this.#turnId === null && sending?.abort(), patience)
      return
    }
    const answer = await this.#services.client.cancelTurn(this.#turnId)
    if (!answer.ok) this.#services.toasts.problem(answer.problem)
  }

  /** The turn as it ended; null where it never began or was lost. */
  async #follow(message: string, signal: AbortSignal): Promise<TurnWire | null> {
    const { http, goalPath } = this.#services.client
    for await (const news of streamTurn(http, goalPath, { message }, signal)) {
      if (news.event === 'turn') {
        this.#turnId = news.data.turn.id
        if (this.#stops) void this.stop()
      }
      if (news.event === 'message-delta') this.#grow((live) => ({ ...live, text: live.text + news.data.text }))
      else if (news.event === 'operation')
        this.#grow((live) => ({ ...live, operations: [...live.operations.filter(({ id }) => id !== news.data.id), news.data] }))
      else if (news.event === 'try') this.#grow(() => ({ text: '', operations: [] }))
      else if (news.event === 'problem') this.problem = problemOf(news.data.status, news.data)
      else if (news.event === 'refused' && !signal.aborted) this.problem = news.data
    }
    return this.#turnId === null ? null : this.#read(this.#turnId)
  }

  /** The turn runs on the server, also when its stream broke: it is asked for until it is over. */
  async #read(id: string): Promise<TurnWire | null> {
    for (;;) {
      const answer = await this.#services.client.turn(id)
      if (!answer.ok) {
        this.problem = answer.problem
        return null
      }
      if (answer.value.turn.status !== 'running') return answer.value.turn
      await new Promise((resolve) => setTimeout(resolve, patience))
    }
  }

  #ended(turn: TurnWire): string | null {
    if (turn.problem) this.problem = problemOf(turn.problem.status, turn.problem)
    if (turn.status !== 'done' && turn.status !== 'question') return null
    this.setText('')
    if (turn.projectId !== null) return projectPath(turn.projectId, turn.proposalId ? { proposal: turn.proposalId } : {})
    this.answer = turn
    return null
  }

  #grow(step: (live: LiveAnswer) => LiveAnswer): void {
    if (this.running) this.#show(step(this.running))
  }

  #show(live: LiveAnswer | null): void {
    this.running = live
    this.changed()
  }
}
