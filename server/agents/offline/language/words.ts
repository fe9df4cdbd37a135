/** A word in the one form in which words are compared: lower case, no accents, straight apostrophes and hyphens. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (/^[\x20-\x7e]*$/.test(lower)) return lower
  return lower
    .replace(/[’‘ʼ]/g, "'")
    .replace(/[–—‐‑]/g, '-')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
}

/** The content words of a title or a phrase: letters and digits, in order. */
export function wordsOf(text: string): readonly string[] {
  const folded = fold(text)
  if (/^[\x20-\x7e]*$/.test(folded)) return folded.match(/[a-z0-9]+(?:[.'][a-z0-9]+)*/g) ?? []
  return folded.match(/[\p{L}\p{N}]+(?:[.'][\p{L}\p{N}]+)*/gu) ?? []
}

/** Words that carry no meaning of their own in a title. */
export const stopWords: ReadonlySet<string> = new Set(
  "a an the of for to and or in on at with by our my your its this that is are be as from into & 's s".split(' '),
)

/** Nouns that only say "a task", whatever it is about. */
export const taskNouns: ReadonlySet<string> = new Set(
  'task tasks item items step steps subtask subtasks sub-task sub-tasks milestone milestones ticket tickets card cards story stories thing things one ones todo to-do phase stage piece work job activity entry node bit part deliverable issue'.split(
    ' ',
  ),
)

const suffixes = ['ations', 'ation', 'ments', 'ment', 'ings', 'ing', 'ions', 'ion', 'ers', 'ed', 'es', 'er', 's'] as const

/** A rough stem, only ever compared with another rough stem: "deployment", "deploying" and "deploys" meet in "deploy". */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word
  for (const suffix of suffixes) {
    if (!word.endsWith(suffix) || word.length - suffix.length < 3) continue
    if (suffix === 's' && (word.endsWith('ss') || word.endsWith('us') || word.endsWith('is'))) continue
    let rest = word.slice(0, -suffix.length)
    if (suffix !== 's' && rest.length > 3 && rest.at(-1) === rest.at(-2) && !/[lsz]$/.test(rest)) rest = rest.slice(0, -1)
    // Once more: "documentation" is "document" is "docu", as "documents" is.
    return suffix === 's' || rest.length < 6 ? rest.replace(/[ei]$/, '') : stem(rest)
  }
  return word.replace(/[ey]$/, '')
}

/** Whether two words differ by so little that one may be a slip for the other. Bounded, so cost is linear in length. */
export function isSlip(a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length)
  if (Math.min(a.length, b.length) < 4 || /\d/.test(a) || /\d/.test(b)) return false
  const allowed = longest >= 8 ? 2 : 1
  return Math.abs(a.length - b.length) <= allowed && distance(a, b, allowed) <= allowed
}

/** Edits (insert, remove, replace, swap of neighbours) between two words, given up beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      next.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    before = row
    row = next
  }
  return row[b.length] ?? limit + 1
}
