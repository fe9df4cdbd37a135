import { compile, fit } from '../../language/grammar.ts'
import { readReferences, type Scope } from '../../language/references.ts'
import { type Token } from '../../language/tokens.ts'
import { groups } from '../groups.ts'
import { readPhrases } from '../phrases.ts'
import { type Spot } from './carry-out.ts'
import { one } from './spot.ts'

const links = [
  '(also needs|needs also|still needs|also requires|still requires|additionally needs|is missing|is still missing|still lacks|lacks|needs another|could use|should also have|should also include|should also contain|must also include|should include|should contain|must include|needs to include) [a|an|some|another|one more|its own] [new|further|separate] [task|sub-task|subtask|step] [for|called|named|:]',
].map((source) => compile(source, groups))

/** What a task has as a field, or what is no piece of work. */
const fields =
  /^(owner|assignee|person|someone|somebody|estimates?|estimation|due|deadline|date|start|end|priority|status|name|title|description|tags?|labels?|criteri(?:on|a)|acceptance|time|more|less|work|help|attention|hours?|days?|weeks?|minutes?|to|be|it|them|this|that|love|approval|dependency|dependencies|sub-?tasks?|tasks?|steps?|details?)$/

/** "Backend also needs a caching layer": the task that owes, and where the title begins. */
export function readOwing(
  scope: Scope,
  tokens: readonly Token[],
  from: number,
  to: number,
): { readonly spot: Spot; readonly at: number } | undefined {
  const last = tokens[to - 1]?.key ?? ''
  for (let start = from + 1; start < Math.min(to - 1, from + 10); start += 1) {
    if (!/^(also|needs|still|additionally|is|lacks|could|should|must)$/.test(tokens[start]?.key ?? '')) continue
    let at: number | undefined
    for (const link of links)
      for (let end = start + 1; end < Math.min(to, start + 9); end += 1) fit(link, tokens, start, end, () => (at = Math.max(at ?? 0, end)))
    if (at === undefined || at >= to || fields.test(tokens[at]?.key ?? '') || (fields.test(last) && !/^(sub-?tasks?|tasks?|steps?)$/.test(last)))
      continue
    const refs = one(scope, tokens, from, start)
    if (!refs || refs.confidence < 0.9 || refs.either.length > 0) continue
    // "Launch still needs testing" names two tasks that are there, and "… still needs 2 days" a field.
    if (readReferences(scope, tokens, at, to)?.ids.length || readPhrases(scope, tokens, at, to, 'loose')) return undefined
    return { spot: { kind: 'under', refs }, at }
  }
  return undefined
}
