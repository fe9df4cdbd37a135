import type { Pattern } from './pattern.ts'

export const peoplePatterns: readonly Pattern[] = [
  {
    id: 'hire', verbs: 'hire recruit staff', nouns: 'hiring candidate candidates interview interviews recruiting vacancy role', minutes: 2400,
    steps: [
      ['Write down what the person will do', 'Results expected after three and twelve months, must-haves (few), pay range, who decides.', 1, 'All deciders agree on the must-haves'],
      ['Publish and spread the word', 'A clear advertisement, the right channels, personal messages to people who fit.', 1, 'The advertisement is online in every chosen place'],
      ['Screen applications', 'The same questions for all, an answer within a week.', 2, 'Every applicant has an answer'],
      ['Hold structured interviews', 'A work sample and the same questions, notes before discussion.', 3, 'Each interviewer scored before talking to the others'],
      ['Decide, check references, offer', 'Compare with the must-haves, speak with two references, make the offer in person and in writing.', 1, 'The offer is answered'],
    ],
  },
  {
    id: 'onboard', verbs: 'onboard welcome', nouns: 'onboarding induction orientation newcomer', minutes: 960,
    steps: [
      ['Prepare access, equipment and papers', 'Accounts, keys, devices, contracts; tried before the first day.', 2, 'Everything works on the first morning'],
      ['Plan the first week hour by hour', 'People to meet, things to see, a first small result.', 1, 'Each meeting is in both calendars'],
      ['Name a companion', 'One person who answers every question, with time set aside for it.', 1, 'The companion knows and has time'],
      ['Set goals for 30, 60 and 90 days', 'Few, checkable, agreed together.', 1, 'The goals are written and agreed'],
      ['Talk after a week and a month', 'What is missing, what was surprising; improve the plan for the next one.', 1, 'Both talks have happened and notes are kept'],
    ],
  },
  {
    id: 'train', verbs: 'train teach coach mentor', nouns: 'training workshop course lesson lessons curriculum session', minutes: 960,
    steps: [
      ['Name what people can do afterwards', 'Three to five abilities, each one observable.', 1, 'Each ability can be shown in a task'],
      ['Find out what they know already', 'A short survey or two talks; adapt examples to their work.', 1, 'The starting point of the group is noted'],
      ['Prepare exercises, then the explanations', 'People learn by doing: most of the time on exercises, explanations around them.', 3, 'Each ability has an exercise with a solution'],
      ['Rehearse with one person', 'Watch where the time goes and where they are lost; cut.', 1, 'The rehearsal fits the time'],
      ['Hold it and ask afterwards', 'Keep to time, collect questions, a task two weeks later shows what stayed.', 2, 'Feedback is collected and the follow-up is sent'],
    ],
  },
  {
    id: 'organise', verbs: 'organise organize host hold arrange coordinate prepare', nouns: 'event meeting party conference workshop retreat ceremony celebration day', minutes: 1200,
    steps: [
      ['Fix purpose, date, place and budget', 'Who should leave with what? Two dates and two places to choose from, and a limit for the money.', 1, 'Date, place and limit are confirmed'],
      ['Draw up the schedule of the day', 'Hour by hour from the first arrival to the last bin bag, with one responsible person for each part.', 1, 'Every hour has a name beside it'],
      ['Book what others provide', 'Rooms, food, technology, transport; offers compared, written confirmations kept.', 2, 'Every booking is confirmed in writing'],
      ['Invite and keep the list', 'Invitation with all that guests need, a date to answer by, reminders, special needs noted.', 2, 'Answers are in one list'],
      ['Walk through it the day before', 'On site with the schedule in hand; what if it rains, somebody is ill, the network fails.', 1, 'Each risk has a plan'],
    ],
  },
  {
    id: 'invite', verbs: 'invite', nouns: 'guests guest invitations invitation rsvp attendees list speakers', minutes: 360,
    steps: [
      ['Write the list of names', 'With addresses and who belongs together; mark must, should and could.', 1, 'The list fits the number of places'],
      ['Word and design the message', 'When, where, how to get there, what to bring, by when to answer.', 1, 'Somebody uninvolved finds every answer in it'],
      ['Send it and track answers', 'One list with yes, no, open and special needs; a friendly reminder a week before the date.', 2, 'No answer is open after the date'],
    ],
  },
  {
    id: 'negotiate', verbs: 'negotiate contract sign', nouns: 'contract contracts supplier suppliers vendor vendors offer offers terms agreement', minutes: 720,
    steps: [
      ['Write down needs and limits', 'Must, may, never; the highest price, the latest date, and what to do if there is no agreement.', 1, 'Limits are agreed with whoever pays'],
      ['Ask for comparable offers', 'The same description to three or more; questions and answers shared with all.', 2, 'At least three comparable offers are in'],
      ['Compare and shortlist', 'Price over the whole time, references, risks, way out.', 1, 'The reasons for the order are written down'],
      ['Negotiate the open points', 'The few that matter; give what is cheap for us, ask for what is dear.', 1, 'All agreed points are in writing'],
      ['Check and sign', 'Read it once more against the list of needs, have it checked if it binds for long, file it with its end date.', 1, 'The signed contract is filed and the end date is in a calendar'],
    ],
  },
  {
    id: 'communicate', verbs: 'announce tell inform communicate present pitch', nouns: 'communication announcement stakeholders stakeholder presentation newsletter press', minutes: 480,
    steps: [
      ['List who must know what, when', 'Each group, what changes for it, its likely first question, the channel it reads.', 1, 'No affected group is missing'],
      ['Write the message once, well', 'What, why, from when, what to do, whom to ask. One page, then shorter versions.', 2, 'A person of each group understood it unaided'],
      ['Send it in the right order', 'Those most affected first and in person, the public last.', 1, 'Nobody affected heard it from outside'],
      ['Collect and answer questions', 'One place for questions, answers within a day, the frequent ones published.', 1, 'No question is older than a day'],
    ],
  },
  {
    id: 'support-people', verbs: 'support help', nouns: 'support helpdesk customers customer service', minutes: 720,
    steps: [
      ['Collect the questions that come', 'From mails, calls, reviews; sorted by how often and how much they hurt.', 1, 'The ten most frequent are known'],
      ['Write answers people can find', 'One short page each, in their words, with pictures.', 2, 'Each of the ten has a page'],
      ['Set up the way in', 'One address, who answers when, what is promised, what is passed on to whom.', 1, 'A test question was answered in the promised time'],
      ['Learn from it weekly', 'Numbers, causes, one improvement a week at the source.', 1, 'The first improvement is made'],
    ],
  },
  {
    id: 'fund', verbs: 'raise fundraise finance', nouns: 'funding budget investors investor grant grants donors donations sponsors sponsor sponsorship money', minutes: 1440,
    steps: [
      ['Work out how much is needed and for what', 'Costs by month with a reserve, income expected, the gap.', 1, 'The sum is backed by a table'],
      ['List who could give it', 'Fit, usual amounts, deadlines, who knows whom; the best twenty in order.', 1, 'Twenty names with a way to reach each'],
      ['Prepare the documents', 'One-page summary, short deck, figures; the same numbers everywhere.', 2, 'A stranger can say in a sentence what the money does'],
      ['Ask', 'Personally, in small batches, improving with every no. Keep a list of every contact and next step.', 3, 'Each contact has a next step and a date'],
      ['Close and report back', 'Agreements signed, money received, thanks sent, first report dated.', 1, 'The money has arrived'],
    ],
  },
]
