import { apply } from '../../patch/apply.ts'
import { close } from '../../patch/close.ts'
import { diff } from '../../patch/diff.ts'
import { invert } from '../../patch/invert.ts'
import { rebase } from '../../patch/rebase.ts'
import { resolve } from '../../patch/resolve.ts'
import { law1, law10, law2, law3, law4 } from './algebra.ts'
import { law9 } from './closing.ts'
import type { Implementation, Law } from './law.ts'
import { law6, law7, law8 } from './rebasing.ts'
import { law11 } from './resolving.ts'
import { law5 } from './rules.ts'

export const laws: readonly Law[] = [law1, law2, law3, law4, law5, law6, law7, law8, law9, law10, law11]

/** The implementation that the product uses. */
export const ours: Implementation = { apply, invert, diff, rebase, close, resolve }

export type { Implementation, Law } from './law.ts'
