import type { TaskDraftBody } from '../../core/patch/draft.ts'
import type { Report } from './decode-operation.ts'
import { criteriaDraft, joined, sameText, type Lists, type Members } from './members.ts'
import type { WireOperation } from './operations.ts'
import type { References } from './references.ts'
import { quoted } from './words.ts'

type Change = Extract<WireOperation, { op: 'set_field' }>['change']

export interface ListChange {
  readonly name: string
  readonly list: keyof Lists
  readonly change: Change
  readonly values: readonly string[]
  readonly members: Members
  readonly references: References
  readonly report: Report
}

/** A change of a list as a draft says it: the whole list. Undefined where nothing of it can be used. */
export function changeList(given: ListChange): TaskDraftBody | undefined {
  const { list, change, values, report } = given
  if (change !== 'set' && values.length === 0) return void report('values', `names nothing to ${change}.`)
  if (list !== 'criteria' && (change === 'check' || change === 'uncheck')) return void report('change', `only criteria can be ${change}ed.`)
  switch (list) {
    case 'tags':
      return changeTags(given)
    case 'dependsOn':
      return changeDependencies(given)
    case 'criteria':
      return changeCriteria(given)
  }
}

function changeTags({ name, change, values, members }: ListChange): TaskDraftBody {
  const present = members.of(name).tags
  const tags =
    change === 'set' ? values : change === 'add' ? joined(present, values) : present.filter((tag) => !values.some((value) => sameText(value, tag)))
  members.put(name, { tags })
  return { tags }
}

function changeDependencies({ name, change, values, members, references, report }: ListChange): TaskDraftBody | undefined {
  const read = values.map((value, at) => {
    const reference = references.read(value)
    if (!reference.ok) report(`values[${at}]`, reference.message, reference.reason)
    return reference.ok ? reference.name : undefined
  })
  const known = read.filter((needed) => needed !== undefined)
  // A whole set of which a part is unknown would take out what was to stay.
  if ((change === 'set' && known.length < read.length) || (known.length === 0 && read.length > 0)) return undefined
  const present = members.of(name).dependsOn
  const dependsOn = change === 'set' ? joined([], known) : change === 'add' ? joined(present, known) : present.filter((id) => !known.includes(id))
  members.put(name, { dependsOn })
  return { dependsOn }
}

function changeCriteria({ name, change, values, members, report }: ListChange): TaskDraftBody | undefined {
  const present = members.of(name).criteria
  const found = (text: string): Lists['criteria'][number] | undefined => present.find((criterion) => sameText(criterion.text, text))
  if (change === 'add' || change === 'set') {
    const fresh = values.map((text) => found(text) ?? { text, done: false })
    const criteria = change === 'set' ? fresh : [...present, ...fresh.filter((criterion) => !present.includes(criterion))]
    members.put(name, { criteria })
    return { acceptanceCriteria: criteriaDraft(criteria) }
  }
  const named = values.flatMap((text, at) => {
    const criterion = found(text)
    if (!criterion) report(`values[${at}]`, `${quoted(text)} is none of its criteria; name one by its text.`)
    return criterion ?? []
  })
  if (named.length === 0) return undefined
  const criteria =
    change === 'remove'
      ? present.filter((criterion) => !named.includes(criterion))
      : present.map((criterion) => (named.includes(criterion) ? { ...criterion, done: change === 'check' } : criterion))
  members.put(name, { criteria })
  return { acceptanceCriteria: criteriaDraft(criteria) }
}
