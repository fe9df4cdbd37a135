import { escape, outcome, type Desk } from './desk.ts'
import { applyChanges, type Change } from './changes.ts'
import { ruleBook, type Action, type Rule, type RuleOptions } from './reading.ts'
import type { Slots } from './slots.ts'

/** What "clear the due date of …" may begin with. */
export const clearing = 'clear|remove|unset|delete|drop|erase|reset|wipe|take away|cancel|take off|forget|lose|kill'

/** Applies changes to the tasks of slot `a`. */
export const onTasks =
  (slots: Slots, changes: readonly Change[]): Action =>
  (desk) => {
    const refs = slots.refs()
    if (refs.ids.length === 0) return outcome({ same: [`No task is meant by “${escape(refs.phrase)}”`] })
    return applyChanges(desk, refs.ids, changes, refs.group)
  }

/** A rule book for sentences that change fields: `changing` takes the changes, `rule` anything. */
export function fieldRuleBook(): {
  readonly rules: readonly Rule[]
  readonly rule: ReturnType<typeof ruleBook>['rule']
  readonly changing: (
    patterns: readonly string[],
    changes: (slots: Slots, desk: Desk) => readonly Change[] | undefined,
    options?: RuleOptions,
  ) => void
} {
  const { rules, rule } = ruleBook()
  return {
    rules,
    rule,
    changing: (patterns, changes, options = {}) =>
      rule(
        patterns,
        (slots, desk) => {
          const wanted = changes(slots, desk)
          return wanted && onTasks(slots, wanted)
        },
        options,
      ),
  }
}
