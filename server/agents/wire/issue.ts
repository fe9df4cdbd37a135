/** What is wrong with an answer of a model, so that it can mend it: where, and in words. */
export interface WireIssue {
  /** Position in `operations`; null for the answer itself. */
  readonly operation: number | null
  /** Such as `operations[3].parentId`. */
  readonly path: string
  readonly message: string
}

export const issueAt = (operation: number | null, field: string | null, message: string): WireIssue => ({
  operation,
  path: operation === null ? (field ?? 'answer') : `operations[${operation}]${field === null ? '' : `.${field}`}`,
  message,
})
