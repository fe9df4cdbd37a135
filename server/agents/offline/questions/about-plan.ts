import { askBook } from './ask.ts'
import { escape } from '../editor/desk.ts'
import { criticalTasks, help, howFar, howLong, whatIsBlocked, whatNext } from './answers.ts'
import { count, statusNames } from './facts.ts'

const { asks, ask } = askBook()

/** Questions about the whole plan. */
export const planQuestions = asks

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
    'what would you (do|suggest|recommend|start with|work on|tackle) [next|now|first|today]',
    'what do you (suggest|recommend) [next|now|i do|we do|i do next|we do next]',
    'any (idea|suggestion|suggestions) what (to do|comes) next',
  ],
  (_, facts) => whatNext(facts),
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
    '(which|what) (chain|sequence|series|path|line) [of (tasks|work|dependencies)] (takes|is|lasts|runs|determines|decides) [the] (longest|most time|end date|critical)',
    '[what %is|show me|show] [the] longest (path|chain|sequence) [of (tasks|work|dependencies)] [in %whole]',
    '(which|what) tasks (determine|decide|drive|set|define|control) the (end date|finish date|deadline|end|total duration|completion date)',
    "which tasks (must not|cannot|can't|may not) (slip|be late|be delayed)",
  ],
  (_, facts) => criticalTasks(facts),
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
    'when %is [the|this|our] (project|plan|whole project|whole thing) [due|to be finished]',
    'when (does|must|should) [the|this|our] (project|plan|whole project|whole thing) (end|finish|be done|be finished|stop)',
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
