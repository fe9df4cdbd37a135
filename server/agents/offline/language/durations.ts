import { workingMinutes } from '../../../core/plan/duration.ts'
import { workingTime } from '../../../core/plan/limits.ts'
import { decimal } from './numbers.ts'

const hour = workingTime.minutesPerHour

const glued = /^(\d{1,6}(?:\.\d{1,3})?)(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w)/
const noise = new Set([
  'about',
  'around',
  'roughly',
  'approximately',
  'approx',
  'some',
  'of',
  'work',
  'working',
  'business',
  'full',
  'whole',
  'person',
  'worth',
  '~',
  'maybe',
  'circa',
  'ca',
  'just',
  'only',
  'time',
  'man',
  'effort',
])

/** An amount of working time in whole minutes, from the words of a whole phrase: "2 days", "2h30", "half a day", "an hour and a half". */
export function readDuration(keys: readonly string[]): number | undefined {
  if (keys.length === 0 || keys.length > 9) return undefined
  let total = 0
  let lastUnit = 0
  let found = false
  let at = 0
  while (at < keys.length) {
    const key = keys[at] ?? ''
    if (noise.has(key) || (found && (key === 'and' || key === ','))) {
      at += 1
      continue
    }
    if (found && key === 'a' && keys[at + 1] === 'half' && keys[at - 1] === 'and') {
      total += lastUnit / 2
      at += 2
      continue
    }
    const part = readGlued(key) ?? readPart(keys, at)
    // "1d, 2d, 3d" are three amounts, not one.
    if (!part || (found && part.unit >= lastUnit)) return undefined
    total += part.minutes
    lastUnit = part.unit
    found = true
    at += part.length
  }
  const minutes = Math.round(total)
  return found ? minutes : undefined
}

interface Part {
  readonly minutes: number
  readonly unit: number
  readonly length: number
}

function readGlued(key: string): Part | undefined {
  let rest = key.replace(/^[~+]/, '')
  let minutes = 0
  let unit = 0
  while (rest !== '') {
    const match = glued.exec(rest)
    if (!match) {
      // "1h30": minutes without a unit after hours.
      if (unit === hour && /^\d{1,2}$/.test(rest)) return { minutes: minutes + Number(rest), unit, length: 1 }
      return undefined
    }
    unit = workingMinutes.get(match[2] ?? '') ?? 0
    minutes += Number(match[1]) * unit
    rest = rest.slice(match[0].length)
  }
  return unit === 0 ? undefined : { minutes, unit, length: 1 }
}

function readPart(keys: readonly string[], at: number): Part | undefined {
  let length = 0
  let amount: number | undefined
  const key = keys[at] ?? ''
  if (key === 'half' || (key === 'a' && keys[at + 1] === 'half')) {
    amount = 0.5
    length = key === 'a' ? 2 : 1
    if (keys[at + length] === 'a' || keys[at + length] === 'an') length += 1
  } else if ((key === 'quarter' || (key === 'a' && keys[at + 1] === 'quarter')) && keys.slice(at, at + 3).includes('of')) {
    amount = 0.25
    length = keys.indexOf('of', at) - at + 1
    if (keys[at + length] === 'an' || keys[at + length] === 'a') length += 1
  } else if ((key === 'a' || key === 'one') && (keys[at + 1] === 'couple' || keys[at + 1] === 'pair')) {
    amount = 2
    length = keys[at + 2] === 'of' ? 3 : 2
  } else if (key === 'a' || key === 'an') {
    amount = 1
    length = 1
  } else {
    amount = decimal(key)
    length = 1
  }
  if (amount === undefined) return undefined
  if (keys[at + length] === 'and' && (keys[at + length + 1] === 'a' || keys[at + length + 1] === 'one') && keys[at + length + 2] === 'half') {
    amount += 0.5
    length += 3
  }
  while (noise.has(keys[at + length] ?? '')) length += 1
  const unit = workingMinutes.get((keys[at + length] ?? '').replace(/^-/, ''))
  if (unit === undefined) return undefined
  return { minutes: amount * unit, unit, length: length + 1 }
}

/** How far a date moves: calendar days, working days or months. */
export interface Shift {
  readonly unit: 'days' | 'workdays' | 'months'
  readonly amount: number
}

const shiftUnits = new Map<string, { readonly unit: Shift['unit']; readonly times: number }>(
  Object.entries({
    day: { unit: 'days', times: 1 },
    days: { unit: 'days', times: 1 },
    d: { unit: 'days', times: 1 },
    week: { unit: 'days', times: 7 },
    weeks: { unit: 'days', times: 7 },
    wk: { unit: 'days', times: 7 },
    w: { unit: 'days', times: 7 },
    fortnight: { unit: 'days', times: 14 },
    fortnights: { unit: 'days', times: 14 },
    month: { unit: 'months', times: 1 },
    months: { unit: 'months', times: 1 },
    quarter: { unit: 'months', times: 3 },
    year: { unit: 'months', times: 12 },
    years: { unit: 'months', times: 12 },
    workday: { unit: 'workdays', times: 1 },
    workdays: { unit: 'workdays', times: 1 },
  }),
)

/** "a week", "2 days", "two working days", "3w": how far a date is pushed. Calendar time, not working time. */
export function readShift(keys: readonly string[]): Shift | undefined {
  const words = keys.filter((key) => key !== 'full' && key !== 'whole' && key !== 'about' && key !== 'another')
  const withArticle = words.length < keys.length && words.length === 1 ? ['a', ...words] : words
  const single = withArticle.length === 1 ? /^(\d{1,4})(d|w|wk|days?|weeks?|months?)$/.exec(withArticle[0] ?? '') : null
  const [first = '', ...rest] = single ? [single[1] ?? '', single[2] ?? ''] : withArticle
  let amount = first === 'a' || first === 'an' ? 1 : decimal(first)
  let unitWords = rest
  if (first === 'a' && (rest[0] === 'couple' || rest[0] === 'pair')) {
    amount = 2
    unitWords = rest.slice(rest[1] === 'of' ? 2 : 1)
  }
  if (amount === undefined) return undefined
  const working = unitWords[0] === 'working' || unitWords[0] === 'business' || unitWords[0] === 'work'
  const unit = shiftUnits.get(unitWords[working ? 1 : 0] ?? '')
  if (!unit || unitWords.length !== (working ? 2 : 1) || !Number.isInteger(amount * unit.times) || amount > 5000) return undefined
  if (working && unit.times !== 1) return undefined
  return { unit: working ? 'workdays' : unit.unit, amount: amount * unit.times }
}
