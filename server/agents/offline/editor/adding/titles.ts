import { type Wish } from './carry-out.ts'
import { type Scope } from '../../language/references.ts'
import { textOf, type Token } from '../../language/tokens.ts'
import { type Change } from '../changes.ts'
import { readPhrase } from '../phrases.ts'
import { splitTokens } from '../slots.ts'
import { capital, tidy } from '../tidy.ts'

/** The titles of a span: one, or the members of a list. A string says why there are none. */
export function readTitles(scope: Scope, tokens: readonly Token[], from: number, to: number, many: boolean, bare: boolean): Wish['titles'] | string {
  const parts = splitTokens(tokens, from, to)
  const allQuoted = parts.length > 1 && parts.every(([start]) => tokens[start]?.kind === 'quoted')
  const comma = tokens.slice(from, to).some((token) => token.key === ',')
  const lines = tokens.slice(from, to).some((token) => token.key === '\n' || token.key === ';')
  const firstQuoted = tokens[from]?.kind === 'quoted'
  if (firstQuoted && !allQuoted && to - from > 1 && !many) {
    const rest = textOf(scope.message, tokens, from + 1, to)
    return `I could not read “${rest}” behind the title`
  }
  const asList = allQuoted || lines || many || comma
  const mixed = parts.find(
    ([start, end]) =>
      (end - start > 1 && tokens.slice(start + 1, end).some((token) => token.kind === 'quoted')) ||
      (end - start > 1 && tokens[start]?.kind === 'quoted' && tokens[start + 1]?.key !== '('),
  )
  if (mixed && parts.length > 1) return `I could not read “${textOf(scope.message, tokens, mixed[0], mixed[1])}”`
  // "…, estimated 3 days, …" is a field of the one before, and no task.
  if (parts.slice(1).some(([start, end]) => tokens[start]?.kind !== 'quoted' && readPhrase(scope, tokens, start, end, 'strict'))) return []
  const wanted = asList || (bare && parts.length > 1) ? parts : [[from, to] as const]
  return wanted.map(([start, end]) => titleAt(scope, tokens, start, end)).filter((one) => one.title !== '')
}

function titleAt(scope: Scope, tokens: readonly Token[], from: number, to: number): Wish['titles'][number] {
  const changes: Change[] = []
  let [start, end] = [from, to]
  for (let cut = end - 1; cut > start; cut -= 1) {
    const phrase =
      tokens[cut]?.key === '(' || (cut === start + 1 && tokens[start]?.kind === 'quoted') ? readPhrase(scope, tokens, cut, end, 'strict') : undefined
    if (!phrase) continue
    changes.push(...phrase.changes)
    end = cut
    break
  }
  while (
    start < end - 1 &&
    /^(a|an|the|one|another|to|for|\d+|also)$/.test(tokens[start]?.key ?? '') &&
    (!/^\d+$/.test(tokens[start]?.key ?? '') || ['.', ')'].includes(tokens[start + 1]?.key ?? ''))
  )
    start += /^\d+$/.test(tokens[start]?.key ?? '') ? 2 : 1
  const quoted = end - start === 1 && tokens[start]?.kind === 'quoted'
  const text = textOf(scope.message, tokens, start, end)
  return { title: quoted ? text : capital(tidy(text)), changes, quoted }
}
