import { askBook } from './ask.ts'
import { readDate, shiftDate, weekOf } from '../language/dates.ts'
import { fold } from '../language/words.ts'
import { whatChanged } from './answers.ts'

const { asks, ask } = askBook()

/** Questions about the past. */
export const changeQuestions = asks

const changedHead =
  "(what (changed|has changed|happened|has happened|'s changed|is new|'s new|was changed|did we change|have we changed|changes were made|have i changed|got changed|was done|is different|did change|has been changed|has been done)|(which|any|show|show me|list|what) [the|recent|latest|last|all] (changes|history|updates) [were made|are there|have been made|happened|were there|do we have]|[show|show me] [the] [recent|latest] (history|changes|changelog|change log|log)|who changed what)"
ask([changedHead, `${changedHead} (lately|recently|last|so far|most recently|of late|in the plan|recently in the plan|to the plan)`], (_, facts) =>
  whatChanged(facts, facts.request.commits.slice(0, 10), 'lately'),
)
ask(
  [
    `${changedHead} (since|after|from) (version|v|revision|commit) $number`,
    `${changedHead} since $v:text`,
    `${changedHead} between version $number and now`,
    `(diff|difference|differences|changes) (since|from|to) (version|v) $number`,
    `(changes|history|log) since $v:text`,
  ],
  (slots, facts) => {
    const glued = slots.has('v') ? /^(?:v|version |ver |revision )(\d+)$/i.exec(slots.text('v')) : null
    const version = slots.has('number') ? slots.number() : glued ? Number(glued[1]) : undefined
    if (version !== undefined) {
      if (version > facts.request.head.version) return `There is no version ${version}: the newest is ${facts.request.head.version}.`
      return whatChanged(
        facts,
        facts.request.commits.filter((commit) => commit.version > version),
        `since version ${version}`,
      )
    }
    const day = sinceDay(slots.text('v'), facts.today)
    return (
      day &&
      whatChanged(
        facts,
        facts.request.commits.filter((commit) => commit.at.slice(0, 10) >= day),
        `since ${day}`,
      )
    )
  },
)
ask([`${changedHead} [in|on|during|within] $v:text`, `${changedHead} in [the] (last|past) $v:text`], (slots, facts) => {
  const words = slots.text('v')
  const version = /^(?:version|v) ?(\d+)$/i.exec(words)
  if (version)
    return whatChanged(
      facts,
      facts.request.commits.filter((commit) => commit.version === Number(version[1])),
      `in version ${version[1]}`,
    )
  const day = sinceDay(words, facts.today)
  if (!day) return undefined
  const only = /^(yesterday|on .*)$/i.test(words)
  return whatChanged(
    facts,
    facts.request.commits.filter((commit) => (only ? commit.at.slice(0, 10) === day : commit.at.slice(0, 10) >= day)),
    only ? `on ${day}` : `since ${day}`,
  )
})

function sinceDay(words: string, today: string): string | undefined {
  const text = fold(words).replace(/^(the |then )/, '')
  if (text === 'today' || text === 'this morning') return today
  if (text === 'yesterday') return shiftDate(today, { unit: 'days', amount: -1 })
  if (/^(last week|a week ago|week|7 days)$/.test(text)) return shiftDate(today, { unit: 'days', amount: -7 })
  if (text === 'this week') return weekOf(today).from
  if (/^(last month|a month ago|month)$/.test(text)) return shiftDate(today, { unit: 'months', amount: -1 })
  const days = /^(\d{1,3}) days?$/.exec(text)
  if (days) return shiftDate(today, { unit: 'days', amount: -Number(days[1]) })
  const read = readDate(text.endsWith('day') && !/^(last|next|this)/.test(text) ? `last ${text}` : text, today)
  return read && ('date' in read ? read.date : read.either[0])
}
