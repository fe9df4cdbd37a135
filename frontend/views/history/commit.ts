import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { CommitWire, ProposalWire } from '../../api/wire.ts'
import { avatar } from '../../components/avatar.ts'
import { icon } from '../../components/icon.ts'
import { operationLines } from '../../components/operation-lines.ts'
import type { CountName } from '../../state/counts.ts'
import type { Opened } from '../../state/history-store.ts'
import { projectPath } from '../../state/router.ts'
import { countLabel, countSign } from '../../words/labels.ts'
import { plural } from '../../words/plural.ts'
import { taskName, timeText, type Names } from '../../words/values.ts'
import { clockText, storyText } from './words.ts'

export interface CommitContext {
  readonly opened: Opened | undefined
  readonly lookedAt: boolean
  readonly picked: boolean
  /** Another one is picked already: this one would be compared with it. */
  readonly pickedOther: number | null
  readonly names: Names
  readonly head: number
}

/** One step of the story: who did what, how it came about, and what it did. Its buttons say by `data-do` what they do. */
export function commitItem(commit: CommitWire, context: CommitContext): TemplateResult {
  const { version, author, at, message } = commit
  const { opened, picked, pickedOther } = context
  return html`<li class="commit ${context.lookedAt ? 'on' : ''}" data-version=${version}>
    ${author.kind === 'person' || author.kind === 'agent' ? avatar({ kind: author.kind, name: author.name }) : html`<span class="avatar other" title=${author.name}>${icon(author.kind === 'import' ? 'upload' : 'settings')}<span class="hear">${author.name}</span></span>`}
    <div class="commit-body">
      <p class="commit-message">${message || storyText(commit)}</p>
      <p class="commit-facts">
        <strong>${msg(str`Version ${version}`)}</strong><span class="source-${commit.source}">${storyText(commit)}</span><time datetime=${at} title=${timeText(at)}>${clockText(at)}</time>
        <span class="commit-counts">${counts(commit).map(([name, count]) => html`<span class="count count-${name}">${countSign[name]}${count}<span class="hear"> ${countLabel(name)}</span></span>`)}</span>
      </p>
      <p class="commit-actions">
        <button class="link" data-do="open" aria-expanded=${String(opened !== undefined)}>${opened ? msg('Hide what changed') : msg('What changed')}</button>
        <button class="link" data-do="in-plan">${msg('In the plan')}</button>
        <button class="link" data-do="as-it-was">${msg('Plan as it was')}</button>
        <button class="link" data-do="pick" aria-pressed=${String(picked)}>${pickedOther === null || picked ? (picked ? msg('Picked: choose another') : msg('Compare…')) : msg(str`Compare with ${pickedOther}`)}</button>
        <button class="link" data-do="more">${msg('Undo or restore')}…</button>
      </p>
      ${opened ? html`${opened.proposal ? provenance(commit, opened.proposal, context) : nothing}${operationLines(opened.operations, context.names)}` : nothing}
    </div>
  </li>`
}

/** Where it came from: who proposed it and why, what was edited and what was turned down. */
function provenance(commit: CommitWire, proposal: ProposalWire, { names }: CommitContext): TemplateResult {
  const { agent, model, rationale, operations, taskId, projectId } = proposal
  const edited = operations.filter(({ editedBy }) => editedBy !== null).length
  const rejected = operations.filter(({ decision }) => decision === 'rejected')
  const by = model === null ? agent : `${agent} · ${model}`
  const about = taskId === null ? msg('the project') : `“${taskName(names, taskId)}”`
  return html`<div class="provenance">
    <p>${icon('compare')} ${msg(str`Proposed by ${by} about ${about}`)} ${commit.source === 'chat' ? html`<a href=${projectPath(projectId, { focus: taskId })}>${msg('Conversation')}</a>` : nothing}</p>
    ${rationale ? html`<p class="quote">${rationale}</p>` : nothing}
    ${edited > 0 ? html`<p>${plural(edited, msg('1 operation was edited before it was applied'), msg(str`${edited} operations were edited before they were applied`))}</p>` : nothing}
    ${rejected.length > 0 ? html`<p>${plural(rejected.length, msg('1 operation was turned down'), msg(str`${rejected.length} operations were turned down`))}${rejected.some(({ comment }) => comment) ? `: ${rejected.flatMap(({ comment }) => comment ?? []).join(' · ')}` : ''}</p>` : nothing}
  </div>`
}

const counts = ({ counts: all }: CommitWire): readonly (readonly [CountName, number])[] =>
  (
    [
      ['added', all.created],
      ['changed', all.updated],
      ['moved', all.moved],
      ['deleted', all.deleted],
    ] as const
  ).filter(([, count]) => count > 0)
