import { askBook } from './ask.ts'
import { formatDuration } from '../../../core/plan/duration.ts'
import { subtreeOf } from '../../../core/plan/tree.ts'
import { escape } from '../editor/desk.ts'
import { statusOf } from '../language/vocabulary.ts'
import { howFar, howLong, showTask, whatIsLate, whatItNeeds, whatNeedsIt, whyAfter } from './answers.ts'
import { count, open, statusNames } from './facts.ts'

const { asks, ask } = askBook()

/** Questions about tasks that are named. */
export const taskQuestions = asks

ask(
  [
    'what (remains|is left|is still open|is open|is still to do|remains open|is remaining|is to do|is missing|is not done) [to do|to be done|open|yet|still]',
    "what 's (left|still open|open|missing|remaining) [to do|to be done]",
    'what (remains|is left|is still open|is open|is still to do|is missing) [to do|to be done|open] (in|for|under|of|on|with) $a:refs',
    "what 's (left|still open|open|missing) [to do|to be done] (in|for|under|of|on|with) $a:refs",
    'what do we still (have|need) to do [in|for|under|on $a:refs]',
  ],
  (slots, facts) => {
    const among = slots.has('a') ? slots.ids().flatMap((id) => subtreeOf(facts.plan, id as never)) : facts.tasks.map(({ id }) => id)
    const left = among.filter((id) => facts.isLeaf(id) && open(facts.task(id)))
    return left.length === 0
      ? 'Nothing is left to do there.'
      : `${count(left.length, 'task is', 'tasks are')} open:\n${facts.list(left, (task) => statusNames[task.status], 20)}`
  },
)
ask(
  [
    'how far [along] %is [we with|we on|we in] $a:refs',
    'how far are we (with|on|in|along with) $a:refs',
    '(what %is|how %is|show|show me|give me) [the] (progress|status|state|overview) (of|on|for|with|in) $a:refs',
    'how much of $a:refs is (done|left|finished|complete|open)',
    'how %is $a:refs (going|doing|coming along|progressing|looking)',
    '(progress|status) (of|on|for) $a:refs',
    '$a:refs (progress|status)',
    'where are we with $a:refs',
    'how (complete|finished|done) %is $a:refs',
    'how much (is|work is) (left|remaining|open|to do) (in|on|for|under|of) $a:refs',
  ],
  (slots, facts) => howFar(facts, slots.ids()),
)
ask(
  [
    '[what|which|is|are|any|anything|show|list|show me|is there|are there] [%is] [%the|we|anything|something|there] [tasks|things|ones|task|anything|any tasks|any] [which|that] [%is] (late|overdue|behind|past due|delayed|behind schedule|running late|past their due date|over due|off track|slipping|past the deadline) [tasks|now|right now|items|today|task|already]',
    'are we (late|behind|on track|on time|on schedule|behind schedule|delayed) [with anything|anywhere]',
    'what did we miss',
    '[which|what] deadlines (have we|did we) (missed|miss)',
    'missed deadlines',
    "what 's [running] (late|overdue|behind)",
    'do we have [any] (late|overdue|delayed) tasks',
    'which tasks (should|should have|ought to) [have|be] [been] (done|finished) already',
    'is $a:refs on track',
  ],
  (slots, facts) => (slots.has('a') ? undefined : whatIsLate(facts)),
)
ask(['is $a:ref (on the critical path|critical)', 'how much slack (does|has) $a:ref (have|got)'], (slots, facts) => {
  const id = slots.id()
  const slack = facts.critical.slack.get(id as never)
  if (facts.critical.tasks.includes(id as never)) return `Yes: ${facts.name(id)} is on the critical path.`
  return slack === undefined
    ? `No: ${facts.name(id)} is ${facts.isLeaf(id) ? 'closed' : 'a heading, its sub-tasks count'}.`
    : `No: ${facts.name(id)} may slip by ${formatDuration(slack)}.`
})
ask(
  [
    "why (is|does|must|has|should|do|are|can't|did|can not|cannot) $a:ref (after|wait for|depend on|come after|blocked by|waiting for|wait on|waiting on|dependent on|to wait for|have to wait for|follow|need|to come after|scheduled after|behind|start before) $b:ref",
    'does $a:ref (depend on|wait for|need|require|come after) $b:ref',
    'is $a:ref (blocked by|dependent on|waiting for|after) $b:ref',
    'how (does|is) $a:ref (depend on|related to|connected to|dependent on|linked to) $b:ref',
    'why (does|must|has) $b:ref [to] (come|be done|be finished|happen|finish) before $a:ref',
    'why is $b:ref before $a:ref',
    'what (connects|links) $a:ref (and|with|to) $b:ref',
  ],
  (slots, facts) => whyAfter(facts, slots.id(), slots.id('b')),
)
ask(
  [
    '(which tasks|which|which task) (does|do|must|is|are|did|has) $a:ref (wait for|depend on|need|require|waiting for|waiting on|blocked by|rely on|dependent on|wait on)',
    'what (does|do|must|is|are|did|has) $a:ref (wait for|depend on|need|require|waiting for|waiting on|blocked by|rely on|dependent on|wait on|depending on|depend upon|need first|held up by|stuck on|to wait for)',
    "what 's (blocking|holding up|holding back|in the way of|stopping|keeping) $a:ref [up|back]",
    'what (blocks|is blocking|holds up|is holding up|keeps|is needed for|needs to be done before|must be done before|must happen before|comes before|has to happen before|is required for|needs to happen before|do we need before|precedes|has to be done before|stops|prevents|must come before) $a:ref [from starting]',
    '(explain|tell me|say) why $a:ref (is|cannot|can not) [be] (blocked|waiting|stuck|not ready|started)',
    'what (must|has to|should|needs to|have to) (be|happen|get) [done|finished|complete|completed|ready] before $a:ref [can start|starts|begins|is started]',
    'what (comes|is|goes) before $a:ref',
    'why (do|must|should|can not) (i|we) [have to|need to] (wait|hold off) (with|for|on) $a:ref',
    'what (is|keeps) [us] [holding up|blocking|holding] $a:ref [up|back]',
    "why (is|can't|cannot) $a:ref (blocked|waiting|stuck|not ready|start|be started|not started|on hold|not done)",
    '(dependencies|prerequisites|blockers) (of|for) $a:ref',
    "$a:ref 's (dependencies|prerequisites)",
    '(what are|show|list|show me) [the] (dependencies|prerequisites|blockers) (of|for) $a:ref',
    'can (i|we|anna|you) [already] (start|begin|do|work on) $a:ref [now|already|yet]',
    'is $a:ref ready [to start|to go|to be started]',
    'when can $a:ref (start|be started|begin)',
    'when can (i|we) (start|begin) $a:ref',
  ],
  (slots, facts) => whatItNeeds(facts, slots.id()),
)
ask(
  [
    '(what|which tasks|which|who) (depends|depend|waits|wait|waiting|is waiting|are waiting|relies|rely|hinges|is dependent|are dependent) (on|for|upon) $a:ref',
    '(what|which tasks|which) (needs|need|requires|require|comes after|come after|follows|is after) $a:ref',
    '(what|which tasks|which) (does|do|will|would|is) $a:ref (block|hold up|unblock|unlock|blocking|enable|affect)',
    '(what|which tasks) (is|are) (blocked by|dependent on|waiting for|waiting on|held up by|unlocked by) $a:ref',
    'what happens (after|when|once) $a:ref [is done|is finished]',
    '(dependants|dependents) of $a:ref',
    'what (can|could) (start|begin|be started) (after|once|when) $a:ref [is done|is finished]',
    'what (would|will) (be affected|slip|be delayed|suffer) (by|if|when) $a:ref [slips|is late|is delayed|gets delayed]',
    'what (happens|will happen|would happen) (if|when) $a:ref (slips|is late|is delayed|gets delayed|takes longer|fails|is not done|is not finished|is not done in time|slipped|was late|were late|is not ready)',
  ],
  (slots, facts) => whatNeedsIt(facts, slots.id()),
)
ask(
  [
    'how long (will|does|would|is|should) $a:refs (take|last|need|going to take) [to finish]',
    'how (many hours|many days|much time|much work|much effort) (is|are|does|do|will|did) [needed for|left in|left on|left for|spent on|in] $a:refs [take|need|left]',
    '(what %is|show) [the] (estimate|effort|remaining time|remaining effort|duration) (of|for|on) $a:refs',
    "(what %is) $a:refs 's (estimate|effort)",
    'how (big|long|large) is $a:refs',
    'how much (time|work) (was|has been|have we|did we|is) (spent|logged|spend|left) (on|for|in) $a:refs',
    'how is $a:refs estimated',
    '[the] (total|overall|whole|remaining) (estimate|effort|time|work|duration) (of|for|on|in|under) $a:refs',
    '(what %is|show|show me) [the] (total|overall|whole|remaining) (estimate|effort|time|work|duration) (of|for|on|in|under) $a:refs',
    'how (much time|many hours|many days|long|much) (have|has|did) (we|i|anybody|anyone|the team|you) (spent|spend|logged|log|worked|work|put) (on|for|in|into) $a:refs',
    'how much (time|effort) (is|was|has been) (logged|booked|tracked) (on|for|against) $a:refs',
    '(estimate|effort) (of|for) $a:refs',
  ],
  (slots, facts) => howLong(facts, slots.ids()),
)
ask(
  [
    'when (is|are) $a:refs [due|planned|scheduled|supposed to be done|supposed to be finished|to be done]',
    'when (does|do|will|should|must) $a:refs (start|end|begin|finish|be done|happen|be finished|be ready|need to be done|have to be done)',
    '(what %is) [the] (due date|deadline|start date|dates|date) (of|for) $a:refs',
    "(what %is) $a:refs 's (due date|deadline|start date)",
    '(deadline|due date|start date) (of|for) $a:refs',
    'by when (is|must|should) $a:refs [be] [due|done|finished]',
    'is $a:refs (late|overdue|behind)',
    'until when do we have [time] for $a:refs',
  ],
  (slots, facts) =>
    facts.list(slots.ids(), (task) =>
      [
        task.startDate ? `starts ${task.startDate}` : '',
        task.dueDate ? `due ${task.dueDate}${facts.isOverdue(task) ? ', overdue' : ''}` : 'no due date',
      ]
        .filter(Boolean)
        .join(', '),
    ),
)
ask(
  [
    '(show|show me|describe|tell me about|explain|details|details of|details on|details for|open|display|tell me more about|info on|info about|information on|look at|read|what do we know about|what does it say about|print|view|tell us about|more about|can i see|let me see|give me the details of|give me details on) $a:ref [please|in detail|details]',
    "(what is|what 's) $a:ref [about|all about|for]",
    'what (does|do) $a:ref (mean|include|involve|contain|cover|say|consist of|entail)',
    'what is in $a:ref',
    '$a:ref ?',
    '(show|list|what are) [the] details (of|for|on) $a:ref',
  ],
  (slots, facts) => showTask(facts, slots.id()),
)
ask(
  [
    '(what %is|what are|show|show me|list|which are|which) [the] [acceptance] (criteria|criterion|conditions) (of|for|on|in) $a:ref',
    "(what %is|what are|show|list) $a:ref 's [acceptance] criteria",
    'when is $a:ref (done|finished|complete)',
    'what (makes|counts as) $a:ref done',
    'what criteria (does|do) $a:ref have',
    '[acceptance] criteria (of|for) $a:ref',
  ],
  (slots, facts) => {
    const { acceptanceCriteria } = facts.task(slots.id())
    return acceptanceCriteria.length === 0
      ? `${facts.name(slots.id())} has no acceptance criteria.`
      : `${facts.name(slots.id())} is done when:\n${acceptanceCriteria.map(({ text, done }, index) => `${index + 1}. [${done ? 'x' : ' '}] ${escape(text)}`).join('\n')}`
  },
)
ask(
  ['(what %is|show|tell me) [the] (status|state) of $a:refs', 'what status (does|is|has) $a:refs [have|in]', "(what %is) $a:refs 's status"],
  (slots, facts) =>
    facts.list(slots.ids(), (task) =>
      facts.isLeaf(task.id)
        ? statusNames[task.status]
        : `${statusNames[task.status]}, ${facts.progress(task.id).done} of ${facts.progress(task.id).total} below done`,
    ),
)
ask(['(is|are|has|have|was) $a:refs [already|been|still|now|all] $text [yet|already]'], (slots, facts) => {
  const words = slots
    .text()
    .toLowerCase()
    .replace(/^(already|been|still|all) /, '')
    .replace(/ (yet|already)$/, '')
    .split(' ')
  const status = statusOf(words)
  if (!status || slots.refs().confidence === 0) return undefined
  return facts.list(slots.ids(), (task) => {
    const isSo = status === 'done' ? facts.closed.has(task.id) && task.status !== 'cancelled' : task.status === status
    return `${isSo ? 'yes' : 'no'}, it is ${statusNames[task.status]}${facts.isLeaf(task.id) ? '' : ` (${facts.progress(task.id).done} of ${facts.progress(task.id).total} below done)`}`
  })
})
ask(
  [
    '(what %is) [the] priority (of|for) $a:refs',
    "(what %is) $a:refs 's priority",
    'how (important|urgent) is $a:refs',
    'what priority (does|do|has|is) $a:refs [have]',
  ],
  (slots, facts) => facts.list(slots.ids(), (task) => `priority ${task.priority}`),
)
ask(
  [
    '(what|which) tags (does|do|has|are on|are there on) $a:refs [have|got]',
    '(what are|show|list) [the] tags (of|on) $a:refs',
    'how is $a:refs tagged',
  ],
  (slots, facts) => facts.list(slots.ids(), (task) => (task.tags.length > 0 ? task.tags.map(escape).join(', ') : 'no tags')),
)
