import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { dateInput } from '../../components/date-input.ts'
import { icon } from '../../components/icon.ts'
import { priorities, taskStatuses, type Task } from '../../state/core.ts'
import { durationText, parseDuration } from '../../state/duration.ts'
import type { Services } from '../../state/services.ts'
import { tagsOf } from '../../state/tags.ts'
import { priorityLabel, statusLabel } from '../../words/labels.ts'
import { valueOf, type Drafts } from './drafts.ts'

/** The short fields of a task, each with its name. */
export function taskFields(task: Task, drafts: Drafts, services: Services): TemplateResult {
  return html`<div class="fields">
    <span class="field-name">${msg('Status')}</span>
    <button class="field-value status-${task.status}" @click=${(event: Event) => chooseStatus(event, task, drafts, services)}>${icon(`status-${task.status}`)}<span>${statusLabel(task.status)}</span></button>
    <span class="field-name">${msg('Priority')}</span>
    <button class="field-value priority-${task.priority}" @click=${(event: Event) => choosePriority(event, task, drafts, services)}>${icon(`priority-${task.priority}`)}<span>${priorityLabel(task.priority)}</span></button>
    ${duration(task, 'estimateMinutes', msg('Estimate'), drafts, services)} ${duration(task, 'spentMinutes', msg('Time spent'), drafts, services)}
    ${date(task, 'startDate', msg('Start'), drafts)} ${date(task, 'dueDate', msg('Due'), drafts)} ${assignee(task, drafts)}
    <label class="field-name" for="task-tags">${msg('Tags')}</label>
    <input id="task-tags" class="field-input" placeholder=${msg('Separated by commas')} .value=${task.tags.join(', ')} @change=${(event: Event) => drafts.save({ tags: tagsOf(valueOf(event)) })} />
    ${drafts.problem('tags')}
  </div>`
}

function chooseStatus(event: Event, task: Task, drafts: Drafts, { overlays }: Services): void {
  overlays.openMenu(
    event.currentTarget as Element,
    msg('Status'),
    taskStatuses.map((status) => ({
      label: statusLabel(status),
      icon: `status-${status}` as const,
      checked: task.status === status,
      run: () => drafts.set({ status }),
    })),
  )
}

function choosePriority(event: Event, task: Task, drafts: Drafts, { overlays }: Services): void {
  overlays.openMenu(
    event.currentTarget as Element,
    msg('Priority'),
    priorities.map((priority) => ({
      label: priorityLabel(priority),
      icon: `priority-${priority}` as const,
      checked: task.priority === priority,
      run: () => drafts.set({ priority }),
    })),
  )
}

type DurationField = 'estimateMinutes' | 'spentMinutes'

function duration(task: Task, field: DurationField, label: string, drafts: Drafts, services: Services): TemplateResult {
  const minutes = task[field]
  return html`<label class="field-name" for="task-${field}">${label}</label
    ><input id="task-${field}" class="field-input" placeholder=${field === 'estimateMinutes' ? msg('None, e.g. 2d') : '0h'} .value=${minutes === null || minutes === 0 ? '' : durationText(minutes)} @change=${(event: Event) => saveDuration(event, task, field, drafts, services)} />${drafts.problem(field)}`
}

function saveDuration(event: Event, task: Task, field: DurationField, drafts: Drafts, { toasts }: Services): void {
  const box = event.target as HTMLInputElement
  const minutes = parseDuration(box.value)
  if (minutes === undefined) {
    box.value = task[field] === null ? '' : durationText(task[field])
    toasts.show(msg('Write a time such as 2d, 4h, 1w 2d or 90m.'), null, 'problem')
    return
  }
  void drafts.save(field === 'spentMinutes' ? { spentMinutes: minutes ?? 0 } : { estimateMinutes: minutes })
}

function date(task: Task, field: 'startDate' | 'dueDate', label: string, drafts: Drafts): TemplateResult {
  const input = dateInput({ id: `task-${field}`, value: task[field], save: (day) => void drafts.save({ [field]: day }) })
  return html`<label class="field-name" for="task-${field}">${label}</label>${input}${drafts.problem(field)}`
}

function assignee(task: Task, drafts: Drafts): TemplateResult {
  const assign = (event: Event): void => {
    const name = valueOf(event).trim()
    void drafts.save({ assignee: name === '' ? null : { kind: task.assignee?.kind ?? 'person', name } })
  }
  const isAgent = task.assignee?.kind === 'agent'
  const turn = (): void => {
    if (task.assignee) drafts.set({ assignee: { ...task.assignee, kind: isAgent ? 'person' : 'agent' } })
  }
  return html`<label class="field-name" for="task-assignee">${msg('Assignee')}</label>
    <span class="field-pair">
      <input id="task-assignee" class="field-input" maxlength="200" placeholder=${msg('Nobody')} list="task-people" .value=${task.assignee?.name ?? ''} @change=${assign} />
      <button class="quiet icon-only" ?disabled=${task.assignee === null} aria-pressed=${String(isAgent)} aria-label=${msg('Is an agent')} title=${isAgent ? msg('An agent') : msg('A person')} @click=${turn}>${icon(isAgent ? 'agent' : 'person')}</button>
    </span>
    ${drafts.problem('assignee')}`
}
