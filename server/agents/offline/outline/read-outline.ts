import { emptyNode, finish, type Building } from './builder.ts'
import { readFrontMatter } from './front-matter.ts'
import { readLine } from './lines.ts'
import { countNodes, type Hints, type Outline } from './outline.ts'
import { plainLines, spreadInline } from './plain-lines.ts'
import { readLines } from './read-lines.ts'
import { cleanText, tidyBlock } from './text.ts'

/**
 * Reads the structure of a text: headings, numbered, bulleted and nested lists, checklists, indented lines, and whole
 * documents that mix them with prose. Null where there is no structure worth keeping (fewer than `least` tasks).
 *
 * Nothing that was written is lost: what is no task stands in a description or in the summary.
 *
 *     readOutline('# Shop\n- Catalogue (3d)\n- [x] Logo')?.roots.map((root) => root.title)   // ['Catalogue', 'Logo']
 */
export function readOutline(text: string, options: { readonly least?: number } = {}): Outline | null {
  const least = options.least ?? 2
  const front = readFrontMatter(spreadInline(cleanText(text)).split('\n'))
  const lines = front.lines.map((raw, index) => readLine(raw, front.offset + index + 1))
  const document = readLines(lines)
  if (document.children.length === 0 && document.criteria.length === 0) {
    const plain = plainLines(lines)
    if (plain) Object.assign(document, plain)
  }
  const { title, root, isOneTask } = shapeDocument(document, front.title)
  if (isOneTask) for (const task of root.children) task.hints = mergeHints(front.hints, task.hints)
  const roots = root.children.map(finish)
  if (countNodes(roots) < least) return null
  return {
    title,
    summary: tidyBlock([...root.text, ...(front.rest.length > 0 ? ['', ...front.rest] : [])]),
    hints: isOneTask ? {} : mergeHints(front.hints, root.hints),
    roots,
  }
}

const mergeHints = (first: Hints, second: Hints): Hints => ({ ...second, ...first })

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
