import { z } from 'zod'

/** No control characters but newline and tab, and no lone surrogates: they break terminals, exports and databases. */
// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
// eslint-disable-next-line no-control-regex
const forbiddenInLine = /[\u0000-\u001f\u007f\u0080-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

const cleanMessage = 'holds a control character or half of a surrogate pair; remove it'

/** Text of several lines, at most `max` UTF-16 code units. `\r\n` becomes `\n`. */
export const text = (max: number) =>
  z
    .string()
    .overwrite((value) => value.replace(/\r\n?/g, '\n'))
    .max(max)
    .refine((value) => !forbidden.test(value), cleanMessage)

/** Text on one line, trimmed, 1 to `max` UTF-16 code units. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !forbiddenInLine.test(value), cleanMessage)

/** The same of every key and every string in a JSON value; each that is not clean is told at its place. */
export function cleanJson(root: unknown, context: z.RefinementCtx): void {
  const visit = (value: unknown, path: readonly PropertyKey[]): void => {
    if (typeof value === 'string' && forbidden.test(value.replace(/\r\n?/g, '\n')))
      context.addIssue({ code: 'custom', path: [...path], message: cleanMessage })
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (forbiddenInLine.test(key)) context.addIssue({ code: 'custom', path: [...path], message: `has a key that ${cleanMessage}` })
      visit(inner, [...path, Array.isArray(value) ? Number(key) : key])
    }
  }
  visit(root, [])
}

/** A calendar day that exists. */
export const calendarDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-12-31')
  .refine((value) => {
    const time = Date.parse(`${value}T00:00:00Z`)
    return Number.isFinite(time) && new Date(time).toISOString().startsWith(value)
  }, 'is no day of the calendar')
  .meta({ format: 'date', description: 'A calendar day, YYYY-MM-DD' })

/** An id as the server gives them; anything else cannot name something. */
export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/, 'is no id')
