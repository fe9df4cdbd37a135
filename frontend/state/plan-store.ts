import { msg, str } from '@lit/localize'
import type { Answer, Problem } from '../api/problem.ts'
import type { CommitAnswer, CommitWire, ProjectWire, TaskDraft, TaskDraftBody } from '../api/wire.ts'
import { apply, progressOf, resolve, subtreeOf, type Plan, type ProjectFields, type TaskId } from './core.ts'
import type { Services } from './services.ts'
import { memo, Store } from './store.ts'
import { committed, noUndo, redone, stacksOf, undone, type UndoStacks } from './undo.ts'
import { operationOfWire, planOfWire } from './wire-plan.ts'

type Refused = (problem: Problem) => void

/** A change that was made here and is not yet confirmed. */
type Pending = readonly TaskDraft[]

/** The committed plan of one project, kept at the head, and every edit that goes past the review. */
export class PlanStore extends Store {
  readonly id: string
  state: 'loading' | 'ready' | 'missing' | 'failed' = 'loading'
  problem: Problem | null = null
  project: ProjectWire | null = null
  stacks: UndoStacks = noUndo
  readonly #services: Services
  #head: Plan | null = null
  #pending: readonly Pending[] = []
  /** Versions that were made here. */
  readonly #own = new Set<number>()
  #loading: Promise<void> | undefined
  #again = false
  #lastStep: Promise<void> = Promise.resolve()
  #lastSent: Promise<unknown> = Promise.resolve()
  readonly #shown = memo((head: Plan | null, pending: readonly Pending[]) => (head ? withPending(head, pending) : null))
  readonly #progress = memo((plan: Plan) => progressOf(plan))

  constructor(services: Services, id: string) {
    super()
    this.#services = services
    this.id = id
  }

  /** The plan as shown: the head, with what was changed here and is on its way. */
  get plan(): Plan | null {
    return this.#shown(this.#head, this.#pending)
  }

  get head(): Plan | null {
    return this.#head
  }

  get progress() {
    return this.plan ? this.#progress(this.plan) : undefined
  }

  /** Reads the plan anew. Asked while an answer is on its way, which may be from before: reads once more after it. */
  load(): Promise<void> {
    if (this.#loading) this.#again = true
    this.#loading ??= this.#loadAll().finally(() => (this.#loading = undefined))
    return this.#loading
  }

  async #loadAll(): Promise<void> {
    do {
      this.#again = false
      await this.#load()
    } while (this.#again)
  }

  async #load(): Promise<void> {
    const answer = await this.#services.client.plan(this.id)
    if (answer.ok) {
      this.project = answer.value.project
      if (!this.#head || answer.value.project.version >= this.#head.version) this.#head = planOfWire(answer.value)
      this.state = 'ready'
      this.problem = null
      if (this.stacks === noUndo) void this.#loadStacks()
    } else if (answer.problem.kind === 'not-found') {
      this.state = 'missing'
    } else {
      this.problem = answer.problem
      if (!this.#head) this.state = 'failed'
    }
    this.changed()
  }

  /** A commit that was made, here or elsewhere: the same pure step that the server took. */
  absorb(commit: CommitWire): void {
    if (commit.projectId !== this.id) return
    if (!this.#head) {
      void this.load()
      return
    }
    if (commit.version <= this.#head.version) return
    if (commit.version !== this.#head.version + 1 || !commit.operations) {
      void this.load()
      return
    }
    const applied = apply(commit.operations.map(operationOfWire), this.#head)
    if (!applied.ok) {
      // Ours is not the plan that the commit was made on; ask for the one that is.
      void this.load()
      return
    }
    this.#head = { ...applied.value, version: commit.version }
    this.project = this.project && { ...this.project, ...(applied.value.project as object), version: commit.version, updatedAt: commit.at }
    if (commit.source !== 'revert') this.#setStacks(committed(this.stacks, commit.version))
    this.changed()
  }

  /** After a change of our own: the event may be quicker than the answer, or come later. */
  async arrive(answer: CommitAnswer): Promise<void> {
    const { commit, version } = answer
    if (commit) this.#own.add(version)
    if (!commit || !this.#head || version <= this.#head.version) return
    if (commit.operations) this.absorb(commit)
    else {
      const whole = await this.#services.client.commit(this.id, version)
      if (whole.ok) this.absorb('commit' in whole.value ? whole.value.commit : whole.value)
    }
    if (this.#head.version < version) await this.load()
  }

  /** Whether nobody else changed the plan between two versions. */
  isOwn(from: number, to: number): boolean {
    return to > from && Array.from({ length: to - from }, (_, index) => from + index + 1).every((version) => this.#own.has(version))
  }

  // Edits

  /** `refused` hears why it was not done, where a message in the corner would come too far from what was typed. */
  async changeTask(id: TaskId, fields: TaskDraftBody, refused?: Refused): Promise<boolean> {
    const answer = await this.#soon([{ op: 'update', taskId: id, body: fields }], () => this.#services.client.changeTask(id, fields))
    return this.#tell(answer, null, refused)
  }

  /** Several tasks in one version. `text` says what was done, beside the button that undoes it. */
  async patch(taskPatches: readonly TaskDraft[], text: string | null, refused?: Refused): Promise<boolean> {
    if (taskPatches.length === 0) return true
    const message = text === null ? {} : { message: text }
    const send = () => this.#services.client.patch(this.id, { baseVersion: this.#head?.version ?? 0, ...message, taskPatches })
    return this.#tell(await this.#soon(taskPatches, send), text, refused)
  }

  /** Shows a change at once and takes it back where the server refuses. What is sent goes in order: the second step may need the first. */
  #soon<Value extends CommitAnswer>(pending: Pending, send: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
    const shown = pending.flatMap(soonShown)
    this.#pending = [...this.#pending, shown]
    this.changed()
    const sent = this.#lastSent.then(async () => {
      const answer = await send()
      if (answer.ok) await this.arrive(answer.value)
      this.#pending = this.#pending.filter((each) => each !== shown)
      this.changed()
      return answer
    })
    this.#lastSent = sent.catch(() => undefined)
    return sent
  }

  async changeProject(fields: Partial<ProjectFields>): Promise<boolean> {
    const answer = await this.#services.client.changeProject(this.id, fields)
    if (answer.ok) await this.arrive(answer.value)
    return this.#tell(answer, null)
  }

  /** The new task's id, or null where it was refused. */
  async addTask(title: string, parentId: TaskId | null, afterId: TaskId | null | undefined, refused?: Refused): Promise<TaskId | null> {
    const answer = await this.#services.client.createTask(this.id, {
      title,
      parentTaskId: parentId,
      ...(afterId === undefined ? {} : { afterTaskId: afterId }),
    })
    if (answer.ok) await this.arrive(answer.value)
    this.#tell(answer, null, refused)
    return answer.ok && answer.value.task ? (answer.value.task.id as TaskId) : null
  }

  async deleteTask(id: TaskId): Promise<boolean> {
    const plan = this.plan
    const task = plan?.tasks.get(id)
    if (!plan || !task) return false
    const below = subtreeOf(plan, id).length - 1
    const answer = await this.#soon([{ op: 'delete', taskId: id }], () => this.#services.client.deleteTask(id))
    const text = below === 0 ? msg(str`Deleted “${short(task.title)}”`) : msg(str`Deleted “${short(task.title)}” and ${below} below it`)
    return this.#tell(answer, text)
  }

  async moveTask(id: TaskId, parentId: TaskId | null, afterId: TaskId | null | undefined): Promise<boolean> {
    const to = { parentTaskId: parentId, ...(afterId === undefined ? {} : { afterTaskId: afterId }) }
    const answer = await this.#soon([{ op: 'update', taskId: id, body: to }], () => this.#services.client.moveTask(id, to))
    return this.#tell(answer, null)
  }

  // Undo

  get canUndo(): boolean {
    return this.stacks.undo.length > 0
  }

  get canRedo(): boolean {
    return this.stacks.redo.length > 0
  }

  undo(asked?: number): Promise<void> {
    return this.inTurn(async () => {
      await this.#lastSent
      const version = asked ?? this.stacks.undo.at(-1)
      if (version === undefined) return
      await this.#revert(version, (by) => undone(this.stacks, version, by), msg(str`Undid version ${version}`))
    })
  }

  redo(): Promise<void> {
    return this.inTurn(async () => {
      await this.#lastSent
      const version = this.stacks.redo.at(-1)
      if (version === undefined) return
      await this.#revert(version, (by) => redone(this.stacks, version, by), msg('Redone'))
    })
  }

  /** A restored version is a step of its own, though its commit turns others back. */
  canBeUndone(version: number): void {
    this.#setStacks(committed(this.stacks, version))
    this.changed()
  }

  /** For what depends on how the step before it went: a key that is pressed twice quickly counts twice. */
  inTurn(step: () => Promise<void>): Promise<void> {
    this.#lastStep = this.#lastStep.then(step, step)
    return this.#lastStep
  }

  async #revert(version: number, next: (by: number) => UndoStacks, text: string): Promise<void> {
    const { client, toasts, announcer } = this.#services
    const answer = await client.revert(this.id, { version })
    if (answer.ok) {
      await this.arrive(answer.value)
      if (answer.value.commit) this.#setStacks(next(answer.value.version))
      else this.#setStacks({ ...this.stacks, undo: this.stacks.undo.filter((each) => each !== version) })
      announcer.say(text)
      toasts.show(answer.value.commit ? text : msg('Nothing was left to undo.'))
      this.changed()
      return
    }
    const propose = { label: msg('Propose it instead'), run: () => void this.proposeRevert({ version }) }
    toasts.problem(answer.problem, answer.problem.kind === 'patch-conflict' ? propose : null)
  }

  /** Where an old change cannot simply be turned back, what can be is put up for review. */
  async proposeRevert(target: { version: number } | { toVersion: number }): Promise<string | null> {
    const answer = await this.#services.client.proposeRevert(this.id, target)
    if (!answer.ok) {
      this.#services.toasts.problem(answer.problem)
      return null
    }
    this.#services.toasts.show(msg('Put up for review'))
    return answer.value.proposal.id
  }

  #tell(answer: Answer<CommitAnswer>, text: string | null, refused?: Refused): boolean {
    if (!answer.ok) {
      if (refused) refused(answer.problem)
      else this.#services.toasts.problem(answer.problem)
      return false
    }
    const { commit, version } = answer.value
    if (text && commit) {
      this.#services.toasts.show(text, { label: msg('Undo'), run: () => void this.undo(version) })
      this.#services.announcer.say(text)
    }
    return true
  }

  async #loadStacks(): Promise<void> {
    const kept = readStacks(this.id)
    if (kept && kept.version === this.#head?.version) {
      this.stacks = kept.stacks
    } else {
      const answer = await this.#services.client.commits(this.id)
      if (!answer.ok) return
      this.stacks = stacksOf(answer.value.items)
    }
    this.changed()
  }

  #setStacks(stacks: UndoStacks): void {
    this.stacks = stacks
    keepStacks(this.id, { version: this.#head?.version ?? 0, stacks })
  }
}

const short = (title: string): string => (title.length > 60 ? `${title.slice(0, 58)}…` : title)

/** What is new has no identity before the server gave it one: a task, or a criterion of one, comes with the answer. */
function soonShown(entry: TaskDraft): readonly TaskDraft[] {
  if (entry.op === 'create') return []
  const { acceptanceCriteria, ...body } = entry.body ?? {}
  const isNew = acceptanceCriteria?.some((criterion) => typeof criterion === 'string' || criterion.id === undefined) ?? false
  return [isNew ? { ...entry, body } : entry]
}

/** The same pure step that the server will take. What it cannot do by now is simply not shown. */
function withPending(head: Plan, pending: readonly Pending[]): Plan {
  let plan = head
  for (const taskPatches of pending) plan = { ...resolve({ baseVersion: plan.version, taskPatches }, plan, newIds()).after, version: head.version }
  return plan
}

/** Ids that nobody else has, until the server gives the real ones. */
function newIds(): Parameters<typeof resolve>[2] {
  let made = 0
  return { task: () => `pending-${(made += 1)}` as TaskId, criterion: () => `pending-${(made += 1)}` as never }
}

interface KeptStacks {
  readonly version: number
  readonly stacks: UndoStacks
}

/** Per tab: another tab has its own idea of what its next undo is. */
function readStacks(id: string): KeptStacks | null {
  try {
    const text = sessionStorage.getItem(`planwright:undo:${id}`)
    return text === null ? null : (JSON.parse(text) as KeptStacks)
  } catch {
    return null
  }
}

function keepStacks(id: string, kept: KeptStacks): void {
  try {
    sessionStorage.setItem(`planwright:undo:${id}`, JSON.stringify(kept))
  } catch {
    // Forgotten with the page then.
  }
}
