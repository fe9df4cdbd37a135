/** A structured value as the text of its column. Text, not a JSON type, so that what comes out is what went in. */
export function jsonText(value: object): string {
  // Most lists of most tasks are empty, and asking is cheaper than writing.
  return Array.isArray(value) && value.length === 0 ? '[]' : JSON.stringify(value)
}

const none: readonly never[] = Object.freeze([])

/** The list of a column. Empty ones are shared: values are never changed in place. */
export const parseList = <Item>(text: string): readonly Item[] => (text === '[]' ? none : (JSON.parse(text) as readonly Item[]))

/** The value of a column. The caller vouches for its type: only `jsonText` of such a value was ever stored there. */
export const parseJson = <Value>(text: string): Value => JSON.parse(text) as Value
