import type { WantedCheck } from '../case.ts'
import type { Seen } from '../seen.ts'
import type { Check } from './check.ts'
import { contentChecks } from './content.ts'
import { outcomeChecks } from './outcome.ts'
import { shapeChecks } from './shape.ts'
import { touchChecks } from './touch.ts'

const all: Readonly<Record<string, Check>> = { ...outcomeChecks, ...shapeChecks, ...contentChecks, ...touchChecks }

/** Every check with what it means. */
export const checkList = Object.entries(all).map(([name, { means }]) => ({ name, means }))

export const isCheck = (name: string): boolean => Object.hasOwn(all, name)

/** What is wrong with what a case gives to a check; nothing where it is right. */
export function wrongArgument(name: string, argument: unknown): string | undefined {
  const parsed = all[name]?.takes.safeParse(argument)
  if (!parsed || parsed.success) return undefined
  const [issue] = parsed.error.issues
  return issue && [issue.path.join('.'), issue.message].filter((part) => part !== '').join(': ')
}

export interface Verdict {
  readonly check: string
  /** Null where it holds. */
  readonly wrong: string | null
}

/** Holds an answer against what a case wants of it. */
export const judge = (seen: Seen, wanted: readonly WantedCheck[]): readonly Verdict[] =>
  wanted.map(({ name, argument }) => {
    const found = all[name]
    if (!found) throw new Error(`there is no check “${name}”`)
    return { check: name, wrong: found.wrong(seen, found.takes.parse(argument)) ?? null }
  })
