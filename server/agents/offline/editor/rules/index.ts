import type { Rule } from '../reading.ts'
import { anyFieldRules } from './any-field.ts'
import { badValueRules } from './bad-values.ts'
import { belowRules } from './below.ts'
import { criteriaRules } from './criteria.ts'
import { dateRules } from './dates.ts'
import { deletingRules } from './deleting.ts'
import { dependencyRules } from './dependencies.ts'
import { estimateRules } from './estimate.ts'
import { groupingRules } from './grouping.ts'
import { impliedRules } from './implied.ts'
import { mergingRules } from './merging.ts'
import { movingRules } from './moving.ts'
import { namingRules } from './naming.ts'
import { peopleRules } from './people.ts'
import { priorityRules } from './priority.ts'
import { projectRules } from './project.ts'
import { shiftingRules } from './shifting.ts'
import { spentRules } from './spent.ts'
import { splittingRules } from './splitting.ts'
import { statusRules } from './status.ts'
import { tagRules } from './tags.ts'

/** Every sentence the editor knows but those that add. Of two readings that fit equally well, the first stands. */
export const rules: readonly Rule[] = [
  ...projectRules,
  ...anyFieldRules,
  ...statusRules,
  ...priorityRules,
  ...estimateRules,
  ...spentRules,
  ...dateRules,
  ...shiftingRules,
  ...impliedRules,
  ...belowRules,
  ...peopleRules,
  ...namingRules,
  ...tagRules,
  ...deletingRules,
  ...mergingRules,
  ...groupingRules,
  ...splittingRules,
  ...movingRules,
  ...dependencyRules,
  ...criteriaRules,
  ...badValueRules,
]
