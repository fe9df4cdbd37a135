import { applyChanges } from '../changes.ts'
import { outcome, type Desk, type Outcome } from '../desk.ts'
import { ruleBook, type Action } from '../reading.ts'

const { rules, rule } = ruleBook()

/** Sentences about what waits for what. */
export const dependencyRules = rules

// In every sentence `a` waits for `b`; the direction is never guessed.
const waits =
  (a: readonly string[], b: readonly string[]): Action =>
  (desk) =>
    applyChanges(desk, a, [{ kind: 'needs', add: b }])
const strong = { weight: 0.02 } as const
rule(
  [
    '(make|have|let|set|get|force) $a:refs [to] (depend on|depend upon|wait for|wait on|rely on|follow|dependent on|need|require|depends on|wait until after|be dependent on|be blocked by|blocked by|wait till after) $b:refs [first|to finish|to be done|is done|are done|to be finished]',
    '$a:refs [should|must|has to|have to|needs to|need to|shall|will] (wait|waits|hold) (until|till|for) $b:refs (is|are|has been|have been) [done|finished|complete|completed|over|ready]',
    '$a:refs %depends $b:refs [first|to finish|to be done|to be finished|is done|before it can start|before it starts|to complete|is finished|to be completed|to be complete|to happen first|done first|done|complete|be done|completed]',
    '$a:refs (can|could|may|should|must|shall|will|is to|has to) [only] (start|begin|happen|be started|be done|come|go|run|follow|proceed|continue|be worked on) [only] (after|once|when|as soon as) $b:refs [is|are|has been|have been|is all] [done|finished|complete|completed|over|ready]',
    "$a:refs (can't|cannot|can not|mustn't|must not|should not|shouldn't|won't|may not|could not|couldn't) (start|begin|happen|be started|go|go ahead|be done|proceed|run|continue|be finished) (before|until|till|without|unless) $b:refs [is|are|has been|have been] [done|finished|complete|completed|over|ready|there]",
    '(add|create|set|put in|make|introduce|define) [a|the] (dependency|dependencies|prerequisite|prerequisites|blocker|blockers) (on|of|to|upon) $b:refs (to|for|from|in) $a:refs',
    '$a:refs (should|must|has to|have to|needs to|need to|shall|will|is to|are to) (come|happen|be done|run|start|follow|go|begin|take place|be started|occur|be finished|finish) [only] (after|behind) $b:refs [is done|is finished|is complete]',
    '(do|start|begin|run|finish) $a:refs (only after|after|once) $b:refs [is|are] [done|finished|complete]',
    '(use|set|mark|add|make) $b:refs [as] [a|the] (prerequisite|precondition|dependency|blocker|prerequisites) (of|for|to) $a:refs',
    '$b:refs (is|are) [a|the] (prerequisite|precondition|dependency|blocker|prerequisites|requirement) (of|for|to) $a:refs',
    '(link) $a:refs [to depend] on $b:refs',
    '$a:refs (only|not) (after|before) $b:refs',
  ],
  (slots, desk) => {
    // "everything that depends on it" names tasks, and orders nothing.
    if (
      /\b(that|which|who)$/i.test(slots.refs().phrase) ||
      (slots.refs().group && /^\s+(depending|waiting|dependent|relying)\b/i.test(desk.message.slice(slots.refs().end)))
    )
      return undefined
    const between = desk.message.slice(Math.min(slots.refs().end, slots.refs('b').end), Math.max(slots.refs().start, slots.refs('b').start))
    return /\bonly before\b|\bnot after\b/i.test(between) ? undefined : waits(slots.ids(), slots.ids('b'))
  },
  strong,
)
rule(
  [
    '$b:refs (blocks|block|is blocking|are blocking|gates|gate|precedes|precede|should block|must block|must precede|should precede|holds up|is holding up|unblocks|unlocks|has to precede|enables) $a:refs',
    '(make|have|let) $b:refs (block|precede|gate) $a:refs',
    '$b:refs (must|has to|have to|needs to|need to|should|shall|will|is to|are to|ought to) (come|happen|be done|be finished|finish|run|be completed|be complete|be ready|go|start|be over|take place|precede|be there|be in place|occur) (before|first before|prior to|ahead of) $a:refs [can start|starts|can begin|begins|is started|start|can be started|can happen|happens|can go ahead]',
    '$b:refs [is|are|comes|come|goes|happens|runs|done] before $a:refs',
    '(do|finish|complete|run|schedule|have|get) $b:refs [done|finished|completed|over with] [first ,|first] before $a:refs [starts|can start|begins]',
    '(first|do|do first) $b:refs [,] [and] then $a:refs',
  ],
  (slots) => waits(slots.ids(), slots.ids('b')),
  strong,
)
rule(
  [
    '$a:ref %depends (everything else|all other tasks|all the other tasks|all others|all the others|every other task|everything)',
    'make $a:ref depend on (everything else|all other tasks|all others|all the others|everything)',
  ],
  (slots, desk) => {
    const id = slots.id()
    if (desk.working.parentOf(id) !== null) return undefined
    return (current) =>
      waits(
        [id],
        current.working.children(null).filter((other) => other !== id),
      )(current)
  },
  { weight: 0.04 },
)
rule(
  [
    '(add|create|set|make|draw|put) [a|the] (dependency|link|dependencies) (from|between) $a:ref (to|and) $b:ref',
    '(link|connect) $a:ref (to|with|and) $b:ref',
  ],
  (slots) => (desk) => askDirection(desk, slots.id(), slots.id('b')),
)
rule(
  [
    '(chain|sequence|link up|daisy-chain|string together|serialize|serialise|link) $a:refs [together|in order|one after another|one after the other|in sequence|sequentially|up]',
    '(make|have|let) $a:refs (sequential|a chain|depend on each other in order|run one after another|run one after the other|run in sequence|follow each other|follow one another)',
    '$a:refs (should|must) (run|happen|be done|go) (one after another|one after the other|in sequence|sequentially|in order)',
    '(do|run) $a:refs (one after another|one after the other|in sequence|sequentially)',
  ],
  (slots) => (slots.ids().length > 1 ? (desk) => chain(desk, slots.ids()) : undefined),
)
rule(
  [
    '$a:refs (does|do|should|must|shall|will|need|has to|have to) (not|no longer) (depend on|wait for|wait on|need|require|rely on|be blocked by|depend upon) $b:refs [any more|anymore|any longer]',
    "$a:refs (doesn't|don't|shouldn't|needn't|needs not) [have to] (depend on|wait for|wait on|need|require|rely on|be blocked by|need to wait for) $b:refs [any more|anymore|any longer]",
    '$a:refs (no longer) (depends on|depend on|waits for|wait for|needs|requires|relies on|waits on) $b:refs',
    '$a:refs (is|are) (no longer|not) (blocked by|dependent on|waiting for|waiting on) $b:refs [any more|anymore]',
    '(remove|delete|drop|clear|cut|break|take out|undo|get rid of|take away) [the|any] (dependency|dependencies|link|prerequisite) (of|from|for) $a:refs (on|to|upon|with) $b:refs',
    "(remove|delete|drop|cut|break|clear|take away) [the] $a:refs 's (dependency|dependencies|link) (on|to) $b:refs",
    '(stop) $a:refs (depending on|waiting for|from depending on|from waiting for|waiting on) $b:refs',
    '(make|have|let) $a:refs (not|no longer) (depend on|wait for|wait on|depends on) $b:refs',
    '(make|have|let) $a:refs independent (of|from) $b:refs',
    '(remove|delete|drop) [the] (dependency|dependencies) on $b:refs (from|of|for) $a:refs',
    '(remove|drop|take) $b:refs (from|off|out of) [the] (dependencies|prerequisites|blockers) (of|for) $a:refs',
    "(remove|drop|take) $b:refs (from|off) $a:refs 's (dependencies|prerequisites)",
    '(remove|drop|take) $b:refs as [a] (dependency|prerequisite|blocker) (of|from|for) $a:refs',
    "$b:refs (no longer|does not|doesn't|do not|don't) (blocks|block|blocking|precede|precedes|hold up) $a:refs [any more|anymore]",
    '$a:refs (can|could|may) (start|begin|happen|run) without $b:refs',
  ],
  (slots) => (desk) => applyChanges(desk, slots.ids(), [{ kind: 'needs-not', remove: slots.ids('b') }]),
  { weight: 0.04 },
)
rule(
  [
    '(unlink|decouple|disconnect|untangle|uncouple) $a:refs (from|and|of) $b:refs',
    '(remove|delete|drop|clear|cut|break) [the|any|all] (dependency|link|dependencies|links) between $a:refs [and $b:refs]',
  ],
  (slots) => (desk) => {
    const a = slots.ids()
    const b = slots.has('b') ? slots.ids('b') : slots.ids()
    const all = [...new Set([...a, ...b])]
    const tied = all.filter((id) => desk.working.find(id)?.dependsOn.some((needed) => all.includes(needed)))
    return tied.length === 0
      ? outcome({ same: [`${desk.names(all)} do not depend on each other`], about: all })
      : applyChanges(desk, tied, [{ kind: 'needs-not', remove: all }])
  },
  { weight: 0.02 },
)
rule(
  [
    '(remove|delete|drop|clear|cut|break|reset|wipe|erase) [all] [of] [the] (dependencies|dependency|prerequisites|blockers) (of|from|for|on) $a:refs',
    "(remove|delete|drop|clear|cut|reset) [all] [of] $a:refs 's (dependencies|dependency|prerequisites)",
    '(unlink|decouple) $a:refs [from everything|completely]',
    '$a:refs (depends|depend|should depend|waits|wait) (on|for) nothing',
    '(make) $a:refs independent',
    '$a:refs (has|have) no dependencies [any more|anymore]',
    "$a:refs (doesn't|does not|don't) (depend on|wait for) anything [any more|anymore]",
  ],
  (slots) => (desk) => applyChanges(desk, slots.ids(), [{ kind: 'needs-not', remove: 'all' }]),
  { weight: 0.02 },
)

function askDirection(desk: Desk, a: string, b: string): Outcome {
  const name = (id: string): string =>
    desk.catalogue.numberOf(id) === undefined ? `"${desk.working.find(id)?.title ?? ''}"` : `task ${desk.catalogue.numberOf(id)}`
  const option = (first: string, second: string): { label: string; message: string } => ({
    label: `${desk.name(first)} waits for ${desk.name(second)}`.replace(/[*\\]/g, ''),
    message: `make ${name(first)} depend on ${name(second)}`,
  })
  return outcome({ question: { text: 'Which of the two waits for the other?', options: [option(a, b), option(b, a)] } })
}

function chain(desk: Desk, ids: readonly string[]): Outcome {
  let all = outcome({})
  ids.slice(1).forEach((id, index) => {
    const next = applyChanges(desk, [id], [{ kind: 'needs', add: [ids[index] ?? ''] }])
    all = { ...all, did: [...all.did, ...next.did], same: [...all.same, ...next.same], refused: [...all.refused, ...next.refused] }
  })
  return { ...all, about: ids }
}
