import type { CalendarDate } from '../../../core/plan/task.ts'
import { emptyNode, finish, type Building } from './builder.ts'
import { readFrontMatter } from './front-matter.ts'
import { readLine } from './lines.ts'
import { countNodes, type Hints, type Outline, type OutlineNode } from './outline.ts'
import { plainLines, spreadInline } from './plain-lines.ts'
import { readLines } from './read-lines.ts'
import { cleanText, tidyBlock } from './text.ts'

/**
 * Reads the structure of a text: headings, numbered, bulleted and nested lists, checklists, indented lines, and whole
 * documents that mix them with prose. Null where there is no structure worth keeping (fewer than `least` tasks).
 *
 * Nothing that was written is lost: what is no task stands in a description or in the summary. Days such as "Friday"
 * are read where `today` is given.
 *
 *     readOutline('# Shop\n- Catalogue (3d)\n- [x] Logo')?.roots.map((root) => root.title)   // ['Catalogue', 'Logo']
 */
export function readOutline(text: string, options: { readonly least?: number; readonly today?: CalendarDate } = {}): Outline | null {
  const least = options.least ?? 2
  const front = readFrontMatter(spreadInline(cleanText(text)).split('\n'))
  const lines = front.lines.map((raw, index) => readLine(raw, front.offset + index + 1))
  const document = readLines(lines, options.today)
  if (document.children.length === 0 && document.criteria.length === 0) {
    const plain = plainLines(lines, options.today)
    if (plain) Object.assign(document, plain)
  }
  const { title, root, isOneTask } = shapeDocument(document, front.title)
  if (isOneTask) for (const task of root.children) task.hints = mergeHints(front.hints, task.hints)
  const roots = numbered(root.children.map(finish))
  if (countNodes(roots) < least) return null
  return {
    title,
    summary: tidyBlock([...root.text, ...(front.rest.length > 0 ? ['', ...front.rest] : [])]),
    hints: isOneTask ? {} : mergeHints(front.hints, root.hints),
    roots,
  }
}

/** Where "depends on 1" is said and no item carries a number, the place of each is its number. */
function numbered(roots: readonly OutlineNode[]): readonly OutlineNode[] {
  const all = (nodes: readonly OutlineNode[]): readonly OutlineNode[] => nodes.flatMap((node) => [node, ...all(node.children)])
  const nodes = all(roots)
  const isMeant = nodes.some((node) => node.hints.after?.some((name) => /^\d+(?:\.\d+)*$/.test(name)))
  if (!isMeant || nodes.some((node) => node.number !== null)) return roots
  const place = (members: readonly OutlineNode[], above: string): readonly OutlineNode[] =>
    members.map((node, index) => ({ ...node, number: `${above}${index + 1}`, children: place(node.children, `${above}${index + 1}.`) }))
  return place(roots, '')
}

/** The first says more; lists of both are kept. */
const mergeHints = (first: Hints, second: Hints): Hints => ({
  ...second,
  ...first,
  ...(first.tags && second.tags ? { tags: [...first.tags, ...second.tags] } : {}),
  ...(first.after && second.after ? { after: [...first.after, ...second.after] } : {}),
})

/** Gives the document its title, lifts what only frames the tasks, and finds a place for criteria of the whole. */
function shapeDocument(document: Building, frontTitle: string | null): { title: string | null; root: Building; isOneTask: boolean } {
  let title = frontTitle ?? (document.title === '' ? null : document.title)
  let root = liftContainer(document)
  const only = root.children.length === 1 ? root.children[0] : undefined
  if (only && only.level !== null && only.level !== 8 && only.children.length > 0) {
    const isName = title === null || title === only.title
    if (isName) {
      title = only.title
      const lifted = liftContainer(only)
      if (root.criteria.length + only.criteria.length === 0 || lifted.children.length > 1)
        root = {
          ...lifted,
          text: joined(root.text, lifted.text),
          criteria: [...root.criteria, ...only.criteria],
          criteriaTitle: root.criteriaTitle ?? only.criteriaTitle,
          hints: mergeHints(root.hints, only.hints),
        }
    }
  } else if (only && only.level !== null && only.children.length === 0) title ??= only.title
  if (root.criteria.length === 0) return { title, root, isOneTask: false }
  const heads = root.children.filter((child) => child.level !== null)
  if (heads.length > 1) {
    const criteria = { ...emptyNode(root.line), title: root.criteriaTitle ?? 'Acceptance criteria', criteria: root.criteria, level: 2 }
    return { title, root: { ...root, criteria: [], children: [...root.children, criteria] }, isOneTask: false }
  }
  // The document is one task: its sections describe it, its list are its steps.
  const whole = { ...root, title: title ?? 'Acceptance criteria', level: 1 }
  return { title, root: { ...emptyNode(1), children: [whole] }, isOneTask: true }
}

/** Where the only child is a head such as "Tasks" or "Implementation plan", its items stand for themselves. */
function liftContainer(node: Building): Building {
  const only = node.children.length === 1 ? node.children[0] : undefined
  if (!only || only.level === null || !only.isContainer || only.children.length === 0) return node
  return { ...node, text: joined(joined(node.text, [only.raw]), only.text), children: only.children, criteria: [...node.criteria, ...only.criteria] }
}

const joined = (first: readonly string[], second: readonly string[]): string[] =>
  first.length > 0 && second.length > 0 ? [...first, '', ...second] : [...first, ...second]
