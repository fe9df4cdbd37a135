import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../components/icon.ts'
import { operationLines } from '../../components/operation-lines.ts'
import { countsOf, type CountName } from '../../state/counts.ts'
import type { Looked } from '../../state/history-store.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { countLabel, countSign } from '../../words/labels.ts'
import { countsText } from '../../words/values.ts'

/** How what changed between two versions is shown. */
export interface LookedOptions {
  readonly session: ProjectSession
  readonly changesOnly: boolean
  readonly inWords: boolean
}

/** The plan at a version, or what changed between two of them. Its buttons say by `data-do` what they do. */
export function lookedAt(looked: Looked, options: LookedOptions): TemplateResult {
  return looked.kind === 'version' ? versionPane(looked, options) : diffPane(looked, options)
}

const close = (): TemplateResult => html`<button class="quiet icon-only" data-do="close" aria-label=${msg('Close')}>${icon('close')}</button>`

function versionPane({ version, plan }: Extract<Looked, { kind: 'version' }>, { session }: LookedOptions): TemplateResult {
  const head = session.plan.plan?.version ?? 0
  return html`<section class="looked" aria-label=${msg(str`The plan at version ${version}`)}>
    <div class="pane-head"><h2>${msg(str`The plan at version ${version}`)}</h2><span class="gap"></span>
      ${version === head ? html`<span class="hint">${msg('This is the plan now.')}</span>` : html`<button class="button" data-do="restore" data-testid="restore-version">${icon('restore')}${msg('Restore…')}</button>`}
      ${close()}
    </div>
    <pw-plan-preview .services=${session.services} .plan=${plan}></pw-plan-preview>
  </section>`
}

function diffPane(
  { from, to, plan, operations }: Extract<Looked, { kind: 'diff' }>,
  { session, changesOnly, inWords }: LookedOptions,
): TemplateResult {
  const total = countsOf(operations)
  const head = session.plan.plan?.version ?? 0
  const isRestore = from === head && to < head
  return html`<section class="looked" aria-label=${msg(str`From version ${from} to ${to}`)} data-testid="diff">
    <div class="pane-head"><h2>${msg(str`From version ${from} to ${to}`)}</h2><span class="counts">${(Object.keys(total) as CountName[]).map((name) => (total[name] > 0 ? html`<span class="count count-${name}">${countSign[name]}${total[name]} ${countLabel(name)}</span>` : nothing))}</span><span class="gap"></span>
      <span class="segments" role="radiogroup" aria-label=${msg('How to show it')}><button aria-checked=${String(!inWords)} role="radio" data-do="as-tree">${msg('Tree')}</button><button role="radio" aria-checked=${String(inWords)} data-do="in-words">${msg('Words')}</button></span>
      <button class="quiet icon-only" data-do="swap" aria-label=${msg('The other way round')} title=${msg('The other way round')}>${icon('compare')}</button>
      ${close()}
    </div>
    ${
      operations.length === 0
        ? html`<div class="empty small"><p>${msg('The two are the same.')}</p></div>`
        : html`
            ${isRestore ? restoreBar(to, countsText(total)) : nothing}
            ${
              inWords
                ? html`<div class="in-words">${operationLines(operations, [session.plan.plan, plan])}</div>`
                : html`<label class="only-changes"><input type="checkbox" class="tick" data-do="only-changes" .checked=${changesOnly} />${msg('Only what changed')}</label>
                  <pw-plan-preview .services=${session.services} .plan=${plan} .operations=${operations} .changesOnly=${changesOnly}></pw-plan-preview>`
            }
          `
    }
  </section>`
}

/** What going back would change is seen before it is done, and it can be put up for review instead. */
const restoreBar = (to: number, what: string): TemplateResult =>
  html`<div class="restore-bar" role="group" aria-label=${msg('Restore')} data-testid="restore-bar">
    <p><strong>${msg(str`This would restore version ${to}`)}</strong> <span class="hint">${msg(str`${what}. A new version is made; nothing of the history goes away.`)}</span></p>
    <span class="options"><button class="button" data-do="propose-restore">${msg('Put up for review')}</button><button class="button primary" data-do="restore-now" data-testid="restore-now">${icon('restore')}${msg('Restore now')}</button></span>
  </div>`
