import { msg, str } from '@lit/localize'
import type { TaskDraft, TaskDraftBody } from '../../api/wire.ts'
import { deleted, indented, inTreeOrder, moved, outdented, shifted, topmost, withFields, withTags } from '../../state/bulk.ts'
import { priorities, subtreeOf, taskStatuses, type Plan, type TaskId } from '../../state/core.ts'
import { parseDuration } from '../../state/duration.ts'
import type { TreeCommand } from '../../state/keys.ts'
import { tagsOf } from '../../state/tags.ts'
import { priorityLabel, statusLabel } from '../../words/labels.ts'
import { plural } from '../../words/plural.ts'
import type { TreeHost } from '../tree-commands.ts'
import { assigneeOf } from './cell-editor.ts'
import { copyOutline } from './clipboard.ts'

/** What is done to several tasks at once: one patch, one version, one undo. */
export class ManyCommands {
  readonly #host: TreeHost

  constructor(host: TreeHost) {
    this.#host = host
  }

  /** Runs a command on all that is selected; false where it is not meant for tasks. */
  run(command: TreeCommand): boolean {
    const { tree, plan } = this.#host.session
    return plan.plan ? this.runOn(command, inTreeOrder(plan.plan, tree.selection.ids)) : false
  }

  /** `anchor`: where a menu opens; without one, at the bar of the selection. */
  runOn(command: TreeCommand, ids: readonly TaskId[], anchor?: Element): boolean {
    const plan = this.#host.session.plan.plan
    if (!plan || ids.length === 0) return false
    switch (command) {
      case 'status':
      case 'priority':
        this.#menu(command, ids, anchor)
        return true
      case 'estimate':
      case 'dates':
      case 'assignee':
      case 'tags':
        void this.#ask(command, ids)
        return true
      case 'move-to':
        void this.#moveTo(ids)
        return true
      case 'move-up':
      case 'move-down':
        this.#patch(shifted(plan, ids, command === 'move-down' ? 1 : -1), msg('Moved'), ids)
        return true
      case 'indent':
        this.#patch(indented(plan, ids), msg('Indented'), ids)
        return true
      case 'outdent':
        this.#patch(outdented(plan, ids), msg('Outdented'), ids)
        return true
      case 'copy':
        void copyOutline(this.#host.session, ids)
        return true
      case 'delete':
        void this.#delete(plan, ids)
        return true
      default:
        return false
    }
  }

  #menu(command: 'status' | 'priority', ids: readonly TaskId[], anchor: Element | undefined): void {
    const at = anchor ?? document.querySelector(`pw-selection-bar [data-command=${command}]`) ?? this.#host
    const set = (body: TaskDraftBody, label: string) => () => this.#set(ids, body, label)
    this.#host.services.overlays.openMenu(
      at,
      command === 'status' ? msg('Status') : msg('Priority'),
      command === 'status'
        ? taskStatuses.map((status) => ({ label: statusLabel(status), icon: `status-${status}` as const, run: set({ status }, statusLabel(status)) }))
        : priorities.map((priority) => ({
            label: priorityLabel(priority),
            icon: `priority-${priority}` as const,
            run: set({ priority }, priorityLabel(priority)),
          })),
    )
  }

  async #ask(command: 'estimate' | 'dates' | 'assignee' | 'tags', ids: readonly TaskId[]): Promise<void> {
    const { overlays, toasts } = this.#host.services
    const count = plural(ids.length, msg('1 task'), msg(str`${ids.length} tasks`))
    const questions = {
      estimate: [msg('Estimate'), msg('Such as 2d or 1w 2d; empty takes it away.')],
      dates: [msg('Due'), msg('A day such as 2031-03-20; empty takes it away.')],
      assignee: [msg('Assignee'), msg('A name; bot: before the name of an agent; empty takes it away.')],
      tags: [msg('Tags'), msg('Added to each, separated by commas; a minus before a tag takes it away.')],
    } as const
    const [title, body] = questions[command]
    const text = await overlays.ask({ title: `${title} · ${count}`, body, confirm: msg('Set'), input: { label: title } })
    this.#host.keepFocus()
    const plan = this.#host.session.plan.plan
    if (text === null || !plan) return
    if (command === 'tags') {
      const names = tagsOf(text)
      const removed = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1).trim())
      const added = names.filter((name) => !name.startsWith('-'))
      return this.#patch(withTags(plan, ids, added, removed), msg(str`Tags of ${count} changed`), ids)
    }
    if (command === 'assignee') return this.#set(ids, { assignee: assigneeOf(text) }, text.trim() || msg('Nobody'))
    if (command === 'dates') {
      if (text.trim() !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return toasts.show(msg('Write a day such as 2031-03-20.'), null, 'problem')
      return this.#set(ids, { dueDate: text.trim() || null }, text.trim() || msg('No date'))
    }
    const minutes = parseDuration(text)
    if (minutes === undefined) return toasts.show(msg('Write an estimate such as 2d, 4h or 1w 2d.'), null, 'problem')
    return this.#set(ids, { estimateMinutes: minutes }, text.trim() || msg('No estimate'))
  }

  #set(ids: readonly TaskId[], body: TaskDraftBody, value: string): void {
    this.#patch(withFields(ids, body), plural(ids.length, msg(str`1 task: ${value}`), msg(str`${ids.length} tasks: ${value}`)), ids)
  }

  /** The focus and the selection stay on what was changed. */
  #patch(taskPatches: readonly TaskDraft[], text: string, ids: readonly TaskId[]): void {
    if (taskPatches.length === 0) return this.#host.services.announcer.say(msg('It cannot go further that way.'))
    const focus = this.#host.session.tree.focusedKey
    void this.#host.session.plan.patch(taskPatches, text).then(() => this.#host.keepFocus())
    const id = ids.find((each) => each === focus)
    if (id) this.#host.session.tree.reveal(id)
    this.#host.keepFocus()
  }

  async #delete(plan: Plan, ids: readonly TaskId[]): Promise<void> {
    const { tree, query } = this.#host.session
    const all = new Set(topmost(plan, ids).flatMap((id) => subtreeOf(plan, id)))
    if (all.size > 1) {
      const yes = await this.#host.services.overlays.confirm({
        title: msg('Delete these tasks?'),
        body: msg(str`${all.size} tasks go, with all that stands below them. You can undo this.`),
        confirm: msg(str`Delete ${all.size} tasks`),
        danger: true,
      })
      if (!yes) return this.#host.keepFocus()
    }
    const at = this.#host.focusedIndex
    const stays = (index: number): boolean => {
      const row = this.#host.rows[index]
      return row?.kind === 'task' && !all.has(row.task.id)
    }
    const next = [...this.#host.rows.keys()].filter(stays).sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0]
    const key = next === undefined ? null : (this.#host.rows[next]?.key ?? null)
    const text = plural(all.size, msg('Deleted 1 task'), msg(str`Deleted ${all.size} tasks`))
    const done = this.#host.session.plan.patch(deleted(plan, ids), text)
    tree.selection.clear()
    tree.focus(key)
    if (query.task !== null && all.has(query.task as TaskId)) this.#host.session.go({ task: null })
    this.#host.keepFocus()
    await done
    this.#host.keepFocus()
  }

  async #moveTo(ids: readonly TaskId[]): Promise<void> {
    const { chooseTarget } = await import('./move-dialog.ts')
    const target = await chooseTarget(this.#host.session, ids)
    const plan = this.#host.session.plan.plan
    if (!target || !plan) return this.#host.keepFocus()
    const text = plural(ids.length, msg(str`Moved 1 task to ${target.name}`), msg(str`Moved ${ids.length} tasks to ${target.name}`))
    this.#patch(moved(plan, ids, target.parentId, undefined), text, ids)
  }
}
