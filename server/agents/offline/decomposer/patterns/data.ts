import type { Pattern } from './pattern.ts'

/** Working with data and learning from it. */
export const dataPatterns: readonly Pattern[] = [
  {
    id: 'data',
    verbs: 'ingest clean collect label annotate extract load transform',
    nouns: 'data dataset datasets etl ingestion warehouse lake cleaning labels labelling features',
    minutes: 1200,
    steps: [
      [
        'Inspect the sources',
        'Who owns them, how they arrive, volumes, schema, how often they change or fail. Look at real rows.',
        1,
        'Each source has a sample and a contact',
      ],
      ['Write down what correct means', 'Keys, ranges, allowed gaps, freshness; as checks that can run.', 1, 'The checks run on the samples'],
      [
        'Build the load, repeatable and incremental',
        'Raw data kept as it came; a run can be repeated for any day without doubling.',
        3,
        'Loading a day twice gives the same result',
      ],
      ['Clean and shape it', 'Types, names, duplicates, joins; every rule in code with an example.', 3, 'All checks pass or fail loudly'],
      ['Document the result', 'What a row means, where each field comes from, known holes.', 1, 'A colleague answers a question with it unaided'],
    ],
  },
  {
    id: 'machine-learning',
    verbs: 'finetune fine-tune predict',
    nouns: 'model training classifier prediction ml evaluation experiment experiments neural baseline',
    minutes: 1920,
    steps: [
      [
        'Fix the metric and a baseline',
        'One number that follows from the use, a fixed test split nobody trains on, and the simplest thing that could work.',
        1,
        'The baseline’s number is known',
      ],
      ['Prepare features and splits', 'No leakage over time or identity; versions of data and code recorded.', 2, 'A rebuilt split is identical'],
      ['Run experiments, few and recorded', 'One change at a time, with seeds, cost and result in one table.', 4, 'Every number can be reproduced'],
      ['Look at the errors', 'Fifty worst cases by hand, results per group, calibration.', 2, 'The three main kinds of error are named'],
      [
        'Choose and package the model',
        'Against the target and its running cost; with a model card and a way to load it.',
        1,
        'The chosen model loads and answers in the target environment',
      ],
    ],
  },
]
