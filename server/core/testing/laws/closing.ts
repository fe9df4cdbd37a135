import { sameJson } from '../../json.ts'
import type { OperationId, PatchOperation } from '../../patch/operation.ts'
import type { Plan } from '../../plan/plan.ts'
import { samePlan } from '../compare.ts'
import { applied, idsOf, type Implementation, type Law, numbered, plain } from './law.ts'

export const law9: Law = {
  id: 'L9',
  promise: 'a closed part applies; accept it, and the rest rebases without conflict to the full result',
  least: { grew: 0.04, part: 0.3, 'on another head': 0.15 },
  check(core, { s, p, afterQ, choose }, tell) {
    const patch = numbered(p)
    const wrong = closes(core, choose(patch), patch, s, tell)
    if (wrong) return wrong
    // Under review, a patch is closed as it stands on the head: rebased, and so perhaps in another order.
    const rebased = core.rebase(patch, afterQ).operations
    return closes(core, choose(rebased), rebased, afterQ, (label) => label === 'part' && tell('on another head'))
  },
}

function closes(
  core: Implementation,
  selected: readonly PatchOperation[],
  patch: readonly PatchOperation[],
  base: Plan,
  tell: (label: string) => void,
): string | undefined {
  const selection = new Set<OperationId>(idsOf(selected))
  const closed = core.close(selection, patch, base)
  if (closed.size > selection.size) tell('grew')
  if (closed.size > 0 && closed.size < patch.length) tell('part')
  if (![...selection].every((id) => closed.has(id))) return 'closing took something out'
  if (!sameJson([...core.close(closed, patch, base)].sort(), [...closed].sort())) return 'a closed part is not closed'
  const part = patch.filter(({ id }) => closed.has(id))
  const middle = applied(core, plain(part), base, 'a closed part')
  const rest = core.rebase(
    patch.filter(({ id }) => !closed.has(id)),
    middle,
  )
  if (rest.conflicts.length > 0) return `the rest conflicts: ${JSON.stringify(rest.conflicts)}`
  const whole = applied(core, plain(patch), base, 'the whole patch')
  return samePlan(applied(core, plain(rest.operations), middle, 'the rest'), whole) ? undefined : 'part and rest lead elsewhere'
}
