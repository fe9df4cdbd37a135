/** What a spreadsheet would run as a formula, and what already looks like our mark. */
const needsMark = /^'*[=+\-@\t\r]/
const hasMark = /^'+[=+\-@\t\r]/

/** A cell that no spreadsheet takes for a formula; `unguard` is its exact inverse. */
export const guard = (cell: string): string => (needsMark.test(cell) ? `'${cell}` : cell)

export const unguard = (cell: string): string => (hasMark.test(cell) ? cell.slice(1) : cell)

/** Members of a set in one cell: separated by commas, in quotes where one holds a separator itself. */
export const joinMembers = (members: readonly string[]): string =>
  members.map((member) => (/[,;"\n]/.test(member) ? `"${member.replaceAll('"', '""')}"` : member)).join(', ')

/** The members of a cell, separated by commas, semicolons or line breaks outside of quotes. */
export function splitMembers(cell: string): readonly string[] {
  return [...cell.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,;\n]*))\s*(?:[,;\n]|$)/g)]
    .map(([, quoted, plain = '']) => (quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"')))
    .filter((member) => member !== '')
}
