import { countNodes, type OutlineNode } from './outline.ts'

/** A tree no deeper and no larger than a plan holds. What was folded stands as a list in its parent's description. */
export function foldOutline(
  roots: readonly OutlineNode[],
  room: { readonly depth: number; readonly nodes: number },
): { readonly roots: readonly OutlineNode[]; readonly folded: number; readonly depth: number } {
  const before = countNodes(roots)
  let depth = room.depth
  let folded = roots.map((root) => foldNode(root, 0, depth))
  while (countNodes(folded) > room.nodes && depth > 0) {
    depth -= 1
    folded = roots.map((root) => foldNode(root, 0, depth))
  }
  return { roots: folded, folded: before - countNodes(folded), depth }
}

function foldNode(node: OutlineNode, at: number, deepest: number): OutlineNode {
  if (node.children.length === 0) return node
  if (at < deepest) return { ...node, children: node.children.map((child) => foldNode(child, at + 1, deepest)) }
  const list = node.children.flatMap((child) => asLines(child, '')).join('\n')
  return { ...node, description: node.description === '' ? list : `${node.description}\n\n${list}`, children: [] }
}

/** A node and what stands under it as a Markdown list, with everything it says. */
export function asLines(node: OutlineNode, indent: string): readonly string[] {
  const { hints } = node
  const box = hints.status === 'done' ? '[x] ' : hints.status === undefined ? '' : '[ ] '
  const extra = [
    hints.status === undefined || hints.status === 'done' || hints.status === 'todo' ? '' : `status: ${hints.status.replaceAll('_', ' ')}`,
    hints.estimateMinutes === undefined ? '' : minutesInHint(hints.estimateMinutes),
    hints.priority ?? '',
    hints.assignee === undefined ? '' : hints.assignee.includes(' ') ? `owner: ${hints.assignee}` : `@${hints.assignee}`,
    ...(hints.tags ?? []).map((tag) => `#${tag}`),
    hints.startDate === undefined ? '' : `start: ${hints.startDate}`,
    hints.dueDate === undefined ? '' : `due: ${hints.dueDate}`,
  ].filter((part) => part !== '')
  const after = hints.after && hints.after.length > 0 ? ` (after: ${hints.after.join('; ')})` : ''
  const deeper = `${indent}  `
  return [
    `${indent}- ${box}${node.title}${extra.length > 0 ? ` (${extra.join(', ')})` : ''}${after}`,
    ...(node.description === '' ? [] : node.description.split('\n').map((line) => (line === '' ? '' : deeper + line))),
    ...node.criteria.map((criterion) => `${deeper}- [${criterion.done ? 'x' : ' '}] ${criterion.text}`),
    ...node.children.flatMap((child) => asLines(child, deeper)),
  ]
}

const minutesInHint = (minutes: number): string =>
  minutes % 480 === 0 ? `${minutes / 480}d` : minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}min`
