import { on, type FilterScope, type Piece, type Test } from './filter-pieces.ts'
import { readDate, weekOf } from './dates.ts'
import type { Token } from './tokens.ts'
import { fold } from './words.ts'

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/** "before December", "in January": the next month of that name, or this one. */
function monthIn(phrase: string, today: string): { readonly word: string; readonly from: string; readonly to: string } | undefined {
  const match = /^(before|after|in|by|until|during) (\w+)$/.exec(phrase)
  const index = match ? months.indexOf(match[2] ?? '') : -1
  if (!match || index < 0) return undefined
  const year = Number(today.slice(0, 4)) + (index + 1 < Number(today.slice(5, 7)) ? 1 : 0)
  const number = String(index + 1).padStart(2, '0')
  return { word: match[1] ?? '', from: `${year}-${number}-01`, to: `${year}-${number}-31` }
}

/** "due this week", "due before Friday", "due by December 3", "due in November". */
export function readDue({ scope, text }: FilterScope, tokens: readonly Token[], at: number, to: number): Piece | undefined {
  const due = (test: (date: string) => boolean): Test => on(scope, (task) => task.dueDate !== null && test(task.dueDate))
  for (let end = Math.min(to, at + 7); end > at + 1; end -= 1) {
    const phrase = fold(text(at + 1, end))
    const week = /^(this|next) week$/.exec(phrase)
    if (week) {
      const { from, to: until } = weekOf(scope.today, week[1] === 'next' ? 1 : 0)
      return { length: end - at, test: due((date) => date >= from && date <= until) }
    }
    if (/^this month$/.test(phrase)) return { length: end - at, test: due((date) => date.slice(0, 7) === scope.today.slice(0, 7)) }
    const month = monthIn(phrase, scope.today)
    if (month)
      return {
        length: end - at,
        test: due((date) =>
          month.word === 'before'
            ? date < month.from
            : month.word === 'after'
              ? date > month.to
              : month.word === 'by' || month.word === 'until'
                ? date <= month.to
                : date >= month.from && date <= month.to,
        ),
      }
    const side = /^(before|until|till|by|after|on or before|since|on|not later than) (.+)$/.exec(phrase)
    const read = readDate(side ? (side[2] ?? '') : phrase, scope.today)
    if (!read || !('date' in read)) continue
    const day = read.date
    const word = side?.[1] ?? 'on'
    return {
      length: end - at,
      test: due((date) =>
        word === 'before' ? date < day : word === 'after' ? date > day : word === 'since' ? date >= day : word === 'on' ? date === day : date <= day,
      ),
    }
  }
  return undefined
}
