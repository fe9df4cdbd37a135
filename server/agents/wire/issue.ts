/** What is wrong with an answer of a model, so that it can mend it: where, and in words. */
export interface WireIssue {
  /** Position in `operations`; null for the answer itself. */
  readonly operation: number | null
  /** Such as `operations[3].parentId`. */
  readonly path: string
  readonly message: string
  /** The same for a person, who knows no handles; a whole sentence. */
  readonly reason: string
}

export const issueAt = (operation: number | null, field: string | null, message: string, reason = sentence(field, message)): WireIssue => ({
  operation,
  path: operation === null ? (field ?? 'answer') : `operations[${operation}]${field === null ? '' : `.${field}`}`,
  message,
  reason,
})

/** Complaints begin with a verb where the field is what they speak of. */
const speaksOfField = /^(?:must|is|has|takes|holds|names|makes|says|needs) /

function sentence(field: string | null, message: string): string {
  const text = speaksOfField.test(message) ? `${field ?? 'it'} ${message}` : message
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
