import { limits } from '../../../core/plan/limits.ts'

/** A title as given: without quotes around it and the full stop after it. */
export function tidy(text: string): string {
  const bare = text
    .trim()
    .replace(/^[“"'`«](.*)[”"'`»]$/s, '$1')
    .replace(/[\s.,;:!]+$/, (end) => (end.startsWith('.') && /\betc\.$/.test(text) ? '.' : ''))
    .trim()
  return bare.length > limits.title * 2 ? bare.slice(0, limits.title * 2) : bare
}

export const tidyText = (text: string): string =>
  text
    .trim()
    .replace(/^[“"«](.*)[”"»]$/s, '$1')
    .trim()

/** A title as a title begins: "documentation" becomes "Documentation", "iOS app" stays. */
export const capital = (title: string): string =>
  /^\p{Ll}[\p{Ll}\p{M}'’-]*(?![\p{L}\p{N}])/u.test(title) ? title.charAt(0).toUpperCase() + title.slice(1) : title
