import type { AgentQuestion, AgentRequest } from '../../agent.ts'
import { limits } from '../../../core/plan/limits.ts'
import { catalogueOf, type Catalogue } from '../language/catalogue.ts'
import type { Scope } from '../language/references.ts'
import { Working } from './working.ts'

/** What came of one clause. */
export interface Outcome {
  /** What was done, one sentence each. */
  readonly did: readonly string[]
  /** What was already so. */
  readonly same: readonly string[]
  /** What could not be done, with the reason. */
  readonly refused: readonly string[]
  readonly question?: AgentQuestion
  /** What the clause was about: "it" in the next one. */
  readonly about: readonly string[]
}

export const outcome = (part: Partial<Outcome>): Outcome => ({ did: [], same: [], refused: [], about: [], ...part })

/** Where one message is worked on: the request, the plan as it stands by now, and what was just talked about. */
export class Desk {
  readonly request: AgentRequest
  readonly working: Working
  readonly catalogue: Catalogue
  /** The tasks of the clause before. */
  last: readonly string[]
  /** The tasks of all clauses so far, where a clause was about one. */
  recent: readonly string[] = []
  /** Whether a due date may stand before a start date for a moment, because a later clause may mend it. */
  lenient = false

  constructor(request: AgentRequest, working: Working = Working.on(request.plan), last: readonly string[] = []) {
    this.request = request
    this.working = working
    this.last = last
    this.catalogue = catalogueOf(request.plan)
  }

  get message(): string {
    return this.request.message
  }

  copy(): Desk {
    const copy = new Desk(this.request, this.working.copy(), this.last)
    copy.recent = this.recent
    copy.lenient = this.lenient
    copy.cached = this.cached
    return copy
  }

  private cached: { readonly revision: object; readonly last: readonly string[]; readonly scope: Scope } | undefined

  /** What words refer to at this point. The same as long as nothing was changed, and with it all that was looked up. */
  scope(): Scope {
    const { cached } = this
    if (cached && cached.revision === this.working.revision && cached.last === this.last) return cached.scope
    const scope = this.freshScope()
    this.cached = { revision: this.working.revision, last: this.last, scope }
    return scope
  }

  private freshScope(): Scope {
    return {
      message: this.message,
      catalogue: this.catalogue,
      earlier: this.request.earlier,
      focus: this.request.taskId,
      inFocus: this.request.mode === 'task',
      user: this.request.user,
      today: this.request.today,
      fresh: this.working.freshTitles,
      last: this.last,
      recent: this.recent,
      find: this.working.find as unknown as Scope['find'],
      children: this.working.children,
      memo: new Map(),
    }
  }

  /** A task as replies name it: number and title. */
  name(id: string): string {
    const number = this.catalogue.numberOf(id)
    const title = this.working.find(id)?.title ?? this.catalogue.plan.tasks.get(id as never)?.title ?? 'a task'
    return number === undefined ? `**${escape(title)}**` : `${number} **${escape(title)}**`
  }

  names(ids: readonly string[]): string {
    const shown = ids.slice(0, 5).map((id) => this.name(id))
    if (ids.length > 5) return `${shown.slice(0, 4).join(', ')} and ${ids.length - 4} more`
    return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? 'nothing')
  }
}

/** A person's words inside Markdown: shown, not interpreted. */
export function escape(text: string): string {
  const short = text.length > 120 ? `${text.slice(0, 117)}…` : text
  return short.replace(/([\\`*_[\]<>])/g, '\\$1')
}

export const fitsTitle = (title: string): boolean => title.trim() !== '' && title.length <= limits.title

/** What an instruction without an object is about: the clause before, the task in focus, or the one task of the last turn. */
export function aboutNow(desk: Desk): readonly string[] {
  if (desk.last.length > 0) return desk.last
  if (desk.request.taskId !== null) return [desk.request.taskId]
  const touched = desk.request.earlier.at(-1)?.touched ?? []
  return touched.length === 1 ? touched : []
}
