import { sameJson } from '../../json.ts'
import type { OperationId } from '../../patch/operation.ts'
import { samePlan } from '../compare.ts'
import { applied, idsOf, type Law, numbered, plain } from './law.ts'

export const law9: Law = {
  id: 'L9',
  promise: 'a closed part applies; accept it, and the rest rebases without conflict to the full result',
  least: { grew: 0.04, part: 0.3 },
  check(core, { s, p, afterP, choose }, tell) {
    const patch = numbered(p)
    const selection = new Set<OperationId>(idsOf(choose(patch)))
    const closed = core.close(selection, patch, s)
    if (closed.size > selection.size) tell('grew')
    if (closed.size > 0 && closed.size < patch.length) tell('part')
    if (![...selection].every((id) => closed.has(id))) return 'closing took something out'
    if (!sameJson([...core.close(closed, patch, s)].sort(), [...closed].sort())) return 'a closed part is not closed'
    const middle = applied(core, plain(patch.filter(({ id }) => closed.has(id))), s, 'a closed part')
    const rest = core.rebase(
      patch.filter(({ id }) => !closed.has(id)),
      middle,
    )
    if (rest.conflicts.length > 0) return `the rest conflicts: ${JSON.stringify(rest.conflicts)}`
    return samePlan(applied(core, plain(rest.operations), middle, 'the rest'), afterP) ? undefined : 'part and rest lead elsewhere'
  },
}
