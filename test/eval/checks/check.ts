import { z } from 'zod'
import type { Seen } from '../seen.ts'

/** One thing that can be said of an answer. Pure: the same answer always gives the same verdict. */
export interface Check<Argument = unknown> {
  /** What it means that it holds, for people. */
  readonly means: string
  /** What it takes in a case; `null` where it takes nothing. */
  readonly takes: z.ZodType<Argument>
  /** What is wrong, as a sentence; nothing where it holds. */
  readonly wrong: (seen: Seen, argument: Argument) => string | undefined
}

/** Keeps the type of the argument between the two places where it counts. */
export const check = <Argument>(means: string, takes: z.ZodType<Argument>, wrong: Check<Argument>['wrong']): Check =>
  // `as`: arguments are parsed with `takes` before `wrong` is called.
  ({ means, takes, wrong }) as unknown as Check

export const nothing = z.null()
export const text = z.string().min(1)
export const texts = z.array(text).min(1)
export const numbers = z.strictObject({ least: z.number().optional(), most: z.number().optional() })
export type Numbers = z.output<typeof numbers>

/** Says it where a number is out of its bounds. */
export function outOf({ least, most }: Numbers, count: number, of: string): string | undefined {
  if (least !== undefined && count < least) return `${count} ${of}, at least ${least} wanted`
  if (most !== undefined && count > most) return `${count} ${of}, at most ${most} wanted`
  return undefined
}

/** A pattern as cases write it: without regard to case. */
export const pattern = text.refine(isPattern, 'is no regular expression')

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'iu') instanceof RegExp
  } catch {
    return false
  }
}

export const says = (source: string, words: string): boolean => new RegExp(source, 'iu').test(words)
