import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { ConflictWire } from '../../api/wire.ts'
import { fieldChanges } from '../../components/changes.ts'
import { icon } from '../../components/icon.ts'
import { words } from '../../components/marks.ts'
import { childrenOf, type Plan, type TaskId } from '../../state/core.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { conflictLabel, fieldLabel } from '../../words/labels.ts'
import { plural } from '../../words/plural.ts'
import { taskName, valueText, type Names } from '../../words/values.ts'

type Side = Readonly<Record<string, unknown>>

/** Every conflict three-way: what it was made on, what the plan has now, what the proposal wants; and the choice. */
export function conflictList(session: ProjectSession): TemplateResult | typeof nothing {
  const { review } = session
  const conflicts = trueConflicts(review.conflicts, session.plan.plan)
  if (conflicts.length === 0) return nothing
  const resolve = (some: readonly ConflictWire[], take: 'mine' | 'theirs'): void => {
    const resolutions = some.flatMap(({ operationId, kind, field }) =>
      operationId === null ? [] : [{ operationId, take, ...(kind === 'field-changed' && field !== null ? { field } : {}) }],
    )
    void review.verdicts.rebase(resolutions)
  }
  return html`<div class="conflicts" role="group" aria-label=${msg('Conflicts')} data-testid="conflicts">
    <p class="bar-note strong">${icon('warning')}${plural(conflicts.length, msg('1 operation no longer fits the plan. Choose which side stands; nothing was applied.'), msg(str`${conflicts.length} operations no longer fit the plan. Choose which side stands; nothing was applied.`))}</p>
    ${conflicts.map((conflict) => conflictCard(conflict, session, resolve))}
    ${conflicts.length > 1 ? html`<div class="bar-buttons"><button class="button" @click=${() => resolve(conflicts, 'theirs')}>${msg('Keep the plan everywhere')}</button><button class="button" @click=${() => resolve(conflicts, 'mine')}>${msg('Take the proposal everywhere')}</button></div>` : nothing}
  </div>`
}

/**
 * A task cannot go while one below it stays: where the ones below it wait for a choice themselves, that choice decides
 * this one too, and nobody is asked twice.
 */
export function trueConflicts(conflicts: readonly ConflictWire[], plan: Plan | null): readonly ConflictWire[] {
  const waiting = new Set(conflicts.map(({ taskId }) => taskId))
  const follows = ({ kind, taskId }: ConflictWire): boolean => {
    const children = kind === 'has-children' && plan && taskId ? childrenOf(plan, taskId as TaskId) : []
    return children.some((id) => waiting.has(id))
  }
  return conflicts.filter((conflict) => !follows(conflict))
}

function conflictCard(
  conflict: ConflictWire,
  session: ProjectSession,
  resolve: (some: readonly ConflictWire[], take: 'mine' | 'theirs') => void,
): TemplateResult {
  const names = [session.plan.plan, session.tree.shownPlan]
  const name = conflict.taskId ? taskName(names, conflict.taskId) : msg('The project')
  return html`<div class="conflict" role="group" aria-label=${name} data-conflict-of=${conflict.operationId ?? nothing}>
    <p><strong>${name}</strong> ${conflictLabel(conflict)}</p>
    <dl>
      <div class="side-base"><dt>${msg('before')}</dt><dd>${plain(conflict, conflict.before, names)}</dd></div>
      <div class="side-now"><dt>${msg('the plan now')}</dt><dd>${against(conflict, conflict.head, names)}</dd></div>
      <div class="side-yours"><dt>${msg('the proposal')}</dt><dd>${against(conflict, conflict.after, names)}</dd></div>
    </dl>
    <span class="bar-buttons"><button class="button" @click=${() => resolve([conflict], 'theirs')}>${msg('Keep the plan')}</button><button class="button" @click=${() => resolve([conflict], 'mine')}>${msg('Take the proposal')}</button></span>
  </div>`
}

const textFields = new Set(['title', 'description', 'summary'])

/** One side with its words marked against what both came from. */
function against(conflict: ConflictWire, value: unknown, names: Names): TemplateResult | string {
  const { field, before } = conflict
  if (field !== null && textFields.has(field) && typeof value === 'string' && typeof before === 'string' && value !== '') return words(before, value)
  const changes = isSide(before) && isSide(value) ? differing(before, value) : null
  if (changes && changes.length > 0) {
    const [was, now] = [pick(before as Side, changes), pick(value as Side, changes)]
    return html`<span class="side-changes">${fieldChanges(was, now, names)}</span>${changes.some((each) => each === 'parentId' || each === 'rank') ? placeText(value as Side, names) : nothing}`
  }
  return plain(conflict, value, names)
}

function plain({ kind, field }: ConflictWire, value: unknown, names: Names): string {
  if (value === null && (kind === 'task-missing' || kind === 'task-changed')) return msg('deleted')
  if (kind === 'rule-broken' && Array.isArray(value)) return value.map((each) => String((each as Side)['title'] ?? '')).join(', ')
  if (kind === 'place-changed' && isSide(value)) return placeText(value, names)
  if (isSide(value)) return String(value['title'] ?? Object.keys(value).map(fieldLabel).join(', '))
  return valueText(field ?? 'title', value, names)
}

const placeText = (side: Side, names: Names): string =>
  typeof side['parentId'] === 'string' ? msg(str`under “${taskName(names, side['parentId'])}”`) : msg('at the top level')

const isSide = (value: unknown): value is Side => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Fields of two whole tasks that differ. */
const differing = (before: Side, value: Side): readonly string[] =>
  Object.keys(value).filter((field) => field in before && JSON.stringify(before[field]) !== JSON.stringify(value[field]))

const pick = (side: Side, fields: readonly string[]): Side => Object.fromEntries(fields.map((field) => [field, side[field]]))
