import { limits } from '../../../core/plan/limits.ts'
import { toSet } from '../../../core/plan/order.ts'
import { priorities, type Priority } from '../../../core/plan/task.ts'
import { formatDuration } from '../../../core/plan/duration.ts'
import { escape, fitsTitle, outcome, type Desk, type Outcome } from './desk.ts'
import { tidy } from './fields.ts'
import { ruleBook, type Action } from './reading.ts'
import type { Slots } from './slots.ts'
import type { WorkingFields } from './working.ts'

const { rules, rule } = ruleBook()

/** Sentences that change the tree: delete, merge, split, move, order. */
export const structureRules = rules

// Delete.
const destroying = { destroys: true } as const
rule(['%delete $a:refs [completely|entirely|altogether|from the plan|from the list|from this plan|for good|from the project|from here|too|as well|out|away]', '(take|throw|toss|cut|kick) $a:refs (out|away|off the list|off the plan)', '[we|i] (don\'t|do not|no longer) (need|want) $a:refs [any more|anymore|any longer|at all]', '$a:refs (can|should|must|has to|have to|needs to) (go|be deleted|be removed|go away|be dropped)'], (slots) => deleting(slots, 'subtree'), destroying)
rule(['%delete $a:refs (together with|along with|including|incl|with|and) [all] [of] (its|their|the) (%children|children)', '%delete $a:refs (together with|along with|including|with|and) (everything|all) (under|below|in) (it|them)'], (slots) => deleting(slots, 'subtree'), { destroys: true, weight: 0.02 })
rule(['%delete [only|just] $a:refs [,] (but|and|while|yet) (keep|keeping|leave|leaving|preserve|retain|promote|save|not) [all] [of] (its|the|their|what is|what \'s|everything|all|whatever is|anything|the tasks|the things|the stuff) [%children|children|tasks] [inside|in it|under it|below it|inside it|within|below|underneath|inside of it|within it|in there]', '%delete $a:refs [,] (but|and|yet) not [its|the|their] (%children|children)', '%delete $a:refs [,] (but|and) (move|lift|promote|pull|bring) (its|the|their) (%children|children) [up|one level up|up a level|to its parent]', '%delete (only|just) $a:refs [itself]', '%delete $a:refs itself [only]', '%delete $a:refs without (its|the|deleting its|losing its) (%children|children)', '(dissolve|flatten|ungroup|unwrap) $a:refs', '(keep|leave) (its|the) (%children|children) [of $b:refs] but %delete $a:refs'], (slots) => deleting(slots, 'promote'), { destroys: true, weight: 0.05 })

function deleting(slots: Slots, children: 'subtree' | 'promote'): Action {
  const refs = slots.refs()
  return (desk) => {
    if (refs.ids.length === 0) return outcome({ same: [`No task is meant by “${escape(refs.phrase)}”, so there is nothing to delete`] })
    const question = refs.group && children === 'subtree' ? askAboutBelow(desk, refs.ids) : undefined
    if (question) return question
    const said: string[] = []
    for (const id of refs.ids) {
      if (!desk.working.find(id)) continue
      const name = desk.name(id)
      const below = desk.working.subtree(id).length - 1
      desk.working.delete(id, children)
      said.push(below === 0 ? name : children === 'promote' ? `${name} (its sub-tasks move up)` : `${name} with ${below} sub-task${below === 1 ? '' : 's'} under it`)
    }
    const shown = said.length > 8 ? [...said.slice(0, 7), `${said.length - 7} more`] : said
    return outcome({ did: said.length > 0 ? [`Deleted ${shown.join(', ')}`] : [], about: refs.ids })
  }
}

/** "delete everything tagged api": what stands below such a task and is not tagged was never named, so it is asked about. */
function askAboutBelow(desk: Desk, ids: readonly string[]): Outcome | undefined {
  const named = new Set(ids)
  const tops = ids.filter((id) => ![...ids].some((other) => other !== id && desk.working.isBelow(id, other)))
  const unnamed = tops.filter((id) => !isOneOfARow(desk, ids)).flatMap((id) => desk.working.subtree(id)).filter((id) => !named.has(id))
  if (unnamed.length === 0 || tops.length > 40) return unnamed.length === 0 ? undefined : outcome({ refused: [`${unnamed.length} tasks stand below them that you did not name: delete them in smaller groups`] })
  const list = tops.map((id) => `task ${desk.catalogue.numberOf(id) ?? `"${desk.working.find(id)?.title ?? ''}"`}`).join(', ')
  const own = [...ids].map((id) => `task ${desk.catalogue.numberOf(id) ?? `"${desk.working.find(id)?.title ?? ''}"`}`).join(', ')
  return outcome({
    question: {
      text: `${desk.names(unnamed)} ${unnamed.length === 1 ? 'stands' : 'stand'} below what you want to delete. Delete that, too?`,
      options: [
        { label: 'Delete it, too', message: `delete ${list}` },
        { label: 'Keep it, one level up', message: `delete ${own} but keep the children` },
      ],
    },
  })
}

/** A list or a range of numbers names its tasks one by one, with what stands below them. */
const isOneOfARow = (desk: Desk, ids: readonly string[]): boolean => {
  const [first] = ids
  return first !== undefined && ids.every((id) => desk.working.parentOf(id) === desk.working.parentOf(first)) && /\d|first|last|milestones|root/.test(desk.message) && !/\b(tagged|done|all|every|everything|with|without|blocked|cancelled|overdue)\b/i.test(desk.message)
}

// Merge.
rule(['(merge|combine|join|unite|consolidate|fuse|unify|fold|group|collapse|bundle|condense|blend|amalgamate) [together] $a:refs [together|up] (into|as|to|in|under|to form) [a|one] [single|new|combined] [task|one|step|item] [called|named|titled|:|with the title|with title|with the name] $text:title', '(make|turn) $a:refs [into] (one|a single) [task|step|item] (called|named|titled) $text:title', '(merge|combine|join) $a:refs (and call|and name|and title|, call|, name|and rename) (it|the result|that|them|this) [to] $text:title', '(merge|combine|join) $a:refs : $text:title'], (slots) => (slots.ids().length > 1 ? mergeInto(slots.ids(), (desk) => targetOrTitle(desk, slots)) : undefined), { destroys: true, open: true })
rule(['(merge|combine|join|unite|consolidate|fuse|unify|fold|collapse|bundle|condense|amalgamate) [together] $a:refs [together|up] [into (one|a single one|a single task|one task|one single task|one step|a single step|one item|1|a single item)]', '(make|turn) $a:refs [into] (one|a single task|one task|a single one|one single task)', '$a:refs (should be|could be|can be|are really|are|belong) (one task|one|a single task|merged|combined|the same task|the same|together|joined)', '(put) $a:refs together'], (slots) => (slots.ids().length > 1 ? mergeInto(slots.ids(), () => undefined) : undefined), destroying)
rule(['(merge|combine|join|fold|consolidate|absorb|roll|integrate|incorporate) $a:refs (into|with|in|to|up into) $b:ref', '(merge) (into|with) $b:ref [:] $a:refs'], (slots, desk) => {
  const [target] = slots.ids('b')
  const others = slots.ids().filter((id) => id !== target)
  if (target === undefined || others.length === 0) return undefined
  // "merge 2 with 3": the first named is kept; "into 3": 3 is kept.
  const into = !/\bwith\b/.test(desk.message.slice(slots.refs().end, slots.refs('b').start))
  return mergeInto(into ? [target, ...others] : [...others, target], () => undefined)
}, { destroys: true, weight: 0.02 })

/** Nobody means to make one task of more than these. */
const mostMerged = 20

/** "into 'X'": a task of the list by that name is kept, else it is the new title. */
function targetOrTitle(desk: Desk, slots: Slots): string | undefined {
  const title = tidy(slots.text())
  return title === '' || !fitsTitle(title) ? undefined : title.charAt(0).toUpperCase() === title.charAt(0) ? title : title.charAt(0).toUpperCase() + title.slice(1)
}

function mergeInto(ids: readonly string[], titleOf: (desk: Desk) => string | undefined): Action {
  return (desk) => {
    const { working } = desk
    const [kept, ...others] = ids.filter((id) => working.find(id))
    if (ids.length > mostMerged) return outcome({ refused: [`${ids.length} tasks are too many to merge at once: name the ones you mean`] })
    if (kept === undefined || others.length === 0) return outcome({ refused: ['it takes two tasks to merge'] })
    for (const id of others) {
      if (working.isBelow(kept, id)) return outcome({ refused: [`${desk.name(kept)} lies inside ${desk.name(id)}, so the two cannot be merged that way round`] })
    }
    const names = desk.names([kept, ...others])
    const title = titleOf(desk)
    const all = [kept, ...others]
    const merged = unionOf(all.map((id) => working.find(id)).filter((task) => task !== undefined))
    const inside = new Set(all)
    const related = (id: string): boolean => inside.has(id) || working.isBelow(id, kept) || working.isBelow(kept, id) || others.some((other) => working.isBelow(id, other) || working.isBelow(other, id))
    const dependsOn = merged.dependsOn.filter((id) => !related(id))
    repointDependants(desk, kept, others)
    for (const id of others) {
      for (const child of working.children(id)) if (child !== kept && !inside.has(child)) working.move(child, kept)
    }
    for (const id of others) working.delete(id, 'subtree')
    working.set(kept, { ...merged, dependsOn, ...(title !== undefined ? { title } : {}) })
    const hint = title === undefined ? `, kept as ${desk.name(kept)}` : ` into **${escape(title)}**`
    return outcome({ did: [`Merged ${names}${hint}${merged.estimateMinutes !== null ? `, ${formatDuration(merged.estimateMinutes)} together` : ''}`], about: [kept] })
  }
}

function unionOf(tasks: readonly WorkingFields[]): Pick<WorkingFields, 'description' | 'estimateMinutes' | 'spentMinutes' | 'tags' | 'acceptanceCriteria' | 'dependsOn' | 'priority' | 'startDate' | 'dueDate' | 'assignee'> {
  const [first] = tasks
  const estimates = tasks.flatMap((task) => task.estimateMinutes ?? [])
  const sum = (numbers: readonly number[]): number => Math.min(limits.minutes, numbers.reduce((all, one) => all + one, 0))
  const descriptions = [...new Set(tasks.map((task) => task.description.trim()).filter((text) => text !== ''))]
  const texts = new Set<string>()
  const criteria = tasks.flatMap((task, index) =>
    task.acceptanceCriteria.flatMap((one) => {
      if (texts.has(one.text)) return []
      texts.add(one.text)
      return [index === 0 ? one : { text: one.text, done: one.done }]
    }),
  )
  return {
    description: descriptions.length > 1 || (first?.description ?? '') === '' ? descriptions.join('\n\n').slice(0, limits.description) : (first?.description ?? ''),
    estimateMinutes: estimates.length > 0 ? sum(estimates) : null,
    spentMinutes: sum(tasks.map((task) => task.spentMinutes)),
    tags: toSet(tasks.flatMap((task) => task.tags)).slice(0, limits.tags),
    acceptanceCriteria: criteria.slice(0, limits.criteria),
    dependsOn: toSet(tasks.flatMap((task) => task.dependsOn)),
    priority: first?.priority ?? 'none',
    startDate: first?.startDate ?? null,
    dueDate: first?.dueDate ?? null,
    assignee: first?.assignee ?? null,
  }
}

export const higher = (a: Priority, b: Priority): Priority => (priorities.indexOf(a) >= priorities.indexOf(b) ? a : b)

/** Whoever waited for a task that goes now waits for the one that is kept. */
function repointDependants(desk: Desk, kept: string, others: readonly string[]): void {
  const { working } = desk
  const gone = new Set(others)
  const waiting = new Set<string>()
  for (const id of others) for (const dependant of desk.request.plan.dependants.get(id as never) ?? []) waiting.add(dependant)
  for (const { id } of working.freshTitles) if (working.find(id)?.dependsOn.some((needed) => gone.has(needed))) waiting.add(id)
  for (const id of waiting) {
    const task = working.find(id)
    if (!task || id === kept || gone.has(id)) continue
    const rest = task.dependsOn.filter((needed) => !gone.has(needed))
    const inside = working.isBelow(id, kept) || working.isBelow(kept, id) || others.some((other) => working.isBelow(id, other))
    working.set(id, { dependsOn: inside ? rest : toSet([...rest, kept]) })
  }
}

// Split.
const splitting = '(split|break|divide|separate|cut|slice|break up|split up|divide up|decompose|chop|break down)'
rule([`${splitting} $a:ref [up|down|apart] (into|in|to|:|as|between) [the|these|the following|separate|a] [%number-of] [separate|smaller|new|sub|independent|single] [%children|tasks|pieces|tickets] [called|named|:|, namely|namely|-] $list`.replace('[%number-of]', '[two|three|four|five|2|3|4|5]')], (slots, desk) => splitTask(slots, desk), { open: true, weight: 0.02 })
rule(['(replace|swap|substitute) $a:ref (with|by) [two|three|four|2|3|4] [tasks|separate tasks|new tasks] [:] $list'], (slots) => (slots.list().length > 1 ? (desk) => divide(desk, slots.id(), cleanTitles(slots.list()), 'siblings') : undefined), { open: true, destroys: true })

const partNouns = /^(?:(?:two|three|four|five|six|seven|\d+|several|smaller|some|many|separate|detailed|more|its|a few|few|technical|individual|multiple|manageable|actionable|concrete|bite-sized|equal) )*(sub-?tasks?|tasks?|parts?|steps?|pieces?|halves|half|children|chunks|ones|items|details?|milestones?|bits|stages|phases|todos|two|three|four|five|six|seven|\d+)$/i

function splitTask(slots: Slots, desk: Desk): Action | undefined {
  const titles = cleanTitles(slots.list())
  if (titles.length < 2 || titles.some((title) => partNouns.test(title))) {
    if (titles.length === 1 && !partNouns.test(titles[0] ?? '')) return undefined
    return () => outcome({ question: { text: `What shall the parts of ${desk.name(slots.id())} be called?`, options: [{ label: 'Break it down for me', message: `break down task ${desk.catalogue.numberOf(slots.id()) ?? desk.name(slots.id())}` }] } })
  }
  const between = desk.message.slice(slots.refs().end, desk.message.length)
  const siblings = /\b(separate|independent|standalone|sibling|siblings|individual|own)\b[^:]{0,20}\btasks?\b|\bas siblings\b|\bsiblings\b/i.test(between.slice(0, 120))
  return (current) => divide(current, slots.id(), titles, siblings ? 'siblings' : 'children')
}

const cleanTitles = (titles: readonly string[]): readonly string[] => titles.map((title) => capital(tidy(title.replace(/^(?:and|then|as (?:siblings|sub-?tasks)) /i, '').replace(/ as (?:siblings|sub-?tasks|children)$/i, '')))).filter((title) => title !== '')

export const capital = (title: string): string => (/^\p{Ll}[\p{Ll}\p{M}'’-]*(?![\p{L}\p{N}])/u.test(title) ? title.charAt(0).toUpperCase() + title.slice(1) : title)

/** Splits a task: into sub-tasks under it, or into siblings of which it becomes the first. Minutes add up exactly. */
function divide(desk: Desk, id: string, titles: readonly string[], how: 'children' | 'siblings'): Outcome {
  const { working } = desk
  const task = working.find(id)
  if (!task) return outcome({})
  if (titles.some((title) => !fitsTitle(title))) return outcome({ refused: [`a title holds at most ${limits.title} characters`] })
  const name = desk.name(id)
  const shares = sharesOf(task.estimateMinutes, titles.length)
  if (how === 'children') {
    if (working.depthOf(id) >= limits.depth) return outcome({ refused: [`${name} stands at the deepest level, nothing fits under it`] })
    const made = titles.map((title, index) => {
      const child = working.create(title, id)
      working.set(child, { estimateMinutes: shares[index] ?? null })
      return child
    })
    return outcome({ did: [`Split ${name} into ${made.length} sub-tasks: ${desk.names(made)}`], about: made })
  }
  const parent = working.parentOf(id)
  let index = working.children(parent).indexOf(id)
  const made = titles.slice(1).map((title, at) => {
    const sibling = working.create(title, parent, ++index)
    working.set(sibling, { estimateMinutes: shares[at + 1] ?? null, priority: task.priority, tags: task.tags, assignee: task.assignee })
    return sibling
  })
  working.set(id, { title: titles[0] ?? task.title, estimateMinutes: shares[0] ?? null })
  return outcome({ did: [`Split ${name} into ${desk.names([id, ...made])}`], about: [id, ...made] })
}

function sharesOf(minutes: number | null, parts: number): readonly (number | null)[] {
  if (minutes === null || minutes < parts) return Array.from({ length: parts }, () => null)
  const each = Math.floor(minutes / parts)
  return Array.from({ length: parts }, (_, index) => each + (index < minutes - each * parts ? 1 : 0))
}

// Move.
const move = '(move|mv|put|place|shift|drag|bring|relocate|nest|stick|file|transfer|group|drop|push|reparent|get|send|slide|shove|position|pull|set|position|reposition|have|take)'
rule([`${move} $a:refs [back|over|down|up] %under $b:ref`, `${move} $a:refs [back|over] (to|in|to be in|so it is under|to be) [the] $b:ref [section|branch|group|milestone]`, '(make|turn) $a:refs [into] [a|the] (%child|%children) (of|under|for) $b:ref', '(make|have) $a:refs (belong|go|sit|live) (to|under|in|inside|beneath) $b:ref', '$a:refs (belongs|belong|goes|go|should go|should be|should sit|should live|should move|must go|must be|is part of|are part of|fits|fit|needs to go|needs to be|has to go|sits|should belong|is really part of|should be a part of|should become part of|is a sub-task of|should be a sub-task of|should be a subtask of|are sub-tasks of|is a child of|should be a child of|should be a part) [to|under|in|inside|beneath|into|of|underneath|with|within] $b:ref', '(nest|indent|group|gather) $a:refs (under|below|beneath|inside) $b:ref', '$a:refs (under|->|inside) $b:ref', `${move} $a:refs (as|to be) [a|the] (%child|%children) (of|under) $b:ref`], (slots, desk) => {
  const between = desk.message.slice(slots.refs().end, slots.refs('b').start)
  if (/\b(before|after)\b/i.test(between) || (/\bbelow\b/i.test(between) && !/\bsub/i.test(between) && !/\b(nest|indent|group|file)\b/i.test(desk.message))) return undefined
  // "move 5 to 2": under task 2, or to the second place?
  const byFigure = /^#?\d+$/.test(slots.refs('b').phrase.trim()) && /^\s*(to|in)\s*$/i.test(between)
  return (current) => (byFigure ? askPlace(current, slots) : under(current, slots.ids(), slots.id('b')))
})
rule([`(move|put|place|shift|drag|bring|relocate|stick|push|get|send|slide|position|pull|set|reposition) $a:refs [to|back|right|directly|straight|immediately|just] (after|behind|below|following|right after|just after|directly after) $b:ref`, '$a:refs (comes|come|goes|go|should come|should go|must come|should be|belongs|should be placed|should stand|needs to go|needs to come) [right|directly|just|immediately] (after|behind|below) $b:ref', '(reorder|sort|list|order) $a:refs after $b:ref'], (slots) => (desk) => beside(desk, slots.ids(), slots.id('b'), 1))
rule([`${move} $a:refs [to|back|right|directly|up|just] (before|above|ahead of|in front of|right before|just before|directly before) $b:ref`, '$a:refs (comes|come|goes|go|should come|should go|must come|should be|belongs|should be placed|should stand|needs to go) [right|directly|just|immediately] (before|above|ahead of|in front of) $b:ref', '(reorder|sort|list|order) $a:refs before $b:ref'], (slots) => (desk) => beside(desk, slots.ids(), slots.id('b'), 0))
rule([`${move} $a:refs between $b:ref and $c:ref`], (slots) => (desk) => beside(desk, slots.ids(), slots.id('b'), 1))
rule([`${move} $a:refs [up|out|back] (to|at|onto|as|on) [the] (top level|top-level|root|root level|highest level|first level|outermost level|uppermost level) [task|tasks|of the plan]`, '(make|turn) $a:refs [into] [a|the] [separate|own|new] (root|root task|root tasks|top-level task|top level task|top-level|top-level tasks|milestone|milestones|main task|top level|root-level task) [task|of its own]', '$a:refs (should be|must be|is|are|deserves to be|should become) [a|on the|at the] (root task|top-level task|milestone|top level|root level|root|top-level|root tasks|top-level tasks)', '(unnest|un-nest|detach) $a:refs'], (slots) => (desk) => toRoot(desk, slots.ids()))
const topOf = '(top|start|beginning|front|head|very top|very beginning|very start|first position|first place|first spot)'
const endOf = '(end|bottom|back|tail|very end|very bottom|last position|last place|last spot)'
rule([`${move} $a:refs [up|back|all the way] (to|at|in|into|on) [the] ${topOf} [of its siblings|among its siblings|of its group|of its level]`, `${move} $a:refs first`, `$a:refs (goes|go|belongs|belong|should go|should be|moves|must go|has to go|should move) [up] (to|at|on) [the] ${topOf} [of the list|of the plan]`, 'make $a:refs [the|come|go] first [task|one|item|step|in the list]', '$a:refs (comes|goes|should come|should go|should be|must be|must come|is|needs to be|has to come|has to be) [the|very] first [one|task]', '(start|begin|lead) with $a:refs first', `${move} $a:refs (to position|to place|to spot|to number|to slot) (1|one)`], (slots) => (desk) => toEdge(desk, slots.ids(), 'first'))
rule([`${move} $a:refs [down|back|all the way] (to|at|in|into|on) [the] ${endOf} [of its siblings|among its siblings|of its group|of its level]`, `${move} $a:refs last`, `$a:refs (goes|go|belongs|belong|should go|should be|moves|must go|has to go|should move) [down] (to|at) [the] ${endOf} [of the list|of the plan]`, 'make $a:refs [the|come|go] last [task|one|item|step|in the list]', '$a:refs (comes|goes|should come|should go|should be|must be|must come|is|needs to be|has to come|has to be) [the|very] last [one|task]'], (slots) => (desk) => toEdge(desk, slots.ids(), 'last'))
rule([`${move} $a:refs [up|back|down] (to|at|in|on) [the] ${topOf} of [the|this|our] (list|plan|project|outline|tree|everything)`, `${move} $a:refs [up] (to|at) [the] very top`], (slots) => (desk) => toEdge(desk, slots.ids(), 'first', null), { weight: 0.01 })
rule([`${move} $a:refs [up|back|down] (to|at|in|on) [the] ${endOf} of [the|this|our] (list|plan|project|outline|tree|everything)`], (slots) => (desk) => toEdge(desk, slots.ids(), 'last', null), { weight: 0.01 })
rule([`${move} $a:refs [up|back|down] (to|at|in|on) [the] ${topOf} of $b:ref`, `${move} $a:refs (first|at first|as the first task) (under|in|inside) $b:ref`, 'make $a:refs [the] first (task|one|item|step|sub-task|subtask|child) (under|in|of|inside) $b:ref'], (slots) => (desk) => under(desk, slots.ids(), slots.id('b'), 0))
rule([`${move} $a:refs [up|back|down] (to|at|in|on) [the] ${endOf} of $b:ref`, `${move} $a:refs last (under|in|inside) $b:ref`, 'make $a:refs [the] last (task|one|item|step|sub-task|subtask|child) (under|in|of|inside) $b:ref'], (slots) => (desk) => under(desk, slots.ids(), slots.id('b'), undefined, true))
rule([`${move} $a:ref [up|down] to (position|place|spot|slot|rank) [number|no] $number`, 'make $a:ref [the] [task] number $number', `make $a:ref [the] $number:number (task|one|step|item|in the list)`], (slots) => (desk) => toPosition(desk, slots.id(), slots.number() - 1), { weight: 0.02 })
rule(['(move|shift|push|bring|nudge|bump|slide|pull|drag|promote) $a:refs up [one|a|by one|by 1|1] [place|position|step|spot|row|notch]', '(move|shift) up $a:refs', '(move|shift|push|bring|nudge|bump) $a:refs one [place|position|step|spot|row] (up|higher|earlier)', '(move|shift|push|bring) $a:refs (higher|further up|up one)'], (slots) => (desk) => nudge(desk, slots.ids(), -1))
rule(['(move|shift|push|bring|nudge|bump|slide|pull|drag) $a:refs down [one|a|by one|by 1|1] [place|position|step|spot|row|notch]', '(move|shift) down $a:refs', '(move|shift|push|bring|nudge|bump) $a:refs one [place|position|step|spot|row] (down|lower|later)', '(move|shift|push|bring) $a:refs (lower|further down|down one)'], (slots) => (desk) => nudge(desk, slots.ids(), 1))
rule(['(move|shift|push|bring|nudge|bump|slide) $a:refs up [by] $number:number [places|positions|steps|spots|rows|place|position|step]', '(move|shift|push|bring|nudge) $a:refs $number:number (places|positions|steps|spots|rows) (up|higher|earlier)'], (slots) => (desk) => nudge(desk, slots.ids(), -slots.number()))
rule(['(move|shift|push|bring|nudge|bump|slide) $a:refs down [by] $number:number [places|positions|steps|spots|rows|place|position|step]', '(move|shift|push|bring|nudge) $a:refs $number:number (places|positions|steps|spots|rows) (down|lower|later)'], (slots) => (desk) => nudge(desk, slots.ids(), slots.number()))
rule(['(swap|switch|exchange|flip|interchange|trade) [the] [places of|order of|positions of|position of] $a:refs [around|round|places|positions|over]', '(swap|switch|exchange|trade) $a:ref (with|and|for) $b:ref [around|round|places|positions]', '(swap|switch) [the] (places|positions|order) [of|between] $a:refs', '$a:refs (should|must) (swap|switch|trade|change) [places|positions|order]', 'reverse [the] order of $a:refs'], (slots) => {
  const ids = slots.has('b') ? [...slots.ids(), ...slots.ids('b')] : slots.ids()
  return ids.length === 2 ? (desk) => swap(desk, ids) : undefined
})
rule(['(reorder|rearrange|order|arrange|sort) $b:refs [as|:|to|in the order|in order|in this order|in the order :|like this :|so :|as follows :|in this order :] $a:refs', '[new|the|set the|change the|make the|use the|use this|use] (order|ordering|sequence) [:|is|to|should be|as|=|them|of the tasks :|of tasks :|becomes|to be] $a:refs', '(reorder|rearrange|order|arrange|sort|re-order|resequence|sequence) [the|these|root|all] [tasks|them|things|it|everything|milestones|list|plan] [to|as|:|so|like this :|in this order :|in the order|in order|into|as follows :|this way :] $a:refs', '(put|place|arrange|bring|order) $a:refs in (that|this) order', 'do $a:refs in (that|this) order'], (slots) => (slots.ids().length > 1 ? (desk) => arrange(desk, slots.ids()) : undefined))
rule(['(indent|demote|nest) $a:refs [one level|a level|further|by one|by one level|under the one above|under the previous task]', 'make $a:refs a (%child) of (the one above|the task above|the previous one|the previous task|the task before it|its previous sibling)', 'push $a:refs (in|one level deeper|a level deeper|one level down|down a level)', '(move|shift) $a:refs (one level deeper|a level deeper|one level down|down one level|down a level)'], (slots) => (desk) => indent(desk, slots.ids()))
rule(['(outdent|unindent|promote|dedent|de-indent|un-indent) $a:refs [one level|a level|by one|by one level|out]', '(move|shift|bring|pull|lift|raise|push) $a:refs (one level up|up one level|up a level|a level up|out one level|one level out|one level higher|up one level)', '(move|take|pull|bring|get) $a:refs out (of|from) (its parent|there|it|the group)'], (slots) => (desk) => outdent(desk, slots.ids()))
rule(['(move|take|pull|bring|get|drag) $a:refs out (of|from) $b:ref'], (slots) => (desk) => {
  const inside = slots.ids().filter((id) => desk.working.parentOf(id) === slots.id('b'))
  return inside.length === slots.ids().length ? outdent(desk, slots.ids()) : outcome({ refused: [`${desk.names(slots.ids())} does not stand under ${desk.name(slots.id('b'))}`] })
})

function askPlace(desk: Desk, slots: Slots): Outcome {
  const [a, b] = [slots.refs(), slots.refs('b')]
  const target = desk.name(slots.id('b'))
  const before = desk.message.slice(0, a.end)
  const after = desk.message.slice(b.end)
  return outcome({
    question: {
      text: `Shall ${desk.names(slots.ids())} go under ${target}, or next to it?`,
      options: [
        { label: `Under ${b.phrase}`, message: `${before} under task ${b.phrase}${after}` },
        { label: `Before ${b.phrase}`, message: `${before} before task ${b.phrase}${after}` },
        { label: `After ${b.phrase}`, message: `${before} after task ${b.phrase}${after}` },
      ],
    },
  })
}

/** Why a task cannot stand under another; undefined where it can. */
function obstacle(desk: Desk, id: string, parent: string | null): string | undefined {
  const { working } = desk
  if (parent === null) return undefined
  if (parent === id) return `${desk.name(id)} cannot stand under itself`
  if (working.isBelow(parent, id)) return `${desk.name(id)} cannot stand under ${desk.name(parent)}, which lies inside it`
  if (working.depthOf(parent) + 1 + working.heightOf(id) > limits.depth) return `${desk.name(id)} under ${desk.name(parent)} would be deeper than ${limits.depth + 1} levels`
  const tied = working.subtree(id).some((one) => {
    const needs = working.find(one)?.dependsOn ?? []
    for (let above: string | null = parent; above !== null; above = working.parentOf(above)) if (needs.includes(above) || working.find(above)?.dependsOn.includes(one)) return true
    return false
  })
  return tied ? `${desk.name(id)} cannot stand under ${desk.name(parent)}: one depends on the other` : undefined
}

/** Moves tasks, in their given order, to where `place` says; those that stand there already are said to. */
function moveAll(desk: Desk, ids: readonly string[], parent: string | null, indexFor: (id: string, turn: number) => number | undefined, where: string): Outcome {
  const { working } = desk
  const moved: string[] = []
  const same: string[] = []
  const refused: string[] = []
  const named = new Set(ids)
  // What stands inside another moved task comes along with it.
  const tops = ids.filter((id) => ![...named].some((other) => other !== id && working.isBelow(id, other)))
  tops.forEach((id) => {
    const stop = obstacle(desk, id, parent)
    if (stop !== undefined) {
      refused.push(stop)
      return
    }
    const before = { parent: working.parentOf(id), list: working.children(working.parentOf(id)).join() }
    working.move(id, parent, indexFor(id, moved.length + same.length))
    if (before.parent === parent && working.children(parent).join() === before.list) same.push(id)
    else moved.push(id)
  })
  return outcome({
    did: moved.length > 0 ? [`Moved ${desk.names(moved)} ${where}`] : [],
    same: same.length > 0 && moved.length === 0 ? [`${desk.names(same)} ${same.length > 1 ? 'stand' : 'stands'} there already`] : [],
    refused,
    about: tops,
  })
}

function under(desk: Desk, ids: readonly string[], parent: string, index?: number, last = false): Outcome {
  const inside = ids.filter((id) => desk.working.parentOf(id) === parent)
  if (last && inside.length === ids.length) return toEdge(desk, ids, 'last')
  if (index === undefined && inside.length === ids.length) return outcome({ same: [`${desk.names(ids)} ${ids.length > 1 ? 'stand' : 'stands'} under ${desk.name(parent)} already`], about: ids })
  const others = ids.filter((id) => id !== parent && (index !== undefined || !inside.includes(id)))
  if (others.length === 0) return outcome({ refused: [`${desk.name(parent)} cannot stand under itself`] })
  return moveAll(desk, others, parent, (_, turn) => (index === undefined ? undefined : index + turn), `under ${desk.name(parent)}`)
}

function beside(desk: Desk, ids: readonly string[], sibling: string, offset: 0 | 1): Outcome {
  const others = ids.filter((id) => id !== sibling)
  if (others.length === 0) return outcome({ refused: [`${desk.name(sibling)} cannot stand beside itself`] })
  const parent = desk.working.parentOf(sibling)
  let previous = sibling
  return moveAll(
    desk,
    others,
    parent,
    (id) => {
      const siblings = desk.working.children(parent).filter((one) => one !== id)
      const index = offset === 0 ? siblings.indexOf(sibling) : siblings.indexOf(previous) + 1
      if (offset === 1) previous = id
      return index
    },
    `${offset === 0 ? 'before' : 'after'} ${desk.name(sibling)}`,
  )
}

function toRoot(desk: Desk, ids: readonly string[]): Outcome {
  const below = ids.filter((id) => desk.working.parentOf(id) !== null)
  if (below.length === 0) return outcome({ same: [`${desk.names(ids)} ${ids.length > 1 ? 'are' : 'is'} at the top level already`], about: ids })
  return moveAll(desk, below, null, () => undefined, 'to the top level')
}

function toEdge(desk: Desk, ids: readonly string[], edge: 'first' | 'last', into?: null): Outcome {
  const [first] = ids
  const parent = into === null ? null : first === undefined ? null : desk.working.parentOf(first)
  if (into === undefined && ids.some((id) => desk.working.parentOf(id) !== parent)) return outcome({ refused: [`${desk.names(ids)} do not stand under the same task: move them one by one`] })
  return moveAll(desk, ids, parent, (_, turn) => (edge === 'first' ? turn : undefined), edge === 'first' ? 'to the top' : 'to the end')
}

function toPosition(desk: Desk, id: string, index: number): Outcome {
  const parent = desk.working.parentOf(id)
  const count = desk.working.children(parent).length
  if (index < 0 || index >= count) return outcome({ refused: [`there are ${count} places there, no place ${index + 1}`] })
  return moveAll(desk, [id], parent, () => index, `to place ${index + 1}`)
}

function nudge(desk: Desk, ids: readonly string[], by: number): Outcome {
  const [first] = ids
  if (first === undefined) return outcome({})
  const parent = desk.working.parentOf(first)
  if (ids.some((id) => desk.working.parentOf(id) !== parent)) return outcome({ refused: [`${desk.names(ids)} do not stand under the same task: move them one by one`] })
  const siblings = desk.working.children(parent)
  const rest = siblings.filter((id) => !ids.includes(id))
  const start = siblings.filter((id) => ids.includes(id)).map((id) => siblings.indexOf(id))[0] ?? 0
  const index = Math.max(0, Math.min(rest.length, start + by))
  return moveAll(desk, siblings.filter((id) => ids.includes(id)), parent, (_, turn) => index + turn, by < 0 ? 'up' : 'down')
}

function swap(desk: Desk, ids: readonly string[]): Outcome {
  const [a, b] = ids
  const { working } = desk
  if (a === undefined || b === undefined) return outcome({})
  if (working.isBelow(a, b) || working.isBelow(b, a)) return outcome({ refused: [`${desk.name(a)} and ${desk.name(b)} cannot swap: one lies inside the other`] })
  const [parentA, parentB] = [working.parentOf(a), working.parentOf(b)]
  const stop = obstacle(desk, a, parentB) ?? obstacle(desk, b, parentA)
  if (stop !== undefined) return outcome({ refused: [stop] })
  const [indexA, indexB] = [working.children(parentA).indexOf(a), working.children(parentB).indexOf(b)]
  if (parentA === parentB) {
    const [low, high] = indexA < indexB ? [a, b] : [b, a]
    const [lowIndex, highIndex] = [Math.min(indexA, indexB), Math.max(indexA, indexB)]
    working.move(high, parentA, lowIndex)
    working.move(low, parentA, highIndex)
  } else {
    working.move(a, parentB, indexB)
    working.move(b, parentA, indexA)
  }
  return outcome({ did: [`Swapped ${desk.name(a)} and ${desk.name(b)}`], about: ids })
}

/** "order: 3, 1, 2": these in this order; where they name all siblings but some, the rest keeps its place behind them. */
function arrange(desk: Desk, ids: readonly string[]): Outcome {
  const { working } = desk
  const [first] = ids
  if (first === undefined) return outcome({})
  const parent = working.parentOf(first)
  if (ids.some((id) => working.parentOf(id) !== parent)) return outcome({ refused: ['these tasks do not stand under the same task, so they have no common order'] })
  const siblings = working.children(parent)
  const slots = siblings.flatMap((id, index) => (ids.includes(id) ? [index] : []))
  const wanted = [...siblings]
  slots.forEach((slot, turn) => (wanted[slot] = ids[turn] ?? ''))
  if (wanted.join() === siblings.join()) return outcome({ same: ['They stand in that order already'], about: ids })
  wanted.forEach((id, index) => working.move(id, parent, index))
  return outcome({ did: [`New order: ${desk.names(ids)}`], about: ids })
}

function indent(desk: Desk, ids: readonly string[]): Outcome {
  const [first] = ids
  if (first === undefined) return outcome({})
  const siblings = desk.working.children(desk.working.parentOf(first))
  const above = siblings.slice(0, siblings.indexOf(first)).reverse().find((id) => !ids.includes(id))
  return above === undefined ? outcome({ refused: [`nothing stands above ${desk.name(first)} at its level, so it cannot be indented`] }) : under(desk, ids, above)
}

function outdent(desk: Desk, ids: readonly string[]): Outcome {
  const [first] = ids
  if (first === undefined) return outcome({})
  const parent = desk.working.parentOf(first)
  if (parent === null) return outcome({ same: [`${desk.name(first)} is at the top level already`], about: ids })
  return beside(desk, ids, parent, 1)
}
