import { msg, str } from '@lit/localize'
import type { HistoryQuery } from '../../state/router.ts'
import type { HistoryView } from './history.ts'

/** What the buttons of the history do. */
export class HistoryCommands {
  readonly #view: HistoryView

  constructor(view: HistoryView) {
    this.#view = view
  }

  get #head(): number {
    return this.#view.session.plan.plan?.version ?? 0
  }

  readonly click = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>('[data-do]')
    if (!button || button.closest('pw-plan-preview')) return
    const { history } = this.#view
    const version = Number(button.closest<HTMLElement>('[data-version]')?.dataset['version'] ?? -1)
    const { looked } = history
    switch (button.dataset['do']) {
      case 'again':
        return void history.load()
      case 'further':
        return void history.load(true)
      case 'show-all':
        return history.setFilter({ author: null, source: null })
      case 'open':
        return void history.toggle(version)
      case 'in-plan':
        return this.#go({ from: version - 1, to: version })
      case 'as-it-was':
        return this.#go({ version })
      case 'pick':
        return this.#pick(version)
      case 'more':
        return this.#more(button, version)
      case 'close':
        return this.#go({})
      case 'as-tree':
      case 'in-words':
        this.#view.inWords = button.dataset['do'] === 'in-words'
        return
      case 'only-changes':
        this.#view.changesOnly = (button as HTMLInputElement).checked
        return
      case 'swap':
        return looked?.kind === 'diff' ? this.#go({ from: looked.to, to: looked.from }) : undefined
      case 'restore':
        return looked?.kind === 'version' ? this.#go({ from: this.#head, to: looked.version }) : undefined
      case 'restore-now':
        return looked?.kind === 'diff' ? void this.#restore(looked.to) : undefined
      case 'propose-restore':
        return looked?.kind === 'diff' ? void this.#propose({ toVersion: looked.to }) : undefined
    }
  }

  readonly compare = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    this.#go({ from: Number(form.get('from')), to: Number(form.get('to')) })
  }

  #go(query: Partial<HistoryQuery>): void {
    this.#view.session.go({ version: null, from: null, to: null, ...query })
  }

  /** The first is kept in mind, the second is compared with it: the older one first. */
  #pick(version: number): void {
    const { history, services } = this.#view
    const { picked } = history
    if (picked === null) {
      history.pick(version)
      return services.announcer.say(msg(str`Version ${version} picked. Choose another one to compare it with.`))
    }
    history.pick(null)
    if (picked !== version) this.#go({ from: Math.min(picked, version), to: Math.max(picked, version) })
  }

  #more(anchor: Element, version: number): void {
    const head = this.#head
    const isHead = version === head ? { disabled: msg('This is the plan now.') } : {}
    this.#view.services.overlays.openMenu(anchor, msg(str`Version ${version}`), [
      { label: msg('Undo just this change'), icon: 'undo', run: () => void this.#view.session.plan.undo(version) },
      { label: msg('Propose to undo it'), icon: 'compare', run: () => void this.#propose({ version }) },
      {
        label: msg('Restore the plan as it was then…'),
        icon: 'restore',
        separator: true,
        ...isHead,
        run: () => this.#go({ from: head, to: version }),
      },
      { label: msg('Compare with the plan now'), icon: 'compare', separator: true, ...isHead, run: () => this.#go({ from: version, to: head }) },
      { label: msg('Compare with the version before'), icon: 'compare', run: () => this.#go({ from: version - 1, to: version }) },
    ])
  }

  async #restore(toVersion: number): Promise<void> {
    const { services, session } = this.#view
    const answer = await services.client.revert(session.id, { toVersion })
    if (!answer.ok) {
      const isConflict = answer.problem.kind === 'patch-conflict'
      return services.toasts.problem(
        answer.problem,
        isConflict ? { label: msg('Propose it instead'), run: () => void this.#propose({ toVersion }) } : null,
      )
    }
    await session.plan.arrive(answer.value)
    const { version, commit } = answer.value
    if (commit) session.plan.canBeUndone(version)
    services.toasts.show(
      commit ? msg(str`Restored as version ${version}`) : msg('The plan is like that already.'),
      commit ? { label: msg('Undo'), run: () => void session.plan.undo(version) } : null,
    )
    this.#go({})
  }

  async #propose(target: { version: number } | { toVersion: number }): Promise<void> {
    const { session } = this.#view
    const id = await session.plan.proposeRevert(target)
    if (id) session.go({ view: 'tree', proposal: id, focus: null })
  }
}
