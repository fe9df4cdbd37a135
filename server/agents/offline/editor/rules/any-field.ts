import { fieldRuleBook } from '../field-rules.ts'

const { rules, changing } = fieldRuleBook()

/** Any field, said of a task: "make 2 high priority, due Friday". */
export const anyFieldRules = rules

changing(['$a:refs to be $predicate'], (slots) => slots.changes(), { weight: -0.03, elliptic: true })
changing(
  [
    '%make $a:refs [to be|be|as|into|to|at|:] $predicate',
    '$a:refs %is [now|all|both|also|actually|already|currently] $predicate',
    '$a:refs (:|->|=|-|to|as) $predicate',
    '$a:refs (now|also) $predicate',
    'give $a:refs [a|an] $predicate',
    '$a:refs $predicate',
    '%make $a:refs and $predicate',
  ],
  // "everything that depends on it" names tasks, and orders nothing.
  (slots, desk) => {
    const next = /^\s+(that|which|who|depending|dependent|waiting|relying)\b/i.exec(desk.message.slice(slots.refs().end))?.[1]?.toLowerCase()
    return next !== undefined && (slots.refs().group || /^(that|which|who)$/.test(next)) ? undefined : slots.changes()
  },
  { weight: -0.03 },
)
