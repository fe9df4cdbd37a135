/** The sizes the product promises to hold, and refuses beyond (DESIGN §1). Lengths are in UTF-16 code units. */
export const limits = {
  title: 300,
  description: 50_000,
  criterion: 1_000,
  tags: 50,
  tag: 50,
  criteria: 100,
  dependencies: 200,
  metadataBytes: 16_000,
  minutes: 525_600,
  operations: 10_000,
  tasks: 50_000,
  message: 100_000,
  focusFiles: 200,
  focusFile: 1_000,
  externalRefs: 50,
  name: 200,
  url: 2_000,
  /** The deepest a task may stand; a root task has depth 0. */
  depth: 5,
} as const

/** Working time, for reading "2 days" and for showing hours. */
export const workingTime = { minutesPerHour: 60, hoursPerDay: 8, daysPerWeek: 5 } as const
