/** Any value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
/** An open JSON object, as in `metadata`. */
export interface JsonObject {
  readonly [key: string]: Json
}

/** Deep equality of JSON values; the order of an object's keys does not matter, and -0 is 0, as JSON writes it. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((item, index) => sameJson(item, b[index]))
  }
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}
