import { z } from 'zod'
import { outcomes } from '../seen.ts'
import { check, nothing, pattern, says, texts } from './check.ts'
import { listed } from './look.ts'

const outcome = z.enum(outcomes)

/** How the turn ended and what it said. */
export const outcomeChecks = {
  'ends in': check('the turn ends in one of these ways', z.union([outcome, z.array(outcome).min(1)]), ({ outcome: was, said }, wanted) => {
    const ways = Array.isArray(wanted) ? wanted : [wanted]
    return ways.includes(was) ? undefined : `ended in ${was}, not in ${ways.join(' or ')}: “${said.slice(0, 160)}”`
  }),
  'changes nothing': check('no change of the plan is proposed', nothing, ({ changes }) =>
    changes.length === 0 ? undefined : `${changes.length} changes are proposed`,
  ),
  'said in words': check('what a person reads holds each of these patterns', z.union([pattern, z.array(pattern).min(1)]), ({ said }, wanted) => {
    const missing = [wanted].flat().filter((source) => !says(source, said))
    return missing.length === 0 ? undefined : `nothing is said of ${missing.map((source) => `/${source}/`).join(', ')}`
  }),
  'not said': check('what a person reads holds none of these', texts, ({ said }, unwanted) => {
    const found = unwanted.filter((words) => said.toLowerCase().includes(words.toLowerCase()))
    return found.length === 0 ? undefined : `it says ${listed(found)}`
  }),
  'says something': check('there are words beside the changes', nothing, ({ said }) => (said.trim() === '' ? 'not a word is said' : undefined)),
  'no handles shown': check('people never read the short names that models are given for tasks', nothing, ({ said, changes }) => {
    const shown = [said, ...changes.flatMap((change) => (change.kind === 'create' ? [change.task.title, change.task.description] : []))]
    const found = shown.flatMap((words) => /(?<![\w#])(?:t\d{1,5}|n\d{1,3})(?![\w-])/.exec(words)?.[0] ?? [])
    return found.length === 0 ? undefined : `it shows ${listed(found)}`
  }),
} as const
