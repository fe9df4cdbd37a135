import { sameJson } from '../json.ts'
import { isSetField } from './reconcile-field.ts'

/** Both sides of the fields that differ, as an update carries them; undefined where none does. */
export function changesOf<Fields extends object>(
  names: readonly (keyof Fields & string)[],
  was: Fields,
  is: Fields,
): { readonly before: Partial<Fields>; readonly after: Partial<Fields> } | undefined {
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  for (const name of names) {
    const [a, b] = [was[name], is[name]]
    if (a === b || sameJson(a, b)) continue
    const sides = isSetField(name) ? setSides(a as readonly string[], b as readonly string[]) : { before: a, after: b }
    if (!sides) continue
    before[name] = sides.before
    after[name] = sides.after
  }
  return Object.keys(after).length > 0 ? { before: before as Partial<Fields>, after: after as Partial<Fields> } : undefined
}

/** The members removed and the members added; undefined where only their order differs. */
function setSides(was: readonly string[], is: readonly string[]): { before: readonly string[]; after: readonly string[] } | undefined {
  const sides = { before: without(was, is), after: without(is, was) }
  return sides.before.length + sides.after.length > 0 ? sides : undefined
}

const without = (members: readonly string[], others: readonly string[]): readonly string[] => members.filter((member) => !others.includes(member))
