import type { Outline } from '../outline/outline.ts'
import { verbOf } from './verbs.ts'
import { withoutLeadIn } from './goal.ts'

/**
 * A goal with a list of what must be in it ("Build a shop. It should have:" and bullets) is no outline of tasks: the
 * bullets are wishes. Null where the list is an outline.
 */
export function asWishes(outline: Outline): { readonly goal: string; readonly wishes: readonly string[] } | null {
  const introduction = outline.summary.trim()
  if (outline.title !== null || introduction === '' || introduction.length > 600 || outline.roots.length > 20) return null
  if (
    outline.roots.some(
      (root) => root.children.length > 0 || root.criteria.length > 0 || root.hints.estimateMinutes !== undefined || root.hints.status !== undefined,
    )
  )
    return null
  const asks =
    /(?:\b(?:should|must|shall|needs? to|has to|have to|can)\s(?:have|support|include|be able to|offer|do|be|contain|cover)|\b(?:should|must|needs?|includes?|including|with|having|features?|requirements?|supports?|supporting|wishes|wants?)(?:\s(?:the following|these|this|are|like|such as)(?:\s(?:features?|things|points|requirements))?)?)\s*:?$/i.test(
      introduction,
    )
  if (!asks) return null
  const [first = ''] = withoutLeadIn(introduction).split(/\s/, 1)
  if (verbOf(first) === null) return null
  const goal = introduction
    .replace(
      /[\s,.;]*(?:\b(?:it|this|that|which|the \p{L}+|users|people|we|customers)\s)?(?:\b(?:should|must|shall|needs? to|has to|have to|can)\s(?:have|support|include|be able to|offer|do|be|contain|cover)|\b(?:should|must|needs?|includes?|including|with|having|features?|requirements?|supports?|supporting|wishes|wants?))(?:\s(?:the following|these|this|are|like|such as)(?:\s(?:features?|things|points|requirements))?)?\s*:?$/iu,
      '',
    )
    .trim()
  return goal === ''
    ? null
    : {
        goal,
        wishes: outline.roots.map((root) => (root.description === '' ? root.title : `${root.title}: ${root.description.replace(/\s+/g, ' ')}`)),
      }
}
