import { msg, str } from '@lit/localize'
import type { CommitWire } from '../../api/wire.ts'
import { shiftDate } from '../../state/core.ts'
import { localDay } from '../../state/history-store.ts'

/** How a change came about, as a filter is called. */
export const sourceLabel = (source: CommitWire['source']): string =>
  ({
    chat: msg('Conversation'),
    edit: msg('By hand'),
    patch: msg('Dragged, or by a script'),
    import: msg('Import'),
    revert: msg('Undone or restored'),
    sync: msg('Sync'),
  })[source] ?? source

/** Who did what, in a sentence, without the details. */
export function storyText({ author: { name, kind }, source, proposalId }: CommitWire): string {
  switch (source) {
    case 'chat':
      return msg(str`${name} applied a proposal from the conversation`)
    case 'edit':
      return msg(str`${name} changed it by hand`)
    case 'patch':
      if (proposalId !== null) return msg(str`${name} applied a proposal`)
      if (kind === 'agent') return msg(str`${name}, an agent, changed it`)
      return kind === 'script' ? msg(str`${name}, a script, changed it`) : msg(str`${name} changed it by hand`)
    case 'import':
      return proposalId === null ? msg(str`${name} imported it`) : msg(str`${name} applied what was imported`)
    case 'revert':
      return msg(str`${name} went back`)
    case 'sync':
      return msg(str`${name} brought it from another tool`)
  }
  return name
}

const language = (): string => document.documentElement.lang || 'en'

/** "Today", "Yesterday", else the day with its name. */
export function dayText(day: string, now = new Date()): string {
  const today = localDay(now)
  if (day === today) return msg('Today')
  if (day === shiftDate(today, -1)) return msg('Yesterday')
  const sameYear = day.slice(0, 4) === today.slice(0, 4)
  return new Intl.DateTimeFormat(language(), {
    ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(new Date(`${day}T12:00:00Z`))
}

export const clockText = (at: string): string => new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(new Date(at))
