import { dataPatterns } from './data.ts'
import { operationPatterns } from './operation.ts'
import type { Pattern } from './pattern.ts'
import { peoplePatterns } from './people.ts'
import { softwarePatterns } from './software.ts'
import { thingPatterns } from './things.ts'
import { wordPatterns } from './words.ts'

/** Every pattern that a title can call for. Where two fit equally the earlier one is taken. */
export const patterns: readonly Pattern[] = [
  ...softwarePatterns,
  ...operationPatterns,
  ...dataPatterns,
  ...wordPatterns,
  ...peoplePatterns,
  ...thingPatterns,
]
