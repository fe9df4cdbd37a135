import { limits } from '../../../core/plan/limits.ts'
import type { Placed } from './outline-draft.ts'

/**
 * Finds the tasks that "after: …" means, by number or title. Edges that no plan allows (to itself, to what stands above
 * or below it, in a circle) and words that name nothing are left out and told.
 */
export function resolveAfter(
  placed: readonly Placed[],
  existing: readonly { readonly id: string; readonly title: string }[],
): { readonly dependsOn: ReadonlyMap<string, readonly string[]>; readonly unresolved: ReadonlyMap<string, readonly string[]> } {
  const dependsOn = new Map<string, readonly string[]>()
  const unresolved = new Map<string, readonly string[]>()
  if (!placed.some(({ node }) => (node.hints.after?.length ?? 0) > 0)) return { dependsOn, unresolved }
  const byName = new Map<string, string>()
  for (const task of existing) byName.set(plain(task.title), task.id)
  for (const { id, node } of placed) {
    byName.set(plain(node.title), id)
    if (node.number !== null && !byName.has(node.number)) byName.set(node.number, id)
  }
  const parents = new Map(placed.map(({ id, parentId }) => [id, parentId]))
  const isAbove = (above: string, id: string): boolean => {
    for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) if (at === above) return true
    return false
  }
  const reaches = (from: string, to: string): boolean => {
    const open = [from]
    const seen = new Set(open)
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === to) return true
      seen.add(at)
      for (const next of dependsOn.get(at) ?? []) if (!seen.has(next)) open.push(next)
    }
    return false
  }
  for (const { id, node } of placed) {
    for (const name of node.hints.after ?? []) {
      const needed = byName.get(plain(name)) ?? beginningWith(plain(name), byName)
      const known = dependsOn.get(id) ?? []
      const allowed =
        needed !== undefined &&
        needed !== id &&
        !isAbove(needed, id) &&
        !isAbove(id, needed) &&
        !reaches(needed, id) &&
        known.length < limits.dependencies
      if (allowed) dependsOn.set(id, known.includes(needed) ? known : [...known, needed])
      else unresolved.set(id, [...(unresolved.get(id) ?? []), name])
    }
  }
  return { dependsOn, unresolved }
}

/** The one task whose title begins with these words; none where several do. */
function beginningWith(name: string, byName: ReadonlyMap<string, string>): string | undefined {
  if (name.length < 3) return undefined
  const found = new Set([...byName].filter(([title]) => title.startsWith(`${name} `)).map(([, id]) => id))
  return found.size === 1 ? [...found][0] : undefined
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()
