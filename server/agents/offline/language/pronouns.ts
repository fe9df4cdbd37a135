import type { Scope } from './scope.ts'

/** What "it", "that", "them" and the like mean here; empty where they mean nothing. */
export function readPronoun(scope: Scope, keys: readonly string[]): readonly string[] | undefined {
  const phrase = keys.join(' ')
  const here = scope.focus !== null && scope.find(scope.focus) ? [scope.focus] : []
  const recent = scope.earlier.at(-1)
  const alive = (ids: readonly string[] | undefined): readonly string[] => (ids ?? []).filter((id) => scope.find(id))
  const lastTouched = (): readonly string[] => {
    for (let at = scope.earlier.length - 1; at >= 0; at -= 1) {
      const turn = scope.earlier[at]
      const ids = alive(turn && turn.created.length > 0 ? turn.created : turn?.touched)
      if (ids.length > 0) return ids
    }
    return []
  }
  const lastCreated = (): readonly string[] => {
    for (let at = scope.earlier.length - 1; at >= 0; at -= 1) {
      const ids = alive(scope.earlier[at]?.created)
      if (ids.length > 0) return ids
    }
    return []
  }
  if (/^(?:all |all of |any of )?(?:its|their|the) (?:dependents|dependants|dependent tasks|followers|successors)$/.test(phrase))
    return alive([...new Set(scope.last.flatMap((id) => [...(scope.catalogue.plan.dependants.get(id as never) ?? [])]))])
  if (
    /^(this|this task|this one|this item|this step|this milestone|this sub-task|this subtask|the (selected|current) (task|one)|here|the focus|current task|selected task)$/.test(
      phrase,
    )
  ) {
    return here.length > 0 ? here : scope.last.length === 1 ? scope.last : lastTouched().length === 1 ? lastTouched() : []
  }
  if (/^(it|that|that one|that task|the same task|the same|that item|this last one|the task|it too)$/.test(phrase)) {
    if (scope.last.length > 0) return scope.last.length === 1 ? scope.last : []
    const touched = lastTouched()
    return touched.length === 1 ? touched : touched.length === 0 ? here : []
  }
  if (
    /^(them|those|these|they|all of them|both|both of them|those tasks|these tasks|all of those|all of these|all those|all three|those two|these two|these three|those three|the two|them all|the new ones|the new tasks|these ones|those ones)$/.test(
      phrase,
    )
  ) {
    const several = /\b(both|two|three)\b/.test(phrase) && scope.last.length < 2 ? recentOnes(scope, /\bthree\b/.test(phrase) ? 3 : 2) : []
    if (several.length > 0) return several
    const many = scope.last.length > 0 ? scope.last : phrase.includes('new') ? lastCreated() : lastTouched()
    const wanted = /\b(both|two)\b/.test(phrase) ? 2 : /\bthree\b/.test(phrase) ? 3 : undefined
    return wanted !== undefined && many.length !== wanted ? [] : many
  }
  if (
    /^(the )?(last|latest|newest|new|most recent) (one|task|item)( (that )?(you|i|we) (just )?(added|made|created))?$/.test(phrase) ||
    /^(the )?(one|task|item|last)( that| which)? (you|i|we)( have| 've|'ve)?( just)? (added|made|created|put in)( last)?$/.test(phrase) ||
    /^(the )?(just|newly|recently) (added|created)( task| one| item)?$/.test(phrase) ||
    /^what (you|i|we) just (added|created)$/.test(phrase)
  ) {
    const told = /add|made|creat|new|put in|latest|recent/.test(phrase)
    const created = scope.last.length > 0 && scope.fresh.some(({ id }) => id === scope.last.at(-1)) ? scope.last : lastCreated()
    if (told) return created.slice(-1)
    if (scope.last.length > 0) return scope.last.slice(-1)
    const touched = lastTouched()
    if (phrase.endsWith('one') && recent && touched.length > 0) return touched.slice(-1)
    return undefined
  }
  if (/^(the )?(ones|tasks|items)( that| which)? (you|i|we)( have)?( just)? (added|made|created)$/.test(phrase)) return lastCreated()
  if (/^(the )?(first) one( you| i| we) (just )?(added|made|created)$/.test(phrase)) return lastCreated().slice(0, 1)
  return undefined
}

/** The tasks that the last clauses were about, one each. */
function recentOnes(scope: Scope, wanted: number): readonly string[] {
  const recent = [...new Set(scope.recent)].filter((id) => scope.find(id))
  return recent.length >= wanted ? recent.slice(-wanted) : []
}
