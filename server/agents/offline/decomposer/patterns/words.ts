import type { Pattern } from './pattern.ts'

export const wordPatterns: readonly Pattern[] = [
  {
    id: 'document', verbs: 'document', nouns: 'documentation docs manual guide handbook readme runbook tutorial reference help', minutes: 720,
    steps: [
      ['Find out what readers come for', 'Look at questions asked so far; name the three kinds of reader and what each wants to get done.', 1, 'Each kind of reader has a first question'],
      ['Make the table of contents', 'Tasks first, reference second, background last. Titles as the reader would search.', 1, 'Every first question has a page'],
      ['Write the pages', 'One task a page, with a working example; short sentences, real screens.', 4, 'Every example was run as it stands'],
      ['Have a newcomer follow it', 'Watch in silence, note every stop, fix the page and not the person.', 1, 'The newcomer finished without help'],
      ['Publish and give it an owner', 'Where people look already; searchable; with a date for the next check.', 1, 'It is linked from where the question arises'],
    ],
  },
  {
    id: 'write', verbs: 'write draft author compose edit revise', nouns: 'article text chapter chapters manuscript copy blog post essay paper thesis report book story script draft content', minutes: 960,
    steps: [
      ['Settle message and reader', 'Who reads it, what they should know, feel or do afterwards, in one sentence each.', 1, 'The sentence is written at the top of the draft'],
      ['Gather material', 'Facts, sources, examples, quotations, each with where it came from.', 2, 'Every claim to be made has a source'],
      ['Order it in an outline', 'One line a paragraph; read only the lines and see whether they convince.', 1, 'The outline reads as an argument by itself'],
      ['Write straight through', 'Without polishing, in fixed sessions, with gaps marked.', 4, 'There is a text from beginning to end'],
      ['Revise for sense, then for style', 'Cut a tenth; read it aloud; check names, figures and quotations.', 2, 'Somebody of the intended readers has read it'],
      ['Finish: titles, pictures, format', 'Headline, captions, alternative texts, links, the required format.', 1, 'It meets every formal requirement of the place it goes to'],
    ],
  },
  {
    id: 'research', verbs: 'research investigate explore study analyse analyze assess examine', nouns: 'research analysis literature market study competitors survey findings evidence feasibility', minutes: 1200,
    steps: [
      ['Sharpen the question', 'What decision depends on it, what answer would change it, what is out of scope.', 1, 'The question fits in one sentence'],
      ['Search what is known', 'Fixed search terms and places; notes with source and date; stop when new sources repeat old ones.', 2, 'The sources are listed with a line on each'],
      ['Collect own evidence', 'Measurements, talks, trials: the smallest that can answer what the sources leave open.', 3, 'Raw material is kept apart from its reading'],
      ['Weigh and compare', 'What supports, what speaks against, how sure; in one table.', 2, 'Every conclusion names its evidence'],
      ['Write the answer in two pages', 'Answer first, then reasons, then limits, then what to do.', 1, 'The person who decides has read it and could decide'],
    ],
  },
  {
    id: 'review', verbs: 'review audit inspect evaluate assess proofread', nouns: 'review audit assessment inspection evaluation', minutes: 480,
    steps: [
      ['Fix what is judged by what', 'The parts to look at and the criteria, so that two reviewers would find the same.', 1, 'The list of criteria is agreed'],
      ['Go through it and note findings', 'Place, what is wrong, why it matters, how sure; no repairs yet.', 3, 'Each part has been looked at'],
      ['Rank the findings', 'By harm and by effort; merge what has one cause.', 1, 'The order is agreed with the owner'],
      ['Discuss and agree on consequences', 'Owner, date and proof for each that is to be repaired; the rest accepted in writing.', 1, 'No finding is without a decision'],
    ],
  },
  {
    id: 'plan', verbs: 'plan schedule prepare organise', nouns: 'plan roadmap timeline strategy schedule', minutes: 480,
    steps: [
      ['State the goal and how to tell it is reached', 'One sentence and two or three numbers or facts.', 1, 'The people who decide agree with the sentence'],
      ['List what has to happen', 'Everything, in no order, from everybody involved; then group it.', 2, 'Nobody involved misses anything'],
      ['Order it and find what waits for what', 'Fixed dates first, long lead times next, then the rest backwards from the end.', 1, 'Nothing starts before what it needs'],
      ['Assign and check against the time there is', 'A name for each; compare with real availability; cut or move what does not fit.', 1, 'Nobody is planned for more than they have'],
      ['Name the risks and the next check', 'Three things most likely to break it, what to do then, and when to look again.', 1, 'The next check is in the calendar'],
    ],
  },
  {
    id: 'market', verbs: 'market promote advertise campaign', nouns: 'marketing campaign social media seo advertising ads brand promotion audience', minutes: 1200,
    steps: [
      ['Describe the one person to reach', 'Situation, problem, what they try today, where they look for help.', 1, 'Three real people confirm the description'],
      ['Find the sentence that makes them stop', 'Three versions of promise and proof, tried on real people.', 2, 'One version wins clearly'],
      ['Choose two channels and a rhythm', 'Where they are already; few and steady beats many and thin.', 1, 'A calendar for six weeks exists'],
      ['Make the material', 'Texts, pictures, landing page; every piece ends in one next step.', 3, 'Each piece leads to the page and can be measured'],
      ['Run it and read the numbers weekly', 'Cost per result, where people leave; stop what fails, repeat what works.', 2, 'Decisions of each week are written down'],
    ],
  },
  {
    id: 'film', verbs: 'record film shoot photograph design illustrate', nouns: 'video videos podcast photo photos audio film recording poster logo flyer brochure slides', minutes: 960,
    steps: [
      ['Write the brief and the storyboard', 'Purpose, length or size, mood, scene by scene or element by element.', 1, 'The brief is agreed before anything is made'],
      ['Prepare place, people and equipment', 'Light, sound, props, permissions, test shot or test print.', 1, 'The test is good enough to use'],
      ['Make the raw material', 'More than needed, in order of the storyboard, with notes on the best ones.', 2, 'Each scene or element is there at least twice'],
      ['Edit to a first version', 'Shorter than planned; sound and legibility before effects.', 3, 'Somebody of the audience understood it the first time'],
      ['Finish and deliver', 'Corrections, subtitles or alternative text, formats for each channel, originals filed.', 1, 'All formats open correctly where they are used'],
    ],
  },
]
