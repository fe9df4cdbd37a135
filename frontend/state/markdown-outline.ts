/** A plan as a Markdown outline; needed only to copy one, and so not in what loads first. */
export { planToMarkdown } from '../../server/core/plan/outline.ts'
