import type { ShownCommitWire, WorkSessionWire } from '../../contract/work.ts'
import { oneLine, plain, type Paint } from '../output.ts'

/** Seconds as people say them: 923 → "15m 23s". */
export function spell(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  if (hours > 0) return `${hours}h ${minutes}m`
  return minutes > 0 ? `${minutes}m ${rest}s` : `${rest}s`
}

/** How long ago a moment is: "2 minutes ago". */
export function ago(at: string, now: number = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000))
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const
  for (const [size, name] of units) {
    const count = Math.floor(seconds / size)
    if (count > 0) return `${count} ${name}${count === 1 ? '' : 's'} ago`
  }
  return 'just now'
}

export const moment = (at: string): string => at.slice(0, 19).replace('T', ' ')

export const sessionText = (session: WorkSessionWire, paint: Paint): string =>
  [
    `Session: ${session.id}`,
    `Task: ${oneLine(session.task)}`,
    `Status: ${session.status}${session.stale ? paint.yellow('  stale: no sign of life. Take it up with: planwright session resume, or end it with: planwright session abort') : ''}`,
    `Duration: ${spell(session.durationSeconds)}`,
    ...(session.description === '' ? [] : [`Description: ${plain(session.description)}`]),
    ...(session.taskId === null ? [] : [`Plan task: ${session.taskId}`]),
  ].join('\n')

export function shownText({ commit, session, actions }: ShownCommitWire, paint: Paint): string {
  return [
    '',
    `Commit: ${paint.yellow(commit.id)}`,
    `Message: ${oneLine(commit.message)}`,
    ...(commit.description === '' ? [] : [`Description: ${plain(commit.description)}`]),
    `Author: ${oneLine(commit.author)}`,
    `Date: ${moment(commit.createdAt)}`,
    `Duration: ${spell(commit.durationSeconds)}`,
    `Parent: ${commit.parentId ?? 'none'}`,
    ...(commit.gitCommit === null ? [] : [`Git commit: ${commit.gitCommit}`]),
    ...(commit.planVersion === null ? [] : [`Plan: task ${commit.taskId ?? ''} marked in version ${commit.planVersion}`]),
    '',
    actions.length === 0 ? 'No actions were logged.' : 'Actions logged:',
    ...actions.map(({ description, type }) => `  - ${oneLine(description)} (${oneLine(type)})`),
    ...(session ? ['', `Session: ${session.id}`, `Task: ${oneLine(session.task)}`] : []),
  ].join('\n')
}
