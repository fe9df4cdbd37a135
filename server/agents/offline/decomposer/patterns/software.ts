import type { Pattern } from './pattern.ts'

/** Deciding what software does, designing and building it. */
export const softwarePatterns: readonly Pattern[] = [
  {
    id: 'requirements',
    verbs: 'agree specify define scope clarify describe',
    nouns: 'requirements scope specification spec acceptance story stories goals brief',
    minutes: 960,
    steps: [
      [
        'Interview the people who will use it',
        'Talk to two or three people who will use or run the result. Ask for the last time they needed it, what they did then, and what went wrong.',
        2,
        'Notes of every talk are kept where the team can read them',
      ],
      [
        'Write down the cases to support',
        'Turn the notes into short cases: who, wants what, in which situation, and what must never happen. Number them.',
        2,
        'Each case can be checked with yes or no',
      ],
      [
        'Draw the line: in, later, never',
        'Sort every case into now, later or not at all, and write one sentence on why.',
        1,
        'Nothing is left unsorted',
      ],
      [
        'Note limits and open questions',
        'List what is fixed (law, budget, systems, deadlines, volumes) and every question with the person who can answer it.',
        1,
        'Every open question has an owner and a date',
      ],
      [
        'Get agreement in writing',
        'Walk the deciders through the result, change what they correct, and record their yes.',
        1,
        'The deciders have confirmed the final version',
      ],
    ],
  },
  {
    id: 'design',
    verbs: 'design architect model outline conceive',
    nouns: 'architecture design blueprint concept',
    minutes: 1440,
    steps: [
      [
        'Collect constraints and existing decisions',
        'Read what is there: interfaces, data, load, security rules, earlier decisions. Note what cannot be changed.',
        1,
        'Constraints are listed with their source',
      ],
      [
        'Work out two or three alternatives',
        'One page each: parts, how they talk to each other, where data lives, what fails how.',
        2,
        'Every alternative names its weakest point',
      ],
      [
        'Compare them and decide',
        'Judge by the same few criteria (effort, risk, running cost, fit). Try the riskiest assumption with a small experiment if it can be tried in a day.',
        2,
        'The decision and its reasons are written down',
      ],
      [
        'Describe the chosen design',
        'Parts and their duties, interfaces with examples, data model, error cases, limits. One picture.',
        3,
        'Somebody else can start building from it without asking',
      ],
      ['Have it reviewed', 'Ask two colleagues, one of them not involved so far. Answer every remark in the document.', 1, 'No remark is left open'],
    ],
  },
  {
    id: 'design-ui',
    verbs: 'design sketch wireframe',
    nouns: 'ui ux screens screen interface wireframe wireframes mockup mockups prototype layout usability visual look',
    minutes: 1440,
    steps: [
      [
        'Map the flow from first to last screen',
        'Draw every screen and state a person passes through, with empty, loading and error states. Mark where people come in and leave.',
        2,
        'Each case has a path through the map',
        'Empty, loading and error states are named',
      ],
      [
        'Sketch two alternatives for the main screen',
        'Rough and quick, on paper or in a drawing tool. Choose by walking the most frequent case through both.',
        2,
        'The chosen alternative and the reason are noted',
      ],
      [
        'Draw the screens in detail',
        'Real words, real lengths, the existing components and colours. Small screens first.',
        3,
        'Every state of the map has a drawing',
        'It works at 360 pixels width',
      ],
      ['Try it with three people', 'Give them a task, watch, do not help. Note where they stop.', 2, 'Findings are listed by how much they hinder'],
      [
        'Settle keyboard, contrast and wording',
        'Check focus order, names for screen readers, contrast of at least 4.5 to 1, and every label and error message.',
        1,
        'The accessibility check list is ticked',
      ],
    ],
  },
  {
    id: 'database',
    verbs: '',
    nouns: 'database schema table tables index indexes sql postgres postgresql mysql sqlite storage persistence entities',
    minutes: 960,
    steps: [
      [
        'Model entities, keys and relations',
        'Name every entity, its identity and how it relates to others. Decide what may be empty and what must be unique.',
        2,
        'Every query of the main cases can be answered from the model',
      ],
      [
        'Write the schema migrations',
        'Forward migrations in small steps, each running on a copy of real data. Constraints and foreign keys in the database, not only in code.',
        3,
        'A fresh database and an old one end in the same schema',
      ],
      [
        'Add indexes for the real queries',
        'Look at the query plans of the five most frequent queries with realistic volumes.',
        1,
        'No frequent query scans a large table',
      ],
      [
        'Build the access layer',
        'One module that reads and writes, with transactions around what belongs together and typed results.',
        3,
        'Two writers at once cannot leave half a change',
      ],
      [
        'Set up backup and try a restore',
        'Schedule backups and restore one into an empty database, with the time it took written down.',
        1,
        'A restore has been done and checked',
      ],
    ],
  },
  {
    id: 'api',
    verbs: '',
    nouns: 'api apis endpoint endpoints rest graphql webhook webhooks route routes',
    minutes: 1200,
    steps: [
      [
        'Write the contract first',
        'Paths, methods, fields, status codes and errors, in OpenAPI or as examples of requests and answers. Decide on paging and versioning.',
        2,
        'Every case has an example request and answer',
      ],
      [
        'Validate input and map errors',
        'Parse every body and parameter with a schema; one place turns failures into problem responses that name the field.',
        2,
        'Wrong types, missing and unknown fields get a clear 4xx',
      ],
      [
        'Implement the handlers',
        'Thin handlers: parse, call, render. Rules live in functions that can be tested without HTTP.',
        4,
        'All examples of the contract pass',
      ],
      [
        'Check who may do what',
        'Authentication and permissions on every route, with tests for the forbidden cases.',
        2,
        'A request without rights changes nothing and leaks nothing',
      ],
      [
        'Document and publish it',
        'Reference from the contract, a page with five runnable examples, limits and deprecation rules.',
        1,
        'The examples run as they stand',
      ],
    ],
  },
  {
    id: 'auth',
    verbs: '',
    nouns:
      'authentication login signin signup registration password passwords oauth sso 2fa mfa session sessions token tokens permission permissions authorization authorisation',
    minutes: 1440,
    steps: [
      [
        'List accounts, roles and threats',
        'Who signs in, with what, from where; what an attacker would try (guessing, stuffing, stolen session, account takeover by reset).',
        1,
        'Each threat has a countermeasure or is accepted in writing',
      ],
      [
        'Store credentials safely',
        'Memory-hard hashing with a current algorithm, no secrets in logs, rate limits per account and address.',
        2,
        'Hash parameters follow current OWASP advice',
      ],
      [
        'Build sign-in, sign-out and session handling',
        'Secure, http-only, same-site cookies or short tokens; rotation on sign-in; sign-out everywhere.',
        3,
        'A stolen old session no longer works after sign-out',
      ],
      [
        'Build recovery and changes',
        'Reset by one-time link with short life, change of address and password with re-authentication, notices to the owner.',
        2,
        'Reset links work once and expire',
      ],
      ['Test abuse cases', 'Automated tests for enumeration, brute force, fixation, CSRF and open redirects.', 2, 'All abuse tests pass in CI'],
    ],
  },
  {
    id: 'frontend',
    verbs: '',
    nouns: 'frontend page pages form forms component components widget dashboard view views button modal css',
    minutes: 960,
    steps: [
      [
        'Build it with fixed sample data',
        'Markup and styles for every state, from the shared components, without any request yet.',
        3,
        'Empty, filled, long and error states can be looked at',
      ],
      [
        'Connect it to real data',
        'Load, show, refresh; loading and failure are shown where the data would be.',
        2,
        'A slow or failing server never leaves a blank screen',
      ],
      [
        'Handle input and saving',
        'Validation beside the field, no lost input on errors, double submits impossible.',
        2,
        'Every error message says what to do',
      ],
      [
        'Make it work for everybody',
        'Keyboard order, focus, names for assistive technology, 360 to 1920 pixels, dark mode.',
        1,
        'It can be used with the keyboard alone',
      ],
      [
        'Cover it with tests',
        'Component tests for the states and one browser test for the main path.',
        2,
        'The tests fail when the feature is broken on purpose',
      ],
    ],
  },
  {
    id: 'implement',
    verbs: 'implement build develop code program add create make introduce support extend',
    nouns: 'implementation feature function module service logic backend',
    minutes: 1440,
    steps: [
      [
        'Pin down the behaviour with examples',
        'Write the main cases and the three nastiest ones as input and expected result; check them with whoever asked.',
        1,
        'The examples are agreed',
      ],
      [
        'Build a thin version end to end',
        'The shortest path through all layers for one example, behind a switch, merged early.',
        3,
        'One example works in the running product',
      ],
      ['Fill in the remaining cases', 'Case by case, each with its test, in small changes.', 4, 'All agreed examples pass as tests'],
      [
        'Handle errors, limits and odd input',
        'What is too big, missing, late, doubled or not allowed gets a clear answer and changes nothing.',
        2,
        'No bad input leads to a crash or a silent loss',
      ],
      [
        'Clean up, document, hand over for review',
        'Remove scaffolding, name things well, describe it for users and for the next developer.',
        1,
        'The review is done and its remarks are worked in',
      ],
    ],
  },
]
