import type { Pattern } from './pattern.ts'

/** What kind of work a task is when no pattern knows it better. */
export type Nature = 'code' | 'text' | 'people' | 'things' | 'finding' | 'thought'

/**
 * Ways to divide small work, by nature, coarsest first. Each is used once on a path through the tree, so that going
 * deeper never repeats what stands above.
 */
export const smallPatterns: Readonly<Record<Nature, readonly Pattern[]>> = {
  code: [
    small('code-1', [
      [
        'Read the code and settings it touches',
        'Find where {object} begins and ends, what calls it, and which tests cover it today.',
        1,
        'Affected files and callers are listed',
      ],
      ['Make the change in one small piece', 'The least that gives the wanted behaviour; unrelated clean-ups apart.', 3, 'The change does one thing'],
      ['Prove it with a test', 'A test that fails without the change and passes with it.', 2, 'The test was seen to fail'],
      ['Open it for review', 'A description that says why, how it was tried, and what to look at.', 1, 'Review remarks are answered'],
    ]),
    small('code-2', [
      ['Note input, output and one odd case', 'Three lines that say when this is right.', 1, 'The three lines are in the task'],
      ['Write the shortest version that works', 'It handles the three lines and nothing else.', 3, 'It runs on the three lines'],
      ['Run it once by hand', 'In the running program, as a user would.', 1, 'It was seen to work'],
    ]),
    small('code-3', [
      ['Do the main path', 'Without stopping for what can wait; note what you left aside.', 3, 'The main path works'],
      ['Take care of what was left aside', 'Names, messages, notes, one look at the difference as a whole.', 1, 'No note is left over'],
    ]),
  ],
  text: [
    small('text-1', [
      [
        'Collect points and sources',
        'Everything worth saying about {object}, unordered, with where it came from.',
        1,
        'Each point has a source or is marked as opinion',
      ],
      ['Write a rough version', 'From beginning to end, without polishing.', 3, 'Nothing from the list is missing'],
      ['Have it read and correct it', 'By one of the readers it is for; ask what they understood.', 2, 'The reader understood the main point'],
      ['Bring it into its final form', 'Format, links, spelling, file names.', 1, 'It meets the formal rules'],
    ]),
    small('text-2', [
      ['Note the main sentence and three supports', 'On one card.', 1, 'The card convinces by itself'],
      ['Put it into full sentences', 'One paragraph for each support.', 3, 'Every paragraph has one thought'],
      ['Read it aloud and shorten it', 'Where you stumble, cut.', 1, 'It is at least a tenth shorter'],
    ]),
    small('text-3', [
      ['Put the raw words down', 'Without looking back.', 2, 'There is something to correct'],
      ['Go over it once with fresh eyes', 'After a break, from the end to the beginning.', 1, 'No mistake was found in the last pass'],
    ]),
  ],
  people: [
    small('people-1', [
      ['List whom it concerns and what they need', 'Names, roles, what each must know, give or decide for {object}.', 1, 'No name is missing'],
      ['Prepare what they will see or hear', 'Agenda, message or questions, one page.', 2, 'A colleague finds nothing unclear'],
      ['Talk to them', 'In person or by call where it matters; notes at once.', 3, 'Everybody on the list was reached'],
      ['Send round what was agreed', 'Who does what by when; a date to follow up.', 1, 'Everybody has confirmed'],
    ]),
    small('people-2', [
      ['Agree on time and place', 'Two proposals, one answer.', 1, 'It is in all calendars'],
      ['Have the conversation', 'Question first, listen, repeat what you understood.', 2, 'The question is answered'],
      ['Write down the result', 'Three lines, sent the same day.', 1, 'The result was sent'],
    ]),
    small('people-3', [
      ['Get in touch', 'With a clear question and a date to answer by.', 1, 'The message is sent'],
      ['Follow up until there is an answer', 'One reminder, then a call.', 1, 'There is an answer'],
    ]),
  ],
  things: [
    small('things-1', [
      ['Look at it on the spot', 'Measure, photograph, list what is there and what is missing for {object}.', 1, 'The list is complete'],
      ['Get material, tools and helpers', 'Borrow before buying; agree on the day.', 2, 'Everything is in place before the day'],
      ['Do the work', 'In one go if possible, roughest part first.', 4, 'It is done as listed'],
      ['Tidy up and look again in daylight', 'Rubbish away, tools back.', 1, 'Nothing has to be done again'],
    ]),
    small('things-2', [
      ['Lay out what is needed', 'Everything within reach before starting.', 1, 'Nothing has to be fetched in between'],
      ['Get it done without interruption', 'Phone away, door closed.', 3, 'It holds and works'],
      ['Put everything back', 'And note what ran out.', 1, 'The place is clean'],
    ]),
    small('things-3', [
      ['Start with the part that cannot go wrong', 'To get going.', 1, 'The first part is done'],
      ['Finish the rest', 'And look at it from a distance.', 2, 'All parts are done'],
    ]),
  ],
  finding: [
    small('finding-1', [
      ['Decide where to look and whom to ask', 'The three best sources for {object}, and what would be enough.', 1, 'The sources are named'],
      ['Go through them and take notes', 'Facts apart from opinions, each with where it came from.', 3, 'Each source has notes'],
      [
        'Sort and close the gaps',
        'Group the notes, mark contradictions, ask once more where something is missing.',
        2,
        'No contradiction is left unexplained',
      ],
      ['Put the result where others find it', 'One page, the most important first.', 1, 'Whoever continues has read it'],
    ]),
    small('finding-2', [
      ['Write the question on top of the page', 'And what an answer would look like.', 1, 'The question is one sentence'],
      ['Fill the page', 'In one sitting, from what is at hand; leave gaps visible.', 2, 'Every gap is marked'],
      ['Ask one person to correct it', 'Somebody who knows it from practice.', 1, 'The corrections are in'],
    ]),
    small('finding-3', [
      ['Take the first look', 'A quarter of an hour, no notes longer than a line.', 1, 'There are ten lines'],
      ['Check the three lines that matter', 'At the source.', 1, 'The three lines are confirmed'],
    ]),
  ],
  thought: [
    small('thought-1', [
      [
        'Say what a good result looks like',
        'Two or three facts that will be true when {object} is done, and who will judge it.',
        1,
        'Whoever judges it agrees',
      ],
      [
        'Gather what is known and what is missing',
        'From documents and from two people who know; questions with their owner.',
        2,
        'No question is without an owner',
      ],
      ['Work out a first version', 'Complete but rough, in half the time.', 3, 'The first version covers all facts of a good result'],
      ['Improve it with one round of feedback', 'From the person who judges and from one who uses it.', 2, 'Each remark is worked in or answered'],
      ['Close it and tell the others', 'Where it lies, what is new, what comes next.', 1, 'Everybody who waits for it knows'],
    ]),
    small('thought-2', [
      ['Write down the question behind it', 'One sentence, and what would be a sufficient answer.', 1, 'The sentence is clear to somebody else'],
      ['Answer it roughly', 'Best guess first, then look for what speaks against it.', 3, 'There is an answer with its doubts'],
      ['Test the answer on one real case', 'And correct it.', 1, 'The real case fits'],
    ]),
    small('thought-3', [
      ['Settle the larger half', 'What most of the rest depends on.', 2, 'The larger half stands'],
      ['Settle what remains', 'And strike out what turned out not to matter.', 1, 'Nothing is open'],
    ]),
  ],
}

function small(id: string, steps: Pattern['steps']): Pattern {
  return { id, verbs: '', nouns: '', minutes: 240, steps }
}
