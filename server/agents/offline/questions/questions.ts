import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { formatDuration } from '../../../core/plan/duration.ts'
import { subtreeOf } from '../../../core/plan/tree.ts'
import { Desk, escape } from '../editor/desk.ts'
import { withoutPleasantries } from '../language/politeness.ts'
import { readSlot } from '../editor/phrases.ts'
import { Slots, type Value } from '../editor/slots.ts'
import { doubtAbout } from '../editor/reading.ts'
import { compile, fit, wordsPresent, type Pattern } from '../language/grammar.ts'
import { readDate, shiftDate, weekOf } from '../language/dates.ts'
import { readReferences, type References } from '../language/references.ts'
import { statusOf } from '../language/vocabulary.ts'
import type { Token } from '../language/tokens.ts'
import { fold } from '../language/words.ts'
import {
  criticalTasks,
  help,
  howFar,
  howLong,
  onPlate,
  showTask,
  whatChanged,
  whatIsBlocked,
  whatIsLate,
  whatItNeeds,
  whatNeedsIt,
  whatNext,
  whoHasWhat,
  whyAfter,
} from './answers.ts'
import { count, Facts, open, statusNames } from './facts.ts'

const groups = {
  is: "is|are|'s|was|were|'re",
  show: 'show|show me|list|list me|tell me|give me|tell me about|display|print|let me see|see|find|find me|which are|what are|get me|i want to see|can i see|tell us',
  the: 'the|our|all|all the|my|all of the|any',
  whole: 'we|it|this|things|the project|the plan|this project|everything|the whole project|the whole thing|this plan|the work',
}

interface Ask {
  readonly pattern: Pattern
  readonly answer: (slots: Slots, facts: Facts) => string | undefined
}

const asks: Ask[] = []
const ask = (patterns: readonly string[], answer: Ask['answer']): void => {
  for (const source of patterns) asks.push({ pattern: compile(source, groups), answer })
}

ask(
  [
    'what %is [up|coming|the] next [task|step|up|on the list|thing to do|thing] [to do|for me|for us]',
    'what (comes|goes) next',
    'what (should|can|could|shall|do|must|would|will) (i|we|you suggest i|you suggest we|you recommend) (do|work on|start|tackle|begin|pick up|take on|start with|begin with|focus on|start on) [next|now|first|today|right now|on|with] [and why]',
    'what to (do|work on|start|tackle) [next|now|first|today]',
    '[%show] [the] next (task|step|up|steps|tasks)',
    "what (is|'s) next [and why]",
    'which (task|tasks|one|ones|step) %is next',
    'which (task|tasks|one) (should|can|could) (i|we) (do|start|work on|begin|tackle|pick up) [next|now|first]',
    'where (do|should|shall|can|could) (i|we) (start|begin|continue|go on)',
    'what %is [ready|available|startable] [to start|to be started|to do|to go|to work on|to be done] [now|next]',
    'which (tasks|ones) %is ready [to start|to go|to be started|now]',
    '%show [%the] ready tasks',
    "what 's (on the agenda|on deck|up)",
    'what now',
    'whats next',
    'what do (i|we) do (now|next)',
    'why that [one]',
    'what is (the most important|most urgent|most important) [thing|task] [to do] [next|now|right now]',
    'suggest [the|a] next (task|step)',
    'any (idea|suggestion|suggestions) what (to do|comes) next',
  ],
  (_, facts) => whatNext(facts),
)
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
    'what (should|can|could|must|will|does) $person (do|work on|start|tackle|start with) [next|now|first|today]',
    'what %is next for $person',
    "what 's next for $person",
  ],
  (slots, facts) => {
    const person = slots.person()
    return person && known(facts, person.name) ? whatNext(facts, person.name) : undefined
  },
)
ask(
  [
    'how far [along] %is %whole',
    'how far (have we come|are we|along are we|did we get) [with %whole]',
    '(what %is|how %is|show|show me|give me) [the|our] [overall|current|total] (progress|status|state|overview|state of affairs|standing|status report|progress report|state of play) [of %whole|so far|report|on %whole|right now|at the moment]',
    'how much (is|has been|of it is|of %whole is|have we) (done|finished|completed|complete|left|remaining|still open|to do) [so far]',
    'how much work (is|has been) (done|finished)',
    'how %is %whole (going|doing|coming along|progressing|looking)',
    'how are we doing',
    'where (do|are) we [stand|at|standing] [right now|now|at the moment]',
    '[overall] (progress|status|overview|status report|summary|progress report) [please]',
    '[give me|show me|show] [a|an|the] [quick|short|brief|small] (summary|overview|status report|status update|progress report) [of %whole]',
    'are we (done|there) [yet]',
    'how (complete|finished|done) %is %whole',
    'what (percentage|percent|share|fraction|part) [of %whole] is (done|complete|finished)',
    'how many percent [of %whole] (is|are) (done|complete|finished)',
    'sum up %whole',
    'summarise %whole',
    'summarize %whole',
    'how is it going',
    'status update',
  ],
  (_, facts) => howFar(facts),
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
ask(
  [
    '[what|which|is|are|any|anything|show|list|show me|is there|are there] [%is] [%the|anything|something|there] [tasks|things|ones|task|anything|any tasks|any|else] [which|that] [%is] [currently] (blocked|stuck|waiting|waiting for something|waiting on something|on hold|held up) [tasks|now|right now|items|and why|and by what|by what|and what by|at the moment]',
    "what 's [currently] (blocked|stuck|waiting) [and why]",
    'what (blocks|is blocking|is holding|holds) us [up|back]',
    '[what|which] blockers [do we have|are there|exist]',
    '(any|what are the|show|list) blockers',
    'what is in our way',
    'who is (blocked|waiting) [on what|for what]',
    'where are we (stuck|blocked)',
    'do we have [any] (blocked tasks|blockers)',
  ],
  (_, facts) => whatIsBlocked(facts),
)
ask(
  [
    '[what %is|show|show me|which is|tell me|where is|explain|give me|display] [the|our] critical path [of %whole|now|look like]',
    'which tasks %is (critical|on the critical path)',
    'what %is [on] [the] critical path',
    'what (determines|drives|decides|sets) [the|our] (end date|finish|end|deadline|duration|finish date)',
    'what is the longest (chain|path|sequence)',
    'how long is the critical path',
    'critical path',
    'what does the critical path look like',
    "which tasks (must not|cannot|can't|may not) (slip|be late|be delayed)",
  ],
  (_, facts) => criticalTasks(facts),
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
    'who (has|does|is doing|is on|works on|owns|is working on|is assigned to|takes|is responsible for|gets|handles|is) what',
    "[show|what is|show me|who has] [the|everyone 's|everybody 's|our] (workload|assignments|assignment|work distribution|load)",
    'how is [the] work (distributed|divided|split|shared)',
    'who is doing what',
    "who 's (doing|on|working on) what",
    'what is everyone (doing|working on)',
    "who 's working on what",
    'who (are the|is in the) (people|team)',
    'who is [on|in] [the|this] (team|project|plan)',
    'who has [the] most (work|tasks)',
    'who (is|are) (busy|overloaded)',
  ],
  (_, facts) => whoHasWhat(facts),
)
ask(
  [
    "(what %is|show|show me|what all is|tell me what is) (on|in) $person 's (plate|list|desk|queue|todo|to-do|backlog|todo list|agenda|table)",
    "(what %is|what are|show|show me|list|which are) [all] [of] $person 's [open] (tasks|work|assignments|items|todos|jobs|task|things)",
    'what %is $person (doing|working on|responsible for|assigned to|up to|busy with|assigned|in charge of)',
    'what (does|has|do|did) $person (have|do|own|own now|need to do|got|have to do|got to do|work on|have on their plate|have to finish|have left|handle) [to do|on his plate|on her plate|on their plate|open|left]',
    "$person 's (tasks|work|plate|workload|load)",
    'how many [open] tasks (has|have) $person [got|left]',
    'how (much|many tasks) (does|has|do) $person (have|got|have left|have to do) [to do|on his plate|on her plate|on their plate|left|work]',
    'how much work (does|has) $person (have|got)',
    '(what|which tasks|which) (%is|are) [assigned to|owned by|with|given to|on] $person',
    'which tasks (does|has|do|are) $person (have|own|got|do|doing|working on)',
    '(show|list|show me|give me) [everything|all tasks|tasks|what is] (of|assigned to|for|from|owned by) $person',
    'is $person (busy|free|available|overloaded)',
    'what (has|does) $person (got|have) [left] [to do] [on (his|her|their) (list|plate|desk)]',
    '(what|anything) for $person',
  ],
  (slots, facts) => {
    const person = slots.person()
    if (!person) return undefined
    if (person.name === facts.request.user || known(facts, person.name)) return onPlate(facts, person.name)
    return `${escape(person.name)} has no task in this plan.`
  },
)
ask(
  [
    '[what are|show|show me|list] my [open] (tasks|task|work|todos|assignments)',
    'what %is (on my plate|on my list|assigned to me|mine|my tasks)',
    'what (do|should) i (have|need) to do',
    'what am i (doing|working on|responsible for|assigned to)',
    'what do i have [to do|on my plate]',
  ],
  (_, facts) =>
    facts.request.user === null ? 'I do not know your name, so I cannot tell which tasks are yours.' : onPlate(facts, facts.request.user),
)
ask(
  [
    'who (has|does|is doing|is on|works on|owns|is working on|is assigned to|takes|is responsible for|handles|is the owner of|is the assignee of|will do|is in charge of|leads|gets|takes care of|should do) $a:refs',
    "who 's (on|doing|working on|responsible for|assigned to|in charge of) $a:refs",
    '(owner|assignee) of $a:refs',
    'whose (task|job) is $a:refs',
    'to whom is $a:refs assigned',
    'who is $a:refs assigned to',
    'is $a:refs assigned [to (anyone|anybody|someone)]',
    'does $a:refs have (an owner|an assignee)',
  ],
  (slots, facts) => facts.list(slots.ids(), (task) => (task.assignee ? escape(task.assignee.name) : 'assigned to nobody')),
)
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
    'what (blocks|is blocking|holds up|is holding up|keeps|is needed for|needs to be done before|must be done before|must happen before|comes before|has to happen before|is required for|needs to happen before|do we need before|precedes|has to be done before|stops|prevents|must come before) $a:ref [from starting]',
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
    'what would (be affected|slip|be delayed) (by|if|when) $a:ref [slips|is late]',
  ],
  (slots, facts) => whatNeedsIt(facts, slots.id()),
)
ask(
  [
    'how long (will|does|would|is|should) %whole [still] (take|last|need|going to take|run) [to finish|to complete|in total|overall|altogether]',
    "how long [until|till|before] (we are|we 're|it is|we're) (done|finished|ready)",
    'when (will|are|is|do|would) %whole [be] [going to be] (done|finished|complete|completed|ready|finish|end|be done|be finished)',
    'how much (time|work|effort) (is|remains|do we have|is still|will it take|do we need|does it take|will we need) [left|remaining|in total|needed|to do|altogether|overall|still]',
    'how (many hours|many days|many weeks|much time) (is|are|does|do|will) %whole [take|left|need|remain|take in total]',
    '[what %is|show|give me] [the|our] (total|overall|remaining|total remaining) (estimate|effort|work|time|hours|duration|workload)',
    'how many (hours|days|weeks) (are|is|remain|of work remain|of work are|do we have|of work are there|of work) [left|remaining|to go|in total]',
    'how (much|many hours) (did|have) we (spend|spent|logged) [so far|in total]',
    'how much time (was|has been|have we|did we) (spent|logged|spend) [so far]',
    'will we (make it|finish on time|be on time|be done in time|make the deadline)',
    'how much (remains|is remaining|is left) [to do]',
    'how big is %whole',
    'how long is left',
  ],
  (_, facts) => howLong(facts),
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
    'when %is [the|this|our] (project|plan|whole project|whole thing) [due|to be finished]',
    "(what %is) [the|our] (project 's|project|overall|final) (due date|deadline)",
    '(what %is) the (due date|deadline) of the project',
  ],
  (_, facts) => (facts.plan.project.dueDate === null ? 'The project has no due date.' : `The project is due ${facts.plan.project.dueDate}.`),
)
ask(
  [
    '[what %is|which is|when %is|show|show me] [the|our] next (deadline|due date|deadlines|due dates|dates)',
    '(upcoming|coming|next) (deadlines|due dates|dates)',
    '[what|which] deadlines (are coming up|are coming|are next|do we have|are there)',
    "what 's coming up",
    'what is coming up',
    '%show [%the] (deadlines|due dates|upcoming deadlines)',
  ],
  (_, facts) => {
    const coming = facts.tasks
      .filter((task) => task.dueDate !== null && task.dueDate >= facts.today && !facts.closed.has(task.id))
      .sort((a, b) => ((a.dueDate ?? '') < (b.dueDate ?? '') ? -1 : 1))
    return coming.length === 0
      ? 'No open task has a due date ahead.'
      : `Coming up:\n${facts.list(
          coming.map(({ id }) => id),
          (task) => `due ${task.dueDate}`,
          8,
        )}`
  },
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
ask(['(which|what) tags (are there|do we have|exist|are used|are in use|do we use|are we using)', '%show [%the] tags', 'list tags'], (_, facts) => {
  const tags = [...new Set(facts.tasks.flatMap((task) => task.tags))].sort()
  return tags.length === 0
    ? 'No task has a tag.'
    : tags.map((tag) => `- ${escape(tag)}: ${count(facts.tasks.filter((task) => task.tags.includes(tag)).length, 'task')}`).join('\n')
})
ask(
  [
    'how many tasks (are there|do we have|are in (the|this) plan|exist|does (the|this) (plan|project) have|in total|are there in total|have we|are there in the plan|are there altogether)',
    'how many tasks',
    'count [the|all] tasks',
    'number of tasks',
    'how (big|large) is (the|this) plan',
    'how many (milestones|root tasks) (are there|do we have)',
  ],
  (_, facts) => {
    const leaves = facts.tasks.filter((task) => facts.isLeaf(task.id))
    const by = new Map<string, number>()
    for (const task of facts.tasks) by.set(statusNames[task.status], (by.get(statusNames[task.status]) ?? 0) + 1)
    const roots = facts.catalogue.rows.filter(({ depth }) => depth === 0).length
    return facts.tasks.length === 0
      ? 'The plan has no tasks yet.'
      : `${count(facts.tasks.length, 'task')}, ${roots} of them at the top level and ${leaves.length} without sub-tasks: ${[...by].map(([name, number]) => `${number} ${name}`).join(', ')}.`
  },
)
ask(
  [
    'help [me|please]',
    'what can (you|i) (do|say|ask|ask you|tell you|type) [for me|here|with you|with this]',
    'how (does|do) (this|it|you) work',
    '(commands|usage|examples|instructions|manual)',
    'what (commands|instructions|things) (do you|can you|are there) [understand|know|do]',
    'how (can|do) i (use|talk to|edit|change|work with) (this|you|the plan|it|tasks)',
    'who are you',
    'what are you',
    'what do you (understand|know|do)',
    '(hi|hello|hey) [there|planwright]',
    'can you help [me]',
    'i need help',
    'what is this',
    'how to use (this|it)',
    'show [me] help',
    'show [me] [some] examples',
  ],
  () => help(),
)
ask(
  [
    '(thanks|thank you|thx|ty|great|perfect|nice|cool|awesome|good job|well done|looks good|excellent|lovely|super|wonderful|fine|very good|ok thanks|great thanks|thank you very much|thanks a lot) [a lot|so much|very much|!|.]',
  ],
  () => 'You are welcome. Nothing has changed.',
)

const known = (facts: Facts, name: string): boolean => facts.catalogue.people.some((person) => fold(person.name) === fold(name))

// What changed.
const changedHead =
  "(what (changed|has changed|happened|has happened|'s changed|is new|'s new|was changed|did we change|have we changed|changes were made|have i changed|got changed|was done|is different|did change|has been changed|has been done)|(which|any|show|show me|list|what) [the|recent|latest|last|all] (changes|history|updates) [were made|are there|have been made|happened|were there|do we have]|[show|show me] [the] [recent|latest] (history|changes|changelog|change log|log)|who changed what)"
ask(
  [`${changedHead}`, `${changedHead} (lately|recently|last|so far|most recently|of late|in the plan|recently in the plan|to the plan)`],
  (_, facts) => whatChanged(facts, facts.request.commits.slice(0, 10), 'lately'),
)
ask(
  [
    `${changedHead} (since|after|from) (version|v|revision|commit) $number`,
    `${changedHead} since $v:text`,
    `${changedHead} between version $number and now`,
    `(diff|difference|differences|changes) (since|from|to) (version|v) $number`,
    `(changes|history|log) since $v:text`,
  ],
  (slots, facts) => {
    const glued = slots.has('v') ? /^(?:v|version |ver |revision )(\d+)$/i.exec(slots.text('v')) : null
    const version = slots.has('number') ? slots.number() : glued ? Number(glued[1]) : undefined
    if (version !== undefined) {
      if (version > facts.request.head.version) return `There is no version ${version}: the newest is ${facts.request.head.version}.`
      return whatChanged(
        facts,
        facts.request.commits.filter((commit) => commit.version > version),
        `since version ${version}`,
      )
    }
    const day = sinceDay(slots.text('v'), facts.today)
    return (
      day &&
      whatChanged(
        facts,
        facts.request.commits.filter((commit) => commit.at.slice(0, 10) >= day),
        `since ${day}`,
      )
    )
  },
)
ask([`${changedHead} [in|on|during|within] $v:text`, `${changedHead} in [the] (last|past) $v:text`], (slots, facts) => {
  const words = slots.text('v')
  const version = /^(?:version|v) ?(\d+)$/i.exec(words)
  if (version)
    return whatChanged(
      facts,
      facts.request.commits.filter((commit) => commit.version === Number(version[1])),
      `in version ${version[1]}`,
    )
  const day = sinceDay(words, facts.today)
  if (!day) return undefined
  const only = /^(yesterday|on .*)$/i.test(words)
  return whatChanged(
    facts,
    facts.request.commits.filter((commit) => (only ? commit.at.slice(0, 10) === day : commit.at.slice(0, 10) >= day)),
    only ? `on ${day}` : `since ${day}`,
  )
})

function sinceDay(words: string, today: string): string | undefined {
  const text = fold(words).replace(/^(the |then )/, '')
  if (text === 'today' || text === 'this morning') return today
  if (text === 'yesterday') return shiftDate(today, { unit: 'days', amount: -1 })
  if (/^(last week|a week ago|week|7 days)$/.test(text)) return shiftDate(today, { unit: 'days', amount: -7 })
  if (text === 'this week') return weekOf(today).from
  if (/^(last month|a month ago|month)$/.test(text)) return shiftDate(today, { unit: 'months', amount: -1 })
  const days = /^(\d{1,3}) days?$/.exec(text)
  if (days) return shiftDate(today, { unit: 'days', amount: -Number(days[1]) })
  const read = readDate(text.endsWith('day') && !/^(last|next|this)/.test(text) ? `last ${text}` : text, today)
  return read && ('date' in read ? read.date : read.either[0])
}

/** The answer to a question about the plan; `sure` where every word and every task of it was understood. */
export interface Answered {
  readonly answer: AgentAnswer
  readonly sure: boolean
}

const words = (reply: string): AgentAnswer => ({ kind: 'words', agent: 'assistant', reply, understood: true })

/** Answers a question about the plan. Undefined where the message is none that is understood. Never a patch. */
export function answerQuestion(request: AgentRequest, tokens: readonly Token[]): Answered | undefined {
  if (tokens.length === 0 || tokens.length > 60) return undefined
  const span = withoutPleasantries(tokens, 0, tokens.length)
  const whole = endOf(tokens, 0, tokens.length)
  const spans = [span, { from: 0, to: whole }].map(({ from, to }) => ({ from, to: endOf(tokens, from, to) }))
  if (tokens.slice(0, whole).some((token) => token.key === ';' || token.key === '\n')) return undefined
  const facts = new Facts(request)
  const desk = new Desk(request)
  let held: Answered | undefined
  for (const { from, to } of spans) {
    const found = answerSpan(facts, desk, tokens, from, to)
    if (found?.sure) return found
    held ??= found
    const listed = listTasks(facts, desk, tokens, from, to)
    if (listed) return { answer: words(listed), sure: true }
  }
  return held
}

const endOf = (tokens: readonly Token[], from: number, to: number): number => {
  let end = to
  while (end > from && ['?', '.', '!', ','].includes(tokens[end - 1]?.key ?? '')) end -= 1
  return end
}

function answerSpan(facts: Facts, desk: Desk, tokens: readonly Token[], from: number, to: number): Answered | undefined {
  const scope = desk.scope()
  let best: { readonly answer: () => Answered | undefined; readonly score: number } | undefined
  const present = wordsPresent(tokens, from, to)
  for (const { pattern, answer } of asks) {
    fit(
      pattern,
      tokens,
      from,
      to,
      ({ spans, literal }) => {
        const values = new Map<string, Value>()
        let confidence = 1
        let free = 0
        for (const span of spans) {
          const value = readSlot(scope, tokens, span)
          if (!value) return
          values.set(span.name, value)
          confidence = Math.min(confidence, value.confidence)
          if (value.text !== undefined) free += span.to - span.from
        }
        const score = confidence + literal * 0.02 - free * 0.01
        if (best && best.score >= score) return
        const refs = [...values.values()].flatMap((value) => (value.refs ? [value.refs] : []))
        const missing = refs.find((one) => one.confidence === 0)
        if (missing) {
          best = { score, answer: () => ({ answer: words(notThere(facts, missing)), sure: false }) }
          return
        }
        const empty = refs.find((one) => one.ids.length === 0)
        const doubt = refs.map((one) => doubtAbout(desk, one, false)).find((one) => one !== undefined)
        if (doubt) {
          const options = doubt.options.map(({ label, replacement }) => ({
            label,
            message: desk.message.slice(0, doubt.start) + replacement + desk.message.slice(doubt.end),
          }))
          const question = { text: doubt.text, options }
          best = {
            score,
            answer: () => ({
              answer: {
                kind: 'question',
                agent: 'assistant',
                reply: [doubt.text, '', ...options.map(({ label }, index) => `${index + 1}. ${escape(label)}`)].join('\n'),
                question,
              },
              sure: true,
            }),
          }
          return
        }
        const text = empty ? `No task is meant by “${escape(empty.phrase)}”.` : answer(new Slots(values), facts)
        if (text !== undefined) best = { score, answer: () => ({ answer: words(text), sure: true }) }
      },
      present,
    )
  }
  return best?.answer()
}

const notThere = (facts: Facts, refs: References): string => {
  const near = facts.catalogue.titles.find(refs.phrase)
  const hint = near && near.ids.length > 0 ? ` Did you mean ${facts.names(near.ids, 3)}?` : ''
  return `There is no task “${escape(refs.phrase)}” in this plan.${hint}`
}

const listHeads = [
  'what do we have',
  'which ones',
  'which tasks',
  'is there [a|any] task',
  'what %is [there|planned|scheduled]',
  'what (do|did|should) we (do|finish|plan)',
  'which',
  'what',
  'show',
  'list',
  'find',
  'show me',
  'list me',
  'give me',
  'are there',
  'is there',
  'do we have',
  'what %is',
  'which are',
  'how many',
  'how many of',
  'tell me',
  'tell me which',
  'show me which',
  'who has',
  'search for',
  'search',
  'filter',
  'get',
  'find me',
  'count',
  'what are',
  'which of',
  'do any',
  'does any',
  'are',
  'any',
  'what tasks',
  'what else is',
].map((source) => compile(source, groups))
const listTails = [
  'do we have',
  'are there',
  'do i have',
  'have we got',
  'are in the plan',
  'exist',
  'there are',
  'in the plan',
  'do we still have',
  'right now',
  'at the moment',
  'we have',
].map((words) => words.split(' '))
const everything: Token = { kind: 'word', text: 'everything', key: 'everything', start: 0, end: 0 }

/** "which tasks have no estimate?", "how many tasks are tagged api?", "what is due this week?": any filter the editor knows. */
function listTasks(facts: Facts, desk: Desk, tokens: readonly Token[], from: number, to: number): string | undefined {
  const starts = new Set<number>()
  for (const pattern of listHeads)
    for (let end = from + 1; end <= Math.min(to, from + 4); end += 1) fit(pattern, tokens, from, end, () => starts.add(end))
  const tail = listTails.find((words) => to - words.length > from && words.every((word, index) => tokens[to - words.length + index]?.key === word))
  if (tail) to -= tail.length
  for (const start of [...starts].sort((a, b) => b - a)) {
    if (start >= to) continue
    const direct = readReferences(desk.scope(), tokens, start, to)
    const spoken = tokens.slice(start, to)
    const named =
      direct?.group && direct.confidence > 0.5
        ? direct
        : readReferences({ ...desk.scope(), memo: new Map() }, [everything, ...spoken], 0, spoken.length + 1)
    if (!named?.group || named.confidence < 0.5) continue
    const counting = tokens[from]?.key === 'how' || tokens[from]?.key === 'count'
    if (named.ids.length === 0) return counting ? 'None.' : 'No task in this plan does.'
    const note = (id: string): string => {
      const task = facts.task(id)
      return [statusNames[task.status], task.dueDate === null ? '' : `due ${task.dueDate}`, task.assignee ? escape(task.assignee.name) : '']
        .filter(Boolean)
        .join(', ')
    }
    return `${count(named.ids.length, 'task')}:\n${facts.list(named.ids, (task) => note(task.id))}`
  }
  return undefined
}

const questionWords = new Set(
  "what which who whom whose when where why how is are was were does do did has have can could should would will shall may am whats what's who's".split(
    ' ',
  ),
)

/** Whether a message asks rather than tells, by its first word or its last mark. */
export function looksLikeQuestion(tokens: readonly Token[]): boolean {
  if (tokens.at(-1)?.key === '?') return true
  const { from } = withoutPleasantries(tokens, 0, tokens.length)
  // "I will do 3" begins with a question word only once "I will" is taken off.
  return questionWords.has(tokens[from]?.key ?? '') && tokens.length > 1 && !/^(i|we|you)$/.test(tokens[0]?.key ?? '')
}
