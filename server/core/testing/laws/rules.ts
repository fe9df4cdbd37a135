import { perform } from '../../patch/perform.ts'
import { reconcile } from '../../patch/reconcile.ts'
import { broken } from '../../patch/rules.ts'
import type { Operation } from '../../patch/operation.ts'
import { Workspace } from '../../patch/workspace.ts'
import type { Plan } from '../../plan/plan.ts'
import { isIndexed } from '../compare.ts'
import { isTree } from '../edits.ts'
import { type Implementation, type Law, numbered, plain } from './law.ts'

/** What is wrong with a plan that the core made; undefined where nothing is. */
export function unsound(plan: Plan): string | undefined {
  if (!isTree(plan)) return 'the tree is no tree'
  const rule = broken(plan)
  if (rule) return `the rule ${rule.rule} is broken at ${rule.tasks.join(', ')}`
  return isIndexed(plan) ? undefined : 'the indexes are wrong'
}

export const law5: Law = {
  id: 'L5',
  promise: 'every rule holds after apply and after rebase on any head; apply refuses with the rule and its tasks',
  least: { refused: 0.02, 'rule broken': 0.01, 'rule-broken on rebase': 0.01, applied: 0.3 },
  check(core, { s, p, q, afterQ, other, choose }, tell) {
    const part = choose(p)
    const wrong = checkApply(core, part, s, tell) ?? checkApply(core, [...p, ...q], s, tell)
    if (wrong) return wrong
    for (const head of [s, afterQ, other]) {
      const { operations, conflicts } = core.rebase(numbered(part), head)
      if (conflicts.some(({ kind }) => kind === 'rule-broken')) tell('rule-broken on rebase')
      const result = core.apply(plain(operations), head)
      const wrong = result.ok ? unsound(result.value) : 'what survives a rebase does not apply'
      if (wrong) return `after a rebase: ${wrong}`
    }
    return undefined
  },
}

/** Any operations: they are applied to a sound plan, or refused for a reason that is true. */
function checkApply(core: Implementation, operations: readonly Operation[], s: Plan, tell: (label: string) => void): string | undefined {
  const result = core.apply(operations, s)
  if (result.ok) {
    tell('applied')
    const wrong = unsound(result.value)
    return wrong && `after apply: ${wrong}`
  }
  tell('refused')
  const forced = performed(operations, s)
  const rule = result.error.broken
  if (!rule) return result.error.conflicts.length > 0 && !forced ? undefined : 'refused without a true conflict'
  tell('rule broken')
  if (!forced || !broken(forced)) return `refused for ${rule.rule}, which is not broken`
  return rule.tasks.length > 0 || rule.rule === 'due-before-start' || rule.rule === 'title-empty' ? undefined : 'refused without the tasks'
}

/** The plan after operations whose preconditions hold, whatever the rules say; undefined where one does not. */
function performed(operations: readonly Operation[], s: Plan): Plan | undefined {
  const workspace = new Workspace(s)
  for (const operation of operations) {
    const answer = reconcile(operation, workspace)
    if (answer.kind !== 'keep' || answer.operation !== operation) return undefined
    perform(operation, workspace)
  }
  return workspace.finish()
}
