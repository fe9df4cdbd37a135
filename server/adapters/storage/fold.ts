/** A text as it is compared in a search: without regard to case or to how an accent is encoded ("Straße" meets "STRASSE"). */
export const fold = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')

/** What of a project a search looks at. */
export const searchTextOf = (project: { readonly title: string; readonly summary: string }): string => fold(`${project.title}\n${project.summary}`)
