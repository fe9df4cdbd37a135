import { InvalidArgumentError, Option, type Command } from 'commander'
import { parseDuration } from '../../core/plan/duration.ts'

/** Reads a whole number of at least `least`. */
export const wholeNumber =
  (least = 0) =>
  (text: string): number => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw new InvalidArgumentError(`must be a whole number of at least ${least}.`)
    return Number(text)
  }

/** Reads "2d", "3h 30min" or minutes. */
export function duration(text: string): number {
  const minutes = parseDuration(text)
  if (minutes === undefined) throw new InvalidArgumentError('must be a duration such as 30min, 4h, 2d or 1w.')
  return minutes
}

/** Reads a day, or `none`, which stays that word: commander takes null for an option without a value. */
export function day(text: string): string {
  if (text === 'none') return text
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new InvalidArgumentError('must be a day such as 2026-12-01, or none.')
  return text
}

/** Gathers an option that may be given several times. */
export const several = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text]

export const projectOption = (): Option => new Option('-p, --project <id or title>', 'the project (else PLANWRIGHT_PROJECT, else the only one)')

/** Adds examples below the help of a command. */
export const examples = (command: Command, ...lines: readonly string[]): Command =>
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`)

/** What a day given on the command line means for a field. */
export const dayOrNull = (text: string): string | null => (text === 'none' ? null : text)
