import { InvalidCursor, type Page, type PageRequest } from '../../ports/storage.ts'

/** Where a page ended: the values that the list is ordered by. Stable under inserts, unlike an offset. */
export type CursorKey = readonly (string | number)[]

/** Greater than every number a row is given: the greatest integer of a column on PostgreSQL. */
export const beyondLast = 2_147_483_647

/** An opaque string for the end of a page of the list of that name. */
export function encodeCursor(list: string, key: CursorKey): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url')
}

/** What `encodeCursor` was given. Throws `InvalidCursor` where the string was not made by it for this list. */
export function decodeCursor<Key extends CursorKey>(list: string, like: Key, cursor: string): Key {
  const parts = parseArray(Buffer.from(cursor, 'base64url').toString())
  const key = parts?.slice(1)
  if (!parts || !key || parts[0] !== list || key.length !== like.length || !key.every((part, index) => sameType(part, like[index]))) {
    throw new InvalidCursor('this cursor was not given by this list: leave it out to start from the beginning')
  }
  // Checked part by part above: as many parts as `like`, each of its type.
  return key as unknown as Key
}

/** A page out of rows of which one more than the limit was asked for, to see whether more follows. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  request: PageRequest,
  form: { readonly item: (row: Row) => Item; readonly cursor: (row: Row) => string },
): Page<Item> {
  const shown = rows.slice(0, request.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(form.item),
    nextCursor: rows.length > request.limit && last !== undefined ? form.cursor(last) : null,
  }
}

function parseArray(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const sameType = (part: unknown, like: unknown): boolean => (typeof like === 'number' ? Number.isSafeInteger(part) : typeof part === 'string')
