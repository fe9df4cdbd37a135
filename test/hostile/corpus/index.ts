import type { HostileCase } from '../case.ts'
import { form } from './form.ts'
import { length } from './length.ts'
import { meanwhile } from './meanwhile.ts'
import { names } from './names.ts'
import { others } from './others.ts'
import { shape } from './shape.ts'
import { structure } from './structure.ts'
import { unasked } from './unasked.ts'
import { values } from './values.ts'

export const corpus: readonly HostileCase[] = [...form, ...length, ...shape, ...values, ...names, ...structure, ...unasked, ...meanwhile, ...others]
