import { msg, str } from '@lit/localize'
import type { OperationWire } from '../api/wire.ts'
import { countsText } from '../words/values.ts'
import type { TaskId } from './core.ts'
import { countsOf } from './counts.ts'
import { ConversationStore, type LiveTurn } from './conversation-store.ts'
import { PlanStore } from './plan-store.ts'
import { ReviewStore } from './review-store.ts'
import { emptyQuery, projectPath, type ProjectQuery } from './router.ts'
import type { Services } from './services.ts'
import { Store } from './store.ts'
import { TreeStore } from './tree-store.ts'

/** Everything about the project that is open: its plan, the proposal being read, the tree, the conversation. */
export class ProjectSession extends Store {
  readonly id: string
  readonly services: Services
  readonly plan: PlanStore
  readonly review: ReviewStore
  readonly tree: TreeStore
  /** The address, as far as it concerns the project. */
  query: ProjectQuery = emptyQuery
  #conversation: ConversationStore
  /** Whether the stream has begun since this project was opened. */
  #caughtUp = false
  #release: (() => void)[] = []
  #releaseConversation: () => void = () => undefined

  constructor(services: Services, id: string) {
    super()
    this.services = services
    this.id = id
    this.plan = new PlanStore(services, id)
    this.review = new ReviewStore(services, this.plan)
    this.tree = new TreeStore(this.plan, this.review)
    this.#conversation = this.#converse(null)
  }

  get conversation(): ConversationStore {
    return this.#conversation
  }

  start(query: ProjectQuery): void {
    this.query = query
    this.tree.setUnder(query.under as TaskId | null)
    this.#release = [
      this.services.changes.on((change) => {
        if (change.event === 'commit' && change.data.projectId === this.id) {
          this.plan.absorb(change.data)
          this.review.headMoved(change.data.version)
        } else if (change.event === 'proposal' && change.data.projectId === this.id) this.review.take(change.data.proposal)
        else if (change.event === 'project' && change.data.projectId === this.id) void this.plan.load()
        else if (change.event === 'reset' || change.event === 'hello') this.#catchUp()
      }),
      // Shown is what the address says, whoever of the two moved.
      this.tree.subscribe(() => {
        if (this.tree.under !== this.query.under) this.go({ under: this.tree.under })
      }),
      this.review.subscribe(() => {
        this.#choose()
        this.#arrived()
      }),
    ]
    this.#openConversation(query.focus)
    void Promise.all([this.plan.load(), this.review.load()]).then(() => {
      this.#choose()
      this.#arrived()
    })
  }

  stop(): void {
    for (const release of this.#release) release()
    this.#release = []
    this.#releaseConversation()
  }

  async reload(): Promise<void> {
    await Promise.all([this.plan.load(), this.review.load(), this.#conversation.load()])
    this.#choose()
  }

  /** What happened between the first look and the beginning of the stream is in no event: it is looked up once more. */
  #catchUp(): void {
    if (this.#caughtUp) void this.reload()
    else void Promise.all([this.plan.load(), this.review.load()]).then(() => this.#choose())
    this.#caughtUp = true
  }

  /** The address changed. */
  setQuery(query: ProjectQuery): void {
    const focusChanged = query.focus !== this.query.focus
    this.query = query
    this.tree.setUnder(query.under as TaskId | null)
    if (focusChanged) this.#openConversation(query.focus)
    this.#choose()
    this.changed()
  }

  go(change: Partial<ProjectQuery>): void {
    // The history shows neither proposals nor conversations.
    const leaves = this.query.view === 'history' && (change.proposal !== undefined || change.focus !== undefined)
    const query = { ...this.query, ...(leaves ? { view: 'tree' as const } : {}), ...change }
    this.services.router.go(projectPath(this.id, query))
    // At once: what comes next may already speak to the conversation that was just opened.
    this.setQuery(query)
  }

  /** Shows a task's conversation; null goes back to the project's. */
  talkAbout(taskId: TaskId | null): void {
    this.go({ focus: taskId, task: null, proposal: null })
  }

  /** One key: the task is broken down, for review. */
  async breakDown(taskId: TaskId, message: string): Promise<void> {
    if (!this.plan.plan?.tasks.has(taskId))
      return this.services.toasts.show(msg('This task is only proposed. Apply it first; then it can be broken down.'))
    this.talkAbout(taskId)
    await this.#conversation.send(message, { mode: 'task' })
  }

  #openConversation(taskId: string | null): void {
    this.#releaseConversation()
    if (this.#conversation.taskId !== taskId) this.#conversation = this.#converse(taskId)
    const conversation = this.#conversation
    const releases = [conversation.follow(this.services.changes)]
    this.#releaseConversation = () => {
      for (const release of releases) release()
    }
    this.review.setWriting(null)
    void conversation.load()
    this.changed()
  }

  #converse(taskId: string | null): ConversationStore {
    const conversation: ConversationStore = new ConversationStore(this.services, this.id, taskId, {
      proposal: (proposal) => {
        this.review.take(proposal)
        if (conversation !== this.#conversation || proposal.status !== 'open') return
        this.review.select(proposal.id)
        this.services.announcer.say(msg(str`Proposal ready: ${countsText(countsOf(proposal.operations))}`))
      },
      writing: (operations) => {
        if (conversation === this.#conversation) this.review.setWriting(operations ? this.#merged(operations) : null)
      },
      ended: (live) => this.#ended(conversation, live),
    })
    return conversation
  }

  /** What is being written, on top of what is already proposed. */
  #merged(operations: readonly OperationWire[]): readonly OperationWire[] {
    const ids = new Set(operations.map((operation) => operation.id))
    const slots = new Set(operations.map((operation) => `${operation.kind} ${operation.taskId}`))
    const kept = (this.review.current?.operations ?? []).filter(
      (operation) => !ids.has(operation.id) && !slots.has(`${operation.kind} ${operation.taskId}`),
    )
    return [...kept, ...operations]
  }

  #ended(conversation: ConversationStore, live: LiveTurn): void {
    if (conversation !== this.#conversation || !live.turn.proposalId) return
    if (this.review.waiting.some((proposal) => proposal.id === live.turn.proposalId)) return
    void this.review.load()
  }

  /** What is read is another proposal, or a newer revision: its changes should be in view. Not when the page opens. */
  #arrived(): void {
    if (!this.review.loaded || !this.plan.plan) return
    const { current } = this.review
    const read = current ? `${current.id} ${current.revision}` : null
    if (read === this.#read) return
    const isFirst = this.#read === undefined
    this.#read = read
    if (!isFirst && read !== null) this.tree.showChange()
  }

  #read: string | null | undefined

  /** Which proposal is read: the one in the address, else the one the conversation works on. */
  #choose(): void {
    const named = this.query.proposal
    if (named !== null && this.review.waiting.some((proposal) => proposal.id === named && !proposal.parked)) this.review.select(named)
    else if (this.review.loaded && this.review.current === null) this.review.select(this.review.nextFor(this.query.focus)?.id ?? null)
    else if (this.review.current && this.review.current.taskId !== this.query.focus && named === null) {
      this.review.select(this.review.nextFor(this.query.focus)?.id ?? null)
    }
  }
}
