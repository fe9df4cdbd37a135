import { listOf, shorten } from '../planner/words.ts'
import type { OutlineNode } from './outline.ts'

/** One group of neighbouring heads, for the reply. */
export interface Group {
  readonly title: string
  readonly members: readonly string[]
}

/** At most `most` roots: neighbours stand together under heads named after them, in the order they were written. */
export function groupRoots(
  roots: readonly OutlineNode[],
  most: number,
): { readonly roots: readonly OutlineNode[]; readonly groups: readonly Group[] } {
  if (roots.length <= most) return { roots, groups: [] }
  const grouped: OutlineNode[] = []
  const groups: Group[] = []
  for (const members of evenly(roots, most)) {
    const [first] = members
    if (members.length === 1 && first) {
      grouped.push(first)
      continue
    }
    const title = nameOf(members)
    groups.push({ title, members: members.map((member) => member.title) })
    const done = members.every((member) => member.hints.status === 'done')
    grouped.push({
      title,
      number: null,
      description: '',
      hints: done ? { status: 'done' } : {},
      criteria: [],
      children: members,
      line: first?.line ?? 1,
    })
  }
  return { roots: grouped, groups }
}

function evenly<Member>(members: readonly Member[], most: number): readonly (readonly Member[])[] {
  const parts: Member[][] = []
  for (let part = 0; part < most; part += 1)
    parts.push(members.slice(Math.floor((part * members.length) / most), Math.floor(((part + 1) * members.length) / most)))
  return parts.filter((part) => part.length > 0)
}

function nameOf(members: readonly OutlineNode[]): string {
  const short = (node: OutlineNode | undefined): string => shorten(node?.title ?? '', 44)
  if (members.length <= 3) return listOf(members.map(short))
  return `${short(members[0])} to ${short(members.at(-1))}`
}
