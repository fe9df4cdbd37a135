import { askBook } from './ask.ts'
import { escape } from '../editor/desk.ts'
import { fold } from '../language/words.ts'
import { onPlate, whatNext, whoHasWhat } from './answers.ts'
import type { Facts } from './facts.ts'

const { asks, ask } = askBook()

/** Questions about who does what. */
export const peopleQuestions = asks

ask(
  [
    'what (should|can|could|must|will|does) $person (do|work on|start|tackle|start with) [next|now|first|today]',
    'what %is next for $person',
    "what 's next for $person",
    '[what] [comes|is] next for $person',
  ],
  (slots, facts) => {
    const person = slots.person()
    return person && known(facts, person.name) ? whatNext(facts, person.name) : undefined
  },
)
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
const known = (facts: Facts, name: string): boolean => facts.catalogue.people.some((person) => fold(person.name) === fold(name))
