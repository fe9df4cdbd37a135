import type { Pattern } from './pattern.ts'

export const thingPatterns: readonly Pattern[] = [
  {
    id: 'buy',
    verbs: 'buy purchase order procure acquire get rent lease',
    nouns: 'purchase procurement equipment furniture material materials supplies',
    minutes: 240,
    steps: [
      ['Write down what it must do', 'Measures, amounts, must-haves, latest date, most money to spend.', 1, 'The list fits on one page'],
      ['Compare three offers', 'Total price with delivery and running cost, reviews, return and warranty.', 2, 'Three offers stand side by side'],
      [
        'Order and keep the papers',
        'Confirmation, delivery date and warranty in one place; date in the calendar.',
        1,
        'The delivery date is confirmed',
      ],
      ['Check what arrives', 'Count, try, photograph damage, complain at once.', 1, 'Everything works or the complaint is sent'],
    ],
  },
  {
    id: 'shopping',
    verbs: 'buy get fetch collect',
    nouns:
      'milk bread butter eggs cheese coffee tea sugar salt flour groceries food fruit vegetables drinks water snacks wine beer cake flowers stamps batteries bulbs shampoo soap toothpaste newspaper envelopes candles balloons napkins presents gift card cards',
    minutes: 30,
    steps: [
      [
        'Write the shopping list',
        'What, how much, and what may stand in for it; look first at what is there.',
        1,
        'Nothing on the list is at home already',
      ],
      ['Get it', 'Where it is on the way; take bags and money.', 3, 'Everything on the list is ticked or has a replacement'],
      ['Put it away', 'What must stay cold first; keep the receipt where something could go back.', 1, 'It lies where it is looked for'],
    ],
  },
  {
    id: 'book',
    verbs: 'book reserve',
    nouns: 'venue flight flights hotel accommodation catering travel tickets reservation van',
    minutes: 240,
    steps: [
      ['Fix dates, numbers and needs', 'Earliest and latest, how many, what they cannot do without.', 1, 'Everybody concerned has confirmed'],
      [
        'Ask for offers and availability',
        'Three places, the same questions: price, what is included, terms of cancelling.',
        2,
        'Three answers are there',
      ],
      [
        'Look at the favourite',
        'Visit, call or read recent reviews; check access, noise, parking, technology.',
        1,
        'Nothing on the list of needs is open',
      ],
      ['Reserve and confirm', 'In writing, deposit paid, date for the last change noted.', 1, 'The confirmation is filed'],
    ],
  },
  {
    id: 'pack',
    verbs: 'pack move carry unpack declutter sort',
    nouns: 'packing boxes moving belongings household removal',
    minutes: 960,
    steps: [
      ['Sort out what does not come along', 'Room by room: sell, give away, dispose of; book the collection.', 2, 'Only what comes along is left'],
      ['Get boxes, tape and labels', 'Count by room (about ten per room), rent what is used only once.', 1, 'Material for all rooms is there'],
      ['Pack what is seldom used', 'Cellar, books, out-of-season clothes; every box with room, content and number.', 3, 'Every box is on the list'],
      [
        'Pack the rest and a first-night bag',
        'Kitchen and bathroom last; papers, keys, medicine, chargers and bedding apart.',
        2,
        'The first-night bag is by the door',
      ],
    ],
  },
  {
    id: 'renovate',
    verbs: 'renovate paint furnish decorate refurbish assemble build',
    nouns: 'renovation room kitchen bathroom walls floor garden house flat furniture shelves',
    minutes: 1440,
    steps: [
      ['Measure and draw it', 'Every wall, window, socket and pipe; what stays and what goes.', 1, 'The drawing has all measures'],
      [
        'Settle permissions and trades',
        'Landlord, neighbours, authorities; offers from electricians, plumbers and the like.',
        2,
        'Nothing needs a permission that is not there',
      ],
      ['Order material with lead times', 'Longest delivery first; a tenth more than calculated.', 1, 'Delivery dates fit the order of work'],
      ['Clear and protect', 'Empty the room, cover floors, switch off water and power where needed.', 1, 'Nothing that stays can be damaged'],
      ['Do the work from rough to fine', 'Demolition, lines, surfaces, paint, fittings.', 5, 'Each stage was looked at before it was covered'],
      ['Accept, clean, file', 'Defects with dates, invoices, guarantees, photographs of hidden lines.', 1, 'No defect is without a date'],
    ],
  },
  {
    id: 'register',
    verbs: 'register apply notify deregister cancel renew file claim',
    nouns: 'registration application permit permits visa insurance authority authorities address tax utilities paperwork licence license permission',
    minutes: 240,
    steps: [
      [
        'Find out what is needed and by when',
        'Official page, forms, proofs, fees, opening hours, deadlines.',
        1,
        'Each paper on the list has a source',
      ],
      [
        'Collect the papers',
        'Originals, copies, translations, photographs; ask early for what others must issue.',
        2,
        'Everything on the list is there',
      ],
      ['Submit and keep the proof', 'Appointment or upload; receipt and number filed.', 1, 'The receipt is filed'],
      ['Follow up until it is confirmed', 'A reminder in the calendar, one question before the deadline passes.', 1, 'The confirmation has arrived'],
    ],
  },
  {
    id: 'prototype',
    verbs: 'prototype assemble manufacture solder machine',
    nouns: 'hardware prototype prototypes enclosure pcb board electronics sensor firmware parts assembly',
    minutes: 1920,
    steps: [
      ['Name what the prototype must prove', 'One question a prototype; everything else may be ugly.', 1, 'Question and pass mark are written down'],
      [
        'Choose parts and check supply',
        'Data sheets, price at ten and at a thousand, lead time, second source.',
        2,
        'Every part has a price and a date',
      ],
      ['Draw it', 'Schematic, board or mechanical drawing; reviewed by a second pair of eyes.', 3, 'The review is done and corrected'],
      ['Build and bring it up', 'Step by step, measuring after each; notes with photographs.', 3, 'It runs for an hour without hands'],
      ['Test against the question', 'Same conditions, several times, with numbers.', 2, 'The question is answered with yes or no'],
    ],
  },
  {
    id: 'choose',
    verbs: 'choose select decide pick find compare',
    nouns: 'decision choice options alternatives selection shortlist',
    minutes: 360,
    steps: [
      ['Name the criteria and their weight', 'Five at most; which of them excludes, which only counts.', 1, 'The weights are agreed before looking'],
      ['Make a long list', 'Ask, search, remember; ten is enough.', 1, 'The list is dated and has sources'],
      ['Try the best three', 'With your own case, not the demonstration.', 3, 'Notes on the same points for all three'],
      ['Decide and write down why', 'The choice, what spoke against it, when to look again.', 1, 'Those affected know the choice and the reasons'],
    ],
  },
  {
    id: 'close',
    verbs: 'close finish wrap hand clean conclude',
    nouns: 'handover retrospective wrap-up closing closeout',
    minutes: 240,
    steps: [
      [
        'Tick off what was promised',
        'Go through every acceptance criterion; name what is missing and what becomes of it.',
        2,
        'Nothing promised is without an answer',
      ],
      [
        'Hand over what others need',
        'Files, keys, access, contacts, open points, each with a receiver who confirms.',
        2,
        'Each receiver has confirmed',
      ],
      ['Settle money and contracts', 'Last invoices, deposits, cancellations.', 1, 'No payment is open'],
      [
        'Look back together',
        'What to keep, what to change, one thing to do differently next time.',
        1,
        'The notes are where the next project will find them',
      ],
      ['Say thank you', 'To everybody who helped, by name.', 1, 'Nobody was forgotten'],
    ],
  },
]
