/** What the name of a section says about the lines under it. */
export type SectionKind = 'criteria' | 'prose' | 'tasks' | 'task'

const criteria =
  /^(?:acceptance(?: criteria| criterion| tests?)?|criteria|ac|definition of done|dod|done when|it is done when|success criteria|exit criteria|akzeptanzkriterien|critères d[’']acceptation|criterios de aceptación)$/

const prose = new Set(
  `background|introduction|intro|overview|context|summary|executive summary|final summary|description|abstract|purpose|motivation|why|rationale|
goal|goals|objective|objectives|non-goals|non goals|nongoals|out of scope|in scope|scope|assumptions|constraints|risks|risks and mitigations|dependencies|
open questions|questions|glossary|definitions|terminology|references|links|appendix|notes|note|implementation notes|stakeholders|target users|users|audience|personas|
document control|success metrics|metrics|table of contents|contents|faq|revision history|changelog|goals and success criteria|problem|problem statement|the problem|
hintergrund|einleitung|überblick|zusammenfassung|ziele|ziel|contexte|introduction générale|objectifs|resumen|objetivos|introducción`
    .split('|')
    .map((name) => name.trim()),
)

const tasks =
  /^(?:tasks?|to-?dos?|to do|sub-?tasks?|steps|next steps|action items|actions|implementation plan|implementation steps|implementation tasks|implementation|plan|work breakdown|deliverables|milestones|phases|checklist|roadmap|backlog|aufgaben|tâches|tareas)$/

/** Reads a section's name without its marks: "Acceptance Criteria:" → criteria. */
export function sectionKind(name: string): SectionKind {
  const plain = name
    .toLowerCase()
    .replace(/[*_`]/g, '')
    .replace(/\([^()]*\)\s*$/, '')
    .replace(/\s*:\s*$/, '')
    .trim()
  if (plain.length > 40) return 'task'
  if (criteria.test(plain)) return 'criteria'
  if (plain.includes('out of scope') || plain.split(/\s(?:&|and|\/)\s|,\s/).every((part) => prose.has(part)) || prose.has(plain)) return 'prose'
  return tasks.test(plain) ? 'tasks' : 'task'
}

/** A line that speaks to the reader rather than naming work: "Here is my plan:", "Users can:". */
export function isIntroduction(line: string): boolean {
  return (
    /^(?:here(?:'s|’s| is| are| comes)?|this|these|those|please|pls|can|could|would|i|i'm|i’d|i'd|we|let|let's|my|our|it|hi|hello|hey|the following|following|below|turn|import|make|create|build|plan|planning|read|use|take|convert|add|break|split|todo|to-do|to do|tasks?|steps|outline|list|hier|voici|aquí)(?=[\s:,’']|$)/i.test(
      line.trim(),
    ) ||
    /\b(?:can|must|should|shall|will|may|could|would|has to|have to|needs? to|includes?|including|following|are|is|such as|as follows|want|like)\s*:$/i.test(
      line.trim(),
    )
  )
}
