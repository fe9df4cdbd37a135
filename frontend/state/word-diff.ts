import { diffWordsWithSpace } from 'diff'

export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added' | 'folded'
  readonly text: string
}

/** Beyond this a diff by words takes noticeable time; then the whole text counts as replaced. */
const longest = 20_000

/** The words that went and came, in reading order. */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  if (before.length + after.length > longest) return replaced(before, after)
  const parts = joined(
    diffWordsWithSpace(before, after).map((part): DiffPart => ({ kind: part.added ? 'added' : part.removed ? 'removed' : 'same', text: part.value })),
  )
  // Where hardly a word is shared, interleaved fragments read worse than the two texts one after the other.
  const same = parts.filter((part) => part.kind === 'same').reduce((sum, part) => sum + part.text.trim().length, 0)
  return same * 3 < Math.min(before.length, after.length) ? replaced(before, after) : parts
}

/** Neighbouring words that changed read as one phrase: a blank between two changes belongs to both sides. */
function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const result: DiffPart[] = []
  let [removed, added] = ['', '']
  const flush = (): void => {
    if (removed !== '') result.push({ kind: 'removed', text: removed })
    if (added !== '') result.push({ kind: 'added', text: added })
    ;[removed, added] = ['', '']
  }
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'removed') removed += part.text
    else if (part.kind === 'added') added += part.text
    else if (/^[^\S\n]+$/.test(part.text) && (removed !== '' || added !== '') && index < parts.length - 1) {
      removed += part.text
      added += part.text
    } else {
      flush()
      result.push(part)
    }
  }
  flush()
  return result.filter(({ text }) => text !== '')
}

const replaced = (before: string, after: string): readonly DiffPart[] => [
  ...(before === '' ? [] : [{ kind: 'removed' as const, text: before }]),
  ...(after === '' ? [] : [{ kind: 'added' as const, text: after }]),
]

/** Long unchanged stretches folded to their ends, so that only what changed is read. */
export function folded(parts: readonly DiffPart[], around = 48): readonly DiffPart[] {
  return parts.flatMap((part, index): readonly DiffPart[] => {
    if (part.kind !== 'same' || part.text.length <= around * 2 + 20) return [part]
    const head = index === 0 ? '' : part.text.slice(0, around).replace(/\S+$/, '')
    const tail = index === parts.length - 1 ? '' : part.text.slice(-around).replace(/^\S+/, '')
    const hidden = part.text.slice(head.length, part.text.length - tail.length)
    return [
      ...(head === '' ? [] : [{ kind: 'same' as const, text: head }]),
      { kind: 'folded' as const, text: hidden },
      ...(tail === '' ? [] : [{ kind: 'same' as const, text: tail }]),
    ]
  })
}
