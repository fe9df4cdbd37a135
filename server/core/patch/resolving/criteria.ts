import { limits } from '../../plan/limits.ts'
import type { Criterion, CriterionId } from '../../plan/task.ts'
import { bad, type Complaint, type Reading } from './reading.ts'
import { readText } from './text.ts'
import { partsOf } from './values.ts'

/**
 * Reads a whole list of criteria against the one that is there. One that names an id keeps it; one without keeps the
 * id of the criterion with the same text; the others get a new one. A bad text leaves the criterion as it was.
 */
export function readCriteria(value: unknown, present: readonly Criterion[], newId: () => CriterionId): Reading<readonly Criterion[]> {
  if (!Array.isArray(value)) return bad('wrong-type', 'The acceptance criteria must be a list.')
  if (value.length > limits.criteria)
    return bad('too-many', `The acceptance criteria: ${value.length} given, at most ${limits.criteria} are kept. Send fewer.`)
  const complaints: Complaint[] = []
  const free = new Map(present.map((criterion) => [criterion.id, criterion]))
  const lines = (value as readonly unknown[]).map((item) => lineOf(item, free))
  const criteria = lines.flatMap((line): readonly Criterion[] => {
    const read = readText(line.text, { what: 'An acceptance criterion', max: limits.criterion, trimmed: true })
    complaints.push(...read.complaints)
    if (read.value === undefined) return line.named ? [line.named] : []
    const was = line.named ?? takeByText(read.value, free)
    return [{ id: was?.id ?? newId(), text: read.value, done: line.done ?? was?.done ?? false }]
  })
  return { value: criteria, complaints }
}

interface Line {
  readonly text: unknown
  readonly done: boolean | undefined
  /** The criterion it names by its id. */
  readonly named: Criterion | undefined
}

/** Ids are given out first, so that a plain text never takes the criterion that a later line names. */
function lineOf(item: unknown, free: Map<CriterionId, Criterion>): Line {
  if (typeof item === 'string') return { text: item, done: undefined, named: undefined }
  const { id, text, done } = partsOf(item)
  const named = free.get(id as CriterionId)
  if (named) free.delete(named.id)
  return { text, done: typeof done === 'boolean' ? done : undefined, named }
}

function takeByText(text: string, free: Map<CriterionId, Criterion>): Criterion | undefined {
  for (const criterion of free.values()) {
    if (criterion.text !== text) continue
    free.delete(criterion.id)
    return criterion
  }
  return undefined
}
